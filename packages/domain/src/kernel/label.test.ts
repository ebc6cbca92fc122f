import { expect, test } from 'vitest'
import { sayPeriod } from './label.ts'

test('days from one to another are said with both, a single day once', () => {
  expect(sayPeriod('2026-10-15', '2026-11-02')).toEqual({
    ...{ zh: '2026年10月15日至2026年11月2日', en: '15 October 2026 to 2 November 2026' },
  })
  expect(sayPeriod('2026-10-15', '2026-10-15').zh).toBe('2026年10月15日')
})
