import {
  AGE_BAND_IDS,
  AREA_IDS,
  HAZARD_STATE_IDS,
  HazardGrade,
  HazardSource,
  isDay,
  UnitId,
  VERIFIED_HAZARD_STATES,
  type Day,
  type HazardState,
} from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { inferRouterInputs } from '@trpc/server'
import type { LocationQuery } from 'vue-router'

type Asked = NonNullable<inferRouterInputs<AppRouter>['hazards']['list']['filter']>
/** What hazards are narrowed to; every list, board and number of hazards is one of these. */
export type HazardFilter = { readonly [Part in keyof Asked]?: NonNullable<Asked[Part]> }

/** What somebody still has to do something about. */
export const OPEN_STATES: HazardState[] = HAZARD_STATE_IDS.filter(
  state => state !== 'closed' && state !== 'dismissed',
)
/** Registered and found to be so. */
export const VERIFIED_STATES: HazardState[] = [...VERIFIED_HAZARD_STATES]

const member = <Item extends string>(items: readonly Item[], text: string): Item | undefined =>
  items.find(item => item === text)
const members = <Item extends string>(items: readonly Item[], text: string): Item[] | undefined => {
  const found = text.split(',').flatMap(each => member(items, each) ?? [])
  return found.length > 0 ? found : undefined
}
const yes = (text: string): true | undefined => (text === '1' ? true : undefined)
const month = (text: string): string | undefined => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined)
const onDay = (text: string): Day | undefined => (isDay(text) ? text : undefined)

/** How each part of a filter is read out of an address; a new part does not compile until it stands here. */
const READERS: { readonly [Part in keyof Asked]-?: (text: string) => HazardFilter[Part] | undefined } = {
  state: text => members(HAZARD_STATE_IDS, text),
  grade: text => member(HazardGrade.options, text),
  area: text => member(AREA_IDS, text),
  source: text => member(HazardSource.options, text),
  township: text => text.slice(0, 9) || undefined,
  unitId: text => UnitId.safeParse(text).data,
  overdue: yes,
  age: text => member(AGE_BAND_IDS, text),
  listed: yes,
  listingEnded: yes,
  transferred: yes,
  extension: yes,
  lookBack: yes,
  recurrence: yes,
  cameBack: yes,
  timeliness: text => members(['in-time', 'late', 'overdue'], text),
  reinspected: text => member(['any', 'at-once'], text),
  reportedIn: month,
  closedIn: month,
  closedTo: onDay,
  mine: yes,
  search: text => text.slice(0, 60) || undefined,
  discoveredFrom: onDay,
  discoveredTo: onDay,
}
const PARTS = Object.keys(READERS) as (keyof Asked)[]

/** The filter an address holds; what it does not know it leaves out, so that an old link still opens. */
export function readFilter(query: LocationQuery): HazardFilter {
  const parts = PARTS.flatMap(part => {
    const text = query[part]
    const value = typeof text === 'string' ? READERS[part](text) : undefined
    return value === undefined ? [] : [[part, value] as const]
  })
  // Each value was read by its own part's reader; an object put together from entries forgets which.
  return Object.fromEntries(parts) as HazardFilter
}

/** A filter as an address holds it; a part that is not asked for is named as such, so that it replaces one that was. */
export function queryOf(filter: HazardFilter): Record<string, string | undefined> {
  const textOf = (part: keyof Asked): string | undefined => {
    const value = filter[part]
    if (value === undefined) return undefined
    if (Array.isArray(value)) return value.join(',')
    return typeof value === 'boolean' ? (value ? '1' : undefined) : value
  }
  return Object.fromEntries(PARTS.map(part => [part, textOf(part)]))
}

/** Where the list of a filter is. */
export const listOf = (filter: HazardFilter) => ({ path: '/hazards', query: queryOf(filter) })
