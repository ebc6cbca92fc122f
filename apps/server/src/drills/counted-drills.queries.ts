import {
  COUNTED_PERIODS,
  Day,
  isCountedPeriod,
  UnitId,
  type Actor,
  type CountedPeriods,
  type DrillId,
  type PeriodCompliance,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { isAsked, unitsAsked } from '../indicators/counter.ts'
import { drillPeriodFacts, heldDrills, type DrillsAsked } from '../indicators/facts/drill-facts.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** Of the drills of a rate those that a number of it counts. */
const COUNTED_DRILLS = {
  held: sql<boolean>`true`,
  whole: sql<boolean>`held.seconds is not null`,
} as const satisfies Record<string, RawBuilder<boolean>>
export type CountedDrills = keyof typeof COUNTED_DRILLS

const Within = z.object({ unitId: UnitId.optional(), from: Day.optional(), to: Day.optional() })
type Within = z.infer<typeof Within>

export const CountedPeriodsFilter = Within.extend({
  counted: z.enum(Object.keys(COUNTED_PERIODS) as [CountedPeriods, ...CountedPeriods[]]),
})
export const CountedDrillsFilter = Within.extend({
  counted: z.enum(Object.keys(COUNTED_DRILLS) as [CountedDrills, ...CountedDrills[]]),
})

const askedBy = ({ scope }: Actor, { unitId, from, to }: Within, today: Day): DrillsAsked => ({
  ...{ units: unitsAsked(scope, unitId && [unitId]), from, to, reader: { today } },
})

interface OfUnit {
  readonly unit: { readonly id: UnitId; readonly name: string }
}
export type PeriodRow = OfUnit & Pick<PeriodCompliance, 'from' | 'to' | 'state' | 'needed' | 'held' | 'dueOn'>

/** One page of the months of schools that a number of 演练达标率 counts, those that fell short first. */
export async function listCountedPeriods(
  tx: Tx,
  actor: Actor,
  { counted, ...within }: z.infer<typeof CountedPeriodsFilter>,
  paging: Paging,
  today: Day,
): Promise<Page<PeriodRow>> {
  const facts = await drillPeriodFacts(tx, askedBy(actor, within, today))
  const all = [...facts]
    .flatMap(([unitId, periods]) => periods.map(period => ({ unitId, period })))
    .filter(({ period }) => isCountedPeriod(period, counted))
    .toSorted((a, b) => Number(a.period.state === 'done') - Number(b.period.state === 'done'))
  const shown = all.slice(offsetOf(paging), offsetOf(paging) + paging.pageSize)
  const units = await tx
    .selectFrom('units')
    .select(['id', 'name'])
    .where(isAsked({ units: shown.map(({ unitId }) => unitId) }, 'units.id'))
    .execute()
  const names = new Map(units.map(({ id, name }) => [id, name]))
  return {
    rows: shown.map(({ unitId, period: { from, to, state, needed, held, dueOn } }) => ({
      ...{ unit: { id: unitId, name: names.get(unitId) ?? '' }, from, to, state, needed, held, dueOn },
    })),
    ...{ total: all.length, page: paging.page, pageSize: paging.pageSize },
  }
}

/** Heads and seconds as the rates of drills add them up. */
export interface DrillSums {
  readonly expected: number
  readonly accounted: number
  readonly seconds: number | null
}
export interface HeldDrillRow extends OfUnit, DrillSums {
  readonly id: DrillId
  readonly title: string
  readonly onDay: Day
}

interface Row extends DrillSums {
  readonly id: DrillId
  readonly unit_id: UnitId
  readonly name: string
  readonly title: string
  readonly on_day: Day
  readonly total: number
  readonly all_expected: number
  readonly all_accounted: number
  readonly all_seconds: number | null
}

/** One page of the drills behind 演练参演率 and 平均疏散用时, the newest first, beside what all of them add up to. */
export async function listCountedDrills(
  tx: Tx,
  actor: Actor,
  { counted, ...within }: z.infer<typeof CountedDrillsFilter>,
  paging: Paging,
  today: Day,
): Promise<Page<HeldDrillRow> & { readonly together: DrillSums }> {
  const { rows } = await sql<Row>`
    with held as (select id, unit_id, on_day, title, expected, least(accounted, expected) as accounted,
        floor(seconds + 0.5)::int as seconds
      from (${await heldDrills(tx, askedBy(actor, within, today))}) held)
    select held.*, units.name, (count(*) over ())::int as total, (sum(expected) over ())::int as all_expected,
      (sum(accounted) over ())::int as all_accounted, (sum(seconds) over ())::int as all_seconds
    from held join units on units.id = held.unit_id where ${COUNTED_DRILLS[counted]}
    order by on_day desc, units.ordinal, held.id limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(
    tx,
  )
  const [first] = rows
  return {
    rows: rows.map(({ id, unit_id, name, title, on_day, expected, accounted, seconds }) => ({
      ...{ id, unit: { id: unit_id, name }, title, onDay: on_day, expected, accounted, seconds },
    })),
    ...{ total: first?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
    together: {
      ...{ expected: first?.all_expected ?? 0, accounted: first?.all_accounted ?? 0 },
      seconds: first?.all_seconds ?? null,
    },
  }
}
