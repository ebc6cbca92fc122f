import {
  AREAS,
  FOUR_FULL_ITEMS,
  FREQUENCY_IDS,
  findChecklistVersion,
  listAsked,
  SCHOOL_KINDS,
  termBegin,
  termYearOf,
  yearBounds,
  type Area,
  type AreaId,
  type CheckAnswer,
  type Day,
  type InspectionRunId,
  type LastVerdicts,
  type Screened,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { readCalendar } from '../../drills/standards.queries.ts'
import { toUnit } from '../../organisation/organisation.table.ts'
import { isOpenOn } from '../../prevention/pilot/built-rate.queries.ts'
import { isAsked, type Asked } from '../counter.ts'

/** Whose inspections of which days are looked at, in one area or in all. */
export interface ScreeningAsked extends Pick<Asked, 'units' | 'from' | 'to' | 'area'> {
  readonly reader: Pick<Asked['reader'], 'today'>
}

/** The schools asked for that are open on the day. */
async function listOpenSchools(tx: Tx, { units, reader }: ScreeningAsked): Promise<Unit[]> {
  const rows = await tx
    .selectFrom('units')
    .selectAll()
    .where('kind', 'in', SCHOOL_KINDS)
    .where(isOpenOn(reader.today))
    .where(isAsked({ units }, 'units.id'))
    .orderBy('ordinal')
    .execute()
  return rows.map(toUnit)
}

/** In which areas each open school has to inspect itself, and in which it handed in a list since the first day asked for or of the term. */
export async function screeningFacts(
  tx: Tx,
  asked: ScreeningAsked,
): Promise<ReadonlyMap<UnitId, readonly Screened[]>> {
  const { from, to, area, reader } = asked
  const [schools, calendar] = await Promise.all([
    listOpenSchools(tx, asked),
    readCalendar(tx, yearBounds(termYearOf(reader.today) - 1).from, reader.today),
  ])
  const since = from ?? termBegin(calendar, reader.today)
  const { rows } = await sql<{ unit_id: UnitId; areas: AreaId[] }>`
    select unit_id, array_agg(distinct area) as areas from inspection_runs
    where handed_in_at is not null and visit_id is null
      and on_day >= ${since}::date and on_day <= ${to ?? reader.today}::date
      and ${isAsked(asked, 'inspection_runs.unit_id')}
    group by unit_id`.execute(tx)
  const done = new Map(rows.map(({ unit_id, areas }) => [unit_id, areas]))
  const lists = (AREAS as readonly unknown[] as readonly Area<AreaId>[]).flatMap(({ id, checklist }) => {
    const version =
      checklist && (!area || area === id) ? findChecklistVersion(checklist, reader.today) : undefined
    return version ? [{ id, version }] : []
  })
  return new Map(
    schools.map(unit => {
      const scope = { unit, on: reader.today, every: FREQUENCY_IDS }
      const bound = lists.filter(({ version }) => listAsked(version, scope).length > 0).map(({ id }) => id)
      return [unit.id, [{ asked: bound, done: done.get(unit.id) ?? [] }]]
    }),
  )
}

/** What the last list that was handed in says of an item in a school. */
export interface LastVerdict {
  readonly unit_id: UnitId
  readonly code: string
  readonly verdict: CheckAnswer['verdict']
  readonly run_id: InspectionRunId
  readonly on_day: Day
}

/** The last verdicts on the four in each school asked for. */
export async function listLastVerdicts(tx: Tx, asked: ScreeningAsked): Promise<LastVerdict[]> {
  const { rows } = await sql<LastVerdict>`
    select distinct on (answers.unit_id, answers.code) answers.unit_id, answers.code,
      answers.body ->> 'verdict' as verdict, runs.id as run_id, runs.on_day
    from inspection_answers answers join inspection_runs runs on runs.id = answers.run_id
    where answers.code = any (${Object.values(FOUR_FULL_ITEMS)}::text[]) and runs.handed_in_at is not null
      and runs.on_day <= ${asked.to ?? asked.reader.today}::date and ${isAsked(asked, 'answers.unit_id')}
    order by answers.unit_id, answers.code, runs.on_day desc, runs.handed_in_at desc`.execute(tx)
  return rows
}

/** What the last list that was handed in says of the four in each open school; nothing where none did. */
export async function fourFullFacts(
  tx: Tx,
  asked: ScreeningAsked,
): Promise<ReadonlyMap<UnitId, readonly LastVerdicts[]>> {
  const [schools, rows] = await Promise.all([listOpenSchools(tx, asked), listLastVerdicts(tx, asked)])
  const byUnit = Map.groupBy(rows, row => row.unit_id)
  return new Map(
    schools.map(({ id }) => [
      id,
      [Object.fromEntries((byUnit.get(id) ?? []).map(({ code, verdict }) => [code, verdict]))],
    ]),
  )
}
