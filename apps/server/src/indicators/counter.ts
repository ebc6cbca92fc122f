import type { AreaId, CampaignId, Day, Indicator, Permission, Rate, Scope, UnitId } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { HazardReader } from '../prevention/hazard-filter.ts'

/** What is counted: of all units within the reader's reach where none are named, as things stand where no days are. */
export interface CountFilter {
  readonly units?: readonly UnitId[] | undefined
  /** The days that are looked at, both included. What follows no days says so (`Counter.span`). */
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  /** Only for what belongs to a campaign. */
  readonly campaignId?: CampaignId | undefined
  /** Only for what belongs to a key area. */
  readonly area?: AreaId | undefined
}

/** Who counts, when. */
export type CountReader = HazardReader

/** A filter as a counter is given it: no unit is among its units that the reader does not reach. */
export interface Asked extends Omit<CountFilter, 'units'> {
  readonly units: readonly UnitId[] | 'county'
  readonly reader: CountReader
}

/** What rates are counted from, by unit, for all units asked at once and in a statement or two. */
export type FactsOf<Facts> = (tx: Tx, asked: Asked) => Promise<ReadonlyMap<UnitId, Facts>>

/** Addresses in the console of the lists behind a rate's two numbers; null where no page lists it. */
export interface RateLists {
  readonly numerator: string | null
  readonly denominator: string | null
}
export type ListsFor = (filter: Omit<CountFilter, 'units'> & { readonly unitId?: UnitId }) => RateLists

/** How a declared rate is counted. */
export interface Counter {
  readonly facts: FactsOf<unknown>
  readonly count: (facts: unknown) => Rate
  readonly lists: ListsFor
  /** Whether it follows the days asked for, begins with the term where none are, or says only how things stand now. */
  readonly span: 'days' | 'term' | 'now'
  /** Whether it can be counted for one key area alone. */
  readonly byArea: boolean
  /** What whoever sees its numbers must be allowed to read. */
  readonly reads: Permission
}

interface How<Facts> {
  readonly facts: FactsOf<Facts>
  readonly lists: ListsFor
  readonly span: Counter['span']
  readonly byArea?: boolean
  readonly reads: Permission
}

/** Sound because a counter hands its rate nothing but what its own facts gave: the type of both is one. */
export const counter = <Facts>(
  { count }: Pick<Indicator<string, Facts>, 'count'>,
  { facts, lists, span, byArea = false, reads }: How<Facts>,
): Counter => ({ facts, count: count as Counter['count'], lists, span, byArea, reads })

/** The units a reader reaches, or those of them that are asked for. */
export function unitsAsked(scope: Scope, units: readonly UnitId[] | undefined): Asked['units'] {
  if (!units) return scope.kind === 'county' ? 'county' : scope.units
  return scope.kind === 'county' ? units : units.filter(unit => scope.units.includes(unit))
}

/**
 * The condition that a row is of a unit that is asked for. Row-level security says the same and some more: it shows everybody
 * what is published, which is nobody's own number.
 */
export const isAsked = ({ units }: Pick<Asked, 'units'>, column: string): RawBuilder<boolean> =>
  units === 'county' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any (${units}::uuid[])`

/** The condition that something happened on the days asked for, by China's clock. */
export const isWithin = ({ from, to }: Pick<Asked, 'from' | 'to'>, column: string): RawBuilder<boolean> => {
  const on = sql`(${sql.ref(column)} at time zone interval '8 hours')::date`
  return sql<boolean>`(${from ? sql`${on} >= ${from}::date` : sql`true`}
    and ${to ? sql`${on} <= ${to}::date` : sql`true`})`
}

/** An address with what it is asked with; what is not known is left out. */
export function address(
  path: string,
  query: Readonly<Record<string, string | readonly string[] | boolean | undefined>>,
): string {
  const parts = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === false) return []
    return [[name, value === true ? '1' : typeof value === 'string' ? value : value.join(',')]]
  })
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts).toString()}`
}
