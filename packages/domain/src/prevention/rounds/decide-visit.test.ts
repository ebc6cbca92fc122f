import { describe, expect, test } from 'vitest'
import { listUnreachableStates } from '../../kernel/flow.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { ROLE_IDS, type RoleId } from '../../organisation/role.ts'
import { anActor, anId, OTHER_SCHOOL, SCHOOL } from '../../testing/builders.ts'
import { decideVisit, listVisitEvents, mayInspect, type VisitOccasion } from './decide-visit.ts'
import { roundLimitsOn } from './round-limits.ts'
import { VISIT_EVENT_IDS, VISIT_FLOW, VISIT_STATE_IDS, type VisitEvent } from './visit-flow.ts'
import type { Visit, VisitCommand } from './visit.ts'

const NOW = '2026-10-15T02:00:00.000Z' as const
const [LEADER, RECORDER, CONVENOR, MEMBER, STRANGER] = [100, 101, 102, 103, 104].map(number =>
  anId<AccountId>(number),
) as [AccountId, AccountId, AccountId, AccountId, AccountId]
const ROUND: VisitOccasion['round'] = {
  team: { leaderId: LEADER, recorderId: RECORDER, convenorId: CONVENOR, memberIds: [MEMBER] },
  ...{ from: '2026-10-12', plannedBy: LEADER, areas: ['fire', 'food'] },
}
const aVisit = (change: Partial<Visit> = {}): Visit => ({
  ...{ id: anId(1), roundId: anId(2), unitId: SCHOOL, kind: 'special', state: 'planned', announced: true },
  ...{ arrivedAt: null, record: null, recordedAt: null, signatures: null, signedAt: null, objections: [] },
  ...{ closedAt: null, cancelReason: null, revision: 1 },
  ...change,
})
const occasionOf = (
  role: RoleId,
  account: AccountId,
  change: Partial<VisitOccasion> = {},
): VisitOccasion => ({
  ...{ actor: { ...anActor(role), accountId: account }, now: NOW, round: ROUND },
  ...{ limits: roundLimitsOn([], '2026-10-15'), openRuns: 0, areasSeen: ['fire', 'food'], photos: 3 },
  ...change,
})
const record = {
  findings: '西门上锁',
  demands: '立即打开',
  dueOn: '2026-10-20',
  schoolSide: '李校长',
} as const
const typed = { way: 'typed', name: '某某', confirmed: true } as const
const COMMANDS = {
  arrive: { event: 'arrive' },
  record: { event: 'record', record },
  reopen: { event: 'reopen', reason: '补充照片' },
  sign: { event: 'sign', inspector: typed, school: typed },
  object: { event: 'object', text: '西门当时有人值守' },
  close: { event: 'close' },
  cancel: { event: 'cancel', reason: '学校放假' },
} as const satisfies { [Event in VisitEvent]: Extract<VisitCommand, { event: Event }> }
const codeOf = (visit: Visit, event: VisitEvent, occasion: VisitOccasion): string => {
  const decided = decideVisit(visit, COMMANDS[event], occasion)
  return decided.ok ? 'ok' : decided.error.code
}

describe('the flow of a visit', () => {
  test('reaches every state, and every state but the last two has a way out', () => {
    expect(listUnreachableStates(VISIT_FLOW, 'planned')).toEqual([])
    const ends = VISIT_STATE_IDS.filter(state => Object.keys(VISIT_FLOW[state]).length === 0)
    expect(ends).toEqual(['closed', 'cancelled'])
  })

  /** What each role may do where it stands in the flow, written down once more and by hand. */
  const MAY: Record<string, Partial<Record<VisitEvent, string>>> = {
    planned: { arrive: 'IST', cancel: 'IS' },
    'on-site': { record: 'IST', cancel: 'IS' },
    recorded: { reopen: 'IST', sign: 'IST', object: 'S' },
    signed: { object: 'S', close: 'IS' },
  }
  const LETTER: Partial<Record<RoleId, string>> = {
    ...{ 'section-officer': 'I', 'bureau-leader': 'I', 'bureau-inspector': 'I', 'township-coordinator': 'I' },
    ...{ principal: 'S', 'safety-officer': 'S', 'staff-member': 'T' },
  }
  test.each(
    VISIT_STATE_IDS.flatMap(state =>
      VISIT_EVENT_IDS.flatMap(event => ROLE_IDS.map(role => [state, event, role] as const)),
    ),
  )('in %s, %s by %s', (state, event, role) => {
    const letters = MAY[state]?.[event]
    const visit = aVisit({ state, kind: 'self' })
    const expected =
      letters === undefined
        ? 'visit-event-not-allowed'
        : letters.includes(LETTER[role] ?? '-')
          ? 'ok'
          : 'role-not-allowed'
    const occasion = occasionOf(role, LEADER)
    expect(codeOf(visit, event, occasion)).toBe(expected)
    expect(listVisitEvents(visit, occasion).includes(event)).toBe(expected === 'ok')
  })
})

