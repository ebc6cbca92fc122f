import {
  AREAS,
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
} from '@anlan/domain'
import { writeBooks, type County, type DemoEntry, type DemoPupil, type Person } from '@anlan/seed'
import type { Insertable } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/scope.ts'
import { occasionOf, readOccasion, type CountyOccasion } from '../registers/occasion.ts'
import { identityOf } from '../registers/registers.table.ts'
import { isRestricted } from '../registers/restricted.ts'
import { bulkInsert } from './bulk-insert.ts'

/**
 * The registers of every school of the demonstration county, and how it stands by them: what the lines say is judged
 * while it is at hand, and not read back. Gives how many lines.
 */
export async function loadEntries(
  tx: Tx,
  county: County,
  people: readonly Person[],
  pupils: readonly DemoPupil[],
  today: Day,
): Promise<number> {
  const occasion = await readOccasion(tx, today)
  const entries: DemoEntry[] = []
  await takeTurns(writeBooks(county, people, pupils, today, occasion.isSchoolDay), async written => {
    entries.push(...written)
    await bulkInsert(tx, 'register_entries', written.map(toRow))
  })
  await takeTurns(
    Map.groupBy(entries, ({ unit }) => unit),
    ([unit, own]) => bulkInsert(tx, 'register_standings', stand(unit, own, occasion)),
  )
  return entries.length
}

/** Two go through the parts together: while the database writes what one has made, the other makes the next. */
async function takeTurns<Part>(parts: Iterable<Part>, write: (part: Part) => Promise<void>): Promise<void> {
  const left = parts[Symbol.iterator]()
  const go = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await write(next.value)
  }
  await Promise.all([go(), go()])
}

const toRow = ({ id, unit, register, entry, by, recordedAt, recordedOn }: DemoEntry) => ({
  ...{ id, unit_id: unit.id, area: register.area as AreaId, register: register.key as never },
  ...{ version: register.version, body: entry as never, identity: identityOf(register, entry) },
  happened_on: register.happenedOn === null ? null : (entry[register.happenedOn] as Day),
  ...{ recorded_by: by.id, recorded_by_name: by.name, recorded_at: recordedAt, recorded_on: recordedOn },
  ...{ changed_at: recordedAt, restricted: isRestricted(register) },
})

/** How a school stands in every register it has written in, and between them. */
function stand(
  unit: Unit,
  own: readonly DemoEntry[],
  county: CountyOccasion,
): Insertable<Schema['register_standings']>[] {
  const occasion = occasionOf(county, unit)
  const byRegister = Map.groupBy(own, ({ register }) => register.key)
  const toRow = (
    area: string,
    register: string,
    {
      standing,
      entries,
      findings,
      next,
      rates,
    }: Pick<RegisterStanding, 'standing' | 'entries' | 'next' | 'rates'> & { findings: readonly Finding[] },
  ) => ({
    ...{ unit_id: unit.id, area: area as AreaId, register: register as never, day: county.today },
    ...{ standing, entries, findings: findings as never, next: next as never },
    rates: rates as never,
  })
  return AREAS.flatMap((area: Pick<Area, 'id' | 'registers' | 'cross' | 'indicators'>) => {
    const books: Record<string, readonly Recorded[]> = {}
    const rows = (area.registers as readonly Placed[]).flatMap(register => {
      const lines = byRegister.get(register.key)
      if (!lines) return []
      const book = lines.map(({ id, recordedOn, entry }) => ({ id, recordedOn, entry }))
      books[register.id] = book
      return toRow(area.id, register.key, standInRegister(register, book, occasion))
    })
    const read = readersBetween(area).flatMap(({ reads }) => reads)
    if (!read.some(id => id in books)) return rows
    const findings = standBetween(area, books, occasion)
    const between = {
      ...{ standing: standTogether([], findings), entries: 0, findings, next: null },
      rates: measureBetween(area, books, findings, occasion),
    }
    return [...rows, toRow(area.id, '', between)]
  })
}
