import { expect, test } from 'vitest'
import { AREA } from '../areas/index.ts'
import { standInRegister } from '../areas/standing.ts'
import { completionRate, EMPTY_PROGRESS } from '../campaign/progress.ts'
import { addDays, type Day } from '../kernel/day.ts'
import type { Area, Placed } from '../kernel/area.ts'
import { compareWorst, type Rate } from '../kernel/indicator.ts'
import { countedDays, measureBetween } from '../kernel/measure.ts'
import { readEntry, type Recorded } from '../kernel/register.ts'
import { anOccasion, aProfile, aRecord } from '../testing/builders.ts'
import { listExamples } from '../areas/examples.ts'
import { AREA_INDICATORS, areaMet, INDICATORS } from './index.ts'

const TODAY: Day = '2026-11-20'
const SCHOOL = aProfile({ hasCanteen: true, hasBus: true, hasLab: true })
const at = anOccasion(TODAY, { unit: SCHOOL })

function rateIn(key: string, name: string, bodies: readonly object[]): Rate | undefined {
  const [area, id] = key.split('/') as [keyof typeof AREA, string]
  const register = (AREA[area].registers as readonly Placed[]).find(each => each.id === id)
  if (!register) throw new Error(key)
  return standInRegister(register, recorded(register, bodies), at).rates[name]
}

function recorded(register: Placed, bodies: readonly object[]): Recorded[] {
  return bodies.map((body, index) => {
    const read = readEntry(register, body)
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    return aRecord(index + 1, TODAY, read.value)
  })
}

test('a unit an area does not concern counts nowhere, one that has written nothing counts below', () => {
  expect(areaMet.count(['met', 'met', 'not-met', 'unknown', 'not-applicable'])).toEqual({
    numerator: 2,
    denominator: 4,
  })
})

test('an excused task is not owed', () => {
  const progress = { ...EMPTY_PROGRESS, total: 5, accepted: 3, excused: 1 }
  expect(completionRate.count(progress)).toEqual({ numerator: 3, denominator: 4 })
})

test('no two indicators have the same id, and none has the name of another in its area', () => {
  expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length)
})

test('every area has rates, and what few may read has none: a number of one school would tell of a child', () => {
  expect(new Set(AREA_INDICATORS.map(({ area }) => area))).toEqual(new Set(Object.keys(AREA)))
  for (const area of Object.values(AREA))
    for (const register of area.registers as readonly Placed[])
      if (register.readsAreLogged) expect([register.key, register.indicators]).toEqual([register.key, {}])
})

test('a certificate is valid on its last day and not on the day after; who left counts no more', () => {
  const handler = { name: '张三', post: 'cook', touchesFood: true, certificate: 'A1' }
  expect(
    rateIn('food/food-handler-list', 'certificates-valid', [
      { ...handler, certificateUntil: TODAY },
      { ...handler, certificateUntil: addDays(TODAY, -1) },
      { ...handler, certificate: undefined },
      { ...handler, certificateUntil: addDays(TODAY, -1), leftOn: '2026-10-01' },
      { ...handler, touchesFood: false },
    ]),
  ).toEqual({ numerator: 1, denominator: 3 })
})

test('without a line there is nothing to divide by, but days without a meal that was shared stay days', () => {
  expect(rateIn('food/food-handler-list', 'certificates-valid', [])).toEqual({ numerator: 0, denominator: 0 })
  const days = countedDays({ from: addDays(TODAY, -30), to: addDays(TODAY, -1) }).filter(at.isSchoolDay)
  expect(rateIn('food/shared-meal-log', 'meals-shared', [])).toEqual({
    numerator: 0,
    denominator: days.length,
  })
})

test('a meal shared on one school day is one of them, and today is not over yet', () => {
  const meal = { meal: 'lunch', leader: '李四', satisfactory: true }
  const one = rateIn('food/shared-meal-log', 'meals-shared', [
    { ...meal, on: '2026-11-19' },
    { ...meal, on: TODAY },
  ])
  expect(one?.numerator).toBe(1)
})

test('a school that never asked its pupils has not held a survey', () => {
  expect(rateIn('priority/bullying-survey', 'bullying-surveyed', [])).toEqual({
    numerator: 0,
    denominator: 1,
  })
})

test('a unit that does not keep a register has no rate in it', () => {
  const register = (AREA.bus.registers as readonly Placed[])[1]
  if (!register) throw new Error('no ledger of buses')
  const unit = aProfile({ hasBus: false })
  expect(standInRegister(register, [], { ...at, unit }).rates).toEqual({})
})

test('an incident reported late is not reported in time, one nobody reported neither', () => {
  const incident = { kind: 'other', place: '操场', course: '…', deaths: 0, seriouslyInjured: 0, injured: 0 }
  const area = AREA.emergency as unknown as Area
  const books = {
    'incident-list': [
      aRecord(1, TODAY, { ...incident, title: '甲', happenedAt: '2026-11-10T02:00:00.000Z' }),
      aRecord(2, TODAY, { ...incident, title: '乙', happenedAt: '2026-11-11T02:00:00.000Z' }),
      aRecord(3, TODAY, { ...incident, title: '丙', happenedAt: '2026-01-11T02:00:00.000Z' }),
    ],
    'incident-report': [],
  }
  const found = [{ code: 'reported-late', records: [books['incident-list'][0]?.id] }] as never
  expect(measureBetween(area, books, found, at)['reported-in-time']).toEqual({ numerator: 1, denominator: 2 })
})

test('what wants looking at first is the worse share, then the larger set, and last what cannot be divided', () => {
  const rates = [
    { numerator: 0, denominator: 0 },
    { numerator: 1, denominator: 1 },
    { numerator: 1, denominator: 2 },
    { numerator: 2, denominator: 4 },
  ]
  const sorted = (better: 'higher' | 'lower') =>
    rates
      .toSorted((a, b) => compareWorst({ better }, a, b))
      .map(({ numerator, denominator }) => `${numerator}/${denominator}`)
  expect(sorted('higher')).toEqual(['2/4', '1/2', '1/1', '0/0'])
  expect(sorted('lower')).toEqual(['1/1', '2/4', '1/2', '0/0'])
})

test('in every example no rate counts more than there is', () => {
  for (const area of Object.values(AREA))
    for (const register of area.registers as readonly Placed[]) {
      const lines = listExamples(area.id, register.id).flatMap(each =>
        'entry' in each ? [each.entry] : 'entries' in each ? [...each.entries] : [],
      )
      for (const [name, rate] of Object.entries(
        standInRegister(register, recorded(register, lines), at).rates,
      ))
        expect([register.key, name, rate.numerator <= rate.denominator]).toEqual([register.key, name, true])
    }
})
