import { z } from 'zod'
import { addDays, Instant, type Day } from './day.ts'
import { err, ok, type Result } from './result.ts'
import { checkLimit, LimitOverride, type Limit, type RuleCode } from './rule.ts'

/** A county's own number for a limit: on what it rests, who set it, and who ended it. */
export const CountyLimit = LimitOverride.extend({
  ...{ basis: z.string(), setBy: z.string(), setAt: Instant },
  /** Who went back to the default, which ends it. */
  ended: z.object({ by: z.string(), at: Instant }).nullable(),
})
export type CountyLimit = z.infer<typeof CountyLimit>

/** Names one number of one rule. */
export interface LimitRef {
  readonly rule: RuleCode
  readonly limit: string
}

export type LimitRefusal =
  | { readonly code: 'limit-unknown' }
  | { readonly code: 'limit-out-of-range'; readonly min: number; readonly max: number }
  | { readonly code: 'limit-not-ahead' }
  | { readonly code: 'limit-is-default' }

/** Who changes a number when, and the first day for which he still may: nothing is judged backwards. */
export interface LimitOccasion {
  readonly today: Day
  readonly earliest: Day
  readonly by: string
  readonly at: Instant
}

const isOf = ({ rule, limit }: LimitRef, each: LimitOverride): boolean =>
  each.rule === rule && each.limit === limit

/**
 * Sets a number from a day on. What was judged before that day stays as it was; a change set for the same day gives way.
 * `spec` is the limit of that name, where there is one.
 */
export function putLimit(
  known: readonly CountyLimit[],
  spec: Limit | undefined,
  change: LimitRef & Pick<CountyLimit, 'value' | 'from' | 'basis'>,
  { earliest, by, at }: LimitOccasion,
): Result<CountyLimit[], LimitRefusal> {
  const { rule, limit, value, from, basis } = change
  if (!spec) return err({ code: 'limit-unknown' })
  const checked = checkLimit(spec, value)
  if (!checked.ok) return checked
  if (from < earliest) return err({ code: 'limit-not-ahead' })
  const set = { rule, limit, value, from, until: null, basis, setBy: by, setAt: at, ended: null }
  const kept = known.filter(each => !(isOf(change, each) && each.from === from))
  return ok([...kept, set].toSorted((a, b) => (a.from < b.from ? -1 : 1)))
}

/** Takes back a change whose day has not come. */
export function dropLimit(
  known: readonly CountyLimit[],
  ref: LimitRef & { readonly from: Day },
  today: Day,
): Result<CountyLimit[], LimitRefusal> {
  const kept = known.filter(each => !(isOf(ref, each) && each.from === ref.from))
  if (kept.length === known.length) return err({ code: 'limit-unknown' })
  return ref.from <= today ? err({ code: 'limit-not-ahead' }) : ok(kept)
}

/** Goes back to the default from a day on; the days before it stay as they were judged, and what was to begin then never does. */
export function endLimit(
  known: readonly CountyLimit[],
  ref: LimitRef & { readonly from: Day },
  { earliest, by, at }: LimitOccasion,
): Result<CountyLimit[], LimitRefusal> {
  const { from } = ref
  if (from < earliest) return err({ code: 'limit-not-ahead' })
  const restored = known.flatMap(each => {
    if (!isOf(ref, each)) return [each]
    if (each.from >= from) return []
    const holds = each.until === null || each.until >= from
    return [holds ? { ...each, until: addDays(from, -1), ended: { by, at } } : each]
  })
  const changed = restored.length < known.length || restored.some((each, index) => each !== known[index])
  return changed ? ok(restored) : err({ code: 'limit-is-default' })
}

/** How a county's number for a limit stands on a day. */
export interface LimitState {
  /** The county's own number; null where the default holds. */
  readonly own: CountyLimit | null
  /** What is set for days to come. */
  readonly ahead: readonly CountyLimit[]
  /** What held before, the newest first, each with the last day on which it did. */
  readonly past: readonly (CountyLimit & { readonly until: Day })[]
}

/** How the county's own numbers for one limit stand on a day. */
export function limitStateOn(known: readonly CountyLimit[], ref: LimitRef, on: Day): LimitState {
  const all = known.filter(each => isOf(ref, each))
  return {
    own: all.findLast(each => each.from <= on && (each.until === null || on <= each.until)) ?? null,
    ahead: all.filter(each => each.from > on),
    past: listPast(all, on),
  }
}

/** A number holds until it was ended or the next one began, whichever came first. */
const listPast = (all: readonly CountyLimit[], on: Day): LimitState['past'] =>
  all
    .flatMap((each, at) => {
      const next = all[at + 1]
      const before = next === undefined ? null : addDays(next.from, -1)
      const until = before !== null && (each.until === null || before < each.until) ? before : each.until
      return until !== null && until < on ? [{ ...each, until }] : []
    })
    .toReversed()
