import type { Instant } from '@anlan/domain'
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'

const LIFE_MS = 24 * 3600_000

/** What the database keeps of a token. It is random enough that a plain hash cannot be turned around. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** True while nobody has an account: only then a set-up link is good for anything. */
export async function isUnused(tx: Tx): Promise<boolean> {
  const found = await tx.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
  return found === undefined
}

/** One after the other: whoever makes or uses a link waits for the one before, on whichever server. */
export const holdSetUp = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('anlan.set-up'))`.execute(tx)

/**
 * Makes the token of a set-up link while the system is empty, replacing the one before; null once somebody has an
 * account. Only its hash is kept, so a lost link is made anew by starting again.
 */
export function makeSetUpToken({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<string | null> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(clock.now()) + LIFE_MS).toISOString() as Instant
  return db.transaction(SYSTEM, async tx => {
    await holdSetUp(tx)
    if (!(await isUnused(tx))) return null
    await tx.deleteFrom('set_up_links').execute()
    await tx
      .insertInto('set_up_links')
      .values({ token_hash: hashToken(token), expires_at: expiresAt })
      .execute()
    const occasion = { actor: SYSTEM, now: clock.now(), requestId: null }
    await recordAudit(tx, occasion, {
      ...{ action: 'county.set-up-link', unitId: null },
      subject: { kind: 'county', id: 'county' },
      after: { expiresAt },
    })
    return token
  })
}

/** What to print for whoever starts the server. The token stands behind the #, which browsers send to nobody. */
export const describeSetUpLink = (origin: string, token: string): string =>
  [
    '系统还没有管理员。请用浏览器打开下面的一次性链接，设置县名和第一位管理员（24 小时内有效；重新启动会换一个新链接）：',
    'No administrator yet. Open this one-time link to set up the county and its first administrator',
    '(valid for 24 hours; a new start makes a new one):',
    `  ${origin}/set-up#${token}`,
  ].join('\n')
