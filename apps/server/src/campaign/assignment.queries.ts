import {
  AreaId,
  AssignmentState,
  CampaignId,
  Day,
  DUE_SOON_DAYS,
  TaskId,
  TIMELINESS,
  timelinessOf,
  UnitId,
  unreachable,
  addDays,
  dayOf,
  type AssignmentId,
  type CampaignState,
  type EvidenceKind,
  type Instant,
  type Timeliness,
} from '@anlan/domain'
import { sql, type SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { IS_HANDED_IN, IS_LATE, IS_OWED, isOverdueSql } from './progress.queries.ts'

const TIMELINESS_IDS = Object.keys(TIMELINESS) as [Timeliness, ...Timeliness[]]

/** What a list of assignments can be narrowed to. An empty list of states means every state. */
export const AssignmentFilter = z.object({
  campaignId: CampaignId.optional(),
  unitId: UnitId.optional(),
  taskId: TaskId.optional(),
  township: z.string().max(9).optional(),
  state: z.array(AssignmentState).max(10).optional(),
  timeliness: z.enum(TIMELINESS_IDS).optional(),
  area: AreaId.optional(),
  /** The days on which they are due, both included. */
  from: Day.optional(),
  to: Day.optional(),
})
export type AssignmentFilter = z.infer<typeof AssignmentFilter>

export const AssignmentSort = z.object({
  by: z.enum(['dueOn', 'unit', 'task', 'state', 'submittedAt']),
  desc: z.boolean().default(false),
})
export type AssignmentSort = z.infer<typeof AssignmentSort>

export interface AssignmentRow {
  readonly id: AssignmentId
  readonly campaignId: CampaignId
  readonly campaignTitle: string
  readonly campaignState: CampaignState
  readonly taskId: TaskId
  readonly title: string
  readonly path: string | null
  readonly area: AreaId | null
  readonly phaseName: string
  readonly dueOn: Day | null
  /** The deadline had passed before the campaign was dispatched: nobody was late, nobody is chased. */
  readonly dueBeforeDispatch: boolean
  readonly state: AssignmentState
  readonly timeliness: Timeliness
  readonly unit: { readonly id: UnitId; readonly name: string }
  /** How many times it was handed in. */
  readonly version: number
  readonly evidence: EvidenceKind[]
  readonly submittedAt: Instant | null
  readonly reason: string | null
  readonly revision: number
}

type Joined = SelectQueryBuilder<Schema, 'assignments' | 'tasks' | 'phases' | 'units' | 'campaigns', object>

/** Assignments in the scope with the rows that name them. */
export const assignmentsWithNames = (tx: Tx): Joined =>
  tx
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .innerJoin('phases', 'phases.id', 'assignments.phase_id')
    .innerJoin('units', 'units.id', 'assignments.unit_id')
    .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')

function narrow(query: Joined, filter: AssignmentFilter, today: Day): Joined {
  let narrowed = query
  if (filter.campaignId) narrowed = narrowed.where('assignments.campaign_id', '=', filter.campaignId)
  if (filter.unitId) narrowed = narrowed.where('assignments.unit_id', '=', filter.unitId)
  if (filter.taskId) narrowed = narrowed.where('assignments.task_id', '=', filter.taskId)
  if (filter.township) narrowed = narrowed.where('assignments.township', '=', filter.township)
  if (filter.state && filter.state.length > 0)
    narrowed = narrowed.where('assignments.state', 'in', filter.state)
  if (filter.area) narrowed = narrowed.where('assignments.area', '=', filter.area)
  if (filter.from) narrowed = narrowed.where('assignments.due_on', '>=', filter.from)
  if (filter.to) narrowed = narrowed.where('assignments.due_on', '<=', filter.to)
  return filter.timeliness ? narrowed.where(timelinessSql(filter.timeliness, today)) : narrowed
}

/** SQL's word for `timelinessOf`, one timeliness at a time. */
function timelinessSql(timeliness: Timeliness, today: Day) {
  const soon = addDays(today, DUE_SOON_DAYS)
  switch (timeliness) {
    case 'overdue':
      return isOverdueSql(today)
    case 'done-late':
      return IS_LATE
    case 'done':
      return sql<boolean>`(${IS_HANDED_IN} and not coalesce(${IS_LATE}, false))`
    case 'due-soon':
      return sql<boolean>`(${IS_OWED} and assignments.due_on between ${today}::date and ${soon}::date)`
    case 'in-time':
      return sql<boolean>`(${IS_OWED} and assignments.due_on > ${soon}::date)`
    case 'undated':
      return sql<boolean>`(${IS_OWED} and assignments.due_on is null)`
    case 'not-owed':
      return sql<boolean>`assignments.state = 'excused'`
    default:
      return unreachable(timeliness)
  }
}

/** Reads the rows of a query as the API shows them. */
export async function readRows(query: Joined, today: Day): Promise<AssignmentRow[]> {
  const rows = await query
    .select(['assignments.id', 'assignments.campaign_id', 'campaigns.title as campaign_title'])
    .select(['campaigns.state as campaign_state', 'campaigns.dispatched_at', 'assignments.task_id'])
    .select(['tasks.title', 'tasks.path', 'assignments.area', 'phases.name as phase_name'])
    .select(['assignments.due_on', 'assignments.state', 'assignments.unit_id', 'units.name as unit_name'])
    .select(['assignments.versions', 'tasks.evidence', 'assignments.submitted_at', 'assignments.reason'])
    .select('assignments.revision')
    .execute()
  return rows.map(row => ({
    id: row.id as AssignmentId,
    campaignId: row.campaign_id as CampaignId,
    campaignTitle: row.campaign_title,
    campaignState: row.campaign_state,
    taskId: row.task_id as TaskId,
    title: row.title,
    path: row.path,
    area: row.area,
    phaseName: row.phase_name,
    dueOn: row.due_on,
    dueBeforeDispatch:
      row.due_on !== null && row.dispatched_at !== null && row.due_on < dayOf(row.dispatched_at),
    state: row.state,
    timeliness: timelinessOf({ state: row.state, dueOn: row.due_on, submittedAt: row.submitted_at }, today),
    unit: { id: row.unit_id as UnitId, name: row.unit_name },
    version: row.versions,
    evidence: row.evidence,
    submittedAt: row.submitted_at,
    reason: row.reason,
    revision: row.revision,
  }))
}

const SORT_COLUMNS = {
  dueOn: 'assignments.due_on',
  task: 'tasks.ordinal',
  state: 'assignments.state',
  submittedAt: 'assignments.submitted_at',
} as const satisfies Record<Exclude<AssignmentSort['by'], 'unit'>, string>

/** One page of assignments within the scope, with the filter's total. Without a sort: by deadline. */
export async function listAssignments(
  tx: Tx,
  filter: AssignmentFilter,
  sort: AssignmentSort,
  paging: Paging,
  today: Day,
): Promise<Page<AssignmentRow>> {
  return pageOf(narrow(assignmentsWithNames(tx), filter, today), sort, paging, today)
}

/** A unit's own assignments: of the campaigns at work, or of one that is named. */
export async function listOwnAssignments(
  tx: Tx,
  unitId: UnitId,
  filter: Pick<AssignmentFilter, 'campaignId' | 'state'>,
  paging: Paging,
  today: Day,
): Promise<Page<AssignmentRow>> {
  let query = narrow(assignmentsWithNames(tx), { ...filter, unitId }, today)
  if (!filter.campaignId) query = query.where('campaigns.state', 'in', ['running', 'suspended'])
  return pageOf(query, { by: 'dueOn', desc: false }, paging, today)
}

async function pageOf(
  query: Joined,
  sort: AssignmentSort,
  paging: Paging,
  today: Day,
): Promise<Page<AssignmentRow>> {
  const { by, desc } = sort
  const sorted =
    by === 'unit'
      ? query.orderBy(sql`units.name collate "zh-x-icu"`, desc ? 'desc' : 'asc')
      : query.orderBy(SORT_COLUMNS[by], order => (desc ? order.desc().nullsLast() : order.asc().nullsLast()))
  const ordered = sorted.orderBy('tasks.ordinal').orderBy('assignments.id')
  const [rows, { count }] = await Promise.all([
    readRows(ordered.limit(paging.pageSize).offset(offsetOf(paging)), today),
    query.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ])
  return { rows, total: count, page: paging.page, pageSize: paging.pageSize }
}

/** What a verb on an assignment has to know, locked until the transaction ends; or nothing. */
export async function findAssignmentForUpdate(tx: Tx, id: AssignmentId) {
  return tx
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')
    .select(['assignments.id', 'assignments.campaign_id', 'assignments.unit_id', 'assignments.state'])
    .select(['assignments.revision', 'assignments.versions', 'assignments.submitted_by'])
    .select(['tasks.title', 'tasks.evidence', 'campaigns.state as campaign_state'])
    .select(
      sql<string[]>`array(select submitted_by from submissions where assignment_id = assignments.id)`.as(
        'submitters',
      ),
    )
    .where('assignments.id', '=', id)
    .forUpdate('assignments')
    .executeTakeFirst()
}
export type LockedAssignment = NonNullable<Awaited<ReturnType<typeof findAssignmentForUpdate>>>
