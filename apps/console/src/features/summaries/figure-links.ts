import { INDICATORS, type FigureSide, type IndicatorWords } from '@anlan/domain'

/** Where the lists behind the numbers are, by the id of the rate: the server knows them. */
export type FigureLists = Readonly<
  Record<string, { readonly numerator: string | null; readonly denominator: string | null }>
>

/** The list behind a number; where no list of it is kept, what the rate counts in words. */
export const listBehind = (indicator: string, side: FigureSide, lists: FigureLists): string =>
  lists[indicator]?.[side === 'done' ? 'numerator' : 'denominator'] ??
  `/reference/indicators#indicator-${indicator}`

const WORDS = new Map<string, IndicatorWords>(INDICATORS.map(each => [each.id, each]))
/** What a rate counts, in words; nothing for one that is not declared any more. */
export const wordsOfIndicator = (id: string): IndicatorWords | undefined => WORDS.get(id)
