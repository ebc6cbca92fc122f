import { BULLETIN_EVENTS, BULLETIN_FLOW, type BulletinEvent } from './mechanisms/bulletin-flow.ts'
import { RECORD_EVENTS, RECORD_FLOW, type RecordEvent } from './mechanisms/record-flow.ts'
import { describe, expect, test } from 'vitest'
import { ASSIGNMENT_EVENTS, ASSIGNMENT_FLOW, type AssignmentEvent } from './campaign/assignment.ts'
import {
  COUNTY_SUMMARY_EVENTS,
  COUNTY_SUMMARY_FLOW,
  type CountySummaryEvent,
} from './campaign/county-summary.ts'
import { SUMMARY_EVENTS, SUMMARY_FLOW, type SummaryEvent } from './campaign/summary-flow.ts'
import { CAMPAIGN_EVENTS, CAMPAIGN_FLOW, type CampaignEvent } from './campaign/campaign.ts'
import { DRILL_EVENTS, DRILL_FLOW, type DrillEvent } from './drills/drill-flow.ts'
import * as domain from './index.ts'
import { listUnreachableStates, type Flow } from './kernel/flow.ts'
import { MAY, mayRole, type Permission } from './organisation/may.ts'
import type { RoleId } from './organisation/role.ts'
import { HAZARD_EVENTS, HAZARD_FLOW, type HazardEvent } from './prevention/hazard-flow.ts'
import { PUBLIC_REPORT_FLOW, type PublicReportEvent } from './prevention/public-report.ts'
import { MATERIAL_EVENTS, MATERIAL_FLOW, type MaterialEvent } from './prevention/pilot/material.ts'
import {
  PILOT_EVENTS,
  PILOT_FLOW,
  SETTLED_PILOT_STATES,
  type PilotEvent,
} from './prevention/pilot/pilot-flow.ts'
import { VISIT_EVENTS, VISIT_FLOW, type VisitEvent } from './prevention/rounds/visit-flow.ts'
import { HANDOVER_EVENTS, HANDOVER_FLOW, type HandoverEvent } from './responsibility/handover.ts'
import {
  MEASURE_EVENT_IDS,
  MEASURE_EVENTS,
  MEASURE_FLOWS,
  MEASURE_STATE_IDS,
  SETTLED_MEASURE_STATES,
  type MeasureEvent,
} from './supervision/measure-flow.ts'
import {
  REFERRAL_EVENTS,
  REFERRAL_FLOW,
  SETTLED_REFERRAL_STATES,
  type ReferralEvent,
} from './supervision/referral/referral-flow.ts'
import { MEASURE_COURSES } from './supervision/supervision-kind.ts'
import { LETTER_EVENTS, LETTER_FLOW, type LetterEvent } from './responsibility/letter-flow.ts'
import { ACTIVITY_EVENTS, ACTIVITY_FLOW, type ActivityEvent } from './training/publicity-activity.ts'
import {
  TRAINING_SESSION_EVENTS,
  TRAINING_SESSION_FLOW,
  type TrainingSessionEvent,
} from './training/training-session.ts'

/**
 * What a role must hold at least, by the one table of who may do what, to raise an event of a flow. A flow
 * narrows that table and never widens it.
 */
