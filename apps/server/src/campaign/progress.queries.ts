import {
  AREA_IDS,
  ASSIGNMENT_LETTERS,
  ASSIGNMENT_STATE_IDS,
  EMPTY_PROGRESS,
  HANDED_IN_STATES,
  OWED_STATES,
  type AreaId,
  type AssignmentState,
  type CampaignId,
  type Day,
  type Progress,
  type UnitKind,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import type { Tx } from '../db/scope.ts'

export const ProgressBy = z.enum(['phase', 'task', 'area', 'township', 'unit'])
export type ProgressBy = z.infer<typeof ProgressBy>

export interface ProgressGroup {
  /** Id of the phase, task or unit, code of the township, or the area; null for what has none. */
  readonly key: string | null
  /** Its name in the county's own words; null where the reader's language decides (areas) or nothing is named. */
  readonly label: string | null
  readonly progress: Progress
}

/** The column of `assignments` that each board groups by; all stand in the index `assignments_board`. */
const COLUMNS = {
  phase: 'assignments.phase_id',
  task: 'assignments.task_id',
  area: 'assignments.area',
  township: 'assignments.township',
  unit: 'assignments.unit_id',
} as const satisfies Record<ProgressBy, string>

/** Written out, for an index over some states serves only a condition that names them. */
const isIn = (states: readonly AssignmentState[]): RawBuilder<boolean> =>
  sql<boolean>`assignments.state in (${sql.join(states.map(state => sql.lit(state)))})`

/** True of assignments whose unit owes work. */
export const IS_OWED = isIn(OWED_STATES)
/** True of assignments whose work is in hand. */
export const IS_HANDED_IN = isIn(HANDED_IN_STATES)

/** SQL's word for `timelinessOf(…) === 'overdue'`; a test holds the two together. */
export const isOverdueSql = (today: Day): RawBuilder<boolean> =>
  sql<boolean>`(${IS_OWED} and assignments.due_on < ${today}::date)`

/** SQL's word for `timelinessOf(…) === 'done-late'`; the offset is the domain's own, and cheaper than a zone's name. */
export const IS_LATE = sql<boolean>`(${IS_HANDED_IN}
  and (assignments.submitted_at at time zone interval '8 hours')::date > assignments.due_on)`

/** All that is counted of a set of assignments, as columns. */
export const progressColumns = (today: Day): RawBuilder<unknown> => sql`
  count(*) as total,
  ${sql.join(ASSIGNMENT_STATE_IDS.map(state => sql`count(*) filter (where ${isIn([state])}) as ${sql.ref(state)}`))},
  count(*) filter (where ${isOverdueSql(today)}) as overdue,
  count(*) filter (where ${IS_LATE}) as late`

type CountsRow = Progress & { readonly key: string | null; readonly whole: number }

/** The counts a row holds. */
export const toProgress = (row: Progress): Progress =>
  Object.fromEntries(
    (Object.keys(EMPTY_PROGRESS) as (keyof Progress)[]).map(key => [key, row[key]]),
  ) as unknown as Progress

/** The whole campaign's counts within the scope. */
export async function countCampaign(tx: Tx, id: CampaignId, today: Day): Promise<Progress> {
  const { rows } = await sql<CountsRow>`
    select ${progressColumns(today)} from assignments where campaign_id = ${id}`.execute(tx)
  const row = rows[0]
  return row ? toProgress(row) : EMPTY_PROGRESS
}

/** The campaign's counts by one dimension and in all, in one pass over one index and within the scope. */
export async function countBy(
  tx: Tx,
  id: CampaignId,
  by: ProgressBy,
  today: Day,
): Promise<{ groups: ProgressGroup[]; total: Progress }> {
  const column = sql.ref(COLUMNS[by])
  const [{ rows }, names] = await Promise.all([
    sql<CountsRow>`
      select ${column} as key, grouping(${column}) as whole, ${progressColumns(today)}
      from assignments where campaign_id = ${id} group by grouping sets ((${column}), ())`.execute(tx),
    NAMES[by](tx, id),
  ])
  const total = rows.find(row => row.whole === 1)
  const order = new Map(names.map(({ key }, index) => [key, index]))
  const labels = new Map(names.map(({ key, label }) => [key, label]))
  const place = (key: string | null): number => (key === null ? Infinity : (order.get(key) ?? Infinity))
  const groups = rows
    .filter(row => row.whole === 0)
    .map(row => ({
      key: row.key,
      label: row.key === null ? null : (labels.get(row.key) ?? null),
      progress: toProgress(row),
    }))
    .toSorted((a, b) => (place(a.key) === place(b.key) ? 0 : place(a.key) - place(b.key)))
  return { groups, total: total ? toProgress(total) : EMPTY_PROGRESS }
}

interface Name {
  readonly key: string
  readonly label: string | null
}

/** Names of what each board groups by, in the order in which people read them. */
const NAMES: Record<ProgressBy, (tx: Tx, id: CampaignId) => Promise<Name[]>> = {
  phase: (tx, id) =>
    tx
      .selectFrom('phases')
      .select(['id as key', 'name as label'])
      .where('campaign_id', '=', id)
      .orderBy('ordinal')
      .execute(),
  task: (tx, id) =>
    tx
      .selectFrom('tasks')
      .select(['id as key', 'title as label'])
      .where('campaign_id', '=', id)
      .orderBy('ordinal')
      .execute(),
  area: () => Promise.resolve(AREA_IDS.map(key => ({ key, label: null }))),
  township: tx =>
    tx.selectFrom('townships').select(['code as key', 'name as label']).orderBy('code').execute(),
  unit: tx => tx.selectFrom('units').select(['id as key', 'name as label']).orderBy('ordinal').execute(),
}

export interface Matrix {
  readonly tasks: {
    id: string
    title: string
    path: string | null
    dueOn: Day | null
    phaseId: string
    area: AreaId | null
  }[]
  readonly units: { id: string; name: string; kind: UnitKind; township: string | null }[]
  /** Row-major, one letter a unit and task. */
  readonly cells: string
}

export interface MatrixFilter {
  readonly township?: string | undefined
  readonly kind?: UnitKind | undefined
  readonly search?: string | undefined
}

/**
 * Units by tasks as one string of `ASSIGNMENT_LETTERS`, a dot where a task is not laid on the unit. Only units with
 * work in the scope have a row.
 */
export async function readMatrix(tx: Tx, id: CampaignId, filter: MatrixFilter, today: Day): Promise<Matrix> {
  let units = tx
    .selectFrom('units')
    .select(['units.id', 'units.name', 'units.kind', 'units.township'])
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('assignments')
          .select('assignments.id')
          .where('assignments.campaign_id', '=', id)
          .whereRef('assignments.unit_id', '=', 'units.id'),
      ),
    )
  if (filter.township) units = units.where('units.township', '=', filter.township)
  if (filter.kind) units = units.where('units.kind', '=', filter.kind)
  if (filter.search) units = units.where('units.name', 'ilike', holding(filter.search))
  const [tasks, shown, cells] = await Promise.all([
    tx
      .selectFrom('tasks')
      .select(['id', 'title', 'path', 'due_on as dueOn', 'phase_id as phaseId', 'area'])
      .where('campaign_id', '=', id)
      .orderBy('ordinal')
      .execute(),
    units.orderBy('units.ordinal').execute(),
    readCells(tx, id, today),
  ])
  const nothing = '.'.repeat(tasks.length)
  return { tasks, units: shown, cells: shown.map(unit => rowOf(cells.get(unit.id), nothing)).join('') }
}

