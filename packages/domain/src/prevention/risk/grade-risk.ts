import { z } from 'zod'
import { humanText } from '../../kernel/human-text.ts'
import type { Label } from '../../kernel/label.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import {
  levelOfScore,
  RISK_COLOURS,
  roundScore,
  type GradingScheme,
  type RiskLevel,
} from './grading-scheme.ts'

/** What one factor was judged to be, why, and which measures speak for it. */
export const FactorScore = z.object({
  value: z.number(),
  because: humanText(0, 300),
  /** Control measures of the same risk point that this value rests on. */
  measures: z.array(z.uuid()).max(30).default([]),
})
export type FactorScore = z.infer<typeof FactorScore>

/** A judgement of a risk by one version of one scheme, so that it stays readable when the scheme has changed. */
export const Assessment = z.object({
  scheme: z.string(),
  version: z.number().int().min(1),
  scores: z.record(z.string().regex(/^[A-Z]$/), FactorScore),
})
export type Assessment = z.infer<typeof Assessment>

export type GradingRefusal =
  | { readonly code: 'scheme-differs' }
  | { readonly code: 'factor-missing'; readonly factor: string }
  | { readonly code: 'factor-value-unknown'; readonly factor: string }
  | { readonly code: 'override-unknown' }

/** What a risk was graded, and by what. */
export interface Grading {
  readonly score: number
  readonly level: RiskLevel
  /** What forced the highest level; empty where the score decides. */
  readonly overrides: readonly string[]
}

/**
 * Grades a risk: the product of its factors by the levels of the scheme, or the highest level where something forces it.
 * Refuses what the scheme does not know and what it asks and nobody said.
 */
export function gradeRisk(
  scheme: GradingScheme,
  assessment: Assessment,
  overrides: readonly string[],
): Result<Grading, GradingRefusal> {
  if (assessment.scheme !== scheme.id || assessment.version !== scheme.version)
    return err({ code: 'scheme-differs' })
  let score = 1
  for (const { id, values } of scheme.factors) {
    const given = assessment.scores[id]
    if (!given) return err({ code: 'factor-missing', factor: id })
    if (!values.some(({ value }) => value === given.value))
      return err({ code: 'factor-value-unknown', factor: id })
    score = roundScore(score * given.value)
  }
  if (overrides.some(each => !scheme.overrides.some(({ id }) => id === each)))
    return err({ code: 'override-unknown' })
  const [highest] = scheme.levels as [RiskLevel, ...RiskLevel[]]
  return ok({ score, level: overrides.length > 0 ? highest : levelOfScore(scheme, score), overrides })
}

/**
 * The scores of a level in words: “9及以上、不满15”. It ends where the level above begins, so that none lies between them;
 * empty where a scheme has one level only.
 */
export function spanOf({ levels }: Pick<GradingScheme, 'levels'>, { id }: Pick<RiskLevel, 'id'>): Label {
  const at = levels.findIndex(each => each.id === id)
  const [own, above] = [levels[at], levels[at - 1]]
  const zh: string[] = []
  const en: string[] = []
  if (own && own.from !== null) {
    zh.push(own.inclusive ? `${own.from}及以上` : `超过${own.from}`)
    en.push(own.inclusive ? `${own.from} or more` : `more than ${own.from}`)
  }
  if (above && above.from !== null) {
    zh.push(above.inclusive ? `不满${above.from}` : `${above.from}及以下`)
    en.push(above.inclusive ? `less than ${above.from}` : `${above.from} or less`)
  }
  return { zh: zh.join('、'), en: en.join(', ') }
}

/** A grade in one sentence: how the score came about, which level it falls into, or what forced the highest one. */
export function explainGrading(scheme: GradingScheme, assessment: Assessment, grading: Grading): Label {
  const { score, level, overrides } = grading
  const terms = scheme.factors.map(({ id }) => `${id}${assessment.scores[id]?.value ?? ''}`)
  const product = terms.length > 1 ? `${terms.join('×')}＝${score}` : terms.join('')
  const colour = RISK_COLOURS[level.colour]
  if (overrides.length > 0) {
    const named = scheme.overrides.filter(({ id }) => overrides.includes(id))
    return {
      zh: `${product}；因“${named.map(({ label }) => label.zh).join('”“')}”，直接判定为${level.label.zh}（${colour.zh}色）。`,
      en: `${product}; judged ${level.label.en.toLowerCase()} (${colour.en.toLowerCase()}) at once: ${named.map(({ label }) => label.en).join('; ')}.`,
    }
  }
  const span = spanOf(scheme, level)
  return {
    zh: `${product}，分值${span.zh}的为${level.label.zh}（${colour.zh}色）。`,
    en: `${product}; a score of ${span.en} is ${level.label.en.toLowerCase()} (${colour.en.toLowerCase()}).`,
  }
}
