import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../kernel/sha256.ts'
import { anId } from '../../testing/builders.ts'
import { weigh, weightOf, WEIGHT_PART_IDS, type VisitingGrounds } from './draw-weight.ts'
import { sayGrounds } from './draw-words.ts'
import { checkDraw, drawLots, lotText, shareOfWeight, type Candidate, type Draw } from './draw.ts'
import { drawPointsOf, roundLimitsOn } from './round-limits.ts'

const POINTS = drawPointsOf(roundLimitsOn([], '2026-10-15'))

const aCandidate = (number: number, points: number): Candidate => ({
  ...{ unitId: anId(number), code: `43062300${number}`, name: `第${number}小学` },
  weights: { base: points, grades: 0, major: 0, overdue: 0, since: 0 },
  grounds: null,
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

const NOTHING: VisitingGrounds = {
  ...{ residual: { red: 0, orange: 0 }, inherent: { red: 0, orange: 0 } },
  ...{ openMajor: 0, overdueTasks: 0, overdueHazards: 0, lastVisitOn: '2026-10-01' },
}

describe('a school’s weight', () => {
  const lastVisitOn = '2026-08-15'
  const graded = { residual: { red: 1, orange: 2 }, inherent: { red: 2, orange: 3 } }
  const worst = { residual: { red: 9, orange: 9 }, inherent: { red: 9, orange: 9 }, openMajor: 9 }
  test.each([
    ['nothing is known against it', {}, [10, 0, 0, 0, 0]],
    ['it was visited two whole months ago', { lastVisitOn }, [10, 0, 0, 0, 4]],
    ['nobody has ever come', { lastVisitOn: null }, [10, 0, 0, 0, 30]],
    ['it has red and orange risk points', graded, [10, 6 + 6 + 4 + 3, 0, 0, 0]],
    ['major hazards are open', { openMajor: 2, lastVisitOn }, [10, 0, 20, 0, 4]],
    ['tasks and hazards are overdue', { overdueTasks: 1, overdueHazards: 2 }, [10, 0, 0, 9, 0]],
    ['everything is at its most', { ...worst, overdueTasks: 99, lastVisitOn: null }, [10, 30, 30, 30, 30]],
  ] as const)('when %s', (_, change, [base, grades, major, overdue, since]) => {
    const weights = weigh({ ...NOTHING, ...change }, POINTS, '2026-10-15')
    expect(weights).toEqual({ base, grades, major, overdue, since })
    expect(weightOf(weights)).toBe(base + grades + major + overdue + since)
  })

  test('is by the county’s own numbers', () => {
    const own = { rule: 'prevention/rounds#inspections', limit: 'residual-red', value: 25 } as const
    const limits = roundLimitsOn([{ ...own, from: '2026-01-01', until: null }], '2026-10-15')
    const red = { ...NOTHING, residual: { red: 1, orange: 0 } }
    expect(weigh(red, drawPointsOf(limits), '2026-10-15').grades).toBe(25)
  })

  test('never falls when a risk is graded worse, a hazard more is open or a month more has passed', () => {
    fc.assert(
      fc.property(grounds, fc.constantFrom(...WORSE), (known, worse) => {
        const [before, after] = [known, worse(known)].map(each => weigh(each, POINTS, '2026-10-15'))
        if (!before || !after) throw new Error('two weights')
        for (const part of WEIGHT_PART_IDS) expect(after[part]).toBeGreaterThanOrEqual(before[part])
      }),
    )
  })

  test('never lets one part have more than the most, and leaves every school a chance', () => {
    fc.assert(
      fc.property(grounds, known => {
        const weights = weigh(known, POINTS, '2026-10-15')
        for (const part of WEIGHT_PART_IDS) expect(weights[part]).toBeLessThanOrEqual(30)
        expect(weightOf(weights)).toBeGreaterThanOrEqual(POINTS.base)
      }),
    )
  })

  test('is a share, and the shares of all candidates are one', () => {
    fc.assert(
      fc.property(counties, all => {
        const sum = all.reduce((shares, each) => shares + shareOfWeight(each, all), 0)
        expect(sum).toBeCloseTo(1, 9)
      }),
    )
  })

  test('is explained by what it was counted from', () => {
    const known = { ...NOTHING, ...graded, openMajor: 3, lastVisitOn: null }
    expect(WEIGHT_PART_IDS.map(part => sayGrounds(part, known).zh)).toEqual([
      ...['每校相同', '措施前红2橙3，措施后红1橙2', '3条', '任务0项，隐患0条', '从未检查'],
    ])
    expect(sayGrounds('since', NOTHING).zh).toBe('上次2026年10月1日')
  })
})

const small = fc.integer({ min: 0, max: 6 })
const severe = fc.record({ red: small, orange: small })
const grounds = fc.record({
  ...{ residual: severe, inherent: severe, openMajor: small, overdueTasks: small, overdueHazards: small },
  lastVisitOn: fc.constantFrom(null, '2026-10-15' as const, '2026-06-30' as const, '2024-01-31' as const),
})
/** A school as it would be if one thing were worse. */
const WORSE: readonly ((known: VisitingGrounds) => VisitingGrounds)[] = [
  known => ({ ...known, residual: { ...known.residual, red: known.residual.red + 1 } }),
  known => ({ ...known, residual: { ...known.residual, orange: known.residual.orange + 1 } }),
  known => ({ ...known, inherent: { ...known.inherent, red: known.inherent.red + 1 } }),
  known => ({ ...known, openMajor: known.openMajor + 1 }),
  known => ({ ...known, overdueTasks: known.overdueTasks + 1 }),
  known => ({ ...known, lastVisitOn: known.lastVisitOn === null ? null : '2023-01-01' }),
]

describe('a draw that is repeated', () => {
  const draws = fc
    .tuple(seeds, fc.array(grounds, { minLength: 2, maxLength: 25 }), fc.integer({ min: 1, max: 5 }))
    .map(([seed, all, count]): Draw => ({
      ...{ seed, count, points: POINTS, drawnAt: '2026-10-15T02:00:00.000Z' },
      candidates: all.map((known, number) => ({
        ...aCandidate(number, 0),
        ...{ grounds: known, weights: weigh(known, POINTS, '2026-10-15') },
      })),
    }))
  const visitedOf = (draw: Draw): string[] =>
    drawLots(draw)
      .filter(({ drawn }) => drawn)
      .map(({ candidate }) => candidate.unitId)

  test('gives what is kept, weights and lots', () => {
    fc.assert(
      fc.property(draws, draw => {
        // As it comes back from where it is kept.
        const kept = JSON.parse(JSON.stringify(draw)) as Draw
        expect(checkDraw(kept, visitedOf(draw), true)).toEqual({ misweighed: [], misdrawn: [] })
      }),
    )
  })

  test('shows a weight that somebody turned, and a school put in another’s place', () => {
    fc.assert(
      fc.property(draws, fc.nat(), (draw, which) => {
        const at = which % draw.candidates.length
        const candidates = draw.candidates.map((each, place) =>
          place === at ? { ...each, weights: { ...each.weights, major: each.weights.major + 1 } } : each,
        )
        expect(checkDraw({ ...draw, candidates }, [], true).misweighed).toEqual([candidates[at]])
        const swapped = visitedOf(draw).slice(1)
        expect(checkDraw(draw, swapped, true).misdrawn).toHaveLength(1)
      }),
    )
  })

  test('tells a school whether it was drawn, and nothing of those it does not see', () => {
    fc.assert(
      fc.property(draws, draw => {
        const [one = ''] = visitedOf(draw)
        expect(checkDraw(draw, [one], false).misdrawn).toEqual([])
        const others = draw.candidates.filter(({ unitId }) => !visitedOf(draw).includes(unitId))
        for (const { unitId } of others)
          expect(checkDraw(draw, [unitId], false).misdrawn.map(each => each.unitId)).toEqual([unitId])
      }),
    )
  })

  test('from before the grounds were kept is repeated by its weights', () => {
    const candidates = [aCandidate(1, 10), aCandidate(2, 20)]
    const draw = {
      ...{ seed: '0'.repeat(32), count: 1, candidates, points: null },
      drawnAt: '2026-10-15T02:00:00.000Z',
    } as const
    expect(checkDraw(draw, visitedOf(draw), true)).toEqual({ misweighed: [], misdrawn: [] })
  })
})