describe('the team', () => {
  test.each([
    ['arrive', 'planned', [LEADER, RECORDER, CONVENOR, MEMBER]],
    ['record', 'on-site', [LEADER, RECORDER]],
    ['sign', 'recorded', [LEADER, RECORDER, CONVENOR, MEMBER]],
    ['reopen', 'recorded', [LEADER, RECORDER, CONVENOR, MEMBER]],
  ] as const)('%s is for those of it whose part it is', (event, state, by) => {
    for (const account of [LEADER, RECORDER, CONVENOR, MEMBER, STRANGER]) {
      const code = codeOf(aVisit({ state }), event, occasionOf('bureau-inspector', account))
      const otherwise = account === STRANGER ? 'not-on-team' : 'not-recorder'
      expect(code).toBe((by as readonly string[]).includes(account) ? 'ok' : otherwise)
    }
  })

  test('fills in checklists while it is on site, and nobody else does', () => {
    expect(VISIT_STATE_IDS.filter(state => mayInspect({ state }, ROUND, MEMBER))).toEqual(['on-site'])
    expect(mayInspect({ state: 'on-site' }, ROUND, STRANGER)).toBe(false)
  })

  test('is refused beyond its reach', () => {
    const elsewhere = aVisit({ unitId: OTHER_SCHOOL })
    expect(codeOf(elsewhere, 'arrive', occasionOf('township-coordinator', LEADER))).toBe('outside-scope')
  })

  test('does not object in the school’s name', () => {
    const signed = aVisit({ state: 'signed' })
    expect(codeOf(signed, 'object', occasionOf('principal', MEMBER))).toBe('inspects-own-school')
    expect(codeOf(signed, 'object', occasionOf('principal', STRANGER))).toBe('ok')
  })

  test('a visit is cancelled by the bureau or whoever planned or leads it', () => {
    const by = (role: RoleId, account: AccountId) => codeOf(aVisit(), 'cancel', occasionOf(role, account))
    expect(by('section-officer', STRANGER)).toBe('ok')
    expect(by('township-coordinator', STRANGER)).toBe('not-on-team')
    expect(by('principal', STRANGER)).toBe('not-on-team')
    expect(by('township-coordinator', LEADER)).toBe('ok')
  })
})

describe('a record', () => {
  const onSite = aVisit({ state: 'on-site' })
  test.each([
    ['a checklist that is not handed in', { openRuns: 1 }, 'runs-open'],
    ['an area nobody looked at', { areasSeen: ['fire'] }, 'areas-unseen'],
    ['two photos only', { photos: 2 }, 'photos-too-few'],
    ['everything', {}, 'ok'],
  ] as const)('with %s', (_, change, code) => {
    expect(codeOf(onSite, 'record', occasionOf('bureau-inspector', RECORDER, change))).toBe(code)
  })

  test('sets no deadline that has passed', () => {
    const command = { event: 'record', record: { ...record, dueOn: '2026-10-14' } } as const
    expect(decideVisit(onSite, command, occasionOf('bureau-inspector', RECORDER))).toMatchObject({
      error: { code: 'deadline-in-the-past' },
    })
  })
})

test('nobody arrives before the round begins; late he may', () => {
  const at = (now: VisitOccasion['now']) =>
    codeOf(aVisit(), 'arrive', occasionOf('bureau-inspector', MEMBER, { now }))
  expect(at('2026-10-11T02:00:00.000Z')).toBe('visit-too-early')
  expect(at('2026-12-11T02:00:00.000Z')).toBe('ok')
})

test('an unannounced visit is announced by arriving, and an objection changes nothing else', () => {
  const hidden = aVisit({ kind: 'unannounced', announced: false })
  const arrived = decideVisit(hidden, COMMANDS.arrive, occasionOf('bureau-inspector', MEMBER))
  expect(arrived).toMatchObject({ value: { announced: true, state: 'on-site', arrivedAt: NOW, revision: 2 } })
  const signed = aVisit({ state: 'signed', record })
  const objected = decideVisit(signed, COMMANDS.object, occasionOf('principal', STRANGER))
  expect(objected).toMatchObject({
    value: { state: 'signed', record, objections: [{ text: COMMANDS.object.text, byId: STRANGER }] },
  })
})
