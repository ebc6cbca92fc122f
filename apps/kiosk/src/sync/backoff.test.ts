import { expect, test } from 'vitest'
import { waitAfter } from './backoff.ts'

test('each failure doubles the wait up to half a minute, and no two schools come back together', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(failures => waitAfter(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  expect(waitAfter(6, 0)).toBe(15_000)
})

test('three hundred kiosks that lost one server at one moment do not come back at one moment', () => {
  const kiosks = Array.from({ length: 300 }, (_, at) => at / 300)
  for (const failures of [1, 3, 6, 20]) {
    const waits = kiosks.map(random => waitAfter(failures, random))
    const most = waitAfter(failures, 1)
    // Over half of the wait, evenly: a tenth of that stretch sees a tenth of them.
    for (let part = 0; part < 10; part += 1) {
      const [from, to] = [most * (0.5 + part / 20), most * (0.5 + (part + 1) / 20)]
      const together = waits.filter(wait => from <= wait && wait < to).length
      expect(together).toBeGreaterThan(25)
      expect(together).toBeLessThan(35)
    }
  }
  // From the sixth failure on, no more than twenty a second ask a server that is still away.
  expect(kiosks.length / ((waitAfter(6, 1) - waitAfter(6, 0)) / 1000)).toBeLessThanOrEqual(20)
})
