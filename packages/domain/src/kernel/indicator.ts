import type { Language, Label } from './label.ts'
import type { Basis } from './rule.ts'

/** A share as it is counted. Both numbers are always shown (FACTS 9). */
export interface Rate {
  readonly numerator: number
  readonly denominator: number
}

/** Nothing counted and nothing to divide by. */
export const NO_RATE: Rate = { numerator: 0, denominator: 0 }

/** What an indicator counts, in words. */
export interface IndicatorWords {
  readonly label: Label
  readonly numerator: Label
  readonly denominator: Label
  /** Which way is better; a rate of overloads should fall. */
  readonly better: 'higher' | 'lower'
  /** Of what is no share but a mean: what it is measured in. Its numerator is then a sum of such, its denominator how many. */
  readonly meanIn?: Label
  /** What it rests on, where a document asks for it. */
  readonly basis?: readonly Basis[]
}

/** What an indicator counts, in words, and from which facts. */
export interface Indicator<Id extends string = string, Facts = never> extends IndicatorWords {
  readonly id: Id
  readonly count: (facts: Facts) => Rate
}

export const defineIndicator = <const Id extends string, Facts>(
  indicator: Indicator<Id, Facts>,
): Indicator<Id, Facts> => indicator

/** What stands in the place of a share or a mean where there is nothing to divide by. */
export const NOTHING_TO_DIVIDE_BY = '—'

/** The share, or null where there is nothing to divide by: nobody asked is neither 0 % nor 100 %. */
export const shareOf = ({ numerator, denominator }: Rate): number | null =>
  denominator === 0 ? null : numerator / denominator

/** The formula in words: 已销号 ÷ 已登记. */
export const formulaOf = ({
  numerator,
  denominator,
}: Pick<Indicator, 'numerator' | 'denominator'>): Label => ({
  zh: `${numerator.zh} ÷ ${denominator.zh}`,
  en: `${numerator.en} ÷ ${denominator.en}`,
})

/** Adds the counts of disjoint sets; shares of parts are never averaged. */
export const sumRates = (rates: readonly Rate[]): Rate => ({
  numerator: rates.reduce((sum, each) => sum + each.numerator, 0),
  denominator: rates.reduce((sum, each) => sum + each.denominator, 0),
})

/** Which of two rates wants looking at first: the worse share, of equal ones that of the larger set; dashes come last. */
export function compareWorst({ better }: Pick<IndicatorWords, 'better'>, a: Rate, b: Rate): number {
  const [one, other] = [shareOf(a), shareOf(b)]
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  const worse = better === 'higher' ? one - other : other - one
  return worse === 0 ? b.denominator - a.denominator : worse
}

/**
 * The share alone as shown: `83.3%`, or a dash; for where both numbers stand beside it. Rounded towards the middle, so that
 * 100% is shown only when nothing is missing and 0% only when nothing is there.
 */
export function showShare(rate: Rate): string {
  const share = shareOf(rate)
  if (share === null) return NOTHING_TO_DIVIDE_BY
  const rounded = Math.round(share * 1000)
  const honest = share < 1 && rounded === 1000 ? 999 : share > 0 && rounded === 0 ? 1 : rounded
  return `${(honest / 10).toFixed(1).replace(/\.0$/, '')}%`
}

/** A rate as shown: `83.3%（5/6）`, or a dash. */
export function showRate(rate: Rate, language: Language): string {
  const percent = showShare(rate)
  if (rate.denominator === 0) return percent
  const counted = `${rate.numerator}/${rate.denominator}`
  return language === 'zh' ? `${percent}（${counted}）` : `${percent} (${counted})`
}

/** What an indicator comes to, alone, as shown: a share in percent, or a mean in what it is measured in, to one place; or a dash. */
export function showFigure(
  { meanIn }: Pick<IndicatorWords, 'meanIn'>,
  rate: Rate,
  language: Language,
): string {
  if (!meanIn) return showShare(rate)
  const mean = shareOf(rate)
  if (mean === null) return NOTHING_TO_DIVIDE_BY
  const rounded = String(Math.round(mean * 10) / 10)
  return language === 'zh' ? `${rounded}${meanIn.zh}` : `${rounded} ${meanIn.en}`
}
