import { expect, test } from 'vitest'
import { DeviceClock } from './device-clock.ts'

/** A device with a clock on its wall that people can set, and one inside that they cannot. */
function aDevice(offset: number | null = null) {
  const time = { wall: 1_000_000, steady: 0 }
  const clock = new DeviceClock(offset, () => ({ ...time }))
  return {
    clock,
    time,
    passes(ms: number): void {
      time.wall += ms
      time.steady += ms
    },
  }
}

test('the offset is the server’s time less the middle between question and answer', () => {
  const { clock } = aDevice()
  expect(clock.moment).toEqual({ at: 1_000_000, offset: null })
  clock.measure(1_000_000, 200, 1_005_100)
  expect(clock.moment).toEqual({ at: 1_000_000, offset: 5_000 })
  expect(clock.now).toBe(1_005_000)
})

test('a slow answer does not spoil what a quick one taught, and slow ones are believed after a while', () => {
  const { clock } = aDevice()
  clock.measure(1_000_000, 100, 1_005_050)
  clock.measure(1_000_000, 8_000, 1_020_000)
  expect(clock.offset).toBe(5_000)
  for (let times = 0; times < 12; times += 1) clock.measure(1_000_000, 8_000, 1_020_000)
  expect(clock.offset).toBe(16_000)
})

test('a clock that somebody sets back keeps the server’s time', () => {
  const { clock, time, passes } = aDevice(0)
  passes(10_000)
  time.wall -= 3_600_000
  expect(clock.now).toBe(1_010_000)
  passes(5_000)
  expect(clock.now).toBe(1_015_000)
})

test('a device that slept is not taken for one whose clock was set', () => {
  const { clock, time } = aDevice(500)
  time.wall += 8 * 3_600_000
  expect(clock.offset).toBe(500)
})
