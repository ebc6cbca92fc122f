import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, type Day } from '../../kernel/day.ts'
import { judgeEntry, listClocks } from '../../kernel/judge.ts'
import { anOccasion, aRecord } from '../../testing/builders.ts'
import { fire } from './index.ts'

const [ledger] = fire.registers
const days = fc.integer({ min: 0, max: 5000 }).map(offset => addDays('2012-01-01', offset))
const bottles = fc.record({
  type: fc.constantFrom('water', 'powder', 'clean-gas', 'carbon-dioxide'),
  madeOn: days,
  lastServicedOn: fc.option(days, { nil: undefined }),
  lastCheckedOn: days,
  damp: fc.boolean(),
})

/** GB 50444 as the collected facts give it: years to the first service, to each later one, and to scrapping. */
const YEARS = {
  water: [3, 1, 6],
  powder: [5, 2, 10],
  'clean-gas': [5, 2, 10],
  'carbon-dioxide': [5, 2, 12],
} as const

test('every bottle’s clocks stand where the standard sets them', () => {
  fc.assert(
    fc.property(bottles, bottle => {
      const [first, later, life] = YEARS[bottle.type as keyof typeof YEARS]
      const { madeOn, lastServicedOn, lastCheckedOn, damp } = bottle
      const clocks = listClocks(ledger, { ...bottle, gauge: 'green' }, anOccasion('2026-09-01'))
      const due = Object.fromEntries(clocks.map(each => [each.code, each.due]))
      expect(due).toEqual({
        'check-overdue': damp ? addDays(lastCheckedOn, 15) : addMonths(lastCheckedOn, 1),
        'service-overdue': lastServicedOn
          ? addMonths(lastServicedOn, 12 * later)
          : addMonths(madeOn, 12 * first),
        'past-scrap-date': addMonths(madeOn, 12 * life),
      })
      expect(clocks.map(each => each.due)).toEqual(clocks.map(each => each.due).sort())
    }),
  )
})

test('a clock speaks exactly on the days after its due day', () => {
  fc.assert(
    fc.property(bottles, fc.integer({ min: -400, max: 400 }), (bottle, offset) => {
      const entry = { ...bottle, gauge: 'green' }
      for (const { code, due } of listClocks(ledger, entry, anOccasion('2026-09-01'))) {
        const today: Day = addDays(due, offset)
        const codes = judgeEntry(ledger, aRecord(1, bottle.madeOn, entry), anOccasion(today)).map(
          each => each.code,
        )
        expect(codes.includes(code)).toBe(offset > 0 && today >= '2009-01-01')
      }
    }),
  )
})

test('a county may ask for more often, and its number is the one that counts', () => {
  const entry = {
    type: 'powder',
    madeOn: '2026-01-01',
    lastCheckedOn: '2026-09-01',
    damp: true,
    gauge: 'green',
  }
  const stricter = {
    rule: 'fire/extinguisher-ledger#check-overdue',
    limit: 'dampDays',
    value: 7,
    from: '2026-09-01',
    until: null,
  } as const
  const codes = (today: Day, overrides: (typeof stricter)[]) =>
    judgeEntry(ledger, aRecord(1, '2026-01-01', entry), anOccasion(today, { overrides })).map(
      each => each.code,
    )
  expect(codes('2026-09-09', [])).toEqual([])
  expect(codes('2026-09-08', [stricter])).toEqual([])
  expect(codes('2026-09-09', [stricter])).toEqual(['check-overdue'])
})
