import { AREA_IDS, type Actor, type AreaId, type Day, type Rate, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { countIndicators, isByArea, listsBehind, readerOf, together } from './count-indicators.ts'
import type { RateLists } from './counter.ts'

export interface UnitRate {
  readonly unit: { readonly id: UnitId; readonly name: string; readonly township: string | null }
  readonly rate: Rate
  readonly lists: RateLists
}

export interface IndicatorDetail {
  readonly rate: Rate
  readonly lists: RateLists
  /** Each unit within reach that the rate has to do with, in the county's order. */
  readonly units: readonly UnitRate[]
  /** The same rate of each key area, where it can be told apart by them. */
  readonly areas: readonly { readonly area: AreaId; readonly rate: Rate }[]
}

/** One rate with what it comes to in each unit, each township and each area. */
export async function readDetail(
  tx: Tx,
  actor: Actor,
  { id, area }: { readonly id: string; readonly area?: AreaId | undefined },
  today: Day,
): Promise<IndicatorDetail> {
  const reader = readerOf(actor, today)
  const filter = isByArea(id) && area ? { area } : {}
  const [counted, units, ...areas] = await Promise.all([
    countIndicators(tx, reader, [id], filter),
    tx
      .selectFrom('units')
      .leftJoin('townships', 'townships.code', 'units.township')
      .select(['units.id', 'units.name', 'townships.name as township'])
      .orderBy('units.ordinal')
      .execute(),
    ...(isByArea(id) ? AREA_IDS : []).map(async each => ({
      area: each,
      rate: together((await countIndicators(tx, reader, [id], { area: each })).get(id)),
    })),
  ])
  const rates = counted.get(id)
  return {
    ...{ rate: together(rates), lists: listsBehind(id, filter), areas },
    units: units.flatMap((unit): UnitRate[] => {
      const unitId = unit.id as UnitId
      const rate = rates?.get(unitId)
      return rate
        ? [{ unit: { ...unit, id: unitId }, rate, lists: listsBehind(id, { ...filter, unitId }) }]
        : []
    }),
  }
}
