import { addMonths, type Day } from '../../kernel/day.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { gradeRisk, type Grading, type GradingRefusal } from './grade-risk.ts'
import type { GradingScheme } from './grading-scheme.ts'
import { siteText, type RiskFacts, type RiskPoint } from './risk-point.ts'

export type RiskRefusal =
  | GradingRefusal
  | { readonly code: 'site-missing' }
  | { readonly code: 'measures-worsen-risk' }
  | { readonly code: 'lowered-without-measure'; readonly factor: string }
  | { readonly code: 'measure-unknown'; readonly factor: string }

/** What grading a risk works out of what a person filled in. */
export type Graded = Pick<
  RiskPoint,
  'inherentColour' | 'level' | 'colour' | 'control' | 'assessedOn' | 'reviewOn'
>

export interface RiskGradings {
  readonly inherent: Grading
  readonly residual: Grading
  readonly graded: Graded
}

/**
 * Grades a risk point before and after its measures. Refuses a place nobody could find, a factor that was lowered and
 * names no measure for it, and measures that make the risk worse.
 */
export function decideRisk(
  scheme: GradingScheme,
  facts: RiskFacts,
  today: Day,
): Result<RiskGradings, RiskRefusal> {
  if (facts.kind === 'place' && siteText(facts.site) === '') return err({ code: 'site-missing' })
  const inherent = gradeRisk(scheme, facts.inherent, facts.overrides)
  if (!inherent.ok) return inherent
  const residual = gradeRisk(scheme, facts.residual, facts.overrides)
  if (!residual.ok) return residual
  const measures = checkMeasures(scheme, facts)
  if (!measures.ok) return measures
  if (residual.value.score > inherent.value.score) return err({ code: 'measures-worsen-risk' })
  const { level } = residual.value
  return ok({
    inherent: inherent.value,
    residual: residual.value,
    graded: {
      inherentColour: inherent.value.level.colour,
      ...{ level: level.id, colour: level.colour, control: level.control },
      assessedOn: today,
      reviewOn: addMonths(today, scheme.reviewMonths),
    },
  })
}

/** A value that is lower than without measures says which of them it owes that to. */
function checkMeasures(
  { factors }: GradingScheme,
  { measures, inherent, residual }: RiskFacts,
): Result<null, RiskRefusal> {
  const known = new Set(measures.map(({ id }) => id))
  for (const { id } of factors) {
    const [before, after] = [inherent.scores[id], residual.scores[id]]
    if (!before || !after) continue
    if (after.measures.some(each => !known.has(each))) return err({ code: 'measure-unknown', factor: id })
    if (after.value < before.value && after.measures.length === 0)
      return err({ code: 'lowered-without-measure', factor: id })
  }
  return ok(null)
}
