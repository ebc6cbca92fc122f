import {
  addDays,
  addMonths,
  INDICATORS,
  monthAgo,
  NO_RATE,
  type Actor,
  type Day,
  type Rate,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { countIndicators, listsBehind, maySeeRate, readerOf, together } from './count-indicators.ts'
import type { RateLists } from './counter.ts'
import { listTakenDays, readFigures } from './trend.queries.ts'

/** Days a line beside a rate goes back. */
const SPARK_DAYS = 30

export interface OverviewRow {
  readonly id: string
  readonly rate: Rate
  readonly lists: RateLists
  /** As it stood a month ago; null where no figures were taken then. */
  readonly before: Rate | null
  /** Day by day, one for each of the overview's days; null on a day on which none were taken. */
  readonly line: readonly (Rate | null)[]
  /** The whole county's on the last day taken, for whoever does not see the county. */
  readonly county: Rate | null
}

export interface Overview {
  readonly today: Day
  /** The days of the lines; the last is today, which is counted now. */
  readonly days: readonly Day[]
  readonly beforeOn: Day | null
  /** Units that are counted together. */
  readonly rows: readonly OverviewRow[]
}

/** Every rate an actor may see: as it stands, as it stood, and how it went. */
export async function readOverview(tx: Tx, actor: Actor, today: Day): Promise<Overview> {
  const ids = INDICATORS.map(({ id }) => id).filter(id => maySeeRate(actor, id))
  const from = addDays(addMonths(today, -1), -7)
  const [counted, taken, own, county] = await Promise.all([
    countIndicators(tx, readerOf(actor, today), ids),
    listTakenDays(tx, from, today),
    readFigures(tx, actor.scope, { from, to: today }),
    actor.scope.kind === 'county' ? null : readFigures(tx, { kind: 'county' }, { from, to: today }),
  ])
  const days = Array.from({ length: SPARK_DAYS + 1 }, (_, at) => addDays(today, at - SPARK_DAYS))
  const known = new Set(taken)
  const beforeOn = monthAgo(taken, today)
  const last = taken.at(-1)
  return {
    ...{ today, days, beforeOn },
    rows: ids.map(id => {
      const rate = together(counted.get(id))
      const on = (day: Day): Rate | null => (known.has(day) ? (own.get(id)?.get(day) ?? NO_RATE) : null)
      return {
        ...{ id, rate, lists: listsBehind(id), before: beforeOn && on(beforeOn) },
        line: days.map(day => (day === today ? rate : on(day))),
        county: county && last ? (county.get(id)?.get(last) ?? NO_RATE) : null,
      }
    }),
  }
}