const CAMPAIGN_NEEDS = {
  confirm: 'campaign.draft',
  reopen: 'campaign.draft',
  discard: 'campaign.draft',
  dispatch: 'campaign.dispatch',
  suspend: 'campaign.dispatch',
  resume: 'campaign.dispatch',
  archive: 'campaign.dispatch',
} as const satisfies Record<CampaignEvent, Permission>
const ASSIGNMENT_NEEDS = {
  receive: 'assignment.submit',
  submit: 'assignment.submit',
  accept: 'assignment.review',
  return: 'assignment.review',
  excuse: 'assignment.review',
  reopen: 'assignment.review',
} as const satisfies Record<AssignmentEvent, Permission>
const HAZARD_NEEDS = {
  confirm: 'hazard.report',
  dismiss: 'hazard.report',
  regrade: 'hazard.report',
  replan: 'hazard.report',
  'fix-at-once': 'hazard.report',
  control: 'hazard.report',
  list: 'hazard.report',
  unlist: 'hazard.report',
  transfer: 'hazard.report',
  'take-back': 'hazard.report',
  'settle-elsewhere': 'hazard.report',
  'look-back': 'hazard.report',
  'ask-extension': 'hazard.report',
  'grant-extension': 'hazard.report',
  'refuse-extension': 'hazard.report',
  submit: 'hazard.report',
  accept: 'hazard.report',
  return: 'hazard.report',
} as const satisfies Record<HazardEvent, Permission>
const MEASURE_NEEDS = {
  revise: 'supervision.propose',
  approve: 'supervision.decide',
  decline: 'supervision.decide',
  issue: 'supervision.issue',
  receive: 'supervision.answer',
  deliver: 'supervision.issue',
  hold: 'supervision.read',
  reply: 'supervision.answer',
  verify: 'supervision.read',
  return: 'supervision.read',
  appeal: 'supervision.answer',
  uphold: 'supervision.decide',
  lift: 'supervision.decide',
  withdraw: 'supervision.read',
  supersede: 'supervision.issue',
} as const satisfies Record<MeasureEvent, Permission>
const PUBLIC_REPORT_NEEDS = {
  verify: 'public-report.settle',
  link: 'public-report.settle',
  dismiss: 'public-report.settle',
} as const satisfies Record<PublicReportEvent, Permission>
const REFERRAL_NEEDS = {
  revise: 'referral.manage',
  approve: 'supervision.decide',
  send: 'referral.manage',
  receive: 'referral.manage',
  urge: 'referral.manage',
  reply: 'referral.manage',
  'refer-again': 'referral.manage',
  escalate: 'supervision.decide',
  verify: 'referral.read',
  close: 'referral.manage',
  withdraw: 'referral.manage',
} as const satisfies Record<ReferralEvent, Permission>
const VISIT_NEEDS = {
  arrive: 'inspection.record',
  record: 'inspection.record',
  reopen: 'inspection.record',
  sign: 'inspection.record',
  object: 'round.read',
  close: 'round.plan',
  cancel: 'round.plan',
} as const satisfies Record<VisitEvent, Permission>
const DRILL_NEEDS = {
  start: 'drill.run',
  'all-clear': 'drill.run',
  cancel: 'drill.run',
  review: 'drill.review',
  close: 'drill.run',
  return: 'drill.run',
} as const satisfies Record<DrillEvent, Permission>
const PILOT_NEEDS = {
  name: 'pilot.name',
  decline: 'pilot.name',
  extend: 'pilot.name',
  assess: 'pilot.build',
  accept: 'pilot.accept',
  return: 'pilot.accept',
  promote: 'pilot.decide',
  confirm: 'pilot.accept',
  lapse: 'pilot.accept',
  withdraw: 'pilot.build',
  revoke: 'pilot.decide',
} as const satisfies Record<PilotEvent, Permission>
const MATERIAL_NEEDS = {
  publish: 'material.publish',
  return: 'material.publish',
  resubmit: 'material.share',
  withdraw: 'material.share',
  retract: 'material.publish',
} as const satisfies Record<MaterialEvent, Permission>
const SUMMARY_NEEDS = {
  edit: 'summary.write',
  refresh: 'summary.write',
  prepare: 'summary.write',
  'send-back': 'summary.sign',
  sign: 'summary.sign',
  return: 'summary.review',
  accept: 'summary.review',
  revise: 'summary.write',
  merge: 'county-summary.sign',
  archive: 'campaign.dispatch',
} as const satisfies Record<SummaryEvent, Permission>
const COUNTY_SUMMARY_NEEDS = {
  gather: 'county-summary.write',
  cancel: 'county-summary.write',
  edit: 'county-summary.write',
  sign: 'county-summary.sign',
} as const satisfies Record<CountySummaryEvent, Permission>
const TRAINING_SESSION_NEEDS = {
  open: 'training.manage',
  close: 'training.manage',
  reopen: 'training.manage',
  cancel: 'training.manage',
} as const satisfies Record<TrainingSessionEvent, Permission>
const ACTIVITY_NEEDS = {
  report: 'training.manage',
  correct: 'training.manage',
  cancel: 'training.manage',
} as const satisfies Record<ActivityEvent, Permission>
const LETTER_NEEDS = {
  issue: 'letter.issue',
  sign: 'letter.sign',
  'sign-on-paper': 'letter.issue',
  refuse: 'letter.sign',
  reissue: 'letter.issue',
  withdraw: 'letter.issue',
} as const satisfies Record<LetterEvent, Permission>
const HANDOVER_NEEDS = {
  'hand-over': 'handover.read',
  'take-over': 'handover.read',
  'send-back': 'handover.read',
  cancel: 'handover.oversee',
} as const satisfies Record<HandoverEvent, Permission>

const RECORD_NEEDS = {
  close: 'mechanism.write',
  reopen: 'mechanism.write',
} as const satisfies Record<RecordEvent, Permission>
const BULLETIN_NEEDS = {
  edit: 'mechanism.write',
  refresh: 'mechanism.write',
  submit: 'mechanism.write',
  approve: 'bulletin.decide',
  return: 'bulletin.decide',
  issue: 'mechanism.write',
  withdraw: 'mechanism.write',
} as const satisfies Record<BulletinEvent, Permission>

