import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../kernel/day.ts'
import { readEntry } from '../kernel/register.ts'
import { anOccasion, aProfile, aRecord } from '../testing/builders.ts'
import { AREA, findRegister, REGISTERS } from './index.ts'
import {
  COUNTED_RULE,
  daysNeeded,
  daysNeededByCross,
  standBetween,
  standInRegister,
  standTogether,
  STANDINGS,
  type Standing,
} from './standing.ts'

const register = (key: string) => {
  const found = findRegister(key)
  if (!found) throw new Error(key)
  return found
}
const entryOf = (key: string, body: unknown): unknown => {
  const read = readEntry(register(key), body)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

const TODAY = '2026-11-26'
const bottle = (change: object = {}) =>
  entryOf('fire/extinguisher-ledger', {
    ...{ number: 'M-1', location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
    ...{ lastCheckedOn: '2026-11-10', gauge: 'green', ...change },
  })
const trip = (change: object = {}) =>
  entryOf('bus/trip-log', {
    ...{ on: TODAY, plate: '湘F12345', direction: 'to-school', driver: '李四', attendant: '王五' },
    ...{ checked: ['brakes', 'steering', 'lights', 'tyres', 'safety-door', 'seats', 'belts'] },
    ...{ boarded: 20, alighted: 20, swept: true, ...change },
  })

describe('a school', () => {
  const fire = register('fire/extinguisher-ledger')

  test('meets a register whose rules find nothing, and is told what comes next', () => {
    const stands = standInRegister(fire, [aRecord(1, TODAY, bottle())], anOccasion(TODAY))
    expect(stands).toMatchObject({ standing: 'met', entries: 1, findings: [] })
    expect(stands.next).toMatchObject({ code: 'check-overdue', due: '2026-12-10' })
  })
  test('does not meet it when a rule finds something that is more than a notice', () => {
    const found = standInRegister(fire, [aRecord(1, TODAY, bottle({ gauge: 'red' }))], anOccasion(TODAY))
    expect(found).toMatchObject({ standing: 'not-met', findings: [{ code: 'pressure-wrong' }] })
    const twice = [aRecord(1, TODAY, bottle()), aRecord(2, TODAY, bottle())]
    const noticed = standInRegister(fire, twice, anOccasion(TODAY))
    expect(noticed).toMatchObject({ standing: 'met', findings: [{ code: 'number-twice' }] })
  })
  test('that has written nothing is not known, unless there is nothing to write', () => {
    expect(standInRegister(fire, [], anOccasion(TODAY)).standing).toBe('unknown')
    for (const each of REGISTERS.filter(({ whenEmpty }) => whenEmpty === 'nothing-to-report')) {
      const unit = aProfile({ hasBus: true, hasLab: true, hasCanteen: true, boarding: true })
      const stands = standInRegister(each, [], anOccasion(TODAY, { unit }))
      expect([each.key, stands.standing]).not.toEqual([each.key, 'unknown'])
    }
  })
  test('without a bus keeps no bus register, and a closed one keeps none', () => {
    expect(
      standInRegister(register('bus/trip-log'), [], anOccasion(TODAY, { unit: aProfile({ hasBus: false }) }))
        .standing,
    ).toBe('not-applicable')
    const closed = aProfile({ openUntil: addDays(TODAY, -1) })
    expect(standInRegister(fire, [], anOccasion(TODAY, { unit: closed })).standing).toBe('not-applicable')
  })
  test('answers thirty days for what happened, and no longer', () => {
    const unit = aProfile({ hasBus: true })
    const log = [aRecord(1, TODAY, trip({ attendant: undefined }))]
    const on = (days: number) =>
      standInRegister(register('bus/trip-log'), log, anOccasion(addDays(TODAY, days), { unit })).standing
    const days = COUNTED_RULE.limits.days.default
    expect([on(0), on(days - 1), on(days)]).toEqual(['not-met', 'not-met', 'met'])
    const sixty = { rule: COUNTED_RULE.code, limit: 'days', value: 60, from: TODAY, until: null } as const
    const later = anOccasion(addDays(TODAY, 59), { unit, overrides: [sixty] })
    expect(standInRegister(register('bus/trip-log'), log, later).standing).toBe('not-met')
    expect(daysNeeded(register('bus/trip-log'), later)).toBe(60)
  })
  test('is not known where some of what is written cannot be read, whatever the rest says', () => {
    const red = [aRecord(1, TODAY, bottle({ gauge: 'red' }))]
    expect(standInRegister(fire, red, anOccasion(TODAY), 1)).toEqual({
      ...{ standing: 'unknown', entries: 2, unread: 1, findings: [], rates: {}, next: null },
    })
    const occasion = anOccasion(TODAY, { unit: aProfile({ hasBus: true }) })
    const books = { 'trip-log': [aRecord(1, TODAY, trip())] }
    expect(standBetween(AREA.bus, books, occasion, new Set(['trip-log']))).toEqual([])
    const busless = anOccasion(TODAY, { unit: aProfile({ hasBus: false }) })
    expect(standInRegister(register('bus/trip-log'), [], busless, 3).standing).toBe('not-applicable')
  })
  test('is judged between its registers too', () => {
    const unit = aProfile({ hasBus: true })
    const books = { 'trip-log': [aRecord(1, TODAY, trip())] }
    expect(standBetween(AREA.bus, books, anOccasion(TODAY, { unit })).length).toBeGreaterThan(0)
    expect(standBetween(AREA.bus, {}, anOccasion(TODAY, { unit }))).toEqual([])
  })
})

describe('what a standing needs to see', () => {
  test('is all of a ledger, and of a log as far back as its rules look', () => {
    expect(daysNeeded(register('fire/extinguisher-ledger'), anOccasion(TODAY))).toBeNull()
    expect(daysNeeded(register('fire/exit-patrol-log'), anOccasion(TODAY))).toBe(30)
    expect(daysNeeded(register('food/shared-meal-log'), anOccasion(TODAY))).toBe(92)
    expect(daysNeeded(register('chemicals/double-lock-ledger'), anOccasion(TODAY))).toBeNull()
    expect(daysNeededByCross(AREA.bus, 'trip-log')).toBe(30)
    expect(daysNeededByCross(AREA.fire, 'extinguisher-ledger')).toBe(0)
  })
})

describe('standings together', () => {
  const any = fc.array(fc.constantFrom(...(Object.keys(STANDINGS) as Standing[])))
  test('are as bad as the worst of them, in any order', () => {
    expect(standTogether(['met', 'unknown', 'not-met'])).toBe('not-met')
    expect(standTogether(['met', 'unknown', 'not-applicable'])).toBe('unknown')
    expect(standTogether(['not-applicable', 'met'])).toBe('met')
    expect(standTogether([])).toBe('not-applicable')
    fc.assert(
      fc.property(any, any, (a, b) => {
        const all = standTogether([...a, ...b])
        expect(standTogether([...b, ...a])).toBe(all)
        expect(standTogether([standTogether(a), standTogether(b)])).toBe(all)
      }),
    )
  })
})
