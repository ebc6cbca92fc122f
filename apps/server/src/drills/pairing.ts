import { err, ok, type DeviceId, type Instant, type Result, type UnitId } from '@anlan/domain'
import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type pg from 'pg'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Database } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { hashToken } from '../set-up/set-up-link.ts'

export const PAIRING_LIFE_MS = 10 * 60_000
/** Requests that wait at one time; a flood of them must not fill the table. */
const MOST_WAITING = 4_000
/** Letters that are not taken for one another on a screen across a room. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8

export interface PairingRequest {
  /** The kiosk's secret: whoever has it collects the token. */
  readonly secret: string
  /** What the kiosk shows, for somebody to type in the console. */
  readonly code: string
  readonly expiresAt: Instant
}

/** Spaces, hyphens and small letters do not count in a code that is read off a screen. */
export const cleanCode = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** Opens a request: the kiosk shows the code and waits. Null while too many are waiting. */
export async function requestPairing(auth: pg.Pool, now: Instant): Promise<PairingRequest | null> {
  const secret = randomBytes(32).toString('base64url')
  const code = Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  const expiresAt = new Date(Date.parse(now) + PAIRING_LIFE_MS).toISOString() as Instant
  await auth.query('delete from pairing_requests where expires_at < $1', [now])
  const { rowCount } = await auth.query(
    `insert into pairing_requests (id, secret_hash, code_hash, expires_at)
     select $1, $2, $3, $4 where (select count(*) from pairing_requests where device_id is null) < $5`,
    [newId<string>(), hashToken(secret), hashToken(code), expiresAt, MOST_WAITING],
  )
  return rowCount === 0 ? null : { secret, code, expiresAt }
}

/** Takes a kiosk for a school: from now on it collects its token with the secret only it has. */
export function approvePairing(
  db: Database,
  occasion: Occasion,
  input: { readonly code: string; readonly unitId: UnitId; readonly name: string },
): Promise<Result<{ id: DeviceId }, Refusal>> {
  const { actor, now } = occasion
  return db.transaction(actor, async (tx): Promise<Result<{ id: DeviceId }, Refusal>> => {
    const request = await tx
      .selectFrom('pairing_requests')
      .select(['id', 'device_id'])
      .where('code_hash', '=', hashToken(cleanCode(input.code)))
      .where('expires_at', '>', now)
      .forUpdate()
      .executeTakeFirst()
    if (!request || request.device_id !== null) return err({ code: 'pairing-code-unknown' })
    const unit = await tx.selectFrom('units').select('id').where('id', '=', input.unitId).executeTakeFirst()
    if (!unit) return err({ code: 'not-found' })
    const id = newId<DeviceId>()
    await tx
      .insertInto('devices')
      .values({ id, unit_id: input.unitId, name: input.name, paired_at: now, paired_by_name: actor.name })
      .execute()
    await tx.updateTable('pairing_requests').set({ device_id: id }).where('id', '=', request.id).execute()
    await recordAudit(tx, occasion, {
      ...{ action: 'device.pair', subject: { kind: 'device', id }, unitId: input.unitId },
      after: { name: input.name },
    })
    announce(tx, 'devices')
    return ok({ id })
  })
}

export type Claim =
  | { readonly state: 'waiting' | 'over' }
  | { readonly state: 'paired'; readonly token: string; readonly deviceId: string }

/**
 * The token follows from the secret: a kiosk whose answer was lost on the line asks again and gets the same, from any
 * server, as long as its code lives. The secret is 256 random bits that never leave the kiosk but for this question.
 */
const tokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('anlan kiosk token').digest('base64url')

/** What became of a request. Of the token only a hash is kept. */
export async function claimPairing(auth: pg.Pool, secret: string, now: Instant): Promise<Claim> {
  const { rows } = await auth.query<{ device_id: string | null }>(
    'select device_id from pairing_requests where secret_hash = $1 and expires_at > $2',
    [hashToken(secret), now],
  )
  const [request] = rows
  if (!request?.device_id) return { state: request ? 'waiting' : 'over' }
  const token = tokenOf(secret)
  const given = await auth.query(
    `update devices set token_hash = $1, seen_at = coalesce(seen_at, $2) where id = $3 and revoked_at is null`,
    [hashToken(token), now, request.device_id],
  )
  return given.rowCount === 1 ? { state: 'paired', token, deviceId: request.device_id } : { state: 'over' }
}
