import {
  namesLeaveOn,
  type CountyDrillId,
  type Day,
  type DrillId,
  type DrillMode,
  type DrillResult,
  type DrillReview,
  type DrillRole,
  type DrillState,
  type DrillType,
  type Instant,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

export interface DrillRow {
  readonly id: DrillId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly type: DrillType
  readonly mode: DrillMode
  readonly state: DrillState
  readonly title: string
  readonly onDay: Day
  readonly scheduledAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly result: DrillResult | null
}

export interface DrillFilter {
  readonly unitId?: UnitId | undefined
  readonly countyDrillId?: CountyDrillId | undefined
  readonly states?: readonly DrillState[] | undefined
  readonly mode?: DrillMode | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** Drills within the scope, the newest first. */
export async function listDrills(tx: Tx, filter: DrillFilter, paging: Paging): Promise<Page<DrillRow>> {
  let query = tx.selectFrom('drills').innerJoin('units', 'units.id', 'drills.unit_id')
  if (filter.unitId) query = query.where('drills.unit_id', '=', filter.unitId)
  if (filter.countyDrillId) query = query.where('drills.county_drill_id', '=', filter.countyDrillId)
  if (filter.states && filter.states.length > 0) query = query.where('drills.state', 'in', filter.states)
  if (filter.mode) query = query.where('drills.mode', '=', filter.mode)
  if (filter.from) query = query.where('drills.on_day', '>=', filter.from)
  if (filter.to) query = query.where('drills.on_day', '<=', filter.to)
  const [rows, counted] = await Promise.all([
    query
      .select([
        ...([
          'drills.id',
          'drills.unit_id',
          'units.name',
          'drills.type',
          'drills.mode',
          'drills.state',
        ] as const),
        ...(['drills.title', 'drills.on_day', 'drills.scheduled_at', 'drills.started_at'] as const),
        ...(['drills.all_clear_at', 'drills.cancelled_at', 'drills.result'] as const),
      ])
      .orderBy('drills.on_day', 'desc')
      .orderBy('drills.id', 'desc')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    query.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirst(),
  ])
  return {
    rows: rows.map(row => ({
      ...{ id: row.id as DrillId, unit: { id: row.unit_id as UnitId, name: row.name }, type: row.type },
      ...{ mode: row.mode, state: row.state, title: row.title, onDay: row.on_day },
      ...{ scheduledAt: row.scheduled_at, startedAt: row.started_at },
      endedAt: row.all_clear_at ?? row.cancelled_at,
      result: row.result,
    })),
    total: counted?.total ?? 0,
    ...paging,
  }
}

export interface DrillDetail extends DrillRow {
  readonly revision: number
  readonly countyDrillId: CountyDrillId | null
  readonly plan: string
  readonly roles: readonly DrillRole[]
  readonly storeys: number | null
  readonly startedByName: string | null
  readonly allClearNote: string | null
  readonly cancelReason: string | null
  readonly review: DrillReview | null
  readonly receipt: string | null
  readonly factCount: number
  /** The names are still there. */
  readonly hasRoster: boolean
  /** When they go by themselves, of a drill that has ended and still has them. */
  readonly namesLeaveOn: Day | null
  readonly namesRemovedAt: Instant | null
}

/** One drill, or nothing outside the scope. */
export async function findDrill(tx: Tx, id: DrillId): Promise<DrillDetail | undefined> {
  const row = await tx
    .selectFrom('drills')
    .innerJoin('units', 'units.id', 'drills.unit_id')
    .selectAll('drills')
    .select('units.name')
    .where('drills.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const endedAt = row.all_clear_at ?? row.cancelled_at
  const leaves = row.roster === null ? null : endedAt
  return {
    ...{ id, unit: { id: row.unit_id as UnitId, name: row.name }, type: row.type, mode: row.mode },
    ...{ state: row.state, title: row.title, onDay: row.on_day, scheduledAt: row.scheduled_at },
    ...{ startedAt: row.started_at, endedAt, result: row.result },
    ...{ revision: row.revision, countyDrillId: row.county_drill_id as CountyDrillId | null, plan: row.plan },
    ...{ roles: row.roles, storeys: row.storeys, startedByName: row.started_by_name },
    ...{ allClearNote: row.all_clear_note, cancelReason: row.cancel_reason, review: row.review },
    ...{ receipt: row.receipt, factCount: row.fact_count, hasRoster: row.roster !== null },
    namesLeaveOn: leaves === null ? null : namesLeaveOn(leaves, (await readRuleLimits(tx)).value),
    namesRemovedAt: row.names_removed_at,
  }
}
