import {
  AREAS,
  type Area,
  type AreaId,
  type Day,
  type Placed,
  type Rate,
  type Rates,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import { standWithEmptyBooks, type EmptyStanding } from './empty-books.ts'
import { readOccasion } from './occasion.ts'

/** A unit's rates by the ids of their indicators: `food/certificates-valid`. */
export interface UnitRates {
  readonly unit: { readonly id: UnitId; readonly name: string; readonly township: string | null }
  readonly rates: Readonly<Record<string, Rate>>
}

interface Drawn {
  readonly unit_id: string
  readonly area: AreaId
  readonly register: string
  readonly rates: Rates
}

/**
 * The rates of the units in scope, as they were drawn with how each stands. Where nothing was ever written a rate is what an
 * empty book says; units that keep none of the registers are left out.
 */
export async function listRates(
  tx: Tx,
  units: readonly UnitId[] | 'county',
  today: Day,
  only?: AreaId,
): Promise<UnitRates[]> {
  const [all, rows, county] = await Promise.all([
    listUnits(tx),
    tx
      .selectFrom('register_standings')
      .select(['unit_id', 'area', 'register', 'rates'])
      .$if(only !== undefined, query => query.where('area', '=', only ?? 'fire'))
      .execute(),
    readOccasion(tx, today),
  ])
  const byUnit = Map.groupBy(rows, row => row.unit_id)
  const areas = (AREAS as readonly unknown[] as readonly Area[]).filter(({ id }) => !only || id === only)
  const seen = units === 'county' ? all : all.filter(({ id }) => units.includes(id))
  const listed: UnitRates[] = []
  for (const unit of seen) {
    const empty = await standWithEmptyBooks(unit, county)
    const own = new Map((byUnit.get(unit.id) ?? []).map(row => [`${row.area} ${row.register}`, row]))
    const rates = Object.fromEntries(areas.flatMap(area => ratesIn(area, own, empty)))
    if (Object.keys(rates).length === 0) continue
    listed.push({ unit: { id: unit.id, name: unit.name, township: unit.township }, rates })
  }
  return listed
}

const ratesIn = (
  area: Area,
  own: ReadonlyMap<string, Pick<Drawn, 'rates'>>,
  empty: ReadonlyMap<string, EmptyStanding>,
): [string, Rate][] =>
  [...(area.registers as readonly Placed[]).map(({ key }) => key as string), ''].flatMap(key => {
    const rates = own.get(`${area.id} ${key}`)?.rates ?? empty.get(key)?.rates ?? {}
    return Object.entries(rates).map(([name, rate]): [string, Rate] => [`${area.id}/${name}`, rate])
  })
