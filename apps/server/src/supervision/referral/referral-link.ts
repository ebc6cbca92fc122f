import {
  addDays,
  dayOf,
  endOfDay,
  err,
  ok,
  type Instant,
  type Referral,
  type ReferralId,
  type Result,
} from '@anlan/domain'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../db/scope.ts'
import { hashToken } from '../../set-up/set-up-link.ts'

/** Why a link opens nothing; the page says each in one sentence. */
export type LinkRefusal =
  { code: 'link-unknown' } | { code: 'link-revoked' } | { code: 'link-expired' } | { code: 'link-used' }

/**
 * Makes the token of a letter's link, and puts an end to the ones before it. Only its hash is kept: a lost link is replaced,
 * never read again.
 */
export async function makeLink(
  tx: Tx,
  { id, unitId }: Pick<Referral, 'id' | 'unitId'>,
  now: Instant,
  days: number,
): Promise<string> {
  await revokeLinks(tx, id, now)
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('referral_links')
    .values({
      ...{ token_hash: hashToken(token), referral_id: id, unit_id: unitId, made_at: now },
      expires_at: endOfDay(addDays(dayOf(now), days)),
    })
    .execute()
  return token
}

/** Puts an end to every link of a letter. */
export async function revokeLinks(tx: Tx, id: ReferralId, now: Instant): Promise<void> {
  await tx
    .updateTable('referral_links')
    .set({ revoked_at: now })
    .where('referral_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The letter a token is for: one letter and no other. An altered token is simply unknown. */
export async function findByToken(
  tx: Tx,
  token: string,
  now: Instant,
): Promise<Result<ReferralId, LinkRefusal>> {
  const link = await tx
    .selectFrom('referral_links')
    .select(['referral_id', 'expires_at', 'revoked_at'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!link) return err({ code: 'link-unknown' })
  if (link.revoked_at !== null) return err({ code: 'link-revoked' })
  if (Date.parse(link.expires_at) < Date.parse(now)) return err({ code: 'link-expired' })
  return ok(link.referral_id as ReferralId)
}
