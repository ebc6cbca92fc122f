import { describe, expect, test } from 'vitest'
import type { Day, Instant } from '../../kernel/day.ts'
import type { PilotId, UnitId } from '../../kernel/ids.ts'
import type { Actor } from '../../organisation/may.ts'
import { ROLE_IDS, ROLES, type RoleId } from '../../organisation/role.ts'
import { anId } from '../../testing/builders.ts'
import {
  decideApplication,
  decideNaming,
  decidePilot,
  listPilotEvents,
  type PilotOccasion,
} from './decide-pilot.ts'
import { FIRST_CRITERIA, PILOT_FIGURE_IDS, type PilotFigures } from './pilot-criteria.ts'
import { PILOT_EVENT_IDS, PILOT_STATE_IDS, type PilotEvent, type PilotState } from './pilot-flow.ts'
import { pilotLimitsOn } from './pilot-limits.ts'
import { isPilotLate, isRecheckDue, type Pilot, type PilotCommand } from './pilot.ts'

const SCHOOL = anId<UnitId>(1)
const OTHER = anId<UnitId>(2)
const NOW: Instant = '2026-10-15T02:00:00.000Z'

const somebody = (role: RoleId, number = 10, unitId = SCHOOL): Actor => ({
  ...{ accountId: anId<UnitId>(number), name: ROLES[role].label.zh, role, unitId },
  scope: ROLES[role].reach === 'county' ? { kind: 'county' } : { kind: 'units', units: [unitId] },
})
const GOOD: PilotFigures = {
  'risk-points': { count: 12, of: 12 },
  'measured-points': { count: 12, of: 12 },
  'placed-points': { count: 10, of: 12 },
  'due-points': { count: 0, of: 12 },
  'hand-ins': { count: 2, of: 2 },
  'overdue-hazards': { count: 0, of: 4 },
  'closed-hazards': { count: 9, of: 10 },
}
const occasionOf = (actor: Actor, more: Partial<PilotOccasion> = {}): PilotOccasion => ({
  ...{ actor, now: NOW, limits: pilotLimitsOn([], '2026-10-15'), criteria: FIRST_CRITERIA, figures: GOOD },
  ...{ inForce: 3, ...more },
})
const aPilot = (state: PilotState, more: Partial<Pilot> = {}): Pilot => ({
  ...{ id: anId<PilotId>(3), unitId: SCHOOL, state, applied: null, named: null, targetOn: '2026-12-01' },
  ...{ criteria: 0, assessment: null, returned: 0, accepted: null, promoted: null, recheckOn: null },
  ...{ rechecked: null, ended: null, revision: 4, ...more },
})
const ANSWERS = { team: '组长为校长', rules: '已经校务会审议', training: '已培训三次' }
const COMMANDS = {
  name: { event: 'name', reason: '基础较好', targetOn: '2027-03-01' },
  decline: { event: 'decline', reason: '条件不成熟' },
  extend: { event: 'extend', reason: '校舍改造', targetOn: '2027-01-01' },
  assess: { event: 'assess', summary: '已按标准建成', answers: ANSWERS },
  accept: { event: 'accept', note: '现场核查属实', despite: null },
  return: { event: 'return', reason: '四色图不全', targetOn: '2027-01-01' },
  promote: { event: 'promote', note: '做法可推广' },
  confirm: { event: 'confirm', note: '运行正常' },
  lapse: { event: 'lapse', reason: '风险点未复评', targetOn: '2027-01-01' },
  withdraw: { event: 'withdraw', reason: '学校撤并' },
  revoke: { event: 'revoke', reason: '弄虚作假' },
} as const satisfies { [E in PilotEvent]: Extract<PilotCommand, { event: E }> }
const codeOf = (result: ReturnType<typeof decidePilot>) => (result.ok ? 'ok' : result.error.code)

