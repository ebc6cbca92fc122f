import {
  AgeBand,
  AreaId,
  Day,
  daysOfBand,
  HazardGrade,
  HazardSource,
  HazardState,
  NO_TOWNSHIP,
  RUNNING_HAZARD_STATES,
  SETTLED_HAZARD_STATES,
  UnitId,
  type Scope,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'

/** How a hazard stands to its deadline: closed by it, closed after it, or open after it. What is not due yet is none. */
const Timeliness = z.enum(['in-time', 'late', 'overdue'])
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What a hazard list can be narrowed to. An empty list of states means every state. */
export const HazardFilter = z.object({
  state: z.array(HazardState).max(10).optional(),
  grade: HazardGrade.optional(),
  area: AreaId.optional(),
  source: HazardSource.optional(),
  /** Code of a township, or `NO_TOWNSHIP`. */
  township: z.string().max(9).optional(),
  unitId: UnitId.optional(),
  overdue: z.boolean().optional(),
  /** Open ones by how long ago they were found. */
  age: AgeBand.optional(),
  /** Under listed supervision. */
  listed: z.boolean().optional(),
  /** Listed until a day that has passed. */
  listingEnded: z.boolean().optional(),
  /** With another department, or once given to one. */
  transferred: z.boolean().optional(),
  /** An extension is asked for and not decided. */
  extension: z.boolean().optional(),
  /** Closed major ones that nobody has looked back at. */
  lookBack: z.boolean().optional(),
  /** Those in which a closed hazard came back. */
  recurrence: z.boolean().optional(),
  /** Closed ones that came back. */
  cameBack: z.boolean().optional(),
  timeliness: z.array(Timeliness).max(3).optional(),
  /** Those re-inspected, or of them those that passed at once. */
  reinspected: z.enum(['any', 'at-once']).optional(),
  reportedIn: Month.optional(),
  closedIn: Month.optional(),
  closedTo: Day.optional(),
  /** Only hazards whose rectification the reader leads. */
  mine: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
  discoveredFrom: Day.optional(),
  discoveredTo: Day.optional(),
})
export type HazardFilter = z.infer<typeof HazardFilter>

/** What a county view can be narrowed to. */
export const CountyFilter = HazardFilter.pick({
  ...{ township: true, unitId: true, area: true, grade: true, source: true },
})
export type CountyFilter = z.infer<typeof CountyFilter>

/** Who reads, when: what is overdue, how old it is and what is his own depends on it. */
export interface HazardReader {
  readonly today: Day
  readonly accountId: string
  readonly scope: Scope
}

type Condition = RawBuilder<boolean>
const AND = sql` and `

/** Written out, for an index over some states serves only a condition that names them. */
const stateIn = (states: readonly HazardState[]): Condition =>
  sql<boolean>`hazards.state in (${sql.join(states.map(state => sql.lit(state)))})`
/** True of hazards that somebody still has to do something about. */
export const IS_OPEN: Condition = sql<boolean>`hazards.state not in (${sql.join(
  SETTLED_HAZARD_STATES.map(state => sql.lit(state)),
)})`
const IS_CLOSED = sql<boolean>`hazards.state = 'closed'`
/** SQL's word for `isListed`; the index `hazards_listed` serves it. */
export const IS_LISTED: Condition = sql<boolean>`(${stateIn(RUNNING_HAZARD_STATES)}
  and hazards.listing ->> 'off' is null and hazards.listing is not null)`
/** True of hazards that were to be done with by the end of their listing and are not. */
export const listingEndedSql = (today: Day): Condition =>
  sql<boolean>`(${IS_LISTED} and hazards.listing ->> 'until' < ${today})`
/** SQL's word for `lookBackDueOn(…) !== null`. */
export const OWES_LOOK_BACK: Condition = sql<boolean>`(${IS_CLOSED} and hazards.grade = 'major'
  and hazards.look_backs = '[]'::jsonb)`
/** SQL's word for an extension that waits for its answer. */
export const ASKS_EXTENSION: Condition = sql<boolean>`(hazards.state = 'rectifying'
  and hazards.extensions @> '[{"granted": null}]')`

/** SQL's word for `isOverdue`; a test holds the two together. */
export const isOverdueSql = (today: Day): Condition =>
  sql<boolean>`(${stateIn(RUNNING_HAZARD_STATES)} and hazards.due_on < ${today}::date)`

/** The offset is the domain's own, and cheaper than a zone's name. */
export const CLOSED_ON = sql`(hazards.closed_at at time zone interval '8 hours')::date`
const MONTH_OF = (column: 'reported_at' | 'closed_at') =>
  sql`to_char(${sql.ref(`hazards.${column}`)} at time zone interval '8 hours', 'YYYY-MM')`

const timelinessSql = (asked: z.infer<typeof Timeliness>, today: Day): Condition => {
  switch (asked) {
    case 'in-time':
      return sql`(${IS_CLOSED} and ${CLOSED_ON} <= hazards.due_on)`
    case 'late':
      return sql`(${IS_CLOSED} and ${CLOSED_ON} > hazards.due_on)`
    case 'overdue':
      return isOverdueSql(today)
  }
}

function ageSql(band: AgeBand, today: Day): Condition {
  const { from, to } = daysOfBand(band, today)
  return sql`(${IS_OPEN} and hazards.discovered_on <= ${to}::date
    and ${from === null ? sql`true` : sql`hazards.discovered_on >= ${from}::date`})`
}

function searchSql(search: string): Condition {
  const pattern = holding(search)
  return sql`(hazards.number || ' ' || hazards.place || ' ' || hazards.description) ilike ${pattern}`
}

type Asked = { readonly [Part in keyof HazardFilter]-?: NonNullable<HazardFilter[Part]> }

/** What each part of a filter asks of a hazard; a new part does not compile until it stands here. */
const CONDITIONS: {
  readonly [Part in keyof Asked]: (asked: Asked[Part], reader: HazardReader) => Condition | null
} = {
  state: states => (states.length > 0 ? stateIn(states) : null),
  grade: grade => sql`hazards.grade = ${grade}`,
  area: area => sql`hazards.area = ${area}`,
  source: source => sql`hazards.source = ${source}`,
  township: township =>
    township === NO_TOWNSHIP ? sql`hazards.township is null` : sql`hazards.township = ${township}`,
  unitId: unit => sql`hazards.unit_id = ${unit}`,
  overdue: (asked, { today }) => (asked ? isOverdueSql(today) : null),
  age: (band, { today }) => ageSql(band, today),
  listed: asked => (asked ? IS_LISTED : null),
  listingEnded: (asked, { today }) => (asked ? listingEndedSql(today) : null),
  transferred: asked => (asked ? sql`hazards.transfer is not null` : null),
  extension: asked => (asked ? ASKS_EXTENSION : null),
  lookBack: asked => (asked ? OWES_LOOK_BACK : null),
  recurrence: asked => (asked ? sql`hazards.ancestor_id is not null` : null),
  cameBack: asked =>
    asked
      ? sql`(${IS_CLOSED} and hazards.id in
          (select later.ancestor_id from hazards later where later.ancestor_id is not null))`
      : null,
  timeliness: (asked, { today }) =>
    asked.length > 0
      ? sql`(${sql.join(
          asked.map(each => timelinessSql(each, today)),
          sql` or `,
        )})`
      : null,
  reinspected: asked =>
    asked === 'any'
      ? sql`(${IS_CLOSED} or hazards.times_returned > 0)`
      : sql`(${IS_CLOSED} and hazards.times_returned = 0)`,
  reportedIn: month => sql`${MONTH_OF('reported_at')} = ${month}`,
  closedIn: month => sql`(${IS_CLOSED} and ${MONTH_OF('closed_at')} = ${month})`,
  closedTo: day => sql`(${IS_CLOSED} and ${CLOSED_ON} <= ${day}::date)`,
  mine: (asked, { accountId }) => (asked ? sql`hazards.lead_id = ${accountId}` : null),
  search: search => (search === '' ? null : searchSql(search)),
  discoveredFrom: day => sql`hazards.discovered_on >= ${day}`,
  discoveredTo: day => sql`hazards.discovered_on <= ${day}`,
}
const PARTS = Object.keys(CONDITIONS) as (keyof Asked)[]

function conditionOf<Part extends keyof Asked>(
  part: Part,
  filter: { readonly [Each in keyof Asked]?: Asked[Each] | undefined },
  reader: HazardReader,
): Condition | null {
  const asked: Asked[Part] | undefined = filter[part]
  return asked === undefined ? null : CONDITIONS[part](asked, reader)
}

/** The conditions of a filter on `hazards`, as one; a search finds number, place and description by any part of them. */
export function hazardConditions(filter: HazardFilter, reader: HazardReader): Condition {
  const all = PARTS.flatMap(part => conditionOf(part, filter, reader) ?? [])
  // Row-level security says the same; said here as well it lets a school's list go by the index of its units.
  const { scope } = reader
  const own = scope.kind === 'units' ? [sql<boolean>`hazards.unit_id = any (${scope.units}::uuid[])`] : []
  return sql.join([sql<boolean>`true`, ...own, ...all], AND)
}
