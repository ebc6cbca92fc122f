import { err, ok, type Actor, type Instant, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { dropTables } from './import-chunks.queries.ts'
import { SILENT_MS } from './imports.table.ts'
import { showRestricted } from './restricted.ts'

/** Tables of one person that nobody has dealt with yet. */
export const MOST_WAITING = 20
/** Tables of one person that are written and kept only because faulty rows can be fetched out of them; older ones give way. */
const MOST_DONE = 10
/** What all tables of a county take in the database. */
const MOST_BYTES = 2 * 1024 ** 3

export type RoomRefusal = { code: 'imports-wait'; limit: number } | { code: 'imports-full'; limit: number }

/**
 * Makes room for one more table of a person's: what was done longest ago, or left by a server that died while it read,
 * goes. Refused when he leaves too many waiting, or when all of the county's take too much. Two sent at the same moment
 * may be one too many.
 */
export const makeRoom = (
  { db }: Pick<App, 'db'>,
  accountId: Actor['accountId'],
  now: Instant,
): Promise<Result<null, RoomRefusal>> =>
  db.unrecorded(SYSTEM, 'import-under-way', async (tx): Promise<Result<null, RoomRefusal>> => {
    await showRestricted(tx)
    await dropSpent(tx, accountId, now)
    const { rows } = await sql<{ waiting: number; bytes: number }>`
      select count(*) filter (where account_id = ${accountId} and state <> 'done')::int as waiting,
        coalesce(sum(size), 0)::bigint as bytes
      from imports where size > 0`.execute(tx)
    const { waiting, bytes } = rows[0] ?? { waiting: 0, bytes: 0 }
    if (waiting >= MOST_WAITING) return err({ code: 'imports-wait', limit: MOST_WAITING })
    return bytes >= MOST_BYTES ? err({ code: 'imports-full', limit: MOST_BYTES }) : ok(null)
  })

async function dropSpent(tx: Tx, accountId: Actor['accountId'], now: Instant): Promise<void> {
  const kept = await tx
    .selectFrom('imports')
    .select(['id', 'state', 'heard_at'])
    .where('account_id', '=', accountId)
    .where('size', '>', 0)
    .where('state', 'in', ['done', 'checking'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const isDead = (heardAt: Instant): boolean => Date.parse(now) - Date.parse(heardAt) > SILENT_MS
  const done = kept.filter(({ state }) => state === 'done').slice(MOST_DONE)
  const dead = kept.filter(({ state, heard_at }) => state === 'checking' && isDead(heard_at))
  await dropTables(
    tx,
    [...done, ...dead].map(({ id }) => id),
  )
}
