import { compareWorst, shareOf, type IndicatorWords, type Rate } from '../kernel/indicator.ts'

/** The place of a unit or a township in a bulletin (情况通报), and how it moved since the last one. */
export interface Ranked<Key extends string> {
  readonly key: Key
  readonly rate: Rate
  /** From 1; equal shares have the same place. Null where there is nothing to divide by: such a one is not ranked. */
  readonly place: number | null
  /** Places gained since the last bulletin, negative where lost; null where it was not ranked then or is not now. */
  readonly moved: number | null
}

/** Places by share, the best first: 1, 2, 2, 4. */
function placesOf<Key extends string>(
  rates: ReadonlyMap<Key, Rate>,
  { better }: Pick<IndicatorWords, 'better'>,
): Map<Key, number> {
  const shares = [...rates].flatMap(([key, rate]) => {
    const share = shareOf(rate)
    return share === null ? [] : [{ key, share }]
  })
  const isBefore = (a: number, b: number): boolean => (better === 'higher' ? a > b : a < b)
  return new Map(
    shares.map(({ key, share }) => [key, 1 + shares.filter(each => isBefore(each.share, share)).length]),
  )
}

/**
 * Ranks units by a rate and compares with the last bulletin. The best stands first; of equal shares that of the larger set;
 * those without a share come last and have no place. Whoever was not in the last bulletin has not moved.
 */
export function rankUnits<Key extends string>(
  indicator: Pick<IndicatorWords, 'better'>,
  now: ReadonlyMap<Key, Rate>,
  last: ReadonlyMap<Key, Rate>,
): Ranked<Key>[] {
  const [places, before] = [placesOf(now, indicator), placesOf(last, indicator)]
  const worstFirst = (a: Rate, b: Rate): number => compareWorst(indicator, a, b)
  return [...now]
    .toSorted(([a, one], [b, other]) => {
      const [place, otherPlace] = [places.get(a), places.get(b)]
      if (place === undefined || otherPlace === undefined)
        return Number(place === undefined) - Number(otherPlace === undefined) || (a < b ? -1 : 1)
      return place - otherPlace || worstFirst(one, other) || (a < b ? -1 : 1)
    })
    .map(([key, rate]) => {
      const [place = null, was = null] = [places.get(key), before.get(key)]
      return { key, rate, place, moved: place === null || was === null ? null : was - place }
    })
}
