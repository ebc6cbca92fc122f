import { NO_HAZARDS, VERIFIED_HAZARD_STATES, type HazardFigures, type UnitId } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { hazardConditions, type HazardFilter } from '../../prevention/hazard-filter.ts'
import { address, isAsked, type Asked, type ListsFor, type RateLists } from '../counter.ts'

/** The hazards that each figure counts, as a list of hazards is narrowed to them: a number and its list never differ. */
const COUNTED: { readonly [Figure in keyof HazardFigures]: HazardFilter } = {
  verified: { state: [...VERIFIED_HAZARD_STATES] },
  closed: { state: ['closed'] },
  closedInTime: { timeliness: ['in-time'] },
  closedLate: { timeliness: ['late'] },
  overdue: { timeliness: ['overdue'] },
  majorVerified: { state: [...VERIFIED_HAZARD_STATES], grade: 'major' },
  majorClosed: { state: ['closed'], grade: 'major' },
  reinspected: { reinspected: 'any' },
  passedAtOnce: { reinspected: 'at-once' },
  cameBack: { cameBack: true },
}
const FIGURES = Object.keys(COUNTED) as (keyof HazardFigures)[]

/** The figures of the units asked for, of hazards found on the days asked for; a unit without a hazard is left out. */
export async function hazardFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, HazardFigures>> {
  const { reader, area, from, to } = asked
  const within = { area, discoveredFrom: from, discoveredTo: to }
  const counts: RawBuilder<unknown>[] = FIGURES.map(
    figure =>
      sql`count(*) filter (where ${hazardConditions(COUNTED[figure], reader)})::int as ${sql.ref(figure)}`,
  )
  const { rows } = await sql<HazardFigures & { unit_id: UnitId }>`
    select hazards.unit_id, ${sql.join(counts)} from hazards
    where ${hazardConditions(within, reader)} and ${isAsked(asked, 'hazards.unit_id')}
    group by hazards.unit_id`.execute(tx)
  return new Map(rows.map(({ unit_id, ...figures }) => [unit_id, { ...NO_HAZARDS, ...figures }]))
}

/** The lists of the hazards that are counted above and below. */
export const hazardLists =
  (numerator: HazardFilter, denominator: HazardFilter): ListsFor =>
  ({ unitId, area, from, to }): RateLists => {
    const listOf = (filter: HazardFilter): string =>
      address('/hazards', { ...filter, unitId, area, discoveredFrom: from, discoveredTo: to })
    return { numerator: listOf(numerator), denominator: listOf(denominator) }
  }

/** What each rate counts above and below as lists. */
export const HAZARD_LISTS = {
  'hazards-closed': hazardLists(COUNTED.closed, COUNTED.verified),
  'hazards-closed-in-time': hazardLists(COUNTED.closedInTime, {
    timeliness: ['in-time', 'late', 'overdue'],
  }),
  'major-hazards-cleared': hazardLists(COUNTED.majorClosed, COUNTED.majorVerified),
  'hazards-passed-at-once': hazardLists(COUNTED.passedAtOnce, COUNTED.reinspected),
  'hazards-came-back': hazardLists(COUNTED.cameBack, COUNTED.closed),
} as const
