import { HAZARD_STATE_IDS, SETTLED_HAZARD_STATES, type HazardState } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { hazardConditions, isOverdueSql, type HazardFilter, type HazardReader } from './hazard-filter.ts'
import { isTallied, tallyConditions } from './hazard-tallies.queries.ts'
import { LISTED_COLUMNS, toHazardRow, type HazardRow, type ListedRow } from './hazard.queries.ts'

export interface BoardColumn {
  readonly state: HazardState
  /** How many the list behind the column holds. */
  readonly total: number
  readonly overdue: number
  /** The first of them: open ones the most urgent first, settled ones the latest. */
  readonly cards: HazardRow[]
}

const CARDS = 10

/** In the order of the indexes `hazards_urgent` and `hazards_latest`. */
const ORDERS = {
  reported: sql`hazards.reported_at, hazards.id`,
  urgent: sql`hazards.due_on, hazards.id`,
  latest: sql`hazards.reported_at desc, hazards.id desc`,
} as const
const orderOf = (state: HazardState): RawBuilder<unknown> =>
  ORDERS[state === 'reported' ? 'reported' : SETTLED_HAZARD_STATES.includes(state) ? 'latest' : 'urgent']

/** Hazards of a filter as a board: a column a state, with as many of each as fit on a screen. */
export async function readHazardBoard(
  tx: Tx,
  { state: states = [], ...filter }: HazardFilter,
  reader: HazardReader,
): Promise<{ columns: BoardColumn[] }> {
  const shown = HAZARD_STATE_IDS.filter(state => states.length === 0 || states.includes(state))
  const [totals, overdue, ...cards] = await Promise.all([
    countByState(tx, filter, reader),
    countOverdueByState(tx, filter, reader),
    ...shown.map(state => listCards(tx, { ...filter, state: [state] }, state, reader)),
  ])
  return {
    columns: shown.map((state, at) => ({
      ...{ state, total: totals.get(state) ?? 0, overdue: overdue.get(state) ?? 0 },
      cards: cards[at] ?? [],
    })),
  }
}

interface Count {
  readonly state: HazardState
  readonly count: number
}
const byState = (rows: readonly Count[]): Map<HazardState, number> =>
  new Map(rows.map(({ state, count }) => [state, count]))

/** Out of the counts kept for it where they can tell, else by counting. */
async function countByState(
  tx: Tx,
  filter: HazardFilter,
  reader: HazardReader,
): Promise<Map<HazardState, number>> {
  const query = isTallied(filter)
    ? sql<Count>`select state, sum(count)::int as count from hazard_tallies
        where ${tallyConditions(filter, reader)} group by state`
    : sql<Count>`select state, count(*) as count from hazards
        where ${hazardConditions(filter, reader)} group by state`
  return byState((await query.execute(tx)).rows)
}

async function countOverdueByState(
  tx: Tx,
  filter: HazardFilter,
  reader: HazardReader,
): Promise<Map<HazardState, number>> {
  const { rows } = await sql<Count>`select state, count(*) as count from hazards
    where ${hazardConditions(filter, reader)} and ${isOverdueSql(reader.today)} group by state`.execute(tx)
  return byState(rows)
}

async function listCards(
  tx: Tx,
  filter: HazardFilter,
  state: HazardState,
  reader: HazardReader,
): Promise<HazardRow[]> {
  const { rows } = await sql<ListedRow>`
    select ${LISTED_COLUMNS} from hazards join units on units.id = hazards.unit_id
    where ${hazardConditions(filter, reader)} order by ${orderOf(state)} limit ${CARDS}`.execute(tx)
  return rows.map(row => toHazardRow(row, reader.today))
}
