import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/day.ts'
import type { AccountId, CampaignId, SummaryId } from '../kernel/ids.ts'
import { err } from '../kernel/result.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { anActor, anId, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import { decideSummary, type SummaryCommand } from './decide-summary.ts'
import { toFillIn } from './summary-figures.ts'
import { SUMMARY_FLOW, SUMMARY_STATE_IDS, type SummaryEvent } from './summary-flow.ts'
import { listChangedFigures, summaryTimeliness, type Summary } from './summary.ts'

const NOW: Instant = '2026-12-18T02:00:00.000Z'
const figure = { indicator: 'hazard-closed', numerator: 5, denominator: 6 }
const aSummary = (over: Partial<Summary> = {}): Summary => ({
  ...{ id: anId<SummaryId>(1), campaignId: anId<CampaignId>(1), phase: null, unitId: SCHOOL, state: 'draft' },
  title: '东镇中学专项行动工作总结',
  sections: [
    { part: 'hazards', heading: '一、隐患整改', text: '整改率{{hazard-closed}}。', figures: [figure] },
  ],
  ...{ takenAt: '2026-12-10T02:00:00.000Z', dueOn: '2026-12-20', version: 1, preparedBy: null },
  ...{ signedBy: null, signedAt: null, handedInAt: null, acceptedAt: null, revision: 1, ...over },
})
const figures = new Map([[figure.indicator, { numerator: 5, denominator: 6 }]])
const moved = new Map([[figure.indicator, { numerator: 6, denominator: 7 }]])
/** Archiving is none: it comes with the campaign's. */
const COMMANDS: Record<SummaryCommand['event'], SummaryCommand> = {
  edit: { event: 'edit', title: '工作总结（修改）', sections: aSummary().sections },
  refresh: { event: 'refresh' },
  prepare: { event: 'prepare' },
  'send-back': { event: 'send-back', reason: '请补充培训情况', refresh: false },
  sign: { event: 'sign', asStated: null, documentNumber: null },
  return: { event: 'return', reason: '缺少下一步打算' },
  accept: { event: 'accept' },
  revise: { event: 'revise' },
  merge: { event: 'merge' },
}
const COMMAND_IDS = Object.keys(COMMANDS) as SummaryCommand['event'][]
const head = anActor('principal')
const decide = (before: Summary, event: SummaryCommand['event'], actor = head, now = figures) =>
  decideSummary(before, COMMANDS[event], { actor, now: NOW, figures: now, hasOwnHead: true })

test('every state, event and role: what the table gives is done, and nothing else', () => {
  let done = 0
  for (const state of SUMMARY_STATE_IDS)
    for (const event of COMMAND_IDS)
      for (const role of ROLE_IDS) {
        const row = SUMMARY_FLOW[state] as Partial<
          Record<SummaryEvent, { to: string; by: readonly string[] }>
        >
        const step = row[event]
        const decision = decide(aSummary({ state }), event, anActor(role))
        if (!step) expect(decision).toMatchObject({ error: { code: 'event-not-allowed' } })
        else if (!step.by.includes(role))
          expect(decision).toMatchObject({ error: { code: 'role-not-allowed' } })
        else {
          expect(decision).toMatchObject({ value: { state: step.to, revision: 2 } })
          done += 1
        }
      }
  expect(done).toBe(16)
})

test('a head signs for his own school only', () => {
  expect(decide(aSummary({ state: 'awaiting-signature', unitId: OTHER_SCHOOL }), 'sign')).toMatchObject({
    error: { code: 'outside-scope' },
  })
})

test('signing by somebody who is not the head of this very school is refused', () => {
  const other = { ...head, unitId: OTHER_SCHOOL }
  const before = aSummary({ state: 'awaiting-signature' })
  expect(decide(before, 'sign', other)).toMatchObject({ error: { code: 'not-the-head' } })
  const command = COMMANDS.sign
  const alone = { actor: other, now: NOW, figures, hasOwnHead: false }
  expect(decideSummary(before, command, alone)).toMatchObject({ value: { state: 'submitted' } })
})

test('nothing goes before the head while places of the draft are open', () => {
  const text = `整改率{{hazard-closed}}。${toFillIn('主要做法')}`
  const before = aSummary({
    sections: [{ part: 'hazards', heading: '一、隐患整改', text, figures: [figure] }],
  })
  expect(decide(before, 'prepare')).toEqual(err({ code: 'summary-unfilled', headings: ['一、隐患整改'] }))
})

