import { z } from 'zod'
import type { Binds } from '../organisation/unit.ts'
import { Day } from './day.ts'
import type { Label } from './label.ts'
import { err, ok, type Result } from './result.ts'

/** How surely we know what a source says. The marks of the collected facts are F, Fx, K1, K2 and K3, in this order. */
export const SURENESS = {
  text: { zh: '已核对条文', en: 'Read in the text itself' },
  excerpt: { zh: '仅见条文摘录', en: 'Known from an excerpt' },
  memory: { zh: '通行规定，条文待核对', en: 'Well known, text not yet checked' },
  unverified: { zh: '默认标准，依据待核实', en: 'Default value, source to be verified' },
  custom: { zh: '默认标准，系工作惯例', en: 'Default value, common practice' },
} as const satisfies Record<string, Label>
export type Sureness = keyof typeof SURENESS

/** True when a source is too weak to bind: its numbers are defaults the county may set, and screens say so. */
export const isEditableDefault = (sure: Sureness): boolean => sure === 'unverified' || sure === 'custom'

/**
 * How the first day of a document was found: the document's own day; the first day after a year that is all
 * we know; or the first day of 2021 for documents known only to be older than the governing plan. Always late
 * rather than early, so that nothing is judged by a document that was not yet in force.
 */
export const DATED_BY = {
  day: { zh: '施行日期', en: 'Its own first day' },
  year: { zh: '仅知年份，自次年起判定', en: 'Only its year is known: judged from the next one' },
  older: { zh: '早于2021年，自2021年起判定', en: 'Older than 2021: judged from 2021 on' },
} as const satisfies Record<string, Label>
export type DatedBy = keyof typeof DATED_BY

/** A document that rules rest on. */
export interface SourceDocument {
  readonly title: Label
  /** 文号 or standard number, as printed. */
  readonly number?: string
  readonly from: Day
  readonly dated: DatedBy
}

/** Where a rule comes from: a document, the article where it is known, and how surely. */
export interface Basis {
  readonly document: SourceDocument
  readonly article?: string
  readonly sure: Sureness
}

/** Cites a document; the article is left out when no source names it. */
export const cite = (document: SourceDocument, sure: Sureness, article?: string): Basis => ({
  document,
  sure,
  ...(article === undefined ? {} : { article }),
})

/** A basis as it stands in a sentence: 《校车安全管理条例》第20条. */
export const basisText = ({ document, article }: Basis): Label => ({
  zh: `${document.title.zh}${article === undefined ? '' : `第${article}条`}`,
  en: `${document.title.en}${article === undefined ? '' : `, Art. ${article}`}`,
})

/** How heavily a finding weighs. A major one proposes a hazard, which a person confirms. */
export const SEVERITIES = {
  notice: { zh: '提示', en: 'Notice' },
  general: { zh: '一般问题', en: 'General' },
  major: { zh: '重大问题，建议登记为隐患', en: 'Major: proposes a hazard' },
} as const satisfies Record<string, Label>
export type Severity = keyof typeof SEVERITIES

export const LIMIT_UNITS = {
  hour: { zh: '小时', en: 'hours' },
  day: { zh: '天', en: 'days' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
  gram: { zh: '克', en: 'g' },
  metre: { zh: '米', en: 'm' },
  age: { zh: '岁', en: 'years of age' },
  person: { zh: '人', en: 'people' },
  time: { zh: '次', en: 'times' },
  second: { zh: '秒', en: 's' },
  minute: { zh: '分钟', en: 'minutes' },
  floor: { zh: '层', en: 'floors' },
  point: { zh: '分', en: 'points' },
  photo: { zh: '张', en: 'photos' },
  place: { zh: '处', en: 'places' },
  'kilometre-an-hour': { zh: '公里/小时', en: 'km/h' },
} as const satisfies Record<string, Label>
export type LimitUnit = keyof typeof LIMIT_UNITS

/** A number of a rule. The county may set another one between `min` and `max`. */
export interface Limit {
  readonly label: Label
  readonly unit: LimitUnit
  readonly default: number
  readonly min: number
  readonly max: number
}
export type Limits = Readonly<Record<string, Limit>>

/**
 * One edition of a rule: from when to when it is in force, what it rests on, whom it binds (absent: everybody
 * who keeps the register) and which numbers it sets where they differ from the limits' defaults.
 */
export interface Rule<LimitName extends string = string> {
  readonly effectiveFrom: Day
  readonly effectiveTo?: Day
  readonly basis: readonly [Basis, ...Basis[]]
  readonly binds?: Binds
  readonly sets?: Readonly<Partial<Record<LimitName, number>>>
}

/** A rule alone, or its editions in order of time. */
export type Editions<LimitName extends string = string> =
  Rule<LimitName> | readonly [Rule<LimitName>, ...Rule<LimitName>[]]

/** Names a rule everywhere: `fire/extinguisher-ledger#check-overdue`. Derived, never typed by hand. */
export const RuleCode = z.custom<`${string}#${string}`>(
  value => typeof value === 'string' && /^[^#]+#[^#]+$/.test(value),
)
export type RuleCode = z.infer<typeof RuleCode>

/** A county's own number for a limit, from a day to a day. */
export const LimitOverride = z.object({
  rule: RuleCode,
  limit: z.string().min(1),
  value: z.number(),
  from: Day,
  until: Day.nullable(),
})
export type LimitOverride = z.infer<typeof LimitOverride>

/** In which steps a limit is set: whole numbers, or halves where its own are. */
export const stepOf = ({ default: usual, min, max }: Limit): number =>
  [usual, min, max].every(Number.isInteger) ? 1 : 0.5

/** Accepts a county's number for a limit, or says between which numbers it must lie. */
export const checkLimit = (
  limit: Limit,
  value: number,
): Result<number, { code: 'limit-out-of-range'; min: number; max: number }> =>
  value >= limit.min && value <= limit.max && value % stepOf(limit) === 0
    ? ok(value)
    : err({ code: 'limit-out-of-range', min: limit.min, max: limit.max })

export const listEditions = <Name extends string>(rule: Editions<Name>): readonly Rule<Name>[] =>
  'basis' in rule ? [rule] : rule

/** True when a rule is in force on a day; its first and its last day belong to it. */
export const isInForce = (rule: Pick<Rule, 'effectiveFrom' | 'effectiveTo'>, on: Day): boolean =>
  rule.effectiveFrom <= on && (rule.effectiveTo === undefined || on <= rule.effectiveTo)

/** The edition that holds on a day. An edition gives way for good on the first day of the next one. */
export function findEdition<Name extends string>(rule: Editions<Name>, on: Day): Rule<Name> | undefined {
  const newest = listEditions(rule).findLast(edition => edition.effectiveFrom <= on)
  return newest && isInForce(newest, on) ? newest : undefined
}

/** The numbers that hold on a day: the county's own, else the edition's, else the default. */
export function limitsOn(
  code: RuleCode,
  limits: Limits,
  edition: Rule,
  overrides: readonly LimitOverride[],
  on: Day,
): Record<string, number> {
  const own = overrides.filter(
    each => each.rule === code && each.from <= on && (each.until === null || on <= each.until),
  )
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      own.findLast(each => each.limit === name)?.value ?? edition.sets?.[name] ?? limit.default,
    ]),
  )
}
