import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../kernel/day.ts'
import { aRecord } from '../../testing/builders.ts'
import { areEnemies, ChemicalClass, Nature } from './chemical-class.ts'
import { balanceOf, findShortfalls, Measure, MOVEMENT_IDS, MOVEMENTS } from './stock.ts'

const lines = fc.array(
  fc.record({
    on: fc.integer({ min: 0, max: 9 }).map(offset => addDays('2026-09-01', offset)),
    chemical: fc.constantFrom('硫酸', '乙醇'),
    measure: fc.constantFrom(...Measure.options),
    movement: fc.constantFrom(...MOVEMENT_IDS),
    quantity: fc.integer({ min: 1, max: 3000 }).map(thousandths => thousandths / 1000),
  }),
  { maxLength: 30 },
)
const record = <Line>(entries: readonly Line[]) =>
  entries.map((entry, index) => aRecord(index + 1, '2026-09-01', entry))

test('a stock falls short exactly when on some day more is gone than had come in by that day’s end', () => {
  fc.assert(
    fc.property(lines, entries => {
      const short = findShortfalls(record(entries), { from: '2026-01-01' })
      const stocks = new Map<string, typeof entries>()
      for (const line of entries) {
        const key = line.chemical + line.measure
        stocks.set(key, [...(stocks.get(key) ?? []), line])
      }
      const expected = [...stocks.values()].filter(stock =>
        stock.some(({ on }) => balanceOf(stock.filter(line => line.on <= on)) < 0),
      )
      expect(short).toHaveLength(expected.length)
    }),
  )
})

test('the order in which lines were entered makes no difference', () => {
  fc.assert(
    fc.property(lines, entries => {
      const days = (lines: typeof entries) =>
        findShortfalls(record(lines), { from: '2026-01-01' })
          .map(each => [each.on, each.detail?.zh])
          .sort()
      expect(days([...entries].reverse())).toEqual(days(entries))
    }),
  )
})

test('book stock is opening and what came in, less what went out: no thousandth is lost', () => {
  fc.assert(
    fc.property(lines, entries => {
      const exact = entries.reduce(
        (sum, { movement, quantity }) =>
          sum + BigInt(MOVEMENTS[movement].sign) * BigInt(Math.round(quantity * 1000)),
        0n,
      )
      expect(balanceOf(entries)).toBe(Number(exact) / 1000)
    }),
  )
  expect(balanceOf([0.1, 0.2].map(quantity => ({ movement: 'received', quantity })))).toBe(0.3)
})

test('a shortage of long ago is not judged again, one that lasts is', () => {
  const entry = {
    on: '2026-09-01',
    chemical: '硫酸',
    measure: 'mL',
    movement: 'issued',
    quantity: 1,
  } as const
  const later = { ...entry, on: '2026-09-05' } as const
  expect(findShortfalls(record([entry]), { from: '2026-09-02' })).toEqual([])
  expect(findShortfalls(record([entry, later]), { from: '2026-09-02' })).toMatchObject([{ on: '2026-09-05' }])
})

test('enemies are enemies both ways, and nothing is its own neighbour’s enemy for being the same', () => {
  const kept = fc.record({
    nature: fc.constantFrom(...Nature.options),
    classes: fc.subarray([...ChemicalClass.options], { minLength: 1 }),
  })
  fc.assert(
    fc.property(kept, kept, (a, b) => {
      expect(areEnemies(a, b)).toBe(areEnemies(b, a))
    }),
  )
  const neutral = { nature: 'neutral', classes: ['flammable'] } as const
  expect(areEnemies(neutral, neutral)).toBe(false)
})