interface Case {
  readonly name: string
  readonly flow: Flow<string, string>
  readonly initial: string
  readonly final: readonly string[]
  readonly needs: Readonly<Record<string, Permission>>
}
const eventsOf = (flow: Flow<string, string>): Set<string> =>
  new Set(Object.values(flow).flatMap(row => Object.keys(row)))
const pick = (needs: Case['needs'], events: ReadonlySet<string>): Case['needs'] =>
  Object.fromEntries(Object.entries(needs).filter(([event]) => events.has(event)))
const FLOWS: readonly Case[] = [
  {
    name: 'campaign',
    flow: CAMPAIGN_FLOW,
    initial: 'draft',
    final: ['archived', 'discarded'],
    needs: CAMPAIGN_NEEDS,
  },
  {
    name: 'assignment',
    flow: ASSIGNMENT_FLOW,
    initial: 'pending',
    final: ['accepted', 'excused'],
    needs: ASSIGNMENT_NEEDS,
  },
  {
    name: 'hazard',
    flow: HAZARD_FLOW,
    initial: 'reported',
    final: ['closed', 'dismissed'],
    needs: HAZARD_NEEDS,
  },
  ...MEASURE_COURSES.map(course => ({
    ...{ name: `measure (${course})`, flow: MEASURE_FLOWS[course] as Case['flow'], initial: 'proposed' },
    final: SETTLED_MEASURE_STATES,
    // A course uses some of the events; all courses together use all of them.
    needs: pick(MEASURE_NEEDS, eventsOf(MEASURE_FLOWS[course] as Case['flow'])),
  })),
  {
    name: 'public report',
    flow: PUBLIC_REPORT_FLOW,
    initial: 'waiting',
    final: ['verified', 'duplicate', 'dismissed'],
    needs: PUBLIC_REPORT_NEEDS,
  },
  {
    name: 'referral',
    flow: REFERRAL_FLOW,
    initial: 'draft',
    final: SETTLED_REFERRAL_STATES,
    needs: REFERRAL_NEEDS,
  },
  {
    ...{ name: 'visit', flow: VISIT_FLOW, initial: 'planned', final: ['closed', 'cancelled'] },
    needs: VISIT_NEEDS,
  },
  {
    ...{ name: 'drill', flow: DRILL_FLOW, initial: 'scheduled', final: ['closed', 'cancelled'] },
    needs: DRILL_NEEDS,
  },
  {
    ...{ name: 'pilot', flow: PILOT_FLOW, initial: 'applied', final: SETTLED_PILOT_STATES },
    needs: PILOT_NEEDS,
  },
  {
    ...{ name: 'material', flow: MATERIAL_FLOW, initial: 'submitted', final: ['withdrawn', 'retracted'] },
    needs: MATERIAL_NEEDS,
  },
  {
    ...{ name: 'summary', flow: SUMMARY_FLOW, initial: 'draft', final: ['archived'] },
    needs: SUMMARY_NEEDS,
  },
  {
    ...{ name: 'county summary', flow: COUNTY_SUMMARY_FLOW, initial: 'draft', final: ['signed'] },
    needs: COUNTY_SUMMARY_NEEDS,
  },
  {
    ...{ name: 'training session', flow: TRAINING_SESSION_FLOW, initial: 'planned' },
    ...{ final: ['closed', 'cancelled'], needs: TRAINING_SESSION_NEEDS },
  },
  {
    ...{ name: 'publicity activity', flow: ACTIVITY_FLOW, initial: 'planned' },
    ...{ final: ['done', 'cancelled'], needs: ACTIVITY_NEEDS },
  },
  {
    name: 'letter',
    flow: LETTER_FLOW,
    initial: 'draft',
    final: ['signed', 'withdrawn'],
    needs: LETTER_NEEDS,
  },
  {
    name: 'handover',
    flow: HANDOVER_FLOW,
    initial: 'open',
    final: ['received', 'cancelled'],
    needs: HANDOVER_NEEDS,
  },
  {
    name: 'record of a mechanism',
    flow: RECORD_FLOW,
    initial: 'open',
    final: ['closed'],
    needs: RECORD_NEEDS,
  },
  {
    name: 'bulletin',
    flow: BULLETIN_FLOW,
    initial: 'draft',
    final: ['issued', 'withdrawn'],
    needs: BULLETIN_NEEDS,
  },
]
const steps = (flow: Flow<string, string>) =>
  Object.entries(flow).flatMap(([state, row]) =>
    Object.entries(row).map(([event, step]) => ({ state, event, by: step?.by ?? [], to: step?.to ?? '' })),
  )

