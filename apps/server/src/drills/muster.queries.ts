import type { Day, DrillState, Instant, Roster } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { FactRow } from './fact-row.ts'

const HEAD = ['state', 'started_at', 'all_clear_at', 'storeys', 'on_day'] as const

export interface MusterRow {
  readonly state: DrillState
  readonly started_at: Instant | null
  readonly all_clear_at: Instant | null
  readonly storeys: number | null
  readonly on_day: Day
  /** The names are still there. */
  readonly named: boolean
  /** The frozen list; read once, for it is by far the largest part of the row. */
  readonly roster: Roster | null
}

const named = sql<boolean>`roster is not null`.as('named')

/** What a board shows of a drill's own row, without the list. */
export async function findHead(tx: Tx, drill: string): Promise<MusterRow | undefined> {
  const row = await tx
    .selectFrom('drills')
    .select([...HEAD, named])
    .where('id', '=', drill)
    .executeTakeFirst()
  return row && { ...row, roster: null }
}

/** The same with the list. */
export const findWhole = (tx: Tx, drill: string): Promise<MusterRow | undefined> =>
  tx
    .selectFrom('drills')
    .select([...HEAD, named, 'roster'])
    .where('id', '=', drill)
    .executeTakeFirst()

/** A drill's facts that the database took after a moment of its clock, or all of them, in the order it took them. */
export async function listFactsSince(
  tx: Tx,
  drill: string,
  since: string | null,
): Promise<readonly FactRow[]> {
  const { rows } = await sql<FactRow>`
    select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
    where drill_id = ${drill} and received_at > ${since ?? '-infinity'}::timestamptz order by received_at`.execute(
    tx,
  )
  return rows
}

/** How many facts of a drill there are. */
export async function countFacts(tx: Tx, drill: string): Promise<number> {
  const { count } = await tx
    .selectFrom('drill_facts')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('drill_id', '=', drill)
    .executeTakeFirstOrThrow()
  return Number(count)
}
