import { describe, expect, test } from 'vitest'
import type { Area } from '../kernel/area.ts'
import {
  basisOn,
  canBeMajor,
  findChecklistVersion,
  FREQUENCY_IDS,
  listAsked,
  listCheckItems,
  readChecklistVersion,
  type CheckItem,
} from '../kernel/checklist.ts'
import { addDays, type Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'
import { SURENESS } from '../kernel/rule.ts'
import { aProfile } from '../testing/builders.ts'
import { UNIT_KIND_IDS, type UnitProfile } from '../organisation/unit.ts'
import { DOCUMENTS } from './documents.ts'
import { AREA, AREAS, findRegister } from './index.ts'

const TODAY: Day = '2026-11-26'

/** How many items the catalogue has under each heading, in its order. */
const CATALOGUE = {
  ...{ FI: 20, FD: 14, EP: 6, SB: 18, HC: 15, SU: 14, EM: 15, DR: 5, BU: 7, DI: 10 },
} as const
/** Items of the catalogue that rest on nothing but rules newer than 2021. */
const NEWER = ['FI10', 'FI11', 'FI12', 'FI13', 'FI14', 'FI16']
/** Items that are major only by a rule newer than 2021. */
const MAJOR_LATER = ['FI01', 'FI10', 'FI16', 'FI17']

const newestOf = (area: Pick<Area, 'id' | 'checklist'>) => {
  const version = area.checklist && findChecklistVersion(area.checklist, TODAY)
  if (!version) throw new Error(area.id)
  return version
}
const ITEMS: readonly CheckItem[] = AREAS.flatMap(area => listCheckItems(newestOf(area)))
const getItem = (code: string): CheckItem => {
  const found = ITEMS.find(item => item.code === code)
  if (!found) throw new Error(code)
  return found
}
/** The codes asked of a unit in all areas. */
const codesFor = (change: Partial<UnitProfile>, on: Day = TODAY): string[] =>
  AREAS.flatMap(area => listAsked(newestOf(area), { unit: aProfile(change), on, every: [] })).map(
    ({ code }) => code,
  )

const expectLabel = (label: Label): void => {
  expect(label.zh).toMatch(/\p{Script=Han}/u)
  expect(label.en).toMatch(/[a-z]/)
  expect(label.en).not.toMatch(/\p{Script=Han}/u)
}

test('every item of the catalogue is asked once, 124 in all', () => {
  const codes = Object.entries(CATALOGUE).flatMap(([prefix, count]) =>
    Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`),
  )
  expect(codes).toHaveLength(124)
  expect(ITEMS.map(({ code }) => code)).toEqual(codes)
})

describe.each(ITEMS.map(item => [item.code, item] as const))('%s', (_code, item) => {
  test('speaks both languages, rests on something, and asks for just what its kinds say', () => {
    expectLabel(item.text)
    for (const label of [item.number?.label, item.day?.label, item.majorIf]) if (label) expectLabel(label)
    for (const { document, sure } of item.basis) {
      expect(Object.values(DOCUMENTS)).toContain(document)
      expect(Object.keys(SURENESS)).toContain(sure)
    }
    expect(new Set(item.kinds).size).toBe(item.kinds.length)
    expect(item.number !== undefined).toBe(item.kinds.includes('number'))
    expect(item.day !== undefined).toBe(item.kinds.includes('day'))
    const { min = -Infinity, max = Infinity } = item.number ?? {}
    expect(min <= max).toBe(true)
    for (const each of item.every) expect(FREQUENCY_IDS).toContain(each)
  })

  test('is major from some day on only if it is major, and looks into registers there are', () => {
    if (item.majorIf ?? item.majorFrom) expect(item.severity).toBe('major')
    if (item.registers === undefined) return
    expect(item.kinds).toContain('record')
    for (const key of item.registers) expect(findRegister(key)?.key).toBe(key)
  })
})

test('what rests on newer rules alone is not asked the day before they were in force', () => {
  expect(ITEMS.filter(({ since }) => since !== undefined).map(({ code }) => code)).toEqual(NEWER)
  for (const code of NEWER) {
    const { since, basis } = getItem(code)
    if (since === undefined) throw new Error(code)
    const first = basis.map(({ document }) => document.from).sort()[0]
    expect(since).toBe(first)
    expect(codesFor({}, addDays(since, -1))).not.toContain(code)
    expect(codesFor({}, since)).toContain(code)
  }
})

test('a replay of 2021 cites nothing newer, and finds nothing major by it', () => {
  const on: Day = '2021-10-01'
  for (const item of ITEMS)
    for (const { document } of basisOn(item, on)) expect(document.from <= on).toBe(true)
  expect(ITEMS.filter(({ majorFrom }) => majorFrom !== undefined).map(({ code }) => code)).toEqual(
    MAJOR_LATER,
  )
  for (const code of MAJOR_LATER) {
    const item = getItem(code)
    const { majorFrom } = item
    if (majorFrom === undefined) throw new Error(code)
    expect(canBeMajor(item, addDays(majorFrom, -1))).toBe(false)
    expect(canBeMajor(item, majorFrom)).toBe(true)
  }
})

test('a school is asked about what it has', () => {
  const has = (feature: Partial<UnitProfile>, prefix: string) =>
    codesFor(feature).filter(code => code.startsWith(prefix))
  expect(has({ hasBus: false }, 'SB')).toEqual(['SB17'])
  expect(has({ hasBus: true }, 'SB')).toHaveLength(18)
  expect(has({ hasLab: false }, 'HC')).toEqual(['HC15'])
  expect(has({ hasLab: true }, 'HC')).toHaveLength(15)
  expect(has({ hasCanteen: false }, 'FD')).toEqual(['FD12', 'FD13'])
  expect(has({ hasCanteen: true }, 'FD')).toHaveLength(14)
  expect(has({ boarding: false }, 'FI')).not.toContain('FI19')
  expect(has({ boarding: true }, 'FI')).toContain('FI19')
  expect(has({ boarding: true }, 'FI')).not.toContain('FI20')
})

test('an off-campus institution is asked about itself, and an office nothing', () => {
  expect(codesFor({ kind: 'offcampus' })).toEqual(['FI20'])
  for (const kind of UNIT_KIND_IDS.filter(each => ['bureau', 'section', 'external'].includes(each)))
    expect(codesFor({ kind })).toEqual([])
})

test('a daily run asks what is due daily, and every item is due in some run', () => {
  const version = newestOf(AREA.fire)
  const daily = listAsked(version, { unit: aProfile({ boarding: true }), on: TODAY, every: ['day'] })
  expect(daily.map(({ code }) => code)).toEqual(['FI02', 'FI04', 'FI11', 'FI16', 'FI19'])
  const every = FREQUENCY_IDS.flatMap(each =>
    AREAS.flatMap(area =>
      ['offcampus', 'town-middle'].flatMap(kind =>
        listAsked(newestOf(area), {
          unit: aProfile({ kind: kind as UnitProfile['kind'], boarding: true }),
          on: TODAY,
          every: [each],
        }).map(({ code }) => code),
      ),
    ),
  )
  expect([...new Set(every)].sort()).toEqual(ITEMS.map(({ code }) => code).sort())
})

describe.each(AREAS.map(area => [area.id, area] as const))('the checklist of %s', (_id, { checklist }) => {
  test('has versions that follow each other and keep their codes apart', () => {
    if (!checklist) throw new Error('no checklist')
    expectLabel(checklist.label)
    const starts = checklist.versions.map(({ from }) => from)
    expect([...starts].sort()).toEqual(starts)
    expect(checklist.versions.map(({ version }) => version)).toEqual(
      checklist.versions.map((_, at) => at + 1),
    )
    for (const version of checklist.versions) {
      const codes = listCheckItems(version).map(({ code }) => code)
      expect(new Set(codes).size).toBe(codes.length)
      for (const section of version.sections) expectLabel(section.label)
      expect(readChecklistVersion(checklist, version.version)).toEqual({ ok: true, value: version })
    }
    expect(readChecklistVersion(checklist, 99)).toMatchObject({
      ok: false,
      error: { code: 'unknown-version' },
    })
    expect(findChecklistVersion(checklist, addDays(starts[0] ?? TODAY, -1))).toBeUndefined()
  })
})
