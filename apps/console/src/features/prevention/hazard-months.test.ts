import { expect, test } from 'vitest'
import { sinceFirst } from './hazard-months.ts'

const quiet = { reported: 0, closed: 0 }
const busy = { reported: 2, closed: 0 }
const closing = { reported: 0, closed: 1 }

test('the months begin with the first in which a hazard was registered or closed', () => {
  expect(sinceFirst([quiet, quiet, closing, quiet, busy])).toEqual([closing, quiet, busy])
})

test('a quiet month at the end stays: that nothing happened now is worth knowing', () => {
  expect(sinceFirst([quiet, busy, quiet])).toEqual([busy, quiet])
})

test('a year in which nothing happened stays whole', () => {
  expect(sinceFirst([quiet, quiet])).toEqual([quiet, quiet])
})
