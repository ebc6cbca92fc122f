import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import { findStep, listUnreachableStates } from '../kernel/flow.ts'
import { ROLE_IDS, isBureauRole } from '../organisation/role.ts'
import { aHazard, anActor, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import type { Actor } from '../organisation/may.ts'
import { decideHazard, listHazardEvents, type HazardOccasion } from './decide-hazard.ts'
import type { CommandOf, HazardCommand } from './hazard-command.ts'
import { hazardLimitsOn } from './hazard-limits.ts'
import { HazardSource, isListed, isOverdue, type Hazard } from './hazard.ts'
import {
  FINISHING_EVENTS,
  HAZARD_EVENT_IDS,
  HAZARD_FLOW,
  HAZARD_STATE_IDS,
  type HazardEvent,
  type HazardState,
} from './hazard-flow.ts'

const NOW = '2026-10-05T02:00:00.000Z' as const
const LIMITS = hazardLimitsOn([], '2026-10-05')
/** Everything that may be asked for is there, unless a test says otherwise. */
const occasionOf = (actor: Actor, change: Partial<HazardOccasion> = {}): HazardOccasion => ({
  ...{ actor, now: NOW, limits: LIMITS, photosBefore: 1, photosAfter: 1, papers: 1, rectifiers: [] },
  ...change,
})
const people = fc.constantFrom(...ROLE_IDS.flatMap(role => [anActor(role, 100), anActor(role, 101)]))
const plans = fc.record({
  leadId: fc.constantFrom(anId(100), anId(101)),
  measures: fc.constant('更换'),
  funds: fc.constantFrom('', '公用经费'),
  dueOn: fc.constantFrom('2026-10-04' as const, '2026-10-20' as const, '2026-11-20' as const),
  contingency: fc.constantFrom('', '专人值守'),
})
const grade = fc.constantFrom('general' as const, 'major' as const)
const reason = '现场情况如此'
const commands: fc.Arbitrary<HazardCommand> = fc.oneof(
  fc.record({
    event: fc.constant('confirm' as const),
    grade,
    basis: fc.constant('标准'),
    plan: plans,
    interimControl: fc.constant(null),
    stopUse: fc.boolean(),
  }) as fc.Arbitrary<HazardCommand>,
  fc.constant({ event: 'dismiss', reason } as const),
  fc.record({
    event: fc.constant('regrade' as const),
    grade,
    basis: fc.constant('标准'),
    reason: fc.constant(reason),
  }),
  fc.record({
    event: fc.constant('replan' as const),
    plan: plans,
    reason: fc.constant(reason),
  }) as fc.Arbitrary<HazardCommand>,
  fc.record({
    event: fc.constant('ask-extension' as const),
    until: fc.constantFrom('2026-10-25' as const, '2026-12-25' as const, '2027-01-25' as const),
    reason: fc.constant(reason),
  }),
  fc.constantFrom({ event: 'grant-extension' } as const, { event: 'refuse-extension', reason } as const),
  fc.constant({ event: 'submit', rectification: '已经换好' } as const),
  fc.constantFrom({ event: 'accept', note: '' } as const, { event: 'return', reason } as const),
  fc.record({
    event: fc.constant('control' as const),
    interimControl: fc.constant('拉警戒线'),
    stopUse: fc.boolean(),
    reason: fc.constant(reason),
  }),
  fc.constantFrom<HazardCommand>(
    { event: 'fix-at-once', basis: '标准', rectification: '当场清走' },
    { event: 'list', number: '', until: '2026-12-01', reason },
    { event: 'unlist', reason },
    {
      ...{ event: 'transfer', department: '县水利局', matter: '加固堤岸' },
      dueOn: '2026-11-01',
      interimControl: '专人看守',
    },
    { event: 'take-back', dueOn: '2026-11-20', reason },
    { event: 'settle-elsewhere', rectification: '部门已加固' },
    { event: 'look-back', holds: true, note: '仍然完好' },
  ),
)
const stories = fc.array(fc.tuple(people, commands), { maxLength: 25 })

interface Happened {
  readonly before: Hazard
  readonly after: Hazard
  readonly command: HazardCommand
  readonly actor: Actor
  /** Everybody who had submitted it before this step. */
  readonly rectifiers: readonly string[]
}

/** Tells a story of commands; what is refused changes nothing. */
function tell(story: readonly (readonly [Actor, HazardCommand])[]): Happened[] {
  let hazard = aHazard()
  const happened: Happened[] = []
  let rectifiers: readonly string[] = []
  for (const [actor, command] of story) {
    const decision = decideHazard(hazard, command, occasionOf(actor, { rectifiers }))
    if (!decision.ok) continue
    happened.push({ before: hazard, after: decision.value, command, actor, rectifiers })
    if (FINISHING_EVENTS.includes(command.event)) rectifiers = [...rectifiers, actor.accountId]
    hazard = decision.value
  }
  return happened
}

const always = (holds: (step: Happened) => void): void =>
  fc.assert(
    fc.property(stories, story => tell(story).forEach(holds)),
    { numRuns: 400 },
  )

describe('whatever people do, in whatever order', () => {
  test('nobody accepts or returns his own rectification, nor one he had a hand in before it was sent back', () => {
    always(({ before, command, actor, rectifiers }) => {
      if (command.event !== 'accept' && command.event !== 'return') return
      expect(before.rectifiedBy).not.toBe(actor.accountId)
      expect(rectifiers).not.toContain(actor.accountId)
      expect(before.plan?.leadId).not.toBe(actor.accountId)
    })
  })

  test('a major hazard is closed, regraded, replanned and prolonged by the bureau alone', () => {
    always(({ before, command, actor }) => {
      const ofSchool = ['submit', 'settle-elsewhere', 'ask-extension'].includes(command.event)
      const keepsOut = command.event === 'control' && (command.stopUse || !before.stopUse)
      if (before.grade !== 'major' || ofSchool || keepsOut) return
      expect(isBureauRole(actor.role)).toBe(true)
    })
  })

  test('an open major hazard has all five elements', () => {
    always(({ after }) => {
      if (after.grade !== 'major') return
      expect(after.plan).not.toBeNull()
      expect(after.plan?.funds).not.toBe('')
      expect(after.plan?.contingency).not.toBe('')
    })
  })

  test('the deadline moves back by a granted extension or when a department gives it back, and only so often', () => {
    always(({ before, after, command }) => {
      if (before.plan && after.plan && after.plan.dueOn > before.plan.dueOn)
        expect(['grant-extension', 'take-back']).toContain(command.event)
      expect(after.extensions.filter(each => each.granted).length).toBeLessThanOrEqual(LIMITS.extensions)
    })
  })

  test('every change raises the revision by one and leaves unit, number and report as they were', () => {
    always(({ before, after }) => {
      expect(after.revision).toBe(before.revision + 1)
      for (const key of ['id', 'unitId', 'number', 'reportedBy', 'reportedAt', 'discoveredOn'] as const)
        expect(after[key]).toBe(before[key])
    })
  })

  test('the buttons offered are those the decision would not refuse by right', () => {
    fc.assert(
      fc.property(stories, people, commands, (story, actor, command) => {
        const steps = tell(story)
        const hazard = steps.at(-1)?.after ?? aHazard()
        const submits = steps.filter(step => FINISHING_EVENTS.includes(step.command.event))
        const rectifiers = submits.map(step => step.actor.accountId)
        const decision = decideHazard(hazard, command, occasionOf(actor, { rectifiers }))
        if (decision.ok) expect(listHazardEvents(hazard, actor, rectifiers)).toContain(command.event)
      }),
      { numRuns: 400 },
    )
  })
})

test('who did a first, rejected round does not accept the second', () => {
  const hazard = aHazard({ state: 'awaiting-acceptance', grade: 'general', rectifiedBy: anId(101) })
  const accept = { event: 'accept', note: '' } as const
  const head = anActor('principal', 100)
  const after = (rectifiers: string[]) => decideHazard(hazard, accept, occasionOf(head, { rectifiers }))
  expect(after([anId(100), anId(101)])).toEqual({
    ok: false,
    error: { code: 'accepts-own-work' },
  })
  expect(listHazardEvents(hazard, head, [anId(100)])).toEqual([])
  expect(after([anId(101)]).ok).toBe(true)
})

test('every state is reached from a report', () => {
  expect(listUnreachableStates(HAZARD_FLOW, 'reported')).toEqual([])
  expect(Object.keys(HAZARD_FLOW)).toEqual(HAZARD_STATE_IDS)
})

test('nobody decides outside his scope', () => {
  const hazard = aHazard({ unitId: OTHER_SCHOOL })
  const head = anActor('principal')
  expect(listHazardEvents(hazard, head, [])).toEqual([])
  const refused = decideHazard(hazard, { event: 'dismiss', reason }, occasionOf(head))
  expect(refused).toEqual({ ok: false, error: { code: 'outside-scope' } })
})

test.each(HazardSource.options)(
  'a finding from %s is dismissed by the school only where it looked itself',
  source => {
    const hazard = aHazard({ source })
    const dismiss = { event: 'dismiss', reason } as const
    const may = ['self-inspection', 'third-party'].includes(source)
    for (const role of ['principal', 'safety-officer'] as const) {
      const actor = anActor(role)
      expect(decideHazard(hazard, dismiss, occasionOf(actor))).toMatchObject(
        may ? { ok: true } : { ok: false, error: { code: 'finding-needs-bureau' } },
      )
      expect(listHazardEvents(hazard, actor, []).includes('dismiss')).toBe(may)
    }
    const officer = anActor('section-officer')
    expect(decideHazard(hazard, dismiss, occasionOf(officer)).ok).toBe(true)
    expect(listHazardEvents(hazard, officer, [])).toContain('dismiss')
  },
)

test('work without a picture is refused', () => {
  const hazard = aHazard({ state: 'rectifying', grade: 'general' })
  const submit = { event: 'submit', rectification: '已经换好' } as const
  const worker = anActor('safety-officer')
  expect(decideHazard(hazard, submit, occasionOf(worker, { photosAfter: 0 }))).toEqual({
    ok: false,
    error: { code: 'photo-required' },
  })
})

test('the deadline day itself is in time', () => {
  const plan = {
    leadId: anId<Hazard['reportedBy']>(100),
    measures: '换',
    funds: '',
    dueOn: '2026-10-10',
    contingency: '',
  } as const
  const hazard = aHazard({ state: 'rectifying', grade: 'general', plan })
  expect(isOverdue(hazard, '2026-10-10')).toBe(false)
  expect(isOverdue(hazard, '2026-10-11')).toBe(true)
  expect(isOverdue({ ...hazard, state: 'closed' }, '2026-10-11')).toBe(false)
})

describe('every state, event and role', () => {
  const LEAD_PLAN = {
    ...{
      leadId: anId<Hazard['reportedBy']>(900),
      measures: '换',
      funds: '公用经费',
      dueOn: '2026-10-10' as const,
    },
    contingency: '专人值守',
  }
  const EXTENSION = {
    ...{ until: '2026-10-20' as const, reason, askedBy: anId<Hazard['reportedBy']>(901) },
    ...{ askedAt: NOW, granted: null },
  } as const
  /** A hazard in a state, such that an event is not refused for what it lacks. */
  const hazardFor = (state: HazardState, event: HazardEvent): Hazard =>
    aHazard({
      ...{ state, grade: event === 'list' || event === 'unlist' ? 'major' : 'general', plan: LEAD_PLAN },
      extensions: event.endsWith('-extension') && event !== 'ask-extension' ? [EXTENSION] : [],
      listing: event === 'unlist' ? { number: '', until: '2026-12-01', on: '2026-10-01', off: null } : null,
    })
  const COMMANDS: { readonly [E in HazardEvent]: CommandOf<E> } = {
    confirm: {
      event: 'confirm',
      grade: 'general',
      basis: '标准',
      plan: LEAD_PLAN,
      interimControl: null,
      stopUse: false,
    },
    'fix-at-once': { event: 'fix-at-once', basis: '标准', rectification: '当场清走' },
    dismiss: { event: 'dismiss', reason },
    regrade: { event: 'regrade', grade: 'general', basis: '标准', reason },
    replan: { event: 'replan', plan: LEAD_PLAN, reason },
    control: { event: 'control', interimControl: null, stopUse: true, reason },
    list: { event: 'list', number: '', until: '2026-12-01', reason },
    unlist: { event: 'unlist', reason },
    transfer: {
      ...{ event: 'transfer', department: '县水利局', matter: '加固堤岸' },
      ...{ dueOn: '2026-11-01', interimControl: '专人看守' },
    },
    'take-back': { event: 'take-back', dueOn: '2026-11-20', reason },
    'settle-elsewhere': { event: 'settle-elsewhere', rectification: '部门已加固' },
    'ask-extension': { event: 'ask-extension', until: '2026-10-20', reason },
    'grant-extension': { event: 'grant-extension' },
    'refuse-extension': { event: 'refuse-extension', reason },
    submit: { event: 'submit', rectification: '已经换好' },
    accept: { event: 'accept', note: '' },
    return: { event: 'return', reason },
    'look-back': { event: 'look-back', holds: true, note: '仍然完好' },
  }
  const ALL = HAZARD_STATE_IDS.flatMap(state =>
    HAZARD_EVENT_IDS.flatMap(event => ROLE_IDS.map(role => ({ state, event, role }))),
  )

  test('are carried out just where the table has them, and refused with the reason elsewhere', () => {
    for (const { state, event, role } of ALL) {
      const step = findStep<HazardState, HazardEvent>(HAZARD_FLOW, state, event)
      const decision = decideHazard(hazardFor(state, event), COMMANDS[event], occasionOf(anActor(role)))
      const named = `${state} ${event} ${role}`
      if (!step)
        expect([named, decision]).toEqual([named, { ok: false, error: { code: 'event-not-allowed', state } }])
      else if (!step.by.includes(role))
        expect([named, decision]).toEqual([named, { ok: false, error: { code: 'role-not-allowed' } }])
      else expect([named, decision.ok && decision.value.state]).toEqual([named, step.to])
    }
  })
})

describe('the edges of the loop', () => {
  const plan = {
    ...{
      leadId: anId<Hazard['reportedBy']>(900),
      measures: '换',
      funds: '公用经费',
      contingency: '专人值守',
    },
    dueOn: '2026-10-10' as Day,
  }
  const open = (change: Partial<Hazard> = {}) =>
    aHazard({ state: 'rectifying', grade: 'general', plan, ...change })
  const [officer, leader] = [anActor('section-officer'), anActor('bureau-leader')]
  const [head, worker] = [anActor('principal'), anActor('safety-officer', 102)]

  test('what is put right at once needs both pictures, and goes to somebody else for acceptance the same day', () => {
    const fix = { event: 'fix-at-once', basis: '标准', rectification: '当场清走' } as const
    const refused = (change: Partial<HazardOccasion>) =>
      decideHazard(aHazard(), fix, occasionOf(worker, change))
    expect(refused({ photosBefore: 0 })).toMatchObject({ error: { code: 'photo-before-required' } })
    expect(refused({ photosAfter: 0 })).toMatchObject({ error: { code: 'photo-required' } })
    const done = decideHazard(aHazard(), fix, occasionOf(worker))
    if (!done.ok) throw new Error(done.error.code)
    expect(done.value).toMatchObject({
      state: 'awaiting-acceptance',
      grade: 'general',
      plan: { dueOn: '2026-10-05' },
    })
    const rectifiers = [worker.accountId]
    expect(
      decideHazard(done.value, { event: 'accept', note: '' }, occasionOf(worker, { rectifiers })),
    ).toMatchObject({
      error: { code: 'accepts-own-work' },
    })
    const closed = decideHazard(
      done.value,
      { event: 'accept', note: '' },
      occasionOf(head, { rectifiers, papers: 0 }),
    )
    expect(closed).toMatchObject({ ok: true, value: { state: 'closed' } })
  })

  test('what others found the school does not settle at once by itself', () => {
    const fix = { event: 'fix-at-once', basis: '标准', rectification: '当场清走' } as const
    const found = aHazard({ source: 'supervision-review' })
    expect(decideHazard(found, fix, occasionOf(worker))).toMatchObject({
      error: { code: 'finding-needs-bureau' },
    })
    expect(listHazardEvents(found, worker, [])).not.toContain('fix-at-once')
  })

  test('a major hazard is closed with a paper of its acceptance, by the bureau', () => {
    const major = open({ state: 'awaiting-acceptance', grade: 'major', stopUse: true })
    const accept = { event: 'accept', note: '' } as const
    expect(decideHazard(major, accept, occasionOf(head))).toMatchObject({
      error: { code: 'major-needs-bureau' },
    })
    expect(decideHazard(major, accept, occasionOf(officer, { papers: 0 }))).toMatchObject({
      error: { code: 'acceptance-record-required' },
    })
    expect(decideHazard(major, accept, occasionOf(officer))).toMatchObject({
      value: { state: 'closed', stopUse: false },
    })
  })

  test('a school closes off a major hazard at once, and never opens it again by itself', () => {
    const control = { event: 'control', interimControl: '拉警戒线', reason } as const
    const major = open({ grade: 'major' })
    const shut = decideHazard(major, { ...control, stopUse: true }, occasionOf(head))
    expect(shut).toMatchObject({ value: { stopUse: true, state: 'rectifying' } })
    if (!shut.ok) return
    const reopen = { ...control, stopUse: false }
    expect(decideHazard(shut.value, reopen, occasionOf(head))).toMatchObject({
      error: { code: 'major-needs-bureau' },
    })
    expect(decideHazard(shut.value, reopen, occasionOf(officer)).ok).toBe(true)
  })

  test('only a major hazard is listed, once; it is off the list when it closes', () => {
    const list = { event: 'list', number: '', until: '2026-10-05', reason } as const
    expect(decideHazard(open(), list, occasionOf(leader))).toMatchObject({
      error: { code: 'only-major-is-listed' },
    })
    const past = decideHazard(open({ grade: 'major' }), { ...list, until: '2026-10-04' }, occasionOf(leader))
    expect(past).toMatchObject({ error: { code: 'deadline-in-the-past' } })
    const listed = decideHazard(open({ grade: 'major' }), list, occasionOf(leader))
    if (!listed.ok) throw new Error(listed.error.code)
    expect(isListed(listed.value)).toBe(true)
    expect(decideHazard(listed.value, list, occasionOf(leader))).toMatchObject({
      error: { code: 'listed-already' },
    })
    expect(isListed({ ...listed.value, state: 'closed' })).toBe(false)
    const off = decideHazard(listed.value, { event: 'unlist', reason }, occasionOf(leader))
    expect(off).toMatchObject({ value: { listing: { off: '2026-10-05' } } })
  })

  test('with a department it is due on the department’s day; given back, the school has a deadline again', () => {
    const transfer: HazardCommand = {
      event: 'transfer',
      ...{ department: '县水利局', matter: '加固堤岸' },
      ...{ dueOn: '2026-11-01', interimControl: '专人看守' },
    }
    const gone = decideHazard(open(), transfer, occasionOf(officer))
    if (!gone.ok) throw new Error(gone.error.code)
    expect([isOverdue(gone.value, '2026-11-01'), isOverdue(gone.value, '2026-11-02')]).toEqual([false, true])
    const early = { event: 'take-back', dueOn: '2026-10-04', reason } as const
    expect(decideHazard(gone.value, early, occasionOf(officer))).toMatchObject({
      error: { code: 'deadline-in-the-past' },
    })
    expect(decideHazard(gone.value, { ...early, dueOn: '2026-11-20' }, occasionOf(officer))).toMatchObject({
      value: {
        state: 'rectifying',
        plan: { dueOn: '2026-11-20' },
        transfer: { outcome: { kind: 'given-back' } },
      },
    })
  })

  test.each([
    ['2026-11-09', true],
    ['2026-11-10', false],
  ] as const)('an extension of a deadline of 10 October reaches to 9 November: %s', (until, isGranted) => {
    const ask = { event: 'ask-extension', until, reason } as const
    const decision = decideHazard(open(), ask, occasionOf(worker))
    expect(decision.ok).toBe(isGranted)
    if (!decision.ok) expect(decision.error).toEqual({ code: 'extension-too-long', latest: '2026-11-09' })
  })

  test('who asks when the deadline is gone gets his days from today', () => {
    const late = open({ plan: { ...plan, dueOn: '2026-09-01' } })
    const until = (day: Day) =>
      decideHazard(late, { event: 'ask-extension', until: day, reason }, occasionOf(worker)).ok
    expect([until('2026-11-04'), until('2026-11-05')]).toEqual([true, false])
  })

  test('a county that grants no extensions refuses each', () => {
    const limits = { ...LIMITS, extensions: 0 }
    const ask = { event: 'ask-extension', until: '2026-10-20', reason } as const
    expect(decideHazard(open(), ask, occasionOf(worker, { limits }))).toMatchObject({
      error: { code: 'extensions-used-up' },
    })
  })

  test('who rectified does not look back either; each look is kept', () => {
    const closed = open({ state: 'closed', rectifiedBy: anId(102) })
    const look = { event: 'look-back', holds: false, note: '灯又不亮了' } as const
    expect(decideHazard(closed, look, occasionOf(worker))).toMatchObject({
      error: { code: 'accepts-own-work' },
    })
    expect(decideHazard(closed, look, occasionOf(officer))).toMatchObject({
      value: { state: 'closed', lookBacks: [{ on: '2026-10-05', holds: false, note: '灯又不亮了' }] },
    })
  })
})
