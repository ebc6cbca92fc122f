import { expect, test } from 'vitest'
import { evacuationSeconds } from '../drills/drill-rates.ts'
import { showFigure } from '../kernel/indicator.ts'
import { rectificationRate } from '../prevention/hazard-rates.ts'
import { FOUR_FULL_RATES, schoolsScreened } from '../prevention/screening-rates.ts'
import { changeOver, isBetter, keptUnder, monthAgo } from './change.ts'

const rate = (numerator: number, denominator: number) => ({ numerator, denominator })

test('a change is told in points, of a mean in what it is measured in, and to nothing there is none', () => {
  expect(changeOver(rectificationRate, rate(1, 2), rate(3, 4))).toBe(25)
  expect(changeOver(evacuationSeconds, rate(300, 2), rate(280, 2))).toBe(-10)
  expect(changeOver(rectificationRate, rate(0, 0), rate(3, 4))).toBeNull()
  expect(changeOver(rectificationRate, null, rate(3, 4))).toBeNull()
})

test('fewer seconds are better, fewer closed hazards are not, and no change is neither', () => {
  expect(isBetter(evacuationSeconds, -10)).toBe(true)
  expect(isBetter(rectificationRate, -10)).toBe(false)
  expect(isBetter(rectificationRate, 0)).toBeNull()
})

test('a month ago is the last day figures were taken on, and none where the week before holds none', () => {
  expect(monthAgo(['2026-10-20', '2026-10-24', '2026-10-27'], '2026-11-26')).toBe('2026-10-24')
  expect(monthAgo(['2026-10-01'], '2026-11-26')).toBeNull()
})

test('a mean is shown in what it is measured in, and of nothing as a dash', () => {
  expect(showFigure(evacuationSeconds, rate(281, 2), 'zh')).toBe('140.5秒')
  expect(showFigure(evacuationSeconds, rate(0, 0), 'zh')).toBe('—')
  expect(showFigure(rectificationRate, rate(1, 2), 'zh')).toBe('50%')
})

test('a school has inspected itself once it has been through every list that concerns it', () => {
  expect(
    schoolsScreened.count([
      { asked: ['fire', 'food'], done: ['fire', 'food'] },
      { asked: ['fire', 'food'], done: ['fire'] },
      { asked: [], done: [] },
    ]),
  ).toEqual(rate(1, 2))
})

test('of the four that are asked in full, what nobody has looked at is not there, and what does not apply is not asked', () => {
  const [guards] = FOUR_FULL_RATES
  expect(guards.count([{ SU11: 'yes' }, { SU11: 'no' }, {}, { SU11: 'not-applicable' }])).toEqual(rate(1, 3))
})

test('figures of one area are kept beside those of all', () => {
  expect(keptUnder('hazards-closed')).toBe('hazards-closed')
  expect(keptUnder('hazards-closed', 'fire')).toBe('hazards-closed:fire')
})
