import { expect, test } from 'vitest'
import type { LimitOverride } from '../kernel/rule.ts'
import { decideLetterSpan, LETTER_RULE } from './letter-limits.ts'

const TODAY = '2026-10-15'

test.each([
  ['2026-09-01', '2027-08-31'],
  ['2027-09-01', '2028-08-31'],
  ['2028-01-01', '2028-12-31'],
] as const)('a school year or a calendar year is not too long for a letter: %s to %s', (from, to) => {
  expect(decideLetterSpan({ from, to }, [], TODAY).ok).toBe(true)
})

test('a day more than a leap year is too long, and says how long a letter may be', () => {
  expect(decideLetterSpan({ from: '2026-09-01', to: '2027-09-02' }, [], TODAY)).toEqual({
    ok: false,
    error: { code: 'letter-too-long', days: 366 },
  })
})

test('a county may let letters hold for a term of three years', () => {
  const term: LimitOverride = {
    ...{ rule: LETTER_RULE.code, limit: 'longest-days', value: 1096, from: '2026-10-01', until: null },
  }
  const three = { from: '2026-09-01', to: '2029-08-31' } as const
  expect(decideLetterSpan(three, [term], TODAY).ok).toBe(true)
  expect(decideLetterSpan(three, [{ ...term, from: '2026-10-16' }], TODAY).ok).toBe(false)
})
