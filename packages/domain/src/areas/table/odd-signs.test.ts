import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REGISTERS } from '../index.ts'
import { tableColumns } from './columns.ts'
import { countFrom1900, readRow } from './read-row.ts'
import { isKeepableCell, showCell, type SheetCell } from './sheet-cell.ts'

/** Texts with whatever a file can hold: halves of pairs, NUL, controls, signs beyond the first plane. */
const odd = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\0', '\ud800', '\udfff', '\uffff', '\ufeff', '😀', '1', '甲'),
  ),
  maxLength: 70,
})
const register = REGISTERS.find(({ key }) => key === 'fire/extinguisher-ledger')
if (!register) throw new Error('the ledger of extinguishers')
const columns = tableColumns(register, false)

/** True when every text in a value can be kept, as a database keeps it. */
const isKeepable = (value: unknown): boolean =>
  typeof value === 'string'
    ? isKeepableCell(value)
    : typeof value !== 'object' || value === null || Object.values(value).every(isKeepable)

describe('signs that no database keeps', () => {
  test('are a fault at their cell, and what is shown of it can be kept', () => {
    fc.assert(
      fc.property(fc.array(odd, { minLength: columns.length, maxLength: columns.length }), cells => {
        const read = readRow(register, columns, cells)
        expect(isKeepable(read.ok ? read.value : read.error)).toBe(true)
        if (read.ok) return
        const named = read.error.filter(({ code }) => code === 'unkeepable').map(({ column }) => column)
        const meant = columns.filter((_, at) => !isKeepableCell(cells[at] ?? null)).map(({ name }) => name)
        expect(named).toEqual(meant)
      }),
    )
  })
  test('a text is not cut within a sign', () => {
    expect(showCell('甲'.repeat(59) + '😀').isWellFormed()).toBe(true)
  })
})

describe('a number out of a workbook that counts from 1904', () => {
  const at = columns.findIndex(({ name }) => name === 'madeOn')
  const shifted = (cell: SheetCell): SheetCell | undefined =>
    countFrom1900(
      columns,
      columns.map((_, place) => (place === at ? cell : null)),
    )[at]
  test('is a count of days under a heading of days only', () => {
    expect(shifted(43_890)).toBe(45_352)
    const sent = columns.map(() => 43_890)
    expect(countFrom1900(columns, sent).filter(cell => cell === 43_890).length).toBe(
      columns.filter(({ field }) => field?.widget !== 'day' && field?.widget !== 'instant').length,
    )
  })
  test('written as a day, 20240301, stays; so does whatever is no number', () => {
    const same: SheetCell[] = [20_240_301, '43890', null, true, { at: '2024-03-01T00:00:00' }]
    expect(same.map(shifted)).toEqual(same)
  })
})
