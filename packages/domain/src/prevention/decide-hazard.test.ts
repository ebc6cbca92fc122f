import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listUnreachableStates } from '../kernel/flow.ts'
import { ROLE_IDS, isBureauRole } from '../organisation/role.ts'
import { aHazard, anActor, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import type { Actor } from '../organisation/may.ts'
import { decideHazard, listHazardEvents, type HazardCommand } from './decide-hazard.ts'
import { HazardSource, isOverdue, MAX_EXTENSIONS, type Hazard } from './hazard.ts'
import { HAZARD_FLOW, HAZARD_STATE_IDS } from './hazard-flow.ts'

const NOW = '2026-10-05T02:00:00.000Z'
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
    const decision = decideHazard(hazard, command, { actor, now: NOW, photosAfter: 1, rectifiers })
    if (!decision.ok) continue
    happened.push({ before: hazard, after: decision.value, command, actor, rectifiers })
    if (command.event === 'submit') rectifiers = [...rectifiers, actor.accountId]
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
      if (before.grade !== 'major' || command.event === 'submit' || command.event === 'ask-extension') return
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

  test('the deadline moves back by a granted extension alone, and only so often', () => {
    always(({ before, after, command }) => {
      if (before.plan && after.plan && after.plan.dueOn > before.plan.dueOn)
        expect(command.event).toBe('grant-extension')
      expect(after.extensions.filter(each => each.granted).length).toBeLessThanOrEqual(MAX_EXTENSIONS)
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
        const submits = steps.filter(step => step.command.event === 'submit')
        const rectifiers = submits.map(step => step.actor.accountId)
        const decision = decideHazard(hazard, command, { actor, now: NOW, photosAfter: 1, rectifiers })
        if (decision.ok) expect(listHazardEvents(hazard, actor, rectifiers)).toContain(command.event)
      }),
      { numRuns: 400 },
    )
  })
})

test('who did a first, rejected round does not accept the second', () => {
  const hazard = aHazard({ state: 'awaiting-acceptance', grade: 'general', rectifiedBy: anId(101) })
  const accept = { event: 'accept', note: '' } as const
  const occasion = { actor: anActor('principal', 100), now: NOW, photosAfter: 0 } as const
  expect(decideHazard(hazard, accept, { ...occasion, rectifiers: [anId(100), anId(101)] })).toEqual({
    ok: false,
    error: { code: 'accepts-own-work' },
  })
  expect(listHazardEvents(hazard, occasion.actor, [anId(100)])).toEqual([])
  expect(decideHazard(hazard, accept, { ...occasion, rectifiers: [anId(101)] }).ok).toBe(true)
})

test('every state is reached from a report', () => {
  expect(listUnreachableStates(HAZARD_FLOW, 'reported')).toEqual([])
  expect(Object.keys(HAZARD_FLOW)).toEqual(HAZARD_STATE_IDS)
})

test('nobody decides outside his scope', () => {
  const hazard = aHazard({ unitId: OTHER_SCHOOL })
  const head = anActor('principal')
  expect(listHazardEvents(hazard, head, [])).toEqual([])
  const refused = decideHazard(
    hazard,
    { event: 'dismiss', reason },
    { actor: head, now: NOW, photosAfter: 0, rectifiers: [] },
  )
  expect(refused).toEqual({ ok: false, error: { code: 'outside-scope' } })
})

test.each(HazardSource.options)(
  'a finding from %s is dismissed by the school only where it looked itself',
  source => {
    const hazard = aHazard({ source })
    const dismiss = { event: 'dismiss', reason } as const
    const occasion = { now: NOW, photosAfter: 0, rectifiers: [] } as const
    const may = ['self-inspection', 'third-party'].includes(source)
    for (const role of ['principal', 'safety-officer'] as const) {
      const actor = anActor(role)
      expect(decideHazard(hazard, dismiss, { ...occasion, actor })).toMatchObject(
        may ? { ok: true } : { ok: false, error: { code: 'finding-needs-bureau' } },
      )
      expect(listHazardEvents(hazard, actor, []).includes('dismiss')).toBe(may)
    }
    const officer = anActor('section-officer')
    expect(decideHazard(hazard, dismiss, { ...occasion, actor: officer }).ok).toBe(true)
    expect(listHazardEvents(hazard, officer, [])).toContain('dismiss')
  },
)

test('work without a picture is refused', () => {
  const hazard = aHazard({ state: 'rectifying', grade: 'general' })
  const submit = { event: 'submit', rectification: '已经换好' } as const
  const occasion = { actor: anActor('safety-officer'), now: NOW, photosAfter: 0, rectifiers: [] } as const
  expect(decideHazard(hazard, submit, occasion)).toEqual({ ok: false, error: { code: 'photo-required' } })
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
