import {
  AreaId,
  judgeRun,
  listCheckItems,
  UnitId,
  type ChecklistVersion,
  type Day,
  type Frequency,
  type HazardId,
  type InspectionRunId,
  type Instant,
  type RoundKind,
  type RunJudgement,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import {
  stateOf,
  toAnswer,
  toRun,
  type KeptAnswer,
  type KeptRun,
  type RunState,
} from './inspections.table.ts'

/** What a list of runs can be narrowed to; what was discarded is asked for by name. */
export const RunFilter = z.object({
  unitId: UnitId.optional(),
  area: AreaId.optional(),
  state: z.enum(['open', 'handed-in', 'discarded']).optional(),
})
export type RunFilter = z.infer<typeof RunFilter>

export interface RunRow {
  readonly id: InspectionRunId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly area: AreaId
  readonly on: Day
  readonly every: readonly Frequency[]
  readonly state: RunState
  /** The kind of the visit in whose name it was made; null for a self-inspection. */
  readonly visit: RoundKind | null
  readonly begunByName: string
  readonly begunAt: Instant
  readonly handedInAt: Instant | null
  readonly asked: number
  readonly answered: number
  readonly failing: number
  readonly hazards: number
}

const STATES = {
  open: sql<boolean>`handed_in_at is null and discarded_at is null`,
  'handed-in': sql<boolean>`handed_in_at is not null`,
  discarded: sql<boolean>`discarded_at is not null`,
} as const satisfies Record<RunState, RawBuilder<boolean>>

/** One page of runs within the transaction's scope, the newest first. */
export async function listRuns(tx: Tx, filter: RunFilter, paging: Paging): Promise<Page<RunRow>> {
  let found = tx
    .selectFrom('inspection_runs')
    .where(filter.state ? STATES[filter.state] : sql<boolean>`discarded_at is null`)
  if (filter.unitId) found = found.where('inspection_runs.unit_id', '=', filter.unitId)
  if (filter.area) found = found.where('inspection_runs.area', '=', filter.area)
  const [rows, { total }] = await Promise.all([
    found
      .innerJoin('units', 'units.id', 'inspection_runs.unit_id')
      .selectAll('inspection_runs')
      .select('units.name as unit_name')
      .select(eb =>
        eb
          .selectFrom('inspection_hazards')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('inspection_hazards.run_id', '=', 'inspection_runs.id')
          .as('hazards'),
      )
      .orderBy('inspection_runs.begun_at', 'desc')
      .orderBy('inspection_runs.id', 'desc')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => {
      const { id, unitId, area, on, every, visit, begunByName, begunAt, handedInAt, discardedAt } = toRun(row)
      return {
        ...{ id, unit: { id: unitId, name: row.unit_name }, area, on, every, begunByName, begunAt },
        ...{ visit, handedInAt, state: stateOf({ handedInAt, discardedAt }) },
        ...{ asked: row.asked, answered: row.answered, failing: row.failing, hazards: row.hazards ?? 0 },
      }
    }),
    total,
    page: paging.page,
    pageSize: paging.pageSize,
  }
}

/** The run within the scope, or nothing; held until the transaction ends where it is to be changed. */
export async function findRun(tx: Tx, id: InspectionRunId, hold = false): Promise<KeptRun | undefined> {
  let query = tx.selectFrom('inspection_runs').selectAll().where('id', '=', id)
  if (hold) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row && toRun(row)
}

/** What was answered, by item; of items about single pupils only for a transaction that shows them. */
export async function listAnswers(tx: Tx, id: InspectionRunId): Promise<KeptAnswer[]> {
  const rows = await tx
    .selectFrom('inspection_answers')
    .selectAll()
    .where('run_id', '=', id)
    .orderBy('code')
    .execute()
  return rows.map(toAnswer)
}

/** What somebody answered besides, and what does not count. */
export async function listOtherAnswers(tx: Tx, id: InspectionRunId): Promise<KeptAnswer[]> {
  const rows = await tx
    .selectFrom('inspection_other_answers')
    .selectAll()
    .where('run_id', '=', id)
    .orderBy('code')
    .orderBy('answered_at')
    .execute()
  return rows.map(toAnswer)
}

export interface OpenedItem {
  readonly code: string
  readonly hazardId: HazardId
  readonly number: string
}

/** The hazards that came of a run's items. */
export async function listOpened(tx: Tx, id: InspectionRunId): Promise<OpenedItem[]> {
  const rows = await tx
    .selectFrom('inspection_hazards')
    .innerJoin('hazards', 'hazards.id', 'inspection_hazards.hazard_id')
    .select(['inspection_hazards.code', 'hazards.id', 'hazards.number'])
    .where('inspection_hazards.run_id', '=', id)
    .orderBy('inspection_hazards.code')
    .execute()
  return rows.map(row => ({ code: row.code, hazardId: row.id as HazardId, number: row.number }))
}

/** The items of a version that are about single pupils. */
export const restrictedCodes = (version: ChecklistVersion): ReadonlySet<string> =>
  new Set(listCheckItems(version).flatMap(item => (item.restricted ? [item.code] : [])))

/** Judges a run by what was frozen when it was begun. */
export const judgeKept = (
  version: ChecklistVersion,
  { area, on, every, visit, profile }: KeptRun,
  answers: readonly KeptAnswer[],
): RunJudgement =>
  judgeRun(
    version,
    area,
    { on, every: [...every], visit, answers: answers.map(({ answer }) => answer) },
    profile,
  )
