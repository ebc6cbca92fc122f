import {
  addDays,
  AREA,
  daysNeeded,
  daysNeededByCross,
  measureBetween,
  readersBetween,
  standBetween,
  standInRegister,
  standTogether,
  type Area,
  type AreaId,
  type Day,
  type Finding,
  type Placed,
  type Recorded,
  type RegisterStanding,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import { EMPTY_BOOK, readBook, readBooks, type Book, type WantedBook } from './books.queries.ts'
import { occasionOf, type CountyOccasion } from './occasion.ts'
import { showRestricted } from './restricted.ts'

/** Two who write at once in one area of one school are judged one after the other, or neither would see the other's line. */
export const holdArea = (tx: Tx, unitId: UnitId, area: AreaId): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId} ${area}`}, 0))`.execute(tx)

export type AnyArea = Pick<Area, 'id' | 'registers' | 'cross' | 'indicators'>

/** Of two stretches of days the longer; null is all days. */
export const longer = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b)

/** How a unit stands in one register and between the registers of its area, drawn anew after a change in that register. */
export async function restand(tx: Tx, register: Placed, unit: Unit, county: CountyOccasion): Promise<void> {
  const { today } = county
  // What its rules find carries no name; the lines themselves are shown to nobody here.
  await showRestricted(tx)
  const area: AnyArea = AREA[register.area as AreaId]
  const book = await readBook(tx, unit.id, register, today, daysNeeded(register, county))
  const stands = standInRegister(register, book.entries, occasionOf(county, unit), book.unread)
  await upsert(tx, unit.id, area.id as AreaId, today, [{ register: register.key, ...stands }])
  if (isReadBetween(area, register)) await restandBetween(tx, area, unit, county)
  announce(tx, 'registers')
}

/** The same for the rules between an area's registers. */
async function restandBetween(tx: Tx, area: AnyArea, unit: Unit, county: CountyOccasion): Promise<void> {
  const wanted = wantedBetween(area)
  if (wanted.length === 0) return
  const books = await readBooks(tx, unit.id, wanted, county.today)
  await upsert(tx, unit.id, area.id as AreaId, county.today, [between(area, books, unit, county)])
}

/**
 * How a unit stands in some registers of an area, by their keys, and with `''` between all of them, drawn anew together:
 * each book is read once.
 */
export async function restandArea(
  tx: Tx,
  area: AnyArea,
  unit: Unit,
  county: CountyOccasion,
  keys: ReadonlySet<string>,
): Promise<void> {
  await showRestricted(tx)
  const isBetween = keys.has('')
  const wanted = (area.registers as readonly Placed[]).flatMap((register): WantedBook[] => {
    const own = keys.has(register.key) ? [daysNeeded(register, county)] : []
    const cross = isBetween && isReadBetween(area, register) ? [daysNeededByCross(area, register.id)] : []
    const [first, ...more] = [...own, ...cross]
    return first === undefined ? [] : [{ register, days: more.reduce(longer, first) }]
  })
  const books = await readBooks(tx, unit.id, wanted, county.today)
  const occasion = occasionOf(county, unit)
  const stands = wanted
    .filter(({ register }) => keys.has(register.key))
    .map(({ register }) => {
      const { entries, unread } = books.get(register.key) ?? EMPTY_BOOK
      return { register: register.key as string, ...standInRegister(register, entries, occasion, unread) }
    })
  if (isBetween) stands.push(between(area, books, unit, county))
  await upsert(tx, unit.id, area.id as AreaId, county.today, stands)
  announce(tx, 'registers')
}

const isReadBetween = (area: AnyArea, register: Placed): boolean =>
  readersBetween(area).some(({ reads }) => reads.includes(register.id))

const wantedBetween = (area: AnyArea): WantedBook[] =>
  (area.registers as readonly Placed[])
    .filter(register => isReadBetween(area, register))
    .map(register => ({ register, days: daysNeededByCross(area, register.id) }))

function between(area: AnyArea, books: ReadonlyMap<string, Book>, unit: Unit, county: CountyOccasion): Drawn {
  const entries: Record<string, readonly Recorded[]> = {}
  const unread = new Set<string>()
  for (const { id, key } of area.registers as readonly Placed[]) {
    const book = books.get(key) ?? EMPTY_BOOK
    entries[id] = book.entries
    if (book.unread > 0) unread.add(id)
  }
  const occasion = occasionOf(county, unit)
  const findings = standBetween(area, entries, occasion, unread)
  const standing = standTogether([], findings)
  const rates = unread.size > 0 ? {} : measureBetween(area, entries, findings, occasion)
  return { register: '', standing, entries: 0, unread: unread.size, findings, next: null, rates }
}

type Drawn = Omit<RegisterStanding, 'findings'> & {
  readonly register: string
  readonly findings: readonly Finding[]
}

async function upsert(
  tx: Tx,
  unitId: UnitId,
  area: AreaId,
  day: Day,
  drawn: readonly Drawn[],
): Promise<void> {
  if (drawn.length === 0) return
  await tx
    .insertInto('register_standings')
    .values(
      drawn.map(({ register, standing, entries, unread, findings, next, rates }) => ({
        ...{ unit_id: unitId, area, register: register as never, standing, entries },
        // What could not be read is looked at again by the next drawing, which may be a newer version's.
        day: unread > 0 ? addDays(day, -1) : day,
        ...{ findings: JSON.stringify(findings), next: next && JSON.stringify(next) },
        rates: JSON.stringify(rates),
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['unit_id', 'area', 'register']).doUpdateSet(eb => ({
        day: eb.ref('excluded.day'),
        standing: eb.ref('excluded.standing'),
        entries: eb.ref('excluded.entries'),
        findings: eb.ref('excluded.findings'),
        next: eb.ref('excluded.next'),
        rates: eb.ref('excluded.rates'),
      })),
    )
    .execute()
}
