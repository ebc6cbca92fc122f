import {
  termBegin,
  termYearOf,
  yearBounds,
  type Day,
  type HeldDrill,
  type PeriodCompliance,
  type UnitId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { listPeriods } from '../../drills/compliance.queries.ts'
import { readCalendar } from '../../drills/standards.queries.ts'
import { isAsked, type Asked } from '../counter.ts'

/** Whose drills of which days are looked at. */
export interface DrillsAsked extends Pick<Asked, 'units' | 'from' | 'to'> {
  readonly reader: Pick<Asked['reader'], 'today'>
}

/** The first day asked for, else of the term. */
async function sinceOf(tx: Tx, { from, reader }: DrillsAsked): Promise<Day> {
  if (from) return from
  const calendar = await readCalendar(tx, yearBounds(termYearOf(reader.today) - 1).from, reader.today)
  return termBegin(calendar, reader.today)
}

/** How the months of each school asked for stand, a kindergarten's quarters, since the first day asked for or of the term. */
export async function drillPeriodFacts(
  tx: Tx,
  asked: DrillsAsked,
): Promise<ReadonlyMap<UnitId, readonly PeriodCompliance[]>> {
  const { units, to, reader } = asked
  const scope = units === 'county' ? ({ kind: 'county' } as const) : ({ kind: 'units', units } as const)
  const from = await sinceOf(tx, asked)
  return listPeriods(tx, scope, { from, to: to ?? reader.today }, reader.today)
}

/** The exercises of the units asked for whose result is written down, since the first day asked for or of the term. */
export async function heldDrills(tx: Tx, asked: DrillsAsked): Promise<RawBuilder<unknown>> {
  const from = await sinceOf(tx, asked)
  return sql`
    select id, unit_id, on_day, title, (result #>> '{totals,expected}')::int as expected,
      (result #>> '{totals,accounted}')::int as accounted, (result #>> '{seconds,all}')::float8 as seconds
    from drills where mode = 'drill' and state <> 'cancelled' and result is not null
      and on_day >= ${from}::date and on_day <= ${asked.to ?? asked.reader.today}::date
      and ${isAsked(asked, 'drills.unit_id')}`
}

/** What rates need of those exercises. */
export async function heldDrillFacts(
  tx: Tx,
  asked: DrillsAsked,
): Promise<ReadonlyMap<UnitId, readonly HeldDrill[]>> {
  const { rows } = await sql<HeldDrill & { unit_id: UnitId }>`
    select unit_id, expected, accounted, seconds from (${await heldDrills(tx, asked)}) held`.execute(tx)
  return Map.groupBy(rows, row => row.unit_id)
}
