import {
  addDays,
  addMonths,
  checkLimit,
  DRILL_RULES,
  err,
  evacuationTarget,
  findLimit,
  judgePeriods,
  ok,
  periodOf,
  toCalendar,
  yearBounds,
  type CountyLimit,
  type Day,
  type LimitName,
  type LimitOverride,
  type PeriodCompliance,
  type Result,
  type SchoolYear,
  type TermCalendar,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listJudged, type JudgedSchool } from './compliance.queries.ts'
import { readLimits, readEntered } from './standards.queries.ts'

/** How many were judged, and how many of them do not meet the standard. */
export interface Tally {
  readonly counted: number
  readonly failed: number
}

/** What a change would do: the same days judged by the standards as they are and as they would be. */
export interface Preview {
  readonly of: 'months' | 'drills'
  readonly from: Day
  readonly to: Day
  readonly before: Tally
  readonly after: Tally
}

const tally = (periods: readonly PeriodCompliance[]): Tally => ({
  counted: periods.filter(({ state }) => state !== 'not-counted').length,
  failed: periods.filter(({ state }) => state === 'out-of-compliance').length,
})

interface Standards {
  readonly calendar: TermCalendar
  readonly overrides: readonly LimitOverride[]
}

const judgeAll = (
  schools: readonly JudgedSchool[],
  { from, to }: { readonly from: Day; readonly to: Day },
  standards: Standards,
  today: Day,
): Tally =>
  tally(schools.flatMap(({ unit, drills }) => judgePeriods(from, to, drills, { ...standards, unit, today })))

/** How the months of a school year would be judged with the year as it is being entered. */
export function previewYear({ app, actor }: Context, year: SchoolYear): Promise<Preview> {
  const today = app.clock.today()
  const { from } = yearBounds(year.year)
  const to = addMonths(from, 12)
  const stretch = { from, to: addDays(to, -1) }
  return app.db.read(actor, async tx => {
    const [years, limits, schools] = await Promise.all([
      readEntered(tx),
      readLimits(tx),
      listJudged(tx, from, to),
    ])
    const changed = [...years.filter(each => each.year !== year.year), year]
    const judge = (known: readonly SchoolYear[]): Tally =>
      judgeAll(schools, stretch, { calendar: toCalendar(known, from, to), overrides: limits.value }, today)
    return { of: 'months', ...stretch, before: judge(years), after: judge(changed) }
  })
}

/**
 * How the last year would have looked by another number. A picture only: what is past stays judged by the numbers of its
 * own days.
 */
export function previewLimit(
  { app, actor }: Context,
  { value, ...name }: LimitName & { readonly value: number },
): Promise<Result<Preview, Refusal>> {
  const today = app.clock.today()
  return app.db.read(actor, async (tx): Promise<Result<Preview, Refusal>> => {
    const limit = findLimit(name)
    if (!limit) return err({ code: 'limit-unknown' })
    const checked = checkLimit(limit, value)
    if (!checked.ok) return checked
    // Whole quarters, so that a kindergarten's are judged by one number from their first to their last day.
    const to = addDays(periodOf(today, 3).from, -1)
    const stretch = { from: addMonths(addDays(to, 1), -12), to }
    const { value: known } = await readLimits(tx)
    const tried = {
      rule: DRILL_RULES[name.rule].code,
      limit: name.limit,
      value,
      from: stretch.from,
      until: to,
    }
    const changed = [...known, tried]
    return ok(
      name.rule === 'frequency'
        ? await compareMonths(tx, stretch, known, changed, today)
        : await compareDrills(tx, stretch, known, changed),
    )
  })
}

type Stretch = Pick<Preview, 'from' | 'to'>

async function compareMonths(
  tx: Tx,
  stretch: Stretch,
  known: readonly CountyLimit[],
  changed: readonly LimitOverride[],
  today: Day,
): Promise<Preview> {
  const [years, schools] = await Promise.all([readEntered(tx), listJudged(tx, stretch.from, stretch.to)])
  const calendar = toCalendar(years, stretch.from, stretch.to)
  const judge = (overrides: readonly LimitOverride[]): Tally =>
    judgeAll(schools, stretch, { calendar, overrides }, today)
  return { of: 'months', ...stretch, before: judge(known), after: judge(changed) }
}

async function compareDrills(
  tx: Tx,
  stretch: Stretch,
  known: readonly CountyLimit[],
  changed: readonly LimitOverride[],
): Promise<Preview> {
  const held = await tx
    .selectFrom('drills')
    .select(['on_day', 'storeys', 'result'])
    .where('mode', '=', 'drill')
    .where('result', 'is not', null)
    .where('on_day', '>=', stretch.from)
    .where('on_day', '<=', stretch.to)
    .execute()
  const timed = held.flatMap(({ on_day, storeys, result }) => {
    const seconds = result?.seconds.all ?? null
    return seconds === null ? [] : [{ on: on_day, storeys: storeys ?? 1, seconds }]
  })
  const judge = (overrides: readonly LimitOverride[]): Tally => ({
    counted: timed.length,
    failed: timed.filter(
      ({ on, storeys, seconds }) => seconds > (evacuationTarget(storeys, overrides, on) ?? Infinity),
    ).length,
  })
  return { of: 'drills', ...stretch, before: judge(known), after: judge(changed) }
}
