import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../kernel/day.ts'
import { aRecord } from '../../testing/builders.ts'
import { compareCounts, listCountsDue } from './counts.ts'
import type { StockLine } from './stock.ts'

const START = '2026-09-01'
const stock = { chemical: '硫酸', measure: 'mL' } as const
const line = (day: number, movement: StockLine['movement'], quantity: number): StockLine => ({
  ...stock,
  on: addDays(START, day),
  movement,
  quantity,
})
const record = <Entry>(entries: readonly Entry[]) =>
  entries.map((entry, index) => aRecord(index + 1, START, entry))

/** What goes on between two counts: tenths that came in, and tenths that went where nobody wrote it down. */
const spells = fc.array(
  fc.record({
    received: fc.integer({ min: 100, max: 900 }),
    vanished: fc.integer({ min: 0, max: 100 }),
    writtenOff: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
)

test('each count finds just what has vanished since the one before, whether or not that was written off', () => {
  fc.assert(
    fc.property(spells, told => {
      const ledger: StockLine[] = []
      const counts: (typeof stock & { on: StockLine['on']; counted: number })[] = []
      const expected: { missing: number; open: number }[] = []
      let [there, open] = [0, 0]
      for (const [index, { received, vanished, writtenOff }] of told.entries()) {
        ledger.push(line(10 * index, 'received', received / 10))
        there += received - vanished
        open += vanished
        counts.push({ ...stock, on: addDays(START, 10 * index + 5), counted: there / 10 })
        if (writtenOff && open > 0) {
          ledger.push(line(10 * index + (index % 2 === 0 ? 5 : 7), 'lost', open / 10))
          open = 0
        }
        expected.push({ missing: vanished / 10, open: open / 10 })
      }
      const found = compareCounts(record(counts), record(ledger))
      expect(found.map(({ missing, open: left }) => ({ missing, open: left }))).toEqual(expected)
      expect(found.map(each => each.isLatest)).toEqual(told.map((_, index) => index === told.length - 1))
      expect(compareCounts(record([...counts].reverse()), record([...ledger].reverse()))).toMatchObject(
        expected,
      )
    }),
  )
})

test('a line that was forgotten and is entered later explains a count; a correction of another stock does not', () => {
  const count = { ...stock, on: addDays(START, 5), counted: 400 }
  const before = [line(0, 'received', 500)]
  const open = (ledger: readonly StockLine[]) => compareCounts(record([count]), record(ledger))[0]
  expect(open(before)).toMatchObject({ booked: 500, missing: 100, open: 100 })
  expect(open([...before, line(5, 'issued', 100)])).toMatchObject({ booked: 400, missing: 0, open: 0 })
  expect(open([...before, line(6, 'issued', 100)])).toMatchObject({ missing: 100, open: 100 })
  expect(open([...before, { ...line(5, 'lost', 100), measure: 'g' }])).toMatchObject({
    missing: 100,
    open: 100,
  })
  expect(open([line(0, 'received', 300), line(9, 'found', 100)])).toMatchObject({ missing: -100, open: 0 })
})

test('a count is due so many days after the last one, or after the stock came, and never for an empty stock', () => {
  const due = (ledger: readonly StockLine[], counts: readonly number[]) =>
    listCountsDue(
      record(counts.map(day => ({ ...stock, on: addDays(START, day), counted: 1 }))),
      record(ledger),
      () => 15,
    ).map(each => each.due)
  expect(due([line(3, 'received', 2)], [])).toEqual([addDays(START, 18)])
  expect(due([line(3, 'received', 2)], [9, 4])).toEqual([addDays(START, 24)])
  expect(due([line(3, 'received', 2), line(4, 'issued', 2)], [])).toEqual([])
})