describe.each(FLOWS)('the flow of a $name', ({ flow, initial, final, needs }) => {
  test('reaches every state', () => {
    expect(listUnreachableStates(flow, initial)).toEqual([])
  })

  test('leads to an end from every state: nothing is stuck for good', () => {
    for (const state of Object.keys(flow)) {
      const beyond = Object.keys(flow).filter(each => !listUnreachableStates(flow, state).includes(each))
      expect(beyond.some(each => final.includes(each))).toBe(true)
    }
  })

  test('uses every event somewhere, and somebody may raise each', () => {
    expect([...new Set(steps(flow).map(step => step.event))].sort()).toEqual(Object.keys(needs).sort())
    for (const { by } of steps(flow)) expect(by.length).toBeGreaterThan(0)
  })

  test('lets nobody do what the table of permissions does not give', () => {
    const wider = steps(flow).flatMap(({ event, by }) =>
      by
        .filter((role: RoleId) => !mayRole(role, needs[event] as Permission))
        .map(role => `${role} may not ${event}`),
    )
    expect([...new Set(wider)]).toEqual([])
  })

  test('leaves no role that may decide without a step to do so', () => {
    // What many may read, or report of, is narrowed by the flow; what is there to be decided is not.
    const deciding = new Set(Object.values(needs).filter(permission => !/\.(read|report)$/.test(permission)))
    for (const permission of deciding) {
      const able = steps(flow)
        .filter(({ event }) => needs[event] === permission)
        .flatMap(({ by }) => [...by])
      expect([permission, MAY[permission].filter(role => !able.includes(role))]).toEqual([permission, []])
    }
  })

  test('gives an auditor nothing to do', () => {
    expect(steps(flow).filter(({ by }) => (by as readonly RoleId[]).includes('auditor'))).toEqual([])
  })
})

test('no flow of the domain is left out here', () => {
  const declared = Object.entries(domain).flatMap(([name, value]) => (name.endsWith('_FLOW') ? [value] : []))
  expect(declared.length).toBeGreaterThan(9)
  for (const flow of declared) expect(FLOWS.some(each => each.flow === flow)).toBe(true)
})

test('every event has a name to put on a button', () => {
  for (const [events, needs] of [
    [CAMPAIGN_EVENTS, CAMPAIGN_NEEDS],
    [ASSIGNMENT_EVENTS, ASSIGNMENT_NEEDS],
    [HAZARD_EVENTS, HAZARD_NEEDS],
    [MEASURE_EVENTS, MEASURE_NEEDS],
    [REFERRAL_EVENTS, REFERRAL_NEEDS],
    [VISIT_EVENTS, VISIT_NEEDS],
    [DRILL_EVENTS, DRILL_NEEDS],
    [PILOT_EVENTS, PILOT_NEEDS],
    [MATERIAL_EVENTS, MATERIAL_NEEDS],
    [TRAINING_SESSION_EVENTS, TRAINING_SESSION_NEEDS],
    [ACTIVITY_EVENTS, ACTIVITY_NEEDS],
    [SUMMARY_EVENTS, SUMMARY_NEEDS],
    [COUNTY_SUMMARY_EVENTS, COUNTY_SUMMARY_NEEDS],
    [LETTER_EVENTS, LETTER_NEEDS],
    [RECORD_EVENTS, RECORD_NEEDS],
    [BULLETIN_EVENTS, BULLETIN_NEEDS],
    [HANDOVER_EVENTS, HANDOVER_NEEDS],
  ] as const)
    expect(Object.keys(events).sort()).toEqual(Object.keys(needs).sort())
})

test('the courses of measures together use every event and every state', () => {
  const flows = Object.values(MEASURE_FLOWS) as Flow<string, string>[]
  expect(flows.flatMap(flow => [...eventsOf(flow)])).toEqual(expect.arrayContaining(MEASURE_EVENT_IDS))
  expect(flows.flatMap(flow => Object.keys(flow))).toEqual(expect.arrayContaining(MEASURE_STATE_IDS))
})

test('everybody who may submit or review an assignment has a step to do so', () => {
  for (const [event, permission] of Object.entries(ASSIGNMENT_NEEDS)) {
    if (event !== 'submit' && event !== 'accept') continue
    const by = new Set(
      steps(ASSIGNMENT_FLOW)
        .filter(step => step.event === event)
        .flatMap(step => [...step.by]),
    )
    for (const role of [
      'principal',
      'safety-officer',
      'section-officer',
      'bureau-leader',
      'township-coordinator',
    ] as const)
      expect(by.has(role)).toBe(mayRole(role, permission))
  }
})
