import type { AreaId, CampaignId, Day } from '@anlan/domain'
import { expect } from 'vitest'
import type { PersonName, TestCounty, UnitName } from './county.ts'

/** What the pages of addresses list, by path: as somebody sees it, narrowed by the rest of the address. */
export type ListsByPath = Readonly<
  Record<string, (who: PersonName, query: Record<string, string>) => Promise<{ readonly total: number }>>
>

/** What a rate is counted for. */
export interface CountedFor {
  readonly units?: readonly UnitName[]
  readonly from?: Day
  readonly to?: Day
  readonly area?: AreaId
  readonly campaignId?: CampaignId
}

/** Holds the numbers of rates against the lists behind them. */
export function useLists(county: TestCounty, lists: ListsByPath) {
  /** How many rows the list of an address has, as somebody sees it. */
  const rowsBehind = async (who: PersonName, path: string | null): Promise<number> => {
    const { pathname, searchParams } = new URL(path ?? '/', 'http://here')
    const list = lists[pathname]
    if (!list) throw new Error(`no list at ${path}`)
    return (await list(who, Object.fromEntries(searchParams))).total
  }
  /** A rate as somebody sees it, with the addresses of its lists. */
  const countFor = async (who: PersonName, id: string, filter: CountedFor) => {
    const units = filter.units?.map(unit => county.units[unit])
    const [counted] = await county.as(who).indicators.now({ ids: [id], filter: { ...filter, units } })
    if (!counted) throw new Error(id)
    return counted
  }
  const expectExact = async (
    who: PersonName,
    id: string,
    filter: CountedFor,
    expected: readonly [number, number],
  ): Promise<void> => {
    const { rate, lists: paths } = await countFor(who, id, filter)
    expect([rate.numerator, rate.denominator]).toEqual(expected)
    expect([await rowsBehind(who, paths.numerator), await rowsBehind(who, paths.denominator)]).toEqual(
      expected,
    )
  }
  return { rowsBehind, countFor, expectExact }
}
