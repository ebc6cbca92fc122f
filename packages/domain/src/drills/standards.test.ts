import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CountyLimit } from '../kernel/county-limit.ts'
import { addDays, type Day } from '../kernel/day.ts'
import { evacuationTarget, FREQUENCY_CODE } from './compliance.ts'
import {
  DRILL_RULE_IDS,
  DRILL_RULES,
  listStandings,
  restoreCountyLimit,
  setCountyLimit,
  withdrawCountyLimit,
} from './standards.ts'

const occasion = (today: Day) => ({ today, by: '周股长', at: `${today}T02:00:00Z` }) as const
const boarding = { rule: 'frequency', limit: 'boarding' } as const
const change = { ...boarding, value: 3, from: '2026-11-01', basis: '县教育局安全工作意见' } as const
const done = (result: ReturnType<typeof setCountyLimit>): CountyLimit[] => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const standing = (known: readonly CountyLimit[], on: Day) =>
  listStandings(known, on).find(({ limit }) => limit === 'boarding')

describe('a number of the county', () => {
  test('holds from its day on; the day before it the default does, and nobody vouches for that', () => {
    const known = done(setCountyLimit([], change, occasion('2026-10-15')))
    expect(known[0]).toMatchObject({ rule: FREQUENCY_CODE, until: null, setBy: '周股长' })
    expect(standing(known, '2026-10-31')).toMatchObject({
      value: 2,
      own: null,
      isUnconfirmed: true,
      ahead: known,
    })
    expect(standing(known, '2026-11-01')).toMatchObject({
      value: 3,
      own: known[0],
      isUnconfirmed: false,
      ahead: [],
    })
    expect(
      listStandings([], '2026-10-15')
        .filter(each => each.isUnconfirmed)
        .map(({ limit }) => limit),
    ).toEqual([...['boarding', 'days-in-session', 'seconds-a-storey']])
  })
  test('is set for a day to come, between its bounds, and only where there is such a number', () => {
    const refused = (part: object) => setCountyLimit([], { ...change, ...part }, occasion('2026-11-01'))
    expect(refused({})).toEqual({ ok: false, error: { code: 'limit-not-ahead' } })
    expect(refused({ from: '2026-11-02', value: 9 })).toEqual({
      ok: false,
      error: { code: 'limit-out-of-range', min: 1, max: 8 },
    })
    expect(refused({ from: '2026-11-02', limit: 'toString' })).toEqual({
      ok: false,
      error: { code: 'limit-unknown' },
    })
  })
  test('set twice for one day is the later one; it can be taken back until its day', () => {
    const first = done(setCountyLimit([], change, occasion('2026-10-15')))
    const known = done(setCountyLimit(first, { ...change, value: 4 }, occasion('2026-10-16')))
    expect(known.map(({ value }) => value)).toEqual([4])
    const name = { ...boarding, from: change.from }
    expect(withdrawCountyLimit(known, name, '2026-11-01')).toMatchObject({
      error: { code: 'limit-not-ahead' },
    })
    expect(withdrawCountyLimit(known, { ...name, from: '2026-11-02' }, '2026-10-31')).toMatchObject({
      error: { code: 'limit-unknown' },
    })
    expect(done(withdrawCountyLimit(known, name, '2026-10-31'))).toEqual([])
  })
  test('that gave way to another or to the default is remembered with its last day', () => {
    const first = done(setCountyLimit([], change, occasion('2026-10-15')))
    const second = done(
      setCountyLimit(first, { ...change, from: '2026-12-01', value: 4 }, occasion('2026-11-15')),
    )
    const pastOn = (known: readonly CountyLimit[], on: Day) =>
      standing(known, on)?.past.map(({ value, until }) => [value, until])
    expect([pastOn(second, '2026-11-30'), pastOn(second, '2026-12-01')]).toEqual([[], [[3, '2026-11-30']]])
    const restored = done(restoreCountyLimit(second, boarding, occasion('2026-12-10')))
    expect(pastOn(restored, '2026-12-11')).toEqual([
      [4, '2026-12-10'],
      [3, '2026-11-30'],
    ])
  })
  test('gives way to the default from tomorrow, and what is to come goes too', () => {
    const first = done(setCountyLimit([], change, occasion('2026-10-15')))
    const known = done(
      setCountyLimit(first, { ...change, from: '2027-03-01', value: 1 }, occasion('2026-10-15')),
    )
    const restored = done(restoreCountyLimit(known, boarding, occasion('2026-12-01')))
    expect(restored.map(({ from, until }) => [from, until])).toEqual([['2026-11-01', '2026-12-01']])
    expect(restored[0]?.ended).toEqual({ by: '周股长', at: '2026-12-01T02:00:00Z' })
    expect([standing(restored, '2026-12-01')?.value, standing(restored, '2026-12-02')?.value]).toEqual([3, 2])
    expect(restoreCountyLimit(restored, boarding, occasion('2026-12-02'))).toMatchObject({
      error: { code: 'limit-is-default' },
    })
  })
})

const LIMITS = DRILL_RULE_IDS.flatMap(rule =>
  Object.entries(DRILL_RULES[rule].limits).map(([limit, { min, max }]) => ({ rule, limit, min, max })),
)
/** Somebody sets, takes back or restores some number, some days later. */
const aStep = fc.record({
  ...{
    wait: fc.integer({ min: 0, max: 40 }),
    which: fc.constantFrom(...LIMITS),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  ...{ ahead: fc.integer({ min: -3, max: 60 }), verb: fc.constantFrom('set', 'withdraw', 'restore') },
})

test('no change touches how a day was judged that is past or today', () => {
  const first: Day = '2026-01-01'
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 12 }), steps => {
      let known: readonly CountyLimit[] = []
      let today = first
      for (const { wait, which, share, ahead, verb } of steps) {
        today = addDays(today, wait)
        const { rule, limit, min, max } = which
        const from = addDays(today, ahead)
        const value = Math.round(min + (max - min) * share)
        const result =
          verb === 'set'
            ? setCountyLimit(known, { rule, limit, value, from, basis: '意见' }, occasion(today))
            : verb === 'withdraw'
              ? withdrawCountyLimit(known, { rule, limit, from }, today)
              : restoreCountyLimit(known, { rule, limit }, occasion(today))
        if (!result.ok) continue
        for (let day = first; day <= today; day = addDays(day, 5)) {
          const values = (of: readonly CountyLimit[]) => listStandings(of, day).map(each => each.value)
          expect(values(result.value)).toEqual(values(known))
          expect(evacuationTarget(6, result.value, day)).toBe(evacuationTarget(6, known, day))
        }
        expect(result.value).toEqual(
          result.value.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
        )
        known = result.value
      }
    }),
    { numRuns: 80 },
  )
})
