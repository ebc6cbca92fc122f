import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formulaOf, shareOf, showRate, sumRates } from './indicator.ts'

const rates = fc
  .tuple(fc.nat(100_000), fc.nat(100_000))
  .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: Math.max(a, b) }))

test('nobody asked is a dash, neither nothing nor everything', () => {
  expect(shareOf({ numerator: 0, denominator: 0 })).toBeNull()
  expect(showRate({ numerator: 0, denominator: 0 }, 'zh')).toBe('—')
})

test('both numbers are shown', () => {
  expect(showRate({ numerator: 5, denominator: 6 }, 'zh')).toBe('83.3%（5/6）')
  expect(showRate({ numerator: 5, denominator: 5 }, 'en')).toBe('100% (5/5)')
})

test('100% is shown only when nothing is missing, 0% only when nothing is there', () => {
  fc.assert(
    fc.property(rates, rate => {
      if (rate.denominator === 0) return
      const shown = showRate(rate, 'en')
      expect(shown.startsWith('100%')).toBe(rate.numerator === rate.denominator)
      expect(shown.startsWith('0%')).toBe(rate.numerator === 0)
    }),
  )
})

test('the share of a whole lies between the shares of its parts', () => {
  fc.assert(
    fc.property(fc.array(rates, { minLength: 1 }), parts => {
      const shares = parts.map(shareOf).filter(share => share !== null)
      const whole = shareOf(sumRates(parts))
      if (shares.length === 0) expect(whole).toBeNull()
      else {
        expect(whole).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-9)
        expect(whole).toBeLessThanOrEqual(Math.max(...shares) + 1e-9)
      }
    }),
  )
})

test('a formula reads as it is counted', () => {
  const words = { numerator: { zh: '已销号', en: 'closed' }, denominator: { zh: '已登记', en: 'reported' } }
  expect(formulaOf(words)).toEqual({ zh: '已销号 ÷ 已登记', en: 'closed ÷ reported' })
})
