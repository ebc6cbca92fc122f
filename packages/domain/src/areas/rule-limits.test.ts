import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CountyLimit } from '../kernel/county-limit.ts'
import { addDays, type Day } from '../kernel/day.ts'
import { checkLimit, listEditions, stepOf, type RuleCode } from '../kernel/rule.ts'
import {
  LIMITED_RULES,
  listRuleStandings,
  restoreRuleLimit,
  setRuleLimit,
  withdrawRuleLimit,
} from './rule-limits.ts'

const who = (today: Day) => ({ today, by: '周股长', at: `${today}T02:00:00Z` }) as const
const LEFT = { rule: 'bus/bus-alarm-log#alarm-left' as RuleCode, limit: 'days' }
const change = { ...LEFT, value: 5, from: '2026-11-01', basis: '县教育局安全工作意见' } as const
const done = (result: ReturnType<typeof setRuleLimit>): CountyLimit[] => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const standing = (known: readonly CountyLimit[], on: Day, { rule, limit } = LEFT) =>
  listRuleStandings(known, on).find(each => each.rule.code === rule && each.limit === limit)

describe('the numbers of the rules', () => {
  test('are named once each, lie within their own bounds, and say whether anybody vouches for them', () => {
    const all = listRuleStandings([], '2026-10-15')
    const names = all.map(({ rule, limit }) => `${rule.code} ${limit}`)
    expect(new Set(names).size).toBe(names.length)
    for (const { rule, spec, usual, edition } of all) {
      expect([rule.code, checkLimit(spec, usual)]).toEqual([rule.code, { ok: true, value: usual }])
      expect(edition.basis.length).toBeGreaterThan(0)
    }
    expect(all.some(({ isUnconfirmed }) => isUnconfirmed)).toBe(true)
    expect(all.some(({ isUnconfirmed }) => !isUnconfirmed)).toBe(true)
  })
  test('of an edition to come hold from its first day', () => {
    const dated = LIMITED_RULES.find(({ rule }) => listEditions(rule).some(({ sets }) => sets !== undefined))
    const edition = dated && listEditions(dated.rule).find(({ sets }) => sets !== undefined)
    const [[limit = '', value] = []] = Object.entries(edition?.sets ?? {})
    const on = (day: Day) => standing([], day, { rule: dated?.code as RuleCode, limit })
    expect(on(edition?.effectiveFrom as Day)?.usual).toBe(value)
    expect(on(addDays(edition?.effectiveFrom as Day, -1))?.usual).not.toBe(value)
  })
})

describe('a number the county sets', () => {
  test('holds from today or a later day, never from one that is over', () => {
    const known = done(setRuleLimit([], { ...change, from: '2026-10-15' }, who('2026-10-15')))
    expect(standing(known, '2026-10-15')).toMatchObject({ value: 5, isUnconfirmed: false })
    expect(standing(known, '2026-10-14')?.own).toBeNull()
    expect(setRuleLimit([], { ...change, from: '2026-10-14' }, who('2026-10-15'))).toMatchObject({
      error: { code: 'limit-not-ahead' },
    })
    const name = { ...LEFT, from: '2026-10-15' } as const
    expect(withdrawRuleLimit(known, name, who('2026-10-15'))).toMatchObject({
      error: { code: 'limit-not-ahead' },
    })
    // Set and given back on the same day, it never held.
    expect(done(restoreRuleLimit(known, name, who('2026-10-15')))).toEqual([])
  })
  test('is given back from a day on, and what was to begin then never does', () => {
    const first = done(setRuleLimit([], change, who('2026-10-15')))
    const second = done(setRuleLimit(first, { ...change, value: 7, from: '2027-01-01' }, who('2026-10-15')))
    const restored = done(restoreRuleLimit(second, { ...LEFT, from: '2026-12-01' }, who('2026-10-20')))
    const on = (day: Day) => standing(restored, day)?.own?.value ?? null
    expect([on('2026-11-30'), on('2026-12-01'), on('2027-01-01')]).toEqual([5, null, null])
    expect(restored[0]?.ended).toEqual({ by: '周股长', at: '2026-10-20T02:00:00Z' })
    expect(restoreRuleLimit(restored, { ...LEFT, from: '2026-12-01' }, who('2026-10-20'))).toMatchObject({
      error: { code: 'limit-is-default' },
    })
  })
  test('is refused beyond its bounds, between its steps and where there is none', () => {
    const set = (part: object) => setRuleLimit([], { ...change, ...part }, who('2026-10-15'))
    expect(set({ value: 9_999 })).toMatchObject({ error: { code: 'limit-out-of-range' } })
    expect(set({ value: 5.5 })).toMatchObject({ error: { code: 'limit-out-of-range' } })
    expect(set({ limit: 'toString' })).toEqual({ ok: false, error: { code: 'limit-unknown' } })
    expect(set({ rule: 'fire/nothing#at-all' })).toEqual({ ok: false, error: { code: 'limit-unknown' } })
    expect(stepOf({ ...{ label: { zh: '', en: '' }, unit: 'hour' }, default: 1, min: 0.5, max: 1 })).toBe(0.5)
  })
})

const aNumber = fc.constantFrom(
  ...LIMITED_RULES.flatMap(({ code, limits }) =>
    Object.entries(limits).map(([limit, { min, max }]) => ({ rule: code, limit, min, max })),
  ),
)
const aStep = fc.record({
  ...{ wait: fc.integer({ min: 0, max: 40 }), which: aNumber, high: fc.boolean() },
  ...{ ahead: fc.integer({ min: -3, max: 60 }), verb: fc.constantFrom('set', 'withdraw', 'restore') },
})

test('no change touches a day that is past', () => {
  const first: Day = '2026-01-01'
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 10 }), steps => {
      let known: readonly CountyLimit[] = []
      let today = first
      for (const { wait, which, high, ahead, verb } of steps) {
        today = addDays(today, wait)
        const name = { rule: which.rule, limit: which.limit, from: addDays(today, ahead) }
        const value = high ? which.max : which.min
        const result =
          verb === 'set'
            ? setRuleLimit(known, { ...name, value, basis: '意见' }, who(today))
            : verb === 'withdraw'
              ? withdrawRuleLimit(known, name, who(today))
              : restoreRuleLimit(known, name, who(today))
        const after = result.ok ? result.value : known
        for (let day = first; day < today; day = addDays(day, 7))
          expect(standing(after, day, which)?.value).toBe(standing(known, day, which)?.value)
        known = after
      }
    }),
    { numRuns: 60 },
  )
})
