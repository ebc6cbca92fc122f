import {
  AREA_IDS,
  addDays,
  bindsUnit,
  isSchool,
  listNotYet,
  REGISTERS,
  weekdayOf,
  type AreaId,
  type Day,
  type UnitId,
} from '@anlan/domain'
import { makeCounty, makeEntries, makePeople, makePupils } from '@anlan/seed'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { signerOf } from '../auth/vault.ts'
import { filesOf } from '../files/file-store.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import { standCounty, standNow } from '../registers/standing.queries.ts'
import { useCounty } from '../testing/county.ts'
import { loadDemoIfEmpty } from './load-demo.ts'

const county = useCounty()

const isWeekday = (day: Day): boolean => weekdayOf(day) <= 5
const demo = makeCounty()
const people = makePeople(demo.units)
const pupils = makePupils(demo.classes)
const written = (today: Day, isSchoolDay = isWeekday) => makeEntries(demo, people, pupils, today, isSchoolDay)

test('what the schools have written is the same on every run of a day, and lies before its end', () => {
  const today: Day = '2026-11-26'
  const entries = written(today)
  expect(written(today)).toEqual(entries)
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  for (const { recordedOn } of entries) expect(recordedOn <= today).toBe(true)
  const ahead = entries.flatMap(({ register, entry }) =>
    listNotYet(register, entry, today).map(name => `${register.key}.${name}`),
  )
  expect([...new Set(ahead)]).toEqual([])
})

test('in the long holidays the logs end with the last school days before them', () => {
  const entries = written('2026-08-10', day => isWeekday(day) && day <= '2026-07-03')
  const patrols = entries.filter(({ register }) => register.key === 'fire/exit-patrol-log')
  expect(new Set(patrols.map(({ entry }) => entry.on)).size).toBe(5)
  expect(patrols.every(({ entry }) => (entry.on as Day) <= '2026-07-03')).toBe(true)
  expect(addDays('2026-07-03', -6) <= (patrols[0]?.entry.on as Day)).toBe(true)
})

test('every register of the county shows something, and each only at units that keep it', () => {
  const entries = written('2026-11-26')
  const shown = new Set(entries.map(({ register }) => register.key))
  expect(REGISTERS.map(({ key }) => key).filter(key => !shown.has(key))).toEqual([])
  for (const { register, unit } of entries) {
    expect(isSchool(unit.kind)).toBe(true)
    if (!bindsUnit(register.keptBy, unit)) throw new Error(`${unit.name} keeps no ${register.key}`)
  }
})

test('most schools meet an area, some do not, and some have not written everything down', async () => {
  const { db, clock } = county.assembled.app
  await county.assembled.connections.owner.query('truncate accounts, units, townships cascade')
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-entries-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemoIfEmpty(
    db,
    { files: filesOf({ dataDir }), signer: signerOf('secret') },
    clock,
    () => undefined,
  )

  const matrix = await db.read(SYSTEM, tx => standCounty(tx, 'county', clock.today()))
  const standingsOf = (area: AreaId) => matrix.map(({ areas }) => areas[area].standing)
  const all = AREA_IDS.flatMap(standingsOf).filter(standing => standing !== 'not-applicable')
  const share = (standing: string) => all.filter(each => each === standing).length / all.length
  expect(share('met')).toBeGreaterThan(0.6)
  expect(share('not-met')).toBeGreaterThan(0.03)
  expect(share('not-met')).toBeLessThan(0.2)
  expect(share('unknown')).toBeGreaterThan(0.05)

  // What was judged while it was written is what the books say when they are read.
  const ids = demo.units.filter(({ kind }) => isSchool(kind)).map(({ id }) => id)
  for (const id of [ids[0], ids[16], ids[22]] as UnitId[])
    for (const area of AREA_IDS) {
      const stands = await db.transaction(SYSTEM, async tx => {
        const unit = await findUnit(tx, id)
        return unit && standNow(tx, unit, area, clock.today())
      })
      expect([id, area, stands?.standing]).toEqual([
        ...[id, area],
        matrix.find(({ unit }) => unit.id === id)?.areas[area].standing,
      ])
    }
})
