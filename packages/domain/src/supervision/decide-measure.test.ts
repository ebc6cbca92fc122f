import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/day.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import type { AccountId } from '../kernel/ids.ts'
import { aMeasure, anActor, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import { decideMeasure, listMeasureEvents, supersede } from './decide-measure.ts'
import type { MeasureCommand } from './measure-command.ts'
import { findMeasureStep, MEASURE_EVENT_IDS, MEASURE_STATE_IDS, type MeasureState } from './measure-flow.ts'
import { SUPERVISION_KIND_IDS } from './supervision-kind.ts'
import { isReplyLate, type Measure, type TalkRecord } from './measure.ts'
import { supervisionNumbers } from './supervision-limits.ts'

const NOW: Instant = '2026-10-10T02:00:00.000Z'
const numbers = supervisionNumbers([], '2026-10-10')
const deed = (account: number, at: Instant = NOW) => ({ by: anId<AccountId>(account), name: '某某', at })
const reason = '现场情况如此'
const record: TalkRecord = {
  ...{ heldOn: '2026-10-09', place: '局会议室', ledBy: '局长', talkedTo: '校长' },
  ...{ said: '通报了逾期未整改的事实，要求限期完成。', commitments: '十日内完成整改' },
}

/** A command of every event that is right in itself. */
const COMMANDS: readonly MeasureCommand[] = [
  { event: 'revise', text: { reason, demand: '三日内整改到位', skipReason: null } },
  { event: 'approve' },
  { event: 'decline', reason },
  { event: 'issue', documentNumber: '安教督〔2026〕1号', replyDueOn: '2026-10-20' },
  { event: 'receive' },
  { event: 'deliver', how: '书面送达' },
  { event: 'hold', record },
  { event: 'reply', text: '已经整改完成' },
  { event: 'return', reason, replyDueOn: '2026-10-20' },
  { event: 'verify', note: '现场核实' },
  { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' },
  { event: 'uphold', finding: '原决定事实清楚', replyDueOn: '2026-10-20' },
  { event: 'lift', finding: '确已事先报告' },
  { event: 'withdraw', reason },
]

/** A measure of a kind as it would be in a state. */
const inState = (kind: Measure['kind'], state: MeasureState): Measure =>
  aMeasure({
    ...{ kind, state, approved: deed(300), issued: { ...deed(200), documentNumber: null } },
    ...{ received: { ...deed(100), note: null }, replyDueOn: '2026-10-12' },
    ...(state === 'appealed' && { appeal: { ...deed(100), grounds: '', decision: null } }),
  })

describe('the flow', () => {
  test('every state, event and role: what the table gives is done, and nothing else', () => {
    let allowed = 0
    for (const kind of SUPERVISION_KIND_IDS)
      for (const state of MEASURE_STATE_IDS)
        for (const command of COMMANDS)
          for (const role of ROLE_IDS) {
            const before = inState(kind, state)
            const step = findMeasureStep(kind, state, command.event)
            // A proposal is changed by its proposer; everything else here is done by somebody who has no part in it.
            const actor = anActor(role, command.event === 'revise' ? 200 : 900)
            const decision = decideMeasure(before, command, { actor, now: NOW, numbers })
            if (!step) expect(decision).toMatchObject({ error: { code: 'event-not-allowed' } })
            else if (!step.by.includes(role))
              expect(decision).toEqual({ ok: false, error: { code: 'role-not-allowed' } })
            else {
              expect(decision).toMatchObject({ ok: true, value: { state: step.to, revision: 2 } })
              allowed += 1
            }
          }
    expect(allowed).toBeGreaterThan(100)
  })

  test('there is a command for every event but giving way, which follows from issuing', () => {
    const commands = COMMANDS.map(({ event }) => event)
    expect(MEASURE_EVENT_IDS.filter(event => !(commands as string[]).includes(event))).toEqual(['supersede'])
  })

  test('the buttons of a reader are what he may do', () => {
    for (const kind of SUPERVISION_KIND_IDS)
      for (const state of MEASURE_STATE_IDS)
        for (const role of ROLE_IDS) {
          const occasion = { actor: anActor(role, 900), now: NOW, numbers }
          const measure = inState(kind, state)
          const may = COMMANDS.filter(command => decideMeasure(measure, command, occasion).ok)
          expect(listMeasureEvents(measure, occasion)).toEqual(
            MEASURE_EVENT_IDS.filter(event => may.some(command => command.event === event)),
          )
        }
  })
})

const decide = (before: Measure, command: MeasureCommand, actor = anActor('bureau-leader', 300), now = NOW) =>
  decideMeasure(before, command, { actor, now, numbers })
const director = anActor('bureau-director', 400)
const head = anActor('principal', 100)

describe('who may', () => {
  test('nobody approves what he proposed himself', () => {
    const own = aMeasure({ proposed: deed(300) })
    expect(decide(own, { event: 'approve' })).toMatchObject({ error: { code: 'approves-own-proposal' } })
    expect(decide(own, { event: 'approve' }, anActor('bureau-leader', 301))).toMatchObject({ ok: true })
  })

  test('a proposal is changed by its proposer alone, and goes on saying why rungs are left out', () => {
    const text = { reason, demand: '三日内整改到位', skipReason: null }
    const skipping = aMeasure({ skipReason: '情形严重' })
    const officer = anActor('section-officer', 200)
    expect(decide(aMeasure(), { event: 'revise', text }, officer)).toMatchObject({
      value: { state: 'proposed', demand: '三日内整改到位', proposed: { by: anId(200) }, revision: 2 },
    })
    expect(decide(aMeasure(), { event: 'revise', text }, anActor('section-officer', 201))).toMatchObject({
      error: { code: 'not-own-draft' },
    })
    expect(decide(skipping, { event: 'revise', text }, officer)).toMatchObject({
      error: { code: 'skip-needs-reason' },
    })
    const bySystem = aMeasure({ proposed: { by: null, name: '系统', at: NOW } })
    expect(decide(bySystem, { event: 'revise', text }, officer)).toMatchObject({
      error: { code: 'not-own-draft' },
    })
    expect(listMeasureEvents(aMeasure(), { actor: officer, now: NOW, numbers })).toEqual([
      'revise',
      'withdraw',
    ])
  })

  test('what the system proposed any leader may approve', () => {
    const bySystem = aMeasure({ proposed: { by: null, name: '系统', at: NOW } })
    expect(decide(bySystem, { event: 'approve' })).toMatchObject({ value: { approved: { by: anId(300) } } })
  })

  test('a talk and a transfer are approved by the director alone', () => {
    for (const kind of ['admonition-talk', 'accountability-transfer'] as const) {
      expect(decide(aMeasure({ kind }), { event: 'approve' })).toMatchObject({
        error: { code: 'role-not-allowed' },
      })
      expect(decide(aMeasure({ kind }), { event: 'approve' }, director)).toMatchObject({ ok: true })
    }
  })

  test('a head acts for his own school only', () => {
    const other = { ...inState('warning', 'issued'), unitId: OTHER_SCHOOL }
    expect(decide(other, { event: 'receive' }, head)).toMatchObject({ error: { code: 'outside-scope' } })
  })

  test('an appeal is decided by somebody who neither proposed nor approved the measure', () => {
    const appealed = inState('warning', 'appealed')
    const byLeader = { ...inState('admonition-talk', 'appealed'), proposed: deed(300), approved: deed(400) }
    for (const [actor, code] of [
      [anActor('bureau-leader', 300), 'decides-own-proposal'],
      [director, 'decides-own-approval'],
    ] as const) {
      expect(decide(byLeader, { event: 'lift', finding: '确已报告' }, actor)).toMatchObject({
        error: { code },
      })
      expect(listMeasureEvents(byLeader, { actor, now: NOW, numbers })).toEqual([])
    }
    expect(
      decide(byLeader, { event: 'lift', finding: '确已报告' }, anActor('bureau-leader', 301)),
    ).toMatchObject({ value: { state: 'withdrawn' } })
    expect(decide(appealed, { event: 'lift', finding: '确已报告' })).toMatchObject({
      error: { code: 'decides-own-approval' },
    })
    expect(decide(appealed, { event: 'lift', finding: '确已报告' }, director)).toMatchObject({
      value: { state: 'withdrawn', appeal: { decision: { upheld: false } } },
    })
  })
})

describe('issuing', () => {
  const approved = inState('supervision-notice', 'approved')
  const issue = { event: 'issue', documentNumber: '安教督〔2026〕1号', replyDueOn: '2026-10-20' } as const

  test('a document has its number, and an answer its day', () => {
    expect(decide(approved, { ...issue, documentNumber: null })).toMatchObject({
      error: { code: 'number-required' },
    })
    expect(decide(approved, { ...issue, replyDueOn: null })).toMatchObject({
      error: { code: 'reply-day-required' },
    })
    expect(decide(approved, { ...issue, replyDueOn: '2026-10-09' })).toMatchObject({
      error: { code: 'deadline-in-the-past' },
    })
    expect(decide(approved, { ...issue, replyDueOn: '2026-10-10' })).toMatchObject({ ok: true })
  })

  test('a reminder needs no number, and an honour no answer', () => {
    expect(decide(inState('reminder', 'approved'), { ...issue, documentNumber: null })).toMatchObject({
      ok: true,
    })
    expect(decide(inState('highlight', 'approved'), { ...issue, documentNumber: null })).toMatchObject({
      value: { state: 'issued', replyDueOn: null },
    })
  })
})

describe('a talk', () => {
  test('without its record it is neither answered nor closed', () => {
    const received = inState('admonition-talk', 'received')
    expect(decide(received, { event: 'reply', text: '已经整改完成' }, head)).toMatchObject({
      error: { code: 'event-not-allowed' },
    })
    expect(decide(received, { event: 'verify', note: '核实' })).toMatchObject({
      error: { code: 'event-not-allowed' },
    })
    const held = decide(received, { event: 'hold', record })
    expect(held).toMatchObject({ value: { state: 'talked', talk: { record } } })
  })

  test('that has not taken place has no record', () => {
    const command = { event: 'hold', record: { ...record, heldOn: '2026-10-11' } } as const
    expect(decide(inState('admonition-talk', 'received'), command)).toMatchObject({
      error: { code: 'day-in-the-future' },
    })
  })
})

describe('an appeal', () => {
  const appeal = { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' } as const
  const receivedOn = (at: Instant) => ({
    ...inState('warning', 'received'),
    received: { ...deed(100, at), note: null },
  })

  test('is in time on the last day and late on the day after', () => {
    const measure = receivedOn('2026-10-01T02:00:00.000Z')
    expect(decide(measure, appeal, head, '2026-10-11T15:59:59.000Z')).toMatchObject({ ok: true })
    expect(decide(measure, appeal, head, '2026-10-11T16:00:00.000Z')).toEqual({
      ok: false,
      error: { code: 'appeal-late', until: '2026-10-11' },
    })
  })

  test('is made once', () => {
    const decided = { ...deed(400), upheld: true, finding: '' }
    const again = { ...receivedOn(NOW), appeal: { ...deed(100), grounds: '', decision: decided } }
    expect(decide(again, appeal, head)).toMatchObject({ error: { code: 'appeal-decided' } })
  })

  test('that is upheld gives the unit a new day to answer by', () => {
    const uphold = { event: 'uphold', finding: '事实清楚', replyDueOn: null } as const
    expect(decide(inState('warning', 'appealed'), uphold, director)).toMatchObject({
      error: { code: 'reply-day-required' },
    })
    expect(
      decide(inState('warning', 'appealed'), { ...uphold, replyDueOn: '2026-10-30' }, director),
    ).toMatchObject({ value: { state: 'received', replyDueOn: '2026-10-30' } })
  })
})

test('what is under way gives way to the next rung, what is settled does not', () => {
  const occasion = { actor: anActor('section-officer', 200), now: NOW }
  expect(supersede(inState('reminder', 'received'), occasion)).toMatchObject({ state: 'superseded' })
  for (const state of ['closed', 'withdrawn', 'appealed', 'proposed'] as const)
    expect(supersede(inState('reminder', state), occasion)).toBeNull()
})

test('an answer is late from the day after its day, and only while it is owed', () => {
  const due = { replyDueOn: '2026-10-10' } as const
  expect(isReplyLate({ ...due, state: 'received' }, '2026-10-10')).toBe(false)
  expect(isReplyLate({ ...due, state: 'received' }, '2026-10-11')).toBe(true)
  expect(isReplyLate({ ...due, state: 'replied' }, '2026-10-11')).toBe(false)
})
