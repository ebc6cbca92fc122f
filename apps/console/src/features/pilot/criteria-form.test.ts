import { FIRST_CRITERIA } from '@anlan/domain'
import { expect, test } from 'vitest'
import { criteriaOf, emptyRow, rowsOf } from './criteria-form.ts'

test('criteria that nobody changed are the same after the form', () => {
  expect(criteriaOf(rowsOf(FIRST_CRITERIA))).toEqual(FIRST_CRITERIA)
})

test('a new row takes an id that is free, whatever was removed before', () => {
  const rows = rowsOf(FIRST_CRITERIA)
  rows.push(emptyRow(rows))
  rows.shift()
  rows.push(emptyRow(rows))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})
