import { z } from 'zod'
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
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import type { CrossFinding } from '../kernel/register.ts'
import type { Result } from '../kernel/result.ts'
import {
  findEdition,
  isEditableDefault,
  limitsOn,
  listEditions,
  RuleCode,
  type Editions,
  type Limit,
  type Limits,
  type Rule,
} from '../kernel/rule.ts'
import { RETENTION_RULE } from '../drills/retention.ts'
import { LEADER_RETENTION_RULE } from '../responsibility/leader-retention.ts'
import { LETTER_RULE } from '../responsibility/letter-limits.ts'
import { TRAINING_RETENTION_RULE } from '../training/training-retention.ts'
import { MECHANISM_RULE } from '../mechanisms/mechanism-limits.ts'
import { SUPERVISION_RULE } from '../supervision/supervision-limits.ts'
import type { AreaId } from './area-id.ts'
import { HAZARD_RULE } from '../prevention/hazard-limits.ts'
import { PUBLIC_REPORT_RULE } from '../prevention/public-report-limits.ts'
import { PILOT_RULE } from '../prevention/pilot/pilot-limits.ts'
import { ROUND_RULE } from '../prevention/rounds/round-limits.ts'
import { AREAS, type RegisterKey } from './index.ts'
import { COUNTED_RULE } from './standing.ts'

/** A rule with numbers the county may set, and where it stands. */
export interface LimitedRule {
  readonly code: RuleCode
  /** Null for a rule of all areas. */
  readonly area: AreaId | null
  /** Null for a rule between the registers of its area. */
  readonly register: RegisterKey | null
  readonly label: Label
  readonly rule: Editions
  readonly limits: Limits
  /** Schools are judged by it; else it decides what the system itself does. */
  readonly judges: boolean
}

interface Declared {
  readonly label: Label
  readonly rule: Editions
  readonly limits: Limits
}

const withLimits = (
  area: AreaId,
  register: RegisterKey | null,
  findings: Readonly<Record<string, Declared>>,
): LimitedRule[] =>
  Object.entries(findings)
    .filter(([, { limits }]) => Object.keys(limits).length > 0)
    .map(([code, { label, rule, limits }]) => ({
      ...{ code: `${register ?? area}#${code}` as const, area, register, label, rule, limits },
      judges: true,
    }))

/** Every rule with a number in it, in the order of the areas and their registers; those of all areas last. */
export const LIMITED_RULES: readonly LimitedRule[] = [
  ...AREAS.flatMap(area => [
    ...area.registers.flatMap(register =>
      withLimits(area.id, register.key, { ...register.findings, ...register.lists }),
    ),
    ...withLimits(area.id, null, area.cross as Readonly<Record<string, CrossFinding>>),
  ]),
  { ...COUNTED_RULE, area: null, register: null, judges: true },
  { ...HAZARD_RULE, area: null, register: null, judges: false },
  { ...PUBLIC_REPORT_RULE, area: null, register: null, judges: false },
  { ...PILOT_RULE, area: null, register: null, judges: false },
  { ...ROUND_RULE, area: null, register: null, judges: false },
  { ...RETENTION_RULE, area: null, register: null, judges: false },
  { ...TRAINING_RETENTION_RULE, area: null, register: null, judges: false },
  { ...LETTER_RULE, area: null, register: null, judges: false },
  { ...LEADER_RETENTION_RULE, area: null, register: null, judges: false },
  { ...SUPERVISION_RULE, area: null, register: null, judges: false },
  { ...MECHANISM_RULE, area: null, register: null, judges: false },
]
const BY_CODE: ReadonlyMap<string, LimitedRule> = new Map(LIMITED_RULES.map(rule => [rule.code, rule]))

/** The rule of that code, if it has numbers. */
export const findLimitedRule = (code: RuleCode): LimitedRule | undefined => BY_CODE.get(code)

/** The limit of that name, or nothing. */
export function findRuleLimit({ rule, limit }: LimitRef): Limit | undefined {
  const limits = findLimitedRule(rule)?.limits
  return limits && Object.hasOwn(limits, limit) ? limits[limit] : undefined
}

/** Which number of which rule. */
export const RuleLimitName = z.object({ rule: RuleCode, limit: z.string().max(60) })
export type RuleLimitName = z.infer<typeof RuleLimitName>
export const NewRuleLimit = RuleLimitName.extend({ value: z.number(), from: Day, basis: humanText(2, 120) })
export type NewRuleLimit = z.infer<typeof NewRuleLimit>

/** Today is judged by what is set today; the days before it never by what is set later. */
const fromToday = (occasion: Omit<LimitOccasion, 'earliest'>): LimitOccasion => ({
  ...occasion,
  earliest: occasion.today,
})
type Who = Omit<LimitOccasion, 'earliest'>

/** Sets a number of a rule from today or a later day on. */
export const setRuleLimit = (
  known: readonly CountyLimit[],
  change: NewRuleLimit,
  who: Who,
): Result<CountyLimit[], LimitRefusal> => putLimit(known, findRuleLimit(change), change, fromToday(who))

/** Takes back a number that has not begun. */
export const withdrawRuleLimit = (
  known: readonly CountyLimit[],
  name: RuleLimitName & { readonly from: Day },
  { today }: Who,
): Result<CountyLimit[], LimitRefusal> => dropLimit(known, name, today)

/** Goes back to the default from today or a later day on. */
export const restoreRuleLimit = (
  known: readonly CountyLimit[],
  name: RuleLimitName & { readonly from: Day },
  who: Who,
): Result<CountyLimit[], LimitRefusal> => endLimit(known, name, fromToday(who))

/** How one number of a rule stands on a day. */
export interface RuleLimitStanding extends LimitState {
  readonly rule: LimitedRule
  readonly limit: string
  readonly spec: Limit
  /** What holds without the county. */
  readonly usual: number
  readonly value: number
  /** The edition in force, or the first one to come. */
  readonly edition: Rule
  /** Neither a source nor the county vouches for it. */
  readonly isUnconfirmed: boolean
}

/** Every number of the registers' rules as it stands on a day. */
export const listRuleStandings = (known: readonly CountyLimit[], on: Day): RuleLimitStanding[] =>
  LIMITED_RULES.flatMap(rule => {
    const edition = findEdition(rule.rule, on) ?? (listEditions(rule.rule)[0] as Rule)
    const usual = limitsOn(rule.code, rule.limits, edition, [], on)
    return Object.entries(rule.limits).map(([limit, spec]) => {
      const state = limitStateOn(known, { rule: rule.code, limit }, on)
      const byDefault = usual[limit] ?? spec.default
      return {
        ...{ rule, limit, spec, edition, usual: byDefault, value: state.own?.value ?? byDefault },
        isUnconfirmed: state.own === null && edition.basis.some(({ sure }) => isEditableDefault(sure)),
        ...state,
      }
    })
  })
