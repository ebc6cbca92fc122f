import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../kernel/sha256.ts'
import { anId } from '../../testing/builders.ts'
import { weigh, weightOf } from './draw-weight.ts'
import { drawLots, lotText, type Candidate } from './draw.ts'
import { roundLimitsOn } from './round-limits.ts'

const LIMITS = roundLimitsOn([], '2026-10-15')

const aCandidate = (number: number, points: number): Candidate => ({
  ...{ unitId: anId(number), code: `43062300${number}`, name: `第${number}小学` },
  weights: { base: points, risk: 0, overdue: 0, since: 0 },
})
const seeds = fc.stringMatching(/^[0-9a-f]{32}$/)
const counties = fc
  .array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 })
  .map(points => points.map((each, number) => aCandidate(number, each)))
const codes = (lots: ReturnType<typeof drawLots>) =>
  lots.filter(({ drawn }) => drawn).map(({ candidate }) => candidate.code)

describe('a draw', () => {
  test('gives the same schools for the same seed, in whatever order the candidates come', () => {
    fc.assert(
      fc.property(seeds, counties, fc.integer({ min: 1, max: 40 }), fc.nat(), (seed, all, count, turn) => {
        const shuffled = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)].reverse()
        const drawn = codes(drawLots({ seed, count, candidates: all }))
        expect(codes(drawLots({ seed, count, candidates: shuffled }))).toEqual(drawn)
      }),
    )
  })

  test('draws as many as are wanted or there are, and none of them twice', () => {
    fc.assert(
      fc.property(seeds, counties, fc.integer({ min: 1, max: 60 }), (seed, candidates, count) => {
        const drawn = codes(drawLots({ seed, count, candidates }))
        expect(drawn).toHaveLength(Math.min(count, candidates.length))
        expect(new Set(drawn).size).toBe(drawn.length)
      }),
    )
  })

  test('of fewer schools is the beginning of the draw of more', () => {
    fc.assert(
      fc.property(seeds, counties, (seed, candidates) => {
        const draw = (count: number) => codes(drawLots({ seed, count, candidates }))
        expect(draw(3)).toEqual(draw(9).slice(0, 3))
      }),
    )
  })

  test('takes the first school with a chance by its weight', () => {
    const candidates = [aCandidate(1, 10), aCandidate(2, 20), aCandidate(3, 70)]
    const draws = 5000
    const times = new Map<string, number>()
    for (let number = 0; number < draws; number += 1) {
      const seed = sha256(`seed ${number}`).slice(0, 32)
      const [first = ''] = codes(drawLots({ seed, count: 1, candidates }))
      times.set(first, (times.get(first) ?? 0) + 1)
    }
    // Four standard deviations of 5000 throws are 2.9 hundredths at most.
    const shares = candidates.map(({ code }) => (times.get(code) ?? 0) / draws)
    for (const [place, share] of [0.1, 0.2, 0.7].entries())
      expect(Math.abs((shares[place] ?? 0) - share)).toBeLessThan(0.029)
  })

  test('takes the second one by the weights of those that are left', () => {
    const candidates = [aCandidate(1, 10), aCandidate(2, 20), aCandidate(3, 70)]
    let both = 0
    const draws = 5000
    for (let number = 0; number < draws; number += 1) {
      const seed = sha256(`pair ${number}`).slice(0, 32)
      const drawn = codes(drawLots({ seed, count: 2, candidates }))
      if (drawn.includes('430623001') && drawn.includes('430623002')) both += 1
    }
    // 1 then 2, or 2 then 1: 0.1 × 20/90 + 0.2 × 10/80.
    expect(Math.abs(both / draws - (0.1 * (20 / 90) + 0.2 * (10 / 80)))).toBeLessThan(0.015)
  })

  test('is the rule as it is written on the notice', () => {
    const seed = '00112233445566778899aabbccddeeff'
    const [lot] = drawLots({ seed, count: 1, candidates: [aCandidate(7, 25)] })
    const hash = sha256('00112233445566778899aabbccddeeff:430623007')
    const u = (Number.parseInt(hash.slice(0, 13), 16) + 0.5) / 2 ** 52
    expect(lotText(seed, '430623007')).toBe(`${seed}:430623007`)
    expect(lot?.key).toBeCloseTo(-Math.log(u) / 25, 11)
  })
})

describe('a school’s weight', () => {
  const lastVisitOn = '2026-08-15'
  test.each([
    ['nothing is known against it', { openMajor: 0, overdue: 0, lastVisitOn: '2026-10-01' }, [10, 0, 0, 0]],
    ['it was visited two whole months ago', { openMajor: 0, overdue: 0, lastVisitOn }, [10, 0, 0, 4]],
    ['nobody has ever come', { openMajor: 0, overdue: 0, lastVisitOn: null }, [10, 0, 0, 30]],
    ['hazards are open and work is overdue', { openMajor: 2, overdue: 3, lastVisitOn }, [10, 20, 9, 4]],
    ['everything is at its most', { openMajor: 9, overdue: 99, lastVisitOn: null }, [10, 30, 30, 30]],
  ] as const)('when %s', (_, standing, [base, risk, overdue, since]) => {
    const weights = weigh(standing, LIMITS, '2026-10-15')
    expect(weights).toEqual({ base, risk, overdue, since })
    expect(weightOf(weights)).toBe(base + risk + overdue + since)
  })

  test('is by the county’s own numbers', () => {
    const own = { rule: 'prevention/rounds#inspections', limit: 'major', value: 25 } as const
    const limits = roundLimitsOn([{ ...own, from: '2026-01-01', until: null }], '2026-10-15')
    const standing = { openMajor: 1, overdue: 0, lastVisitOn: '2026-10-15' } as const
    expect(weigh(standing, limits, '2026-10-15').risk).toBe(25)
  })
})
