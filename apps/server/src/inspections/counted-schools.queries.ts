import {
  AreaId,
  Day,
  FOUR_FULL_ITEMS,
  FOUR_FULL_RATES,
  schoolsScreened,
  UnitId,
  type Actor,
  type CheckAnswer,
  type InspectionRunId,
  type Rate,
} from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { isAsked, unitsAsked } from '../indicators/counter.ts'
import {
  fourFullFacts,
  listLastVerdicts,
  screeningFacts,
  type ScreeningAsked,
} from '../indicators/facts/screening-facts.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** Above the line or below it. */
const COUNTED_SCHOOLS = {
  met: ({ numerator }: Rate) => numerator > 0,
  asked: ({ denominator }: Rate) => denominator > 0,
} as const
export type CountedSchools = keyof typeof COUNTED_SCHOOLS

export const CountedSchoolsFilter = z.object({
  counted: z.enum(Object.keys(COUNTED_SCHOOLS) as [CountedSchools, ...CountedSchools[]]),
  unitId: UnitId.optional(),
  from: Day.optional(),
  to: Day.optional(),
  area: AreaId.optional(),
})
type CountedSchoolsFilter = z.infer<typeof CountedSchoolsFilter>
const RATE_IDS = FOUR_FULL_RATES.map(({ id }) => id)
export const FourFullFilter = CountedSchoolsFilter.extend({
  rate: z.enum(RATE_IDS as [(typeof RATE_IDS)[number], ...(typeof RATE_IDS)[number][]]),
})

const askedBy = (
  { scope }: Actor,
  { unitId, ...within }: Omit<CountedSchoolsFilter, 'counted'>,
  today: Day,
): ScreeningAsked => ({ ...within, units: unitsAsked(scope, unitId && [unitId]), reader: { today } })

export interface OfSchool {
  readonly unit: { readonly id: UnitId; readonly name: string }
}

/** One page of the schools that a number counts, those that fall short first: each is counted once or not at all. */
async function pageOf<Facts, Row>(
  tx: Tx,
  facts: ReadonlyMap<UnitId, Facts>,
  {
    count,
    counted,
    show,
  }: {
    readonly count: (facts: Facts) => Rate
    readonly counted: CountedSchools
    readonly show: (unit: UnitId, facts: Facts) => Row
  },
  paging: Paging,
): Promise<Page<Row & OfSchool>> {
  const all = [...facts]
    .map(([unit, own]) => ({ unit, own, rate: count(own) }))
    .filter(({ rate }) => COUNTED_SCHOOLS[counted](rate))
    .toSorted((a, b) => a.rate.numerator - b.rate.numerator)
  const shown = all.slice(offsetOf(paging), offsetOf(paging) + paging.pageSize)
  const units = await tx
    .selectFrom('units')
    .select(['id', 'name'])
    .where(isAsked({ units: shown.map(({ unit }) => unit) }, 'units.id'))
    .execute()
  const names = new Map<string, string>(units.map(({ id, name }) => [id, name]))
  return {
    rows: shown.map(({ unit, own }) => ({
      ...show(unit, own),
      unit: { id: unit, name: names.get(unit) ?? '' },
    })),
    ...{ total: all.length, page: paging.page, pageSize: paging.pageSize },
  }
}

/** The areas in which a school has to inspect itself, and those of them in which it has not done so. */
export interface ScreenedSchool extends OfSchool {
  readonly asked: readonly AreaId[]
  readonly missing: readonly AreaId[]
}

/** The schools behind 排查率. */
export async function listScreenedSchools(
  tx: Tx,
  actor: Actor,
  { counted, ...within }: CountedSchoolsFilter,
  paging: Paging,
  today: Day,
): Promise<Page<ScreenedSchool>> {
  const facts = await screeningFacts(tx, askedBy(actor, within, today))
  const show = (_unit: UnitId, [screened]: Parameters<typeof schoolsScreened.count>[0]) => {
    const { asked = [], done = [] } = screened ?? {}
    return { asked, missing: asked.filter(area => !done.includes(area)) }
  }
  return pageOf(tx, facts, { count: schoolsScreened.count, counted, show }, paging)
}

/** What the last inspection that looked at it said; null where none has. */
export interface FourFullSchool extends OfSchool {
  readonly last: {
    readonly verdict: CheckAnswer['verdict']
    readonly runId: InspectionRunId
    readonly on: Day
  } | null
}

/** The schools behind one of 四个100%. */
export async function listFourFullSchools(
  tx: Tx,
  actor: Actor,
  { rate, counted, ...within }: z.infer<typeof FourFullFilter>,
  paging: Paging,
  today: Day,
): Promise<Page<FourFullSchool>> {
  const asked = askedBy(actor, within, today)
  const [facts, verdicts] = await Promise.all([fourFullFacts(tx, asked), listLastVerdicts(tx, asked)])
  const code = FOUR_FULL_ITEMS[rate.slice('full-'.length) as keyof typeof FOUR_FULL_ITEMS]
  const last = new Map(verdicts.filter(each => each.code === code).map(each => [each.unit_id, each]))
  const show = (unit: UnitId) => {
    const found = last.get(unit)
    return { last: found ? { verdict: found.verdict, runId: found.run_id, on: found.on_day } : null }
  }
  const { count } = FOUR_FULL_RATES.find(({ id }) => id === rate) ?? FOUR_FULL_RATES[0]
  return pageOf(tx, facts, { count, counted, show }, paging)
}
