import { describe, expect, test } from 'vitest'
import { anActor, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import { aFact, aRoster } from '../testing/drills.ts'
import { listUnreachableStates } from '../kernel/flow.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { standOnTheDay, type SchoolStanding } from './county-day.ts'
import { curveOf, secondsUntil } from './curve.ts'
import { decideDrill } from './decide-drill.ts'
import { DRILL_EVENT_IDS, DRILL_FLOW, DRILL_STATE_IDS } from './drill-flow.ts'
import { toFactSet } from './fact-set.ts'
import { foldMuster } from './muster.ts'

const drill = { unitId: SCHOOL, state: 'running', mode: 'drill' } as const
const nobodyMissing = { outstanding: 0, reason: null }

describe('the life of a drill', () => {
  test('every state is reached', () => {
    expect(listUnreachableStates(DRILL_FLOW, 'scheduled')).toEqual([])
  })
  test('every state, event and role: only the table’s own arrows', () => {
    for (const state of DRILL_STATE_IDS)
      for (const event of DRILL_EVENT_IDS)
        for (const role of ROLE_IDS) {
          const step = (DRILL_FLOW[state] as Record<string, { to: string; by: readonly string[] }>)[event]
          const decided = decideDrill({ ...drill, state }, event, anActor(role), {
            outstanding: 0,
            reason: '演练结束',
          })
          expect(decided).toEqual(
            step === undefined
              ? { ok: false, error: { code: 'event-not-allowed', state } }
              : step.by.includes(role)
                ? { ok: true, value: step.to }
                : { ok: false, error: { code: 'role-not-allowed' } },
          )
        }
  })
  test('an all-clear while somebody is outstanding needs a reason, and so does a cancellation', () => {
    const head = anActor('principal')
    expect(decideDrill(drill, 'all-clear', head, { outstanding: 1, reason: ' ' })).toEqual({
      ...{ ok: false, error: { code: 'not-complete', outstanding: 1 } },
    })
    expect(decideDrill(drill, 'all-clear', head, { outstanding: 1, reason: '家长已接走' }).ok).toBe(true)
    expect(decideDrill(drill, 'all-clear', head, nobodyMissing).ok).toBe(true)
    const unseen = { outstanding: 0, reason: '\u200b\u2066\u200b' }
    expect(decideDrill(drill, 'cancel', head, unseen).ok).toBe(false)
    expect(decideDrill(drill, 'cancel', head, nobodyMissing)).toMatchObject({
      error: { code: 'reason-required' },
    })
  })
  test('nobody touches another school’s drill', () => {
    expect(
      decideDrill({ ...drill, unitId: OTHER_SCHOOL }, 'all-clear', anActor('principal'), nobodyMissing),
    ).toEqual({
      ...{ ok: false, error: { code: 'outside-scope' } },
    })
  })
})

describe('the curve', () => {
  const start = aFact({ kind: 'v1.started', mode: 'drill' }, 9, 1, 10_000)
  const seen = (subject: string, seq: number, at: number) =>
    aFact({ kind: 'v1.seen', subject, point: 'p1', how: 'tap' }, 1, seq, at)
  const muster = foldMuster(
    aRoster(),
    toFactSet([
      ...[start, seen('c1p1', 1, 4_000), seen('c1p2', 2, 40_000), seen('c1p2', 3, 90_000)],
      ...[seen('c2p1', 4, 40_100), seen('c2p2', 5, 70_000)],
    ]),
  )
  test('rises with the first sight of each, and a clock that is slow hides nobody', () => {
    expect(curveOf(muster)).toEqual([
      { seconds: 0, accounted: 1 },
      { seconds: 30, accounted: 2 },
      { seconds: 31, accounted: 3 },
      { seconds: 60, accounted: 4 },
    ])
    expect(curveOf(muster, 'c2')).toEqual([
      { seconds: 31, accounted: 1 },
      { seconds: 60, accounted: 2 },
    ])
  })
  test('says when half, nine tenths and all were there', () => {
    const curve = curveOf(muster)
    expect([0.5, 0.8, 1].map(share => secondsUntil(curve, 5, share))).toEqual([31, 60, null])
    expect(secondsUntil(curve, 0, 1)).toBeNull()
    expect(curveOf(foldMuster(aRoster(), toFactSet([])))).toEqual([])
  })
})

describe('a drill that the console began and ended', () => {
  const seen = aFact({ kind: 'v1.seen', subject: 'c1p1', point: 'p1', how: 'tap' }, 1, 1, 40_000)
  const after = aFact({ kind: 'v1.seen', subject: 'c1p2', point: 'p1', how: 'tap' }, 1, 2, 95_000)
  const set = toFactSet([seen, after])
  test('left no fact of it, and goes by what was written down', () => {
    const muster = foldMuster(aRoster(), set)
    expect(curveOf(muster)).toEqual([])
    const timed = foldMuster(aRoster(), set, { startedAt: 10_000, allClearAt: 90_000 })
    expect(curveOf(timed)).toEqual([
      { seconds: 30, accounted: 1 },
      { seconds: 85, accounted: 2 },
    ])
    expect(timed.late).toEqual([after.id])
    expect(foldMuster(aRoster(), set, { startedAt: 10_000, allClearAt: null }).late).toEqual([])
  })
})

describe('a school on the county’s day', () => {
  const school = (change: Partial<SchoolStanding> = {}): SchoolStanding => ({
    ...{ startedAt: 10_000, allClearAt: null, cancelledAt: null, heardAt: 50_000, complete: false },
    totals: { expected: 5, accounted: 3, outstanding: 2, absent: 0, missing: 0, conflicts: 0 },
    ...change,
  })
  test('counts, falls silent, has all, is cleared, was called off', () => {
    const state = (change: Partial<SchoolStanding>, now = 60_000) =>
      standOnTheDay(school(change), 9_000, now).state
    expect(state({})).toBe('running')
    expect(state({}, 81_000)).toBe('silent')
    expect(state({ heardAt: null }, 39_000)).toBe('running')
    expect(state({ heardAt: null }, 41_000)).toBe('silent')
    expect(state({ complete: true }, 500_000)).toBe('all-accounted')
    expect(state({ allClearAt: 55_000 })).toBe('all-clear')
    expect(state({ cancelledAt: 55_000 })).toBe('cancelled')
    expect(state({ startedAt: null, heardAt: null, totals: null })).toBe('not-started')
  })
  test('shows how old its numbers are, and who began late', () => {
    expect(standOnTheDay(school(), 9_000, 62_900)).toEqual({
      state: 'running',
      outstanding: 2,
      age: 12,
      lateStart: false,
    })
    expect(standOnTheDay(school({ startedAt: 70_000 }), 9_000, 71_000).lateStart).toBe(true)
    expect(
      standOnTheDay(school({ startedAt: null, heardAt: null, totals: null }), 9_000, 70_000),
    ).toMatchObject({
      ...{ age: null, lateStart: true },
    })
  })
})
