import {
  PUBLICITY_DAY_IDS,
  SCHOOL_KINDS,
  UnitId,
  type Actor,
  type Day,
  type PublicityActivity,
  type PublicityActivityId,
  type PublicityDayId,
  type Rate,
  ActivityState,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../db/scope.ts'
import { offsetOf, readPage, TOTAL, type Page, type Paging } from '../../paging.ts'
import { toActivity } from './publicity.table.ts'

export const ActivityFilter = z.object({
  year: z.number().int().min(2000).max(2100),
  day: z.enum(PUBLICITY_DAY_IDS).optional(),
  unitId: UnitId.optional(),
  state: ActivityState.optional(),
})
export type ActivityFilter = z.infer<typeof ActivityFilter>

export interface ActivityRow {
  readonly id: PublicityActivityId
  readonly day: PublicityDayId | null
  readonly title: string
  readonly unit: string
  readonly plannedOn: Day
  readonly state: ActivityState
  readonly participants: number | null
  readonly photos: number
}

/** One page of the activities of a year within the scope, in the order of their days. */
export async function listActivities(
  tx: Tx,
  { year, day, unitId, state }: ActivityFilter,
  paging: Paging,
): Promise<Page<ActivityRow>> {
  let found = tx.selectFrom('publicity_activities').where('year', '=', year)
  if (day) found = found.where('day', '=', day)
  if (unitId) found = found.where('publicity_activities.unit_id', '=', unitId)
  if (state) found = found.where('state', '=', state)
  return readPage(
    paging,
    found
      .innerJoin('units', 'units.id', 'publicity_activities.unit_id')
      .select([
        'publicity_activities.id',
        'day',
        'title',
        'units.name as unit',
        'planned_on',
        'state',
        'report',
      ])
      .select(eb =>
        eb
          .selectFrom('publicity_files')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('activity_id', '=', 'publicity_activities.id')
          .as('photos'),
      )
      .orderBy('planned_on')
      .orderBy('publicity_activities.id'),
    found.select(TOTAL),
    row => ({
      ...{ id: row.id as PublicityActivityId, day: row.day, title: row.title, unit: row.unit },
      ...{ plannedOn: row.planned_on, state: row.state, photos: row.photos ?? 0 },
      participants: row.report?.participants ?? null,
    }),
  )
}

/** Open schools within a scope; names of units are read by everybody, so the scope has to be said. */
const schoolsOf = (scope: Actor['scope']) => sql`
  select id, name, ordinal from units where kind = any (${[...SCHOOL_KINDS]}::text[]) and open_until is null
    and ${scope.kind === 'county' ? sql`true` : sql`id = any (${[...scope.units]}::uuid[])`}`

export interface DayCount {
  readonly day: PublicityDayId
  /** Schools that did something on it, out of those within reach. */
  readonly schools: Rate
  /** Activities of schools and other units alike. */
  readonly planned: number
  readonly done: number
}

/** For each day of the calendar that anything was planned on: how many schools did something. */
export async function countDays(
  tx: Tx,
  scope: Actor['scope'],
  year: number,
): Promise<{ readonly days: DayCount[]; readonly schools: number }> {
  const [{ rows }, { rows: all }] = await Promise.all([
    sql<{ day: PublicityDayId; schools: number; planned: number; done: number }>`
      select day, count(*) filter (where state = 'planned') as planned,
        count(*) filter (where state = 'done') as done,
        count(distinct unit_id) filter (where state = 'done' and unit_id in (select id from (${schoolsOf(scope)}) s)) as schools
      from publicity_activities where year = ${year} and day is not null group by day`.execute(tx),
    sql<{ count: number }>`select count(*) as count from (${schoolsOf(scope)}) s`.execute(tx),
  ])
  const schools = all[0]?.count ?? 0
  return {
    schools,
    days: rows.map(({ day, planned, done, schools: active }) => ({
      ...{ day, planned, done, schools: { numerator: active, denominator: schools } },
    })),
  }
}

/** One page of the schools that did nothing on a day of the calendar. */
export async function listIdleSchools(
  tx: Tx,
  scope: Actor['scope'],
  { year, day }: { readonly year: number; readonly day: PublicityDayId },
  paging: Paging,
): Promise<Page<{ readonly id: UnitId; readonly name: string }>> {
  const idle = sql`from (${schoolsOf(scope)}) s where not exists (select from publicity_activities a
    where a.unit_id = s.id and a.year = ${year} and a.day = ${day} and a.state = 'done')`
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<{ id: UnitId; name: string }>`select s.id, s.name ${idle} order by s.ordinal
      limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx),
    sql<{ total: number }>`select count(*) as total ${idle}`.execute(tx),
  ])
  return { rows, total: counted[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize }
}

/** The activity within the scope, held until the transaction ends where it is to be changed. */
export async function findActivity(
  tx: Tx,
  id: PublicityActivityId,
  forUpdate = false,
): Promise<PublicityActivity | undefined> {
  let found = tx.selectFrom('publicity_activities').selectAll().where('id', '=', id)
  if (forUpdate) found = found.forUpdate()
  const row = await found.executeTakeFirst()
  return row && toActivity(row)
}

/** The photos of an activity, in the order of their upload. */
export const listActivityFiles = (tx: Tx, id: PublicityActivityId) =>
  tx
    .selectFrom('publicity_files')
    .innerJoin('files', 'files.id', 'publicity_files.file_id')
    .select([
      'files.id',
      'files.name',
      'files.media_type as mediaType',
      'files.size',
      'files.width',
      'files.height',
    ])
    .where('activity_id', '=', id)
    .orderBy('files.id')
    .execute()
