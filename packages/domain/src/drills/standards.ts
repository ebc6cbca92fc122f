import { z } from 'zod'
import { addDays, Day, type Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import type { Result } from '../kernel/result.ts'
import {
  dropLimit,
  endLimit,
  limitStateOn,
  putLimit,
  type CountyLimit,
  type LimitOccasion,
  type LimitRef,
  type LimitRefusal,
  type LimitState,
} from '../kernel/county-limit.ts'
import { findEdition, isEditableDefault, limitsOn, type Rule, type RuleCode } from '../kernel/rule.ts'
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

/** Which number of which rule. */
export const LimitName = z.object({ rule: z.enum(DRILL_RULE_IDS), limit: z.string().max(40) })
export type LimitName = z.infer<typeof LimitName>

export const NewLimit = LimitName.extend({ value: z.number().int(), from: Day, basis: humanText(2, 120) })
export type NewLimit = z.infer<typeof NewLimit>

/** The limit of that name, or nothing. */
export const findLimit = ({ rule, limit }: LimitName): DrillLimit | undefined =>
  Object.hasOwn(DRILL_RULES[rule].limits, limit)
    ? (DRILL_RULES[rule].limits as Readonly<Record<string, DrillLimit>>)[limit]
    : undefined

const refOf = ({ rule, limit }: LimitName): LimitRef => ({ rule: DRILL_RULES[rule].code, limit })

interface Occasion {
  readonly today: Day
  readonly by: string
  readonly at: Instant
}
/** Drills of today are judged already: a change holds from tomorrow at the earliest. */
const fromTomorrow = (occasion: Occasion): LimitOccasion => ({
  ...occasion,
  earliest: addDays(occasion.today, 1),
})

/** Sets a number from a day to come. What was held until today was judged by the numbers of its day, and stays so. */
export const setCountyLimit = (
  known: readonly CountyLimit[],
  { value, from, basis, ...name }: NewLimit,
  occasion: Occasion,
): Result<CountyLimit[], LimitRefusal> =>
  putLimit(known, findLimit(name), { ...refOf(name), value, from, basis }, fromTomorrow(occasion))

/** Takes back a change whose day has not come. */
export const withdrawCountyLimit = (
  known: readonly CountyLimit[],
  name: LimitName & { readonly from: Day },
  today: Day,
): Result<CountyLimit[], LimitRefusal> => dropLimit(known, { ...refOf(name), from: name.from }, today)

/** Goes back to the default from tomorrow on; today and before stay as they were judged. */
export function restoreCountyLimit(
  known: readonly CountyLimit[],
  name: LimitName,
  occasion: Occasion,
): Result<CountyLimit[], LimitRefusal> {
  const when = fromTomorrow(occasion)
  return endLimit(known, { ...refOf(name), from: when.earliest }, when)
}

/** How one number stands on a day. */
export interface LimitStanding extends LimitName, LimitState {
  readonly spec: DrillLimit
  readonly value: number
  /** Neither a source nor the county vouches for it. */
  readonly isUnconfirmed: boolean
}

/** Every number of the drill rules as it stands on a day. */
export const listStandings = (known: readonly CountyLimit[], on: Day): LimitStanding[] =>
  DRILL_RULE_IDS.flatMap(rule =>
    Object.entries<DrillLimit>(DRILL_RULES[rule].limits).map(([limit, spec]) => {
      const state = limitStateOn(known, refOf({ rule, limit }), on)
      return {
        ...{ rule, limit, spec, value: state.own?.value ?? defaultOn(rule, limit, on) ?? spec.default },
        isUnconfirmed: state.own === null && isEditableDefault(spec.sure),
        ...state,
      }
    }),
  )

function defaultOn(rule: DrillRuleId, limit: string, on: Day): number | undefined {
  const row: DrillRule = DRILL_RULES[rule]
  const edition = findEdition(row.rule, on)
  return edition && limitsOn(row.code, row.limits, edition, [], on)[limit]
}
