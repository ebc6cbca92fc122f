import { expect, test } from 'vitest'
import { measureKiosk, MOST_BEFORE_STANDBY } from './kiosk-size.ts'

test('the kiosk stands by after at most 45 kB of JavaScript', () => {
  expect(measureKiosk()).toBeLessThanOrEqual(MOST_BEFORE_STANDBY)
})