describe('figures in what somebody writes', () => {
  const write = (text: string, now: typeof figures) =>
    decideSummary(
      aSummary(),
      { event: 'edit', title: '工作总结', sections: [{ part: 'hazards', heading: '隐患', text }] },
      { actor: head, now: NOW, figures: now, hasOwnHead: true },
    )

  test('keep what they said, and new ones say what the data say', () => {
    const both = new Map([...moved, ['tasks-accepted', { numerator: 1, denominator: 2 }]])
    expect(write('{{hazard-closed:done}}条，{{tasks-accepted}}', both)).toMatchObject({
      value: { sections: [{ figures: [{ numerator: 5 }, { indicator: 'tasks-accepted', numerator: 1 }] }] },
    })
  })

  test('that nothing counts are refused by name, and one taken out is gone', () => {
    expect(write('{{made-up}}', figures)).toEqual(err({ code: 'figure-unknown', indicator: 'made-up' }))
    expect(write('没有数字', figures)).toMatchObject({ value: { sections: [{ figures: [] }] } })
  })
})

describe('figures that changed between draft and signature', () => {
  const waiting = aSummary({ state: 'awaiting-signature' })

  test('are shown to whoever signs, and nothing is signed', () => {
    expect(decide(waiting, 'sign', head, moved)).toEqual({
      ok: false,
      error: {
        code: 'figures-changed',
        figures: [
          {
            ...{ indicator: figure.indicator, stated: { numerator: 5, denominator: 6 } },
            now: { numerator: 6, denominator: 7 },
          },
        ],
      },
    })
  })

  test('stand as they were where he lets them, and are never brought up to date by signing', () => {
    const signed = decideSummary(
      waiting,
      { event: 'sign', asStated: '以起草当日数据为准', documentNumber: null },
      { actor: head, now: NOW, figures: moved, hasOwnHead: true },
    )
    expect(signed).toMatchObject({ value: { state: 'submitted', signedAt: NOW, sections: waiting.sections } })
  })

  test('are taken anew where somebody asks for it', () => {
    const fresh = decide(aSummary(), 'refresh', head, moved)
    expect(fresh).toMatchObject({
      value: { takenAt: NOW, sections: [{ figures: [{ numerator: 6, denominator: 7 }] }] },
    })
  })

  test('a rate that is not counted any more is pointed out as such, and keeps what it was', () => {
    expect(listChangedFigures(aSummary(), new Map())).toMatchObject([{ now: null }])
    expect(decide(aSummary(), 'refresh', head, new Map())).toMatchObject({
      value: { sections: [{ figures: [{ numerator: 5 }] }] },
    })
  })
})

test('what was returned is written anew as the next version, without the signature of the old', () => {
  const returned = aSummary({ state: 'returned', signedBy: anId<AccountId>(100), signedAt: NOW })
  expect(decide(returned, 'revise')).toMatchObject({
    value: { state: 'draft', version: 2, signedBy: null, signedAt: null },
  })
})

test('what was in time and came back is in time still when it comes again', () => {
  const [first, again] = ['2026-12-19T02:00:00.000Z', NOW] as const
  const before = aSummary({ state: 'awaiting-signature', version: 2, handedInAt: first })
  expect(decide(before, 'sign')).toMatchObject({ value: { handedInAt: first, signedAt: again } })
})

test('in time is the whole last day; the day after it is a day late, handed in or not', () => {
  const signedAt = (at: Instant) => summaryTimeliness({ dueOn: '2026-12-20', handedInAt: at }, '2026-12-31')
  expect(signedAt('2026-12-20T15:59:59.000Z')).toEqual({ kind: 'in-time' })
  expect(signedAt('2026-12-20T16:00:00.000Z')).toEqual({ kind: 'late', days: 1 })
  const open = { dueOn: '2026-12-20', handedInAt: null } as const
  expect(summaryTimeliness(open, '2026-12-20')).toBeNull()
  expect(summaryTimeliness(open, '2026-12-22')).toEqual({ kind: 'owed', days: 2 })
  expect(summaryTimeliness({ dueOn: null, handedInAt: null }, '2026-12-22')).toBeNull()
})
