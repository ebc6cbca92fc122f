import {
  AREA,
  AREAS,
  daysNeeded,
  daysNeededByCross,
  measureBetween,
  standBetween,
  standInRegister,
  standTogether,
  type AreaId,
  type Day,
  type Finding,
  type Placed,
  type Rates,
  type Recorded,
  type RegisterKey,
  type RegisterStanding,
  type Standing,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import { EMPTY_BOOK, readBookAsOf, readBooks, type Book } from './books.queries.ts'
import { standWithEmptyBooks } from './empty-books.ts'
import { occasionOf, readOccasion, type CountyOccasion } from './occasion.ts'
import { longer, type AnyArea } from './restand.ts'
import { showRestricted } from './restricted.ts'

export type RegisterStands = RegisterStanding & { readonly register: RegisterKey }

/** How a unit stands in an area on a day: in each register, between them, and altogether. */
export interface AreaStands {
  readonly area: AreaId
  readonly day: Day
  readonly standing: Standing
  readonly registers: readonly RegisterStands[]
  readonly between: readonly Finding[]
  /** The rates over several of its registers, by their names; none while one of them cannot be read. */
  readonly rates: Rates
}

function stand(
  area: AnyArea,
  unit: Unit,
  county: CountyOccasion,
  books: ReadonlyMap<string, Book>,
): AreaStands {
  const occasion = occasionOf(county, unit)
  const byId: Record<string, readonly Recorded[]> = {}
  const unread = new Set<string>()
  const registers: RegisterStands[] = []
  for (const register of area.registers as readonly Placed[]) {
    const book = books.get(register.key) ?? EMPTY_BOOK
    byId[register.id] = book.entries
    if (book.unread > 0) unread.add(register.id)
    const stands = standInRegister(register, book.entries, occasion, book.unread)
    registers.push({ register: register.key as RegisterKey, ...stands })
  }
  const between = standBetween(area, byId, occasion, unread)
  const standing = standTogether(
    registers.map(each => each.standing),
    between,
  )
  const rates = unread.size > 0 ? {} : measureBetween(area, byId, between, occasion)
  return { area: area.id as AreaId, day: county.today, standing, registers, between, rates }
}

/** How a unit stands in an area today, by what is written now. */
export async function standNow(tx: Tx, unit: Unit, areaId: AreaId, today: Day): Promise<AreaStands> {
  const area: AnyArea = AREA[areaId]
  await showRestricted(tx)
  const county = await readOccasion(tx, today)
  const wanted = (area.registers as readonly Placed[]).map(register => ({
    register,
    days: longer(daysNeeded(register, county), daysNeededByCross(area, register.id)),
  }))
  const books = await readBooks(tx, unit.id, wanted, today)
  return stand(area, unit, county, books)
}

/** How a unit stood in an area on a day that is over, by what was written at its end. */
export async function standAsOf(tx: Tx, unit: Unit, areaId: AreaId, day: Day): Promise<AreaStands> {
  await showRestricted(tx)
  const area: AnyArea = AREA[areaId]
  const books = new Map<string, Book>()
  for (const register of area.registers as readonly Placed[])
    books.set(register.key, await readBookAsOf(tx, unit.id, register, day))
  return stand(area, unit, await readOccasion(tx, day), books)
}

export interface UnitStands {
  readonly unit: { readonly id: UnitId; readonly name: string; readonly township: string | null }
  readonly areas: Readonly<Record<AreaId, { readonly standing: Standing; readonly findings: number }>>
}

/**
 * How every school in scope stands in every area: from what was drawn at the last change and at the last turn of the day.
 * Where nothing was ever written it is what an empty book means.
 */
export async function standCounty(
  tx: Tx,
  units: readonly UnitId[] | 'county',
  today: Day,
): Promise<UnitStands[]> {
  const [all, rows, county] = await Promise.all([
    listUnits(tx),
    tx
      .selectFrom('register_standings')
      .select(['unit_id', 'area', 'register', 'standing'])
      // What one rule finds many times is one thing to put right.
      .select(
        sql<number>`(select count(distinct f ->> 'rule')::int from jsonb_array_elements(findings) f)`.as(
          'found',
        ),
      )
      .execute(),
    readOccasion(tx, today),
  ])
  const byUnit = Map.groupBy(rows, row => row.unit_id)
  const seen = units === 'county' ? all : all.filter(({ id }) => units.includes(id))
  const stands: UnitStands[] = []
  for (const unit of seen) {
    const empty = await standWithEmptyBooks(unit, county)
    const drawn = Map.groupBy(byUnit.get(unit.id) ?? [], row => row.area)
    const areas = AREAS.map(area => {
      const own = new Map((drawn.get(area.id) ?? []).map(row => [row.register as string, row]))
      const standings = (area.registers as readonly Placed[]).map(
        register => own.get(register.key)?.standing ?? empty.get(register.key)?.standing ?? 'unknown',
      )
      // Where nothing was ever written nothing was drawn; that it was not done is then what is wrong.
      const undone = (area.registers as readonly Placed[]).filter(
        ({ key }, at) => !own.has(key) && standings[at] === 'not-met',
      )
      const findings = [...own.values()].reduce((sum, { found }) => sum + found, undone.length)
      return [
        area.id,
        { standing: standTogether([...standings, own.get('')?.standing ?? 'not-applicable']), findings },
      ]
    })
    const standings = Object.fromEntries(areas) as UnitStands['areas']
    if (Object.values(standings).every(({ standing }) => standing === 'not-applicable')) continue
    stands.push({ unit: { id: unit.id, name: unit.name, township: unit.township }, areas: standings })
  }
  return stands
}
