import { z } from 'zod'
import { addDays, Day, Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  checkLimit,
  findEdition,
  isEditableDefault,
  LimitOverride,
  limitsOn,
  type Rule,
  type RuleCode,
} from '../kernel/rule.ts'
import {
  EVACUATION_CODE,
  EVACUATION_LIMITS,
  FREQUENCY_CODE,
  FREQUENCY_LIMITS,
  FREQUENCY_RULE,
  type DrillLimit,
} from './compliance.ts'

interface DrillRule {
  readonly label: Label
  readonly code: RuleCode
  readonly rule: Rule
  readonly limits: Readonly<Record<string, DrillLimit>>
}

/** The rules drills are judged by, whose numbers a county may set. */
export const DRILL_RULES = {
  frequency: {
    label: { zh: '演练次数', en: 'How often schools drill' },
    ...{ code: FREQUENCY_CODE, rule: FREQUENCY_RULE, limits: FREQUENCY_LIMITS },
  },
  evacuation: {
    label: { zh: '疏散用时', en: 'How long leaving may take' },
    ...{ code: EVACUATION_CODE, rule: FREQUENCY_RULE, limits: EVACUATION_LIMITS },
  },
} as const satisfies Record<string, DrillRule>
export type DrillRuleId = keyof typeof DRILL_RULES
export const DRILL_RULE_IDS = Object.keys(DRILL_RULES) as [DrillRuleId, ...DrillRuleId[]]

/** A county's own number for a drill rule: on what it rests, who set it, and who ended it. */
export const CountyLimit = LimitOverride.extend({
  ...{ basis: z.string(), setBy: z.string(), setAt: Instant },
  /** Who went back to the default, which ends it. */
  ended: z.object({ by: z.string(), at: Instant }).nullable(),
})
export type CountyLimit = z.infer<typeof CountyLimit>

/** Which number of which rule. */
export const LimitName = z.object({ rule: z.enum(DRILL_RULE_IDS), limit: z.string().max(40) })
export type LimitName = z.infer<typeof LimitName>

export const NewLimit = LimitName.extend({ value: z.number().int(), from: Day, basis: humanText(2, 120) })
export type NewLimit = z.infer<typeof NewLimit>

export type LimitRefusal =
  | { readonly code: 'limit-unknown' }
  | { readonly code: 'limit-out-of-range'; readonly min: number; readonly max: number }
  | { readonly code: 'limit-not-ahead' }
  | { readonly code: 'limit-is-default' }

/** The limit of that name, or nothing. */
export const findLimit = ({ rule, limit }: LimitName): DrillLimit | undefined =>
  Object.hasOwn(DRILL_RULES[rule].limits, limit)
    ? (DRILL_RULES[rule].limits as Readonly<Record<string, DrillLimit>>)[limit]
    : undefined

const names = (name: LimitName, each: LimitOverride): boolean =>
  each.rule === DRILL_RULES[name.rule].code && each.limit === name.limit

interface Occasion {
  readonly today: Day
  readonly by: string
  readonly at: Instant
}

/**
 * Sets a number from a day to come. What was held until today was judged by the numbers of its day, and stays so. A
 * change already set for the same day gives way.
 */
export function setCountyLimit(
  known: readonly CountyLimit[],
  { rule, limit, value, from, basis }: NewLimit,
  { today, by, at }: Occasion,
): Result<CountyLimit[], LimitRefusal> {
  const name = { rule, limit }
  const found = findLimit(name)
  if (!found) return err({ code: 'limit-unknown' })
  const checked = checkLimit(found, value)
  if (!checked.ok) return checked
  if (from <= today) return err({ code: 'limit-not-ahead' })
  const set = {
    rule: DRILL_RULES[rule].code,
    limit,
    value,
    from,
    until: null,
    basis,
    setBy: by,
    setAt: at,
    ended: null,
  }
  const kept = known.filter(each => !(names(name, each) && each.from === from))
  return ok([...kept, set].toSorted((a, b) => (a.from < b.from ? -1 : 1)))
}

/** Takes back a change whose day has not come. */
export function withdrawCountyLimit(
  known: readonly CountyLimit[],
  name: LimitName & { readonly from: Day },
  today: Day,
): Result<CountyLimit[], LimitRefusal> {
  const kept = known.filter(each => !(names(name, each) && each.from === name.from))
  if (kept.length === known.length) return err({ code: 'limit-unknown' })
  return name.from <= today ? err({ code: 'limit-not-ahead' }) : ok(kept)
}

/** Goes back to the default from tomorrow on; today and before stay as they were judged. */
export function restoreCountyLimit(
  known: readonly CountyLimit[],
  name: LimitName,
  { today, by, at }: Occasion,
): Result<CountyLimit[], LimitRefusal> {
  const restored = known.flatMap(each => {
    if (!names(name, each)) return [each]
    if (each.from > today) return []
    return [each.until === null ? { ...each, until: today, ended: { by, at } } : each]
  })
  const changed = restored.length < known.length || restored.some((each, index) => each !== known[index])
  return changed ? ok(restored) : err({ code: 'limit-is-default' })
}

/** How one number stands on a day. */
export interface LimitStanding extends LimitName {
  readonly spec: DrillLimit
  readonly value: number
  /** The county's own number; null where the default holds. */
  readonly own: CountyLimit | null
  /** Neither a source nor the county vouches for it. */
  readonly isUnconfirmed: boolean
  /** What is set for days to come. */
  readonly ahead: readonly CountyLimit[]
  /** What held before, the newest first, each with the last day on which it did. */
  readonly past: readonly (CountyLimit & { readonly until: Day })[]
}

/** Every number of the drill rules as it stands on a day. */
export const listStandings = (known: readonly CountyLimit[], on: Day): LimitStanding[] =>
  DRILL_RULE_IDS.flatMap(rule =>
    Object.entries<DrillLimit>(DRILL_RULES[rule].limits).map(([limit, spec]) => {
      const all = known.filter(each => names({ rule, limit }, each))
      const own = all.findLast(each => each.from <= on && (each.until === null || on <= each.until)) ?? null
      return {
        ...{ rule, limit, spec, own, value: own?.value ?? defaultOn(rule, limit, on) ?? spec.default },
        isUnconfirmed: own === null && isEditableDefault(spec.sure),
        ahead: all.filter(each => each.from > on),
        past: listPast(all, on),
      }
    }),
  )

/** A number holds until it was ended or the next one began, whichever came first. */
const listPast = (all: readonly CountyLimit[], on: Day): LimitStanding['past'] =>
  all
    .flatMap((each, at) => {
      const next = all[at + 1]
      const before = next === undefined ? null : addDays(next.from, -1)
      const until = before !== null && (each.until === null || before < each.until) ? before : each.until
      return until !== null && until < on ? [{ ...each, until }] : []
    })
    .toReversed()

function defaultOn(rule: DrillRuleId, limit: string, on: Day): number | undefined {
  const row: DrillRule = DRILL_RULES[rule]
  const edition = findEdition(row.rule, on)
  return edition && limitsOn(row.code, row.limits, edition, [], on)[limit]
}
