import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UnitId } from '../kernel/ids.ts'
import { shareOf, type Rate } from '../kernel/indicator.ts'
import { anId } from '../testing/builders.ts'
import { rankUnits } from './bulletin-ranking.ts'
import { Conclusion } from './conclusion.ts'

const unit = (number: number): UnitId => anId<UnitId>(number)
const rates = (...rows: readonly (readonly [unit: number, numerator: number, denominator: number])[]) =>
  new Map(rows.map(([number, numerator, denominator]) => [unit(number), { numerator, denominator }]))
const higher = { better: 'higher' } as const
const placesIn = (ranked: ReturnType<typeof rankUnits<UnitId>>) =>
  ranked.map(({ key, place, moved }) => [Number(key.slice(-4)), place, moved])

describe('the ranking of a bulletin', () => {
  test('equal shares share a place, and nobody has the next', () => {
    const now = rates([1, 1, 2], [2, 9, 10], [3, 5, 10], [4, 0, 4])
    expect(placesIn(rankUnits(higher, now, new Map()))).toEqual([
      [2, 1, null],
      [3, 2, null],
      [1, 2, null],
      [4, 4, null],
    ])
  })

  test('where less is better the least stands first', () => {
    const now = rates([1, 3, 10], [2, 1, 10])
    expect(placesIn(rankUnits({ better: 'lower' }, now, now))).toEqual([
      [2, 1, 0],
      [1, 2, 0],
    ])
  })

  test('moved is counted in places since the last bulletin, for those ranked in both', () => {
    const last = rates([1, 9, 10], [2, 5, 10], [3, 0, 0])
    const now = rates([1, 2, 10], [2, 5, 10], [3, 1, 1], [4, 0, 0])
    expect(placesIn(rankUnits(higher, now, last))).toEqual([
      [3, 1, null],
      [2, 2, 0],
      [1, 3, -2],
      [4, null, null],
    ])
  })

  test('a unit stands before another only with a share at least as good, and those without a share stand last', () => {
    const rate: fc.Arbitrary<Rate> = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: b }))
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 30 }), fc.constantFrom('higher', 'lower'), (all, better) => {
        const now = new Map(all.map((each, at) => [unit(at + 1), each]))
        const ranked = rankUnits({ better }, now, new Map())
        expect(ranked).toHaveLength(all.length)
        const shares = ranked.map(each => shareOf(each.rate))
        const known = shares.filter(share => share !== null)
        expect(shares.slice(0, known.length)).toEqual(known)
        expect(known).toEqual(known.toSorted((a, b) => (better === 'higher' ? b - a : a - b)))
        for (const { place, rate: own } of ranked) {
          const ahead = known.filter(share =>
            better === 'higher' ? share > (shareOf(own) ?? 0) : share < (shareOf(own) ?? 0),
          )
          expect(place).toBe(shareOf(own) === null ? null : 1 + ahead.length)
        }
      }),
    )
  })
})

test('a conclusion names its work or says why there is none, and never neither', () => {
  const subjectId = '11111111-1111-4111-8111-111111111111'
  const works = [{ work: 'hazard', subjectId }]
  expect(Conclusion.safeParse({ kind: 'work', works }).success).toBe(true)
  expect(Conclusion.safeParse({ kind: 'no-work', why: '已由水利局处理完毕' }).success).toBe(true)
  for (const neither of [
    { kind: 'work', works: [] },
    { kind: 'work', works: [{ work: 'hazard' }] },
    { kind: 'no-work', why: '  ' },
    {},
  ])
    expect(Conclusion.safeParse(neither).success).toBe(false)
})
