import {
  isPilotLate,
  isRecheckDue,
  PILOT_STATE_IDS,
  PilotState,
  RECHECKED_PILOT_STATES,
  UnitId,
  type Day,
  type PilotId,
  type UnitKind,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../../db/like.ts'
import type { Tx } from '../../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../../paging.ts'
import { isOpenOn } from './built-rate.queries.ts'
import { toPilot } from './pilots.table.ts'

/** What pilots can be narrowed to. An empty list of states means every state. */
export const PilotFilter = z.object({
  state: z.array(PilotState).max(10).optional(),
  unitId: UnitId.optional(),
  /** Its target day has passed. */
  late: z.boolean().optional(),
  /** It is to be looked at again. */
  recheck: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
})
export type PilotFilter = z.infer<typeof PilotFilter>

export interface PilotRow {
  readonly id: PilotId
  readonly unit: { readonly id: UnitId; readonly name: string; readonly kind: UnitKind }
  readonly state: PilotState
  readonly targetOn: Day | null
  readonly recheckOn: Day | null
  readonly returned: number
  readonly late: boolean
  readonly recheckDue: boolean
}

const isLate = (today: Day): RawBuilder<boolean> =>
  sql<boolean>`(pilots.state = 'building' and pilots.target_on < ${today}::date)`
const isDue = (today: Day): RawBuilder<boolean> =>
  sql<boolean>`(pilots.state = any (${[...RECHECKED_PILOT_STATES]}::text[]) and pilots.recheck_on <= ${today}::date)`

function conditions(filter: PilotFilter, today: Day): RawBuilder<boolean> {
  // As in the rate: of a school that closed nobody builds any more.
  const all = [isOpenOn(today)]
  if (filter.state && filter.state.length > 0) all.push(sql`pilots.state = any (${filter.state}::text[])`)
  if (filter.unitId) all.push(sql`pilots.unit_id = ${filter.unitId}`)
  if (filter.late) all.push(isLate(today))
  if (filter.recheck) all.push(isDue(today))
  if (filter.search) all.push(sql`units.name ilike ${holding(filter.search)}`)
  return sql.join(all, sql` and `)
}

/** The stages in their order, what ended last; within a stage by the day it is due. */
const ORDER = sql`array_position(${[...PILOT_STATE_IDS]}::text[], pilots.state),
  coalesce(pilots.target_on, pilots.recheck_on), units.name collate "zh-x-icu", pilots.id`

/** One page of pilots within the scope, with the filter's total. */
export async function listPilots(
  tx: Tx,
  filter: PilotFilter,
  paging: Paging,
  today: Day,
): Promise<Page<PilotRow>> {
  const where = conditions(filter, today)
  const from = tx.selectFrom('pilots').innerJoin('units', 'units.id', 'pilots.unit_id')
  return readPage(
    paging,
    from
      .selectAll('pilots')
      .select(['units.name as unit_name', 'units.kind as unit_kind'])
      .where(where)
      .orderBy(ORDER),
    from.select(TOTAL).where(where),
    ({ unit_name, unit_kind, ...row }) => {
      const pilot = toPilot(row)
      return {
        ...{ id: pilot.id, unit: { id: pilot.unitId, name: unit_name, kind: unit_kind } },
        ...{ state: pilot.state, targetOn: pilot.targetOn, recheckOn: pilot.recheckOn },
        ...{ returned: pilot.returned, late: isPilotLate(pilot, today) },
        recheckDue: isRecheckDue(pilot, today),
      }
    },
  )
}

export type PilotCounts = Record<PilotState, number> & { late: number; recheck: number }

/** Pilots within the scope by state, with those that are late and those to be looked at again. */
export async function countPilots(tx: Tx, today: Day): Promise<PilotCounts> {
  const rows = await tx
    .selectFrom('pilots')
    .leftJoin('units', 'units.id', 'pilots.unit_id')
    .where(isOpenOn(today))
    .select(['state', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where ${isLate(today)})`.as('late'))
    .select(sql<number>`count(*) filter (where ${isDue(today)})`.as('recheck'))
    .groupBy('state')
    .execute()
  const of = (state: PilotState): number => rows.find(row => row.state === state)?.count ?? 0
  const states = Object.fromEntries(PILOT_STATE_IDS.map(state => [state, of(state)])) as Record<
    PilotState,
    number
  >
  return {
    ...states,
    late: rows.reduce((sum, row) => sum + row.late, 0),
    recheck: rows.reduce((sum, row) => sum + row.recheck, 0),
  }
}