/** Written by hand and not read from the table: state, event, roles that may, and where it leads. */
const ARROWS: readonly (readonly [PilotState, PilotEvent, PilotState, readonly RoleId[]])[] = [
  ['applied', 'name', 'building', ['section-officer', 'bureau-leader']],
  ['applied', 'decline', 'declined', ['section-officer', 'bureau-leader']],
  ['applied', 'withdraw', 'withdrawn', ['principal']],
  ['building', 'assess', 'assessed', ['principal', 'safety-officer']],
  ['building', 'extend', 'building', ['section-officer', 'bureau-leader']],
  ['building', 'withdraw', 'withdrawn', ['principal']],
  ['building', 'revoke', 'revoked', ['bureau-leader', 'bureau-director']],
  ['assessed', 'accept', 'accepted', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['assessed', 'return', 'building', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['assessed', 'withdraw', 'withdrawn', ['principal']],
  ['assessed', 'revoke', 'revoked', ['bureau-leader', 'bureau-director']],
  ['accepted', 'promote', 'demonstration', ['bureau-leader', 'bureau-director']],
  ['accepted', 'confirm', 'accepted', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['accepted', 'lapse', 'building', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['accepted', 'withdraw', 'withdrawn', ['principal']],
  ['accepted', 'revoke', 'revoked', ['bureau-leader', 'bureau-director']],
  ['demonstration', 'confirm', 'demonstration', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['demonstration', 'lapse', 'building', ['section-officer', 'bureau-leader', 'bureau-inspector']],
  ['demonstration', 'withdraw', 'withdrawn', ['principal']],
  ['demonstration', 'revoke', 'revoked', ['bureau-leader', 'bureau-director']],
]

describe('every state, event and role', () => {
  test.each(PILOT_STATE_IDS)('%s', state => {
    for (const event of PILOT_EVENT_IDS)
      for (const role of ROLE_IDS) {
        const arrow = ARROWS.find(each => each[0] === state && each[1] === event)
        const result = decidePilot(aPilot(state), COMMANDS[event], occasionOf(somebody(role)))
        const expected = !arrow
          ? 'pilot-event-not-allowed'
          : arrow[3].includes(role)
            ? 'ok'
            : 'role-not-allowed'
        expect([event, role, codeOf(result)]).toEqual([event, role, expected])
        if (result.ok) expect(result.value).toMatchObject({ state: arrow?.[2], revision: 5 })
        expect(listPilotEvents(aPilot(state), somebody(role)).includes(event)).toBe(expected === 'ok')
      }
  })

  test('a school does nothing about another one', () => {
    const stranger = somebody('principal', 11, OTHER)
    expect(codeOf(decidePilot(aPilot('building'), COMMANDS.assess, occasionOf(stranger)))).toBe(
      'outside-scope',
    )
    expect(listPilotEvents(aPilot('building'), stranger)).toEqual([])
  })
})

describe('a beginning', () => {
  const unit = { id: SCHOOL, kind: 'central-primary', name: '中心小学', openUntil: null } as const
  const beginning = { id: anId<PilotId>(3), unit, criteria: 2 }
  const naming = { reason: '基础较好', targetOn: '2027-03-01' } as const
  const by = (role: RoleId) => ({ actor: somebody(role), now: NOW })

  test('is a naming by the bureau or an application by the school, and nobody else’s', () => {
    for (const role of ROLE_IDS) {
      const bureau = ['section-officer', 'bureau-leader'].includes(role)
      expect([role, decideNaming(by(role), beginning, naming).ok]).toEqual([role, bureau])
      const school = ['principal', 'safety-officer'].includes(role)
      expect([role, decideApplication(by(role), beginning, '愿意先行先试').ok]).toEqual([role, school])
    }
    expect(decideNaming(by('section-officer'), beginning, naming)).toMatchObject({
      value: { state: 'building', criteria: 2, named: { note: '基础较好' }, targetOn: '2027-03-01' },
    })
    expect(decideApplication(by('principal'), beginning, '愿意先行先试')).toMatchObject({
      value: { state: 'applied', named: null, targetOn: null, applied: { note: '愿意先行先试' } },
    })
  })

  test.each([
    ['an office', { ...unit, kind: 'section' } as const, naming, 'not-a-school'],
    ['a school that has closed', { ...unit, openUntil: '2026-08-31' as Day }, naming, 'not-a-school'],
    ['a day that has passed', unit, { ...naming, targetOn: '2026-10-14' as Day }, 'deadline-in-the-past'],
  ])('refuses %s', (_, of, named, code) => {
    const result = decideNaming(by('section-officer'), { ...beginning, unit: of }, named)
    expect(result).toMatchObject({ ok: false, error: { code } })
  })

  test('of an application stands under the criteria of the day it is named', () => {
    const result = decidePilot(aPilot('applied'), COMMANDS.name, occasionOf(somebody('section-officer')))
    expect(result).toMatchObject({ value: { criteria: 3, targetOn: '2027-03-01' } })
  })
})

describe('a self-assessment', () => {
  const head = occasionOf(somebody('principal'))

  test('answers everything that no figure shows, and keeps the figures of its day', () => {
    const missing = { ...COMMANDS.assess, answers: { team: '组长为校长' } }
    expect(decidePilot(aPilot('building'), missing, head)).toMatchObject({
      error: { code: 'answers-missing', criteria: ['rules', 'training'] },
    })
    const more = { ...COMMANDS.assess, answers: { ...ANSWERS, points: '指标不用说明', odd: '多余' } }
    expect(decidePilot(aPilot('building'), more, head)).toMatchObject({
      value: { assessment: { answers: ANSWERS, figures: GOOD, note: '已按标准建成' } },
    })
  })

  test('may show that a figure falls short: that is for the bureau to judge', () => {
    const figures = { ...GOOD, 'overdue-hazards': { count: 1, of: 4 } }
    expect(codeOf(decidePilot(aPilot('building'), COMMANDS.assess, { ...head, figures }))).toBe('ok')
  })
})

describe('an acceptance', () => {
  const short = { ...GOOD, 'overdue-hazards': { count: 1, of: 4 } }
  const by = somebody('bureau-inspector')

  test('over a figure that falls short says why', () => {
    const occasion = occasionOf(by, { figures: short })
    expect(decidePilot(aPilot('assessed'), COMMANDS.accept, occasion)).toMatchObject({
      error: { code: 'criteria-unmet', criteria: ['overdue'] },
    })
    const despite = { ...COMMANDS.accept, despite: '逾期一条系外部施工所致' }
    expect(decidePilot(aPilot('assessed'), despite, occasion)).toMatchObject({
      value: { accepted: { despite: '逾期一条系外部施工所致', figures: short } },
    })
    // Where nothing falls short there is nothing to excuse.
    expect(decidePilot(aPilot('assessed'), despite, occasionOf(by))).toMatchObject({
      value: { accepted: { despite: null } },
    })
  })

  test('sets the day of the re-check by the county’s period', () => {
    expect(decidePilot(aPilot('assessed'), COMMANDS.accept, occasionOf(by))).toMatchObject({
      value: { recheckOn: '2027-10-15' },
    })
    const own = { rule: 'prevention/pilot#periods', limit: 'recheck-months', value: 6 } as const
    const limits = pilotLimitsOn([{ ...own, from: '2026-01-01', until: null }], '2026-10-15')
    expect(decidePilot(aPilot('accepted'), COMMANDS.confirm, occasionOf(by, { limits }))).toMatchObject({
      value: { recheckOn: '2027-04-15', rechecked: { note: '运行正常' } },
    })
  })

  test('is promoted by somebody else', () => {
    const leader = somebody('bureau-leader', 20)
    const accepted = decidePilot(aPilot('assessed'), COMMANDS.accept, occasionOf(leader))
    const pilot = accepted.ok ? accepted.value : aPilot('accepted')
    expect(codeOf(decidePilot(pilot, COMMANDS.promote, occasionOf(leader)))).toBe('promotes-own-acceptance')
    expect(listPilotEvents(pilot, leader)).not.toContain('promote')
    expect(codeOf(decidePilot(pilot, COMMANDS.promote, occasionOf(somebody('bureau-director', 21))))).toBe(
      'ok',
    )
  })
})

test.each(['name', 'extend', 'return', 'lapse'] as const)('%s refuses a day that has passed', event => {
  const state = { name: 'applied', extend: 'building', return: 'assessed', lapse: 'demonstration' } as const
  const command = { ...COMMANDS[event], targetOn: '2026-10-14' as Day }
  const pilot = aPilot(state[event], { targetOn: '2026-10-01' })
  const occasion = occasionOf(somebody('section-officer'))
  expect(codeOf(decidePilot(pilot, command, occasion))).toBe('deadline-in-the-past')
})

test('a target day moves later, never earlier', () => {
  const occasion = occasionOf(somebody('section-officer'))
  const command = { ...COMMANDS.extend, targetOn: '2026-12-01' as Day }
  expect(codeOf(decidePilot(aPilot('building'), command, occasion))).toBe('target-not-later')
})

test('what failed a re-check builds anew and has no re-check before it', () => {
  const pilot = aPilot('demonstration', { recheckOn: '2026-10-01' })
  const after = decidePilot(pilot, COMMANDS.lapse, occasionOf(somebody('section-officer')))
  expect(after).toMatchObject({ value: { recheckOn: null, returned: 1, targetOn: '2027-01-01' } })
})

test('is late after its day, and due for a re-check on it', () => {
  expect(isPilotLate(aPilot('building'), '2026-12-01')).toBe(false)
  expect(isPilotLate(aPilot('building'), '2026-12-02')).toBe(true)
  expect(isPilotLate(aPilot('assessed'), '2026-12-02')).toBe(false)
  const pilot = aPilot('accepted', { recheckOn: '2027-10-15' })
  expect(isRecheckDue(pilot, '2027-10-14')).toBe(false)
  expect(isRecheckDue(pilot, '2027-10-15')).toBe(true)
  expect(isRecheckDue({ ...pilot, state: 'building' }, '2027-10-15')).toBe(false)
})

test('the figures of the tests are all there are', () => {
  expect(Object.keys(GOOD)).toEqual(PILOT_FIGURE_IDS)
})
