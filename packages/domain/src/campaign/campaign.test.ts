import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import { listUnreachableStates } from '../kernel/flow.ts'
import { aDraft, anActor, anId, aPhase, aTask, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import { ASSIGNMENT_FLOW, ASSIGNMENT_STATE_IDS, decideAssignment, timelinessOf } from './assignment.ts'
import {
  CAMPAIGN_EVENTS,
  CAMPAIGN_FLOW,
  decideCampaign,
  type CampaignEvent,
  type CampaignState,
} from './campaign.ts'
import { isReadyToConfirm, listDraftProblems } from './draft.ts'
import { gateStanding } from './phase-gates.ts'
import { phaseOn, phaseStanding } from './phase.ts'
import { addProgress, completionOf, countProgress, EMPTY_PROGRESS } from './progress.ts'
import { listMissingEvidence } from './submission.ts'

describe('phases', () => {
  const phases = [
    aPhase(1, { to: '2021-05-15' }),
    aPhase(2, { from: '2021-05-15', to: '2021-10-15' }),
    aPhase(3, { from: '2021-10-15', to: '2021-12-15' }),
  ]

  test('a shared boundary day belongs to the later phase', () => {
    expect(phaseOn(phases, '2021-05-15')?.id).toBe(phases[1]?.id)
    expect(phaseOn(phases, '2021-10-15')?.id).toBe(phases[2]?.id)
    expect(phaseOn(phases, '2021-12-16')).toBeNull()
  })

  test('on any day at most one phase is current, those before it are past and those after it ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 320 }), offset => {
        const day = addDays('2021-05-01', offset)
        const standings = phases.map(phase => phaseStanding(phases, phase, day))
        expect(standings.filter(each => each === 'current').length).toBeLessThanOrEqual(1)
        const order = standings.map(each => ({ past: 0, current: 1, ahead: 2 })[each])
        expect(order).toEqual([...order].sort((a, b) => a - b))
      }),
    )
  })
})

describe('deadlines', () => {
  const at = (day: Day) => `${day}T02:00:00.000Z` as const
  test.each([
    ['pending', '2026-10-10', null, '2026-10-10', 'due-soon'],
    ['pending', '2026-10-10', null, '2026-10-11', 'overdue'],
    ['returned', '2026-10-10', at('2026-10-01'), '2026-10-11', 'overdue'],
    ['pending', '2026-10-20', null, '2026-10-11', 'in-time'],
    ['pending', null, null, '2026-10-11', 'undated'],
    ['accepted', '2026-10-10', at('2026-10-10'), '2026-12-01', 'done'],
    ['submitted', '2026-10-10', at('2026-10-11'), '2026-12-01', 'done-late'],
    ['excused', '2026-10-10', at('2026-10-11'), '2026-12-01', 'not-owed'],
    ['excused', '2026-10-10', null, '2026-12-01', 'not-owed'],
  ] as const)('%s, due %s, handed in %s, seen on %s: %s', (state, dueOn, submittedAt, today, timeliness) => {
    expect(timelinessOf({ state, dueOn, submittedAt }, today)).toBe(timeliness)
  })
})

describe('progress', () => {
  const assignments = fc.array(
    fc.record({
      state: fc.constantFrom(...ASSIGNMENT_STATE_IDS),
      dueOn: fc.constantFrom(null, '2026-10-01' as const, '2026-12-01' as const),
      submittedAt: fc.constantFrom(null, '2026-10-05T02:00:00.000Z' as const),
    }),
  )
  test('the counts of parts add up to the count of the whole', () => {
    fc.assert(
      fc.property(assignments, assignments, (a, b) => {
        const today = '2026-10-15'
        expect(addProgress(countProgress(a, today), countProgress(b, today))).toEqual(
          countProgress([...a, ...b], today),
        )
      }),
    )
  })
  test('nothing owed has no rate, and what is excused is not owed', () => {
    expect(completionOf(EMPTY_PROGRESS)).toBeNull()
    expect(completionOf({ ...EMPTY_PROGRESS, total: 4, excused: 2, accepted: 1 })).toBe(0.5)
  })
})

