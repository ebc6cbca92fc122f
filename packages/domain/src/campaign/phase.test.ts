import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import { aPhase } from '../testing/builders.ts'
import { GATES, gatesOf, gateStanding, type GateId } from './phase-gates.ts'
import { PHASE_KIND_IDS, phaseOn, phaseStanding } from './phase.ts'

const START: Day = '2026-05-01'

/** Phases one after another: each begins on the last day of the one before (shared) or `gap` days after it. */
const plans = fc
  .array(fc.record({ length: fc.integer({ min: 0, max: 40 }), gap: fc.integer({ min: 0, max: 5 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map(parts => {
    let from: Day = START
    return parts.map(({ length, gap }, index) => {
      const phase = aPhase(index + 1, { from, to: addDays(from, length) })
      from = addDays(from, length + gap)
      return phase
    })
  })
const anyDay = fc.integer({ min: -20, max: 260 }).map(offset => addDays(START, offset))

describe('on any day of any plan', () => {
  test('past phases come first, then the current one, then those ahead', () => {
    fc.assert(
      fc.property(plans, anyDay, (phases, day) => {
        const standings = phases.map(phase => phaseStanding(phases, phase, day))
        const order = standings.map(each => ({ past: 0, current: 1, ahead: 2 })[each])
        expect(order).toEqual([...order].sort((a, b) => a - b))
        expect(standings.filter(each => each === 'current').length).toBe(phaseOn(phases, day) ? 1 : 0)
      }),
    )
  })

  test('a day inside a phase has a phase, and a shared day is the later one’s', () => {
    fc.assert(
      fc.property(plans, anyDay, (phases, day) => {
        const holding = phases.filter(
          ({ from, to }) => from !== null && to !== null && from <= day && day <= to,
        )
        expect(phaseOn(phases, day)?.id).toBe(holding.at(-1)?.id)
      }),
    )
  })

  test('a phase never goes back: ahead, then current, then past', () => {
    fc.assert(
      fc.property(plans, anyDay, fc.integer({ min: 0, max: 60 }), (phases, day, later) => {
        const rank = { ahead: 0, current: 1, past: 2 }
        for (const phase of phases) {
          const now = rank[phaseStanding(phases, phase, day)]
          expect(rank[phaseStanding(phases, phase, addDays(day, later))]).toBeGreaterThanOrEqual(now)
        }
      }),
    )
  })
})

test('a phase with an end alone, as plans often begin, is current until its end', () => {
  const phases = [aPhase(1, { to: '2021-05-15' }), aPhase(2, { from: '2021-05-15', to: '2021-10-15' })]
  const [first, second] = phases
  if (!first || !second) throw new Error('two phases')
  expect(phaseStanding(phases, first, '2020-01-01')).toBe('current')
  expect(phaseStanding(phases, first, '2021-05-14')).toBe('current')
  expect(phaseStanding(phases, first, '2021-05-15')).toBe('past')
  expect(phaseStanding(phases, second, '2021-05-14')).toBe('ahead')
  expect(phaseStanding(phases, second, '2021-05-15')).toBe('current')
  expect(phaseStanding(phases, second, '2021-10-16')).toBe('past')
})

test('between two phases the first is over and the second still ahead', () => {
  const phases = [
    aPhase(1, { from: '2026-05-01', to: '2026-05-10' }),
    aPhase(2, { from: '2026-05-20', to: null }),
  ]
  expect(phases.map(phase => phaseStanding(phases, phase, '2026-05-15'))).toEqual(['past', 'ahead'])
  expect(phases.map(phase => phaseStanding(phases, phase, '2030-01-01'))).toEqual(['past', 'current'])
})

describe('gates', () => {
  test('each belongs to the phase it closes, and no other phase has any', () => {
    const listed = PHASE_KIND_IDS.flatMap(kind => gatesOf(kind).map(id => [id, kind]))
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries((Object.keys(GATES) as GateId[]).map(id => [id, GATES[id].phase])),
    )
    expect(gatesOf('other')).toEqual([])
  })
  test('are met exactly when all that was asked is done', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (done, asked) => {
        const standing = gateStanding({ id: 'meetings-held', done, asked })
        expect(standing === 'met').toBe(asked > 0 && done >= asked)
        expect(standing === 'nothing-asked').toBe(asked === 0)
      }),
    )
  })
})