interface Laid {
  readonly unit_id: string
  /** Places of the unit's tasks, counted from 1, and a letter for each. */
  readonly places: readonly number[]
  readonly letters: string
}

/** A unit's letters, each at its task's place. */
function rowOf(laid: Laid | undefined, nothing: string): string {
  if (!laid) return nothing
  const row = [...nothing]
  for (const [index, place] of laid.places.entries()) row[place - 1] = laid.letters.charAt(index)
  return row.join('')
}

const LETTER = sql.join(
  ASSIGNMENT_STATE_IDS.map(state => sql`when ${sql.lit(state)} then ${sql.lit(ASSIGNMENT_LETTERS[state])}`),
  sql` `,
)

/** Each unit's letters. PostgreSQL gathers them, so that 12,000 cells travel as 300 rows and none is sorted. */
async function readCells(tx: Tx, id: CampaignId, today: Day): Promise<Map<string, Laid>> {
  const { rows } = await sql<Laid>`
    select assignments.unit_id, array_agg(numbered.place) as places,
      string_agg(case when ${isOverdueSql(today)} or ${IS_LATE} then upper(letter) else letter end, '') as letters
    from assignments
    join (select id, (row_number() over (order by ordinal))::integer as place from tasks
      where campaign_id = ${id}) numbered on numbered.id = assignments.task_id
    cross join lateral (select case state ${LETTER} end as letter) letters
    where assignments.campaign_id = ${id} group by assignments.unit_id`.execute(tx)
  return new Map(rows.map(row => [row.unit_id, row]))
}
