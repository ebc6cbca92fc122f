import {
  AREA,
  daysNeeded,
  daysNeededByCross,
  standBetween,
  standInRegister,
  standTogether,
  type Area,
  type AreaId,
  type CrossFinding,
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
import { readBook } from './books.queries.ts'
import { occasionOf, type CountyOccasion } from './occasion.ts'
import { showRestricted } from './restricted.ts'

/** Two who write at once in one area of one school are judged one after the other, or neither would see the other's line. */
export const holdArea = (tx: Tx, unitId: UnitId, area: AreaId): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId} ${area}`}, 0))`.execute(tx)

const crossOf = (area: Pick<Area, 'cross'>): [string, CrossFinding][] =>
  Object.entries(area.cross as Readonly<Record<string, CrossFinding>>)

/** How a unit stands in one register and between the registers of its area, drawn anew after a change in that register. */
export async function restand(tx: Tx, register: Placed, unit: Unit, county: CountyOccasion): Promise<void> {
  const { today } = county
  // What its rules find carries no name; the lines themselves are shown to nobody here.
  await showRestricted(tx)
  const area: Pick<Area, 'id' | 'registers' | 'cross'> = AREA[register.area as AreaId]
  const book = await readBook(tx, unit.id, register, today, daysNeeded(register))
  const stands = standInRegister(register, book, occasionOf(county, unit))
  await upsert(tx, unit.id, register.area as AreaId, register.key, today, stands)
  if (crossOf(area).some(([, { reads }]) => reads.includes(register.id)))
    await restandBetween(tx, area, unit, county)
  announce(tx, 'registers')
}

/** The same for the rules between an area's registers. */
export async function restandBetween(
  tx: Tx,
  area: Pick<Area, 'id' | 'registers' | 'cross'>,
  unit: Unit,
  county: CountyOccasion,
): Promise<void> {
  const read = new Set(crossOf(area).flatMap(([, { reads }]) => reads))
  if (read.size === 0) return
  await showRestricted(tx)
  const books: Record<string, readonly Recorded[]> = {}
  for (const each of area.registers as readonly Placed[])
    if (read.has(each.id))
      books[each.id] = await readBook(
        ...([tx, unit.id, each, county.today] as const),
        daysNeededByCross(area, each.id),
      )
  const findings = standBetween(area, books, occasionOf(county, unit))
  await upsert(tx, unit.id, area.id as AreaId, '', county.today, {
    ...{ standing: standTogether([], findings), entries: 0, findings, next: null },
  })
}

async function upsert(
  tx: Tx,
  unitId: UnitId,
  area: AreaId,
  register: string,
  day: Day,
  {
    standing,
    entries,
    findings,
    next,
  }: Omit<RegisterStanding, 'findings'> & { findings: readonly Finding[] },
): Promise<void> {
  const values = {
    ...{ day, standing, entries, findings: JSON.stringify(findings) },
    next: next && JSON.stringify(next),
  }
  await tx
    .insertInto('register_standings')
    .values({ unit_id: unitId, area, register: register as never, ...values })
    .onConflict(conflict => conflict.columns(['unit_id', 'area', 'register']).doUpdateSet(values))
    .execute()
}
