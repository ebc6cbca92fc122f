import { expect, test } from 'vitest'
import { tableText } from './save-table.ts'

test('a table keeps commas and quotes inside their cells, and nothing in it is a formula', () => {
  expect(
    tableText([
      ['a,b', 'say "x"'],
      ['=1+1', '—'],
    ]),
  ).toBe(`\uFEFF"a,b","say ""x"""\r\n'=1+1,—\r\n`)
})
