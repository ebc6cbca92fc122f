import { z } from 'zod'
import { humanText } from '../../kernel/human-text.ts'
import type { Label } from '../../kernel/label.ts'

/** The colours of risk, the worst first. A colour never stands alone: each has its glyph and its hatch. */
export const RISK_COLOURS = {
  red: { zh: '红', en: 'Red' },
  orange: { zh: '橙', en: 'Orange' },
  yellow: { zh: '黄', en: 'Yellow' },
  blue: { zh: '蓝', en: 'Blue' },
} as const satisfies Record<string, Label>
export type RiskColour = keyof typeof RISK_COLOURS
export const RISK_COLOUR_IDS = Object.keys(RISK_COLOURS) as [RiskColour, ...RiskColour[]]
export const RiskColour = z.enum(RISK_COLOUR_IDS)

/** Who keeps a risk under control, the highest first (FACTS 3.2). */
export const CONTROL_LEVELS = {
  head: { zh: '学校主要负责人', en: 'Head of the school' },
  deputy: { zh: '分管负责人', en: 'Deputy in charge' },
  department: { zh: '部门（处室、年级）', en: 'Department or grade' },
  post: { zh: '班组、岗位', en: 'Team or post' },
} as const satisfies Record<string, Label>
export type ControlLevel = keyof typeof CONTROL_LEVELS
export const CONTROL_LEVEL_IDS = Object.keys(CONTROL_LEVELS) as [ControlLevel, ...ControlLevel[]]
export const ControlLevel = z.enum(CONTROL_LEVEL_IDS)

/** Everybody who keeps a risk of that level: what an upper level answers for, the lower ones answer for too. */
export const listControllers = (level: ControlLevel): readonly ControlLevel[] =>
  CONTROL_LEVEL_IDS.slice(CONTROL_LEVEL_IDS.indexOf(level))

/** How much of a kind a scheme holds at most: what a person can still judge by, on one page. */
export const SCHEME_SIZES = { factors: 4, values: 10, levels: 6, overrides: 12 } as const

/** Words of a scheme. A county that writes no English is read in Chinese by everybody. */
const Name = z
  .object({ zh: humanText(1, 120), en: humanText(0, 240) })
  .transform(({ zh, en }) => ({ zh, en: en === '' ? zh : en }))
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** One thing that is judged, with the values it may have and what speaks for each. */
export const GradingFactor = z.object({
  id: z.string().regex(/^[A-Z]$/),
  label: Name,
  values: z
    .array(z.object({ value: z.number().positive().max(1000), means: Name }))
    .min(2)
    .max(SCHEME_SIZES.values),
})
export type GradingFactor = z.infer<typeof GradingFactor>

/** A grade of risk: its colour, who keeps it under control, and whether the bureau is told. */
export const RiskLevel = z.object({
  id: Id,
  label: Name,
  colour: RiskColour,
  control: ControlLevel,
  toBureau: z.boolean(),
  /** The least score of it; null for the lowest level, which takes what is left. */
  from: z.number().positive().nullable(),
  /** Whether a score of just `from` belongs to it: documents differ in that (FACTS 3.2). */
  inclusive: z.boolean(),
})
export type RiskLevel = z.infer<typeof RiskLevel>

/** Something that makes a risk one of the highest level whatever its score. */
export const RiskOverride = z.object({ id: Id, label: Name })
export type RiskOverride = z.infer<typeof RiskOverride>

/**
 * A way of grading risks: the score is the product of its factors, and the levels, the worst first, share out the
 * scores. It is data: a county has its own, with other numbers, with three colours, with one factor.
 */
export const GradingScheme = z.object({
  id: Id,
  version: z.number().int().min(1),
  label: Name,
  /** Where the numbers come from, as it is shown. */
  basis: Name,
  factors: z.array(GradingFactor).min(1).max(SCHEME_SIZES.factors),
  levels: z.array(RiskLevel).min(2).max(SCHEME_SIZES.levels),
  overrides: z.array(RiskOverride).max(SCHEME_SIZES.overrides),
  /** A risk is graded anew after so many months at the latest. */
  reviewMonths: z.number().int().min(1).max(36),
})
export type GradingScheme = z.infer<typeof GradingScheme>

/** Decimals such as 0.1 have no exact binary form; a score is meant to six places. */
export const roundScore = (score: number): number => Math.round(score * 1e6) / 1e6

/** Every score a scheme can give, the smallest first. */
export function listScores({ factors }: Pick<GradingScheme, 'factors'>): number[] {
  const scores = factors.reduce<number[]>(
    (before, { values }) => before.flatMap(score => values.map(({ value }) => score * value)),
    [1],
  )
  return [...new Set(scores.map(roundScore))].toSorted((a, b) => a - b)
}

/** The level a score falls into. */
export function levelOfScore({ levels }: Pick<GradingScheme, 'levels'>, score: number): RiskLevel {
  const found = levels.find(
    ({ from, inclusive }) => from === null || score > from || (inclusive && score === from),
  )
  // A sound scheme ends with a level that has no floor, so that every score finds one.
  return found ?? (levels.at(-1) as RiskLevel)
}
