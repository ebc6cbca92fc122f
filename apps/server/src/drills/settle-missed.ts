import type { DrillId, Instant } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { settleDrill } from './settle-drill.ts'

/** Facts this young may be some that a server meant to settle when it was killed. */
const RECENT_MS = 24 * 3600_000

/**
 * Settles what a server that was killed left undone: drills that ended without a result, or whose facts are more than
 * their result says. @returns how many
 */
export async function settleMissed(app: App): Promise<number> {
  const recent = new Date(Date.parse(app.clock.now()) - RECENT_MS).toISOString() as Instant
  const { rows } = await app.db.read(SYSTEM, tx =>
    sql<{ id: DrillId }>`
      select id from drills where state in ('all-clear', 'reviewed') and roster is not null
        and (receipt is null or (
          exists (select from drill_facts where drill_id = drills.id and received_at > ${recent}::timestamptz)
          and fact_count <> (select count(*) from drill_facts where drill_id = drills.id)))`.execute(tx),
  )
  for (const { id } of rows) await settleDrill(app, id)
  return rows.length
}