describe('a campaign', () => {
  const leader = anActor('bureau-leader')
  test('is stopped, thrown away or taken back with words alone', () => {
    for (const event of Object.keys(CAMPAIGN_EVENTS) as CampaignEvent[]) {
      const from = (Object.keys(CAMPAIGN_FLOW) as CampaignState[]).find(
        state => event in CAMPAIGN_FLOW[state],
      )
      if (!from) throw new Error(`no state knows ${event}`)
      const silent = decideCampaign(from, event, leader, ' ')
      expect([event, silent.ok]).toEqual([event, !['suspend', 'discard', 'reopen'].includes(event)])
      expect(decideCampaign(from, event, leader, '上级通知').ok).toBe(true)
    }
  })
  test('is confirmed by the desk, and by nobody who only signs', () => {
    const refused = decideCampaign('draft', 'confirm', anActor('bureau-director'), null)
    expect(refused).toEqual({ ok: false, error: { code: 'role-not-allowed' } })
    const archived = decideCampaign('archived', 'resume', leader, null)
    expect(archived).toEqual({ ok: false, error: { code: 'event-not-allowed', state: 'archived' } })
  })
})

describe('an assignment', () => {
  const submitted = { state: 'submitted', unitId: SCHOOL, submitters: [anId(100), anId(99)] } as const

  test('every state is reached', () => {
    expect(listUnreachableStates(ASSIGNMENT_FLOW, 'pending')).toEqual([])
    expect(listUnreachableStates(CAMPAIGN_FLOW, 'draft')).toEqual([])
  })
  test('whoever handed it in does not review it', () => {
    const own = { ok: false, error: { code: 'reviews-own-work' } }
    for (const account of [99, 100])
      expect(decideAssignment(submitted, 'accept', anActor('section-officer', account), null)).toEqual(own)
    expect(decideAssignment(submitted, 'accept', anActor('section-officer', 101), null).ok).toBe(true)
  })
  test('a township coordinator judges no work of his own school', () => {
    const coordinator = anActor('township-coordinator', 101)
    for (const event of ['accept', 'return'] as const) {
      expect(decideAssignment(submitted, event, coordinator, '缺少签字')).toEqual({
        ok: false,
        error: { code: 'reviews-own-work' },
      })
      const beside = { ...coordinator, unitId: OTHER_SCHOOL }
      expect(decideAssignment(submitted, event, beside, '缺少签字').ok).toBe(true)
    }
  })
  test('it is handed in by the unit’s own people', () => {
    const others = { state: 'pending', unitId: OTHER_SCHOOL, submitters: [] } as const
    const stranger = { ...anActor('section-officer'), unitId: SCHOOL }
    expect(decideAssignment(others, 'submit', stranger, null)).toEqual({
      ok: false,
      error: { code: 'outside-scope' },
    })
  })
  test('sending it back needs words', () => {
    const officer = anActor('section-officer', 101)
    expect(decideAssignment(submitted, 'return', officer, '  ')).toEqual({
      ok: false,
      error: { code: 'reason-required' },
    })
    expect(decideAssignment(submitted, 'return', officer, '缺少签字').ok).toBe(true)
  })
})

describe('a draft', () => {
  test('is ready when nothing blocks it', () => {
    expect(isReadyToConfirm(aDraft())).toBe(true)
  })
  test('without phases or tasks it is not', () => {
    const codes = listDraftProblems(aDraft({ phases: [], tasks: [] })).map(each => each.code)
    expect(codes).toEqual(['no-phases', 'no-tasks'])
  })
  test('waits for its questions and for addressees', () => {
    const question = {
      id: 'q1',
      code: 'foreign-place',
      path: null,
      quote: '济源',
      span: null,
      message: { zh: '', en: '' },
      resolution: null,
    }
    const draft = aDraft({
      questions: [question],
      tasks: [aTask({ addressees: { sets: [], include: [], exclude: [] } })],
    })
    expect(
      listDraftProblems(draft)
        .filter(each => each.blocking)
        .map(each => each.code),
    ).toEqual(['question-open', 'task-without-addressees'])
    const answered = { ...question, resolution: { kind: 'waived', reason: '原文如此' } as const }
    expect(isReadyToConfirm(aDraft({ questions: [answered] }))).toBe(true)
  })
  test('a deadline after its phase is pointed out and does not block', () => {
    const draft = aDraft({ tasks: [aTask({ dueOn: '2026-12-20' })] })
    expect(listDraftProblems(draft).map(each => each.code)).toEqual(['due-after-phase'])
    expect(isReadyToConfirm(draft)).toBe(true)
  })
})

test('a gate nobody was asked for is neither met nor open', () => {
  expect(gateStanding({ id: 'meetings-held', done: 0, asked: 0 })).toBe('nothing-asked')
  expect(gateStanding({ id: 'meetings-held', done: 2, asked: 3 })).toBe('open')
  expect(gateStanding({ id: 'meetings-held', done: 3, asked: 3 })).toBe('met')
})

test('evidence is told by what it is', () => {
  const photo = { mediaType: 'image/jpeg' }
  expect(listMissingEvidence(['statement', 'photo', 'document'], { statement: ' ', files: [photo] })).toEqual(
    ['statement', 'document'],
  )
})
