import { describe, expect, test } from 'vitest'
import type { Instant } from '../../kernel/day.ts'
import type { AccountId, MaterialId, PairingId, PilotId, UnitId } from '../../kernel/ids.ts'
import type { Actor } from '../../organisation/may.ts'
import { ROLE_IDS, ROLES, type RoleId } from '../../organisation/role.ts'
import { anId } from '../../testing/builders.ts'
import { barToTakeOver, decideMaterial, decideSharing, listMaterialEvents } from './decide-material.ts'
import {
  MATERIAL_STATE_IDS,
  type Material,
  type MaterialCommand,
  type MaterialContent,
  type MaterialEvent,
  type MaterialState,
} from './material.ts'
import { decidePairing, endPairing } from './pairing.ts'
import type { PilotState } from './pilot-flow.ts'

const SCHOOL = anId<UnitId>(1)
const OTHER = anId<UnitId>(2)
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const by = (role: RoleId, unitId = SCHOOL): { actor: Actor; now: Instant } => ({
  actor: {
    ...{ accountId: anId<UnitId>(9), name: ROLES[role].label.zh, role, unitId },
    scope: ROLES[role].reach === 'county' ? { kind: 'county' } : { kind: 'units', units: [unitId] },
  },
  now: NOW,
})
const pilotIn = (state: PilotState) => ({ id: anId<PilotId>(3), unitId: SCHOOL, state })
const content: MaterialContent = {
  ...{ title: '风险分级管控制度', kind: 'rules', area: null, text: '第一条 为了落实双重预防要求……' },
}
const aMaterial = (state: MaterialState): Material => ({
  ...{ ...content, id: anId<MaterialId>(4), unitId: SCHOOL, pilotId: anId<PilotId>(3), state },
  submitted: { by: anId<AccountId>(9), name: '校长', at: NOW },
  ...{ returned: null, published: null, ended: null, revision: 1 },
})
const COMMANDS = {
  publish: { event: 'publish' },
  return: { event: 'return', reason: '请删去学生姓名' },
  resubmit: { event: 'resubmit', content: { ...content, title: '风险分级管控制度（修订）' } },
  withdraw: { event: 'withdraw', reason: '制度已修订' },
  retract: { event: 'retract', reason: '内容过时' },
} as const satisfies { [E in MaterialEvent]: Extract<MaterialCommand, { event: E }> }
const DESK: readonly RoleId[] = ['section-officer', 'bureau-leader']
const OWN: readonly RoleId[] = ['principal', 'safety-officer']
const ARROWS: readonly (readonly [MaterialState, MaterialEvent, MaterialState, readonly RoleId[]])[] = [
  ['submitted', 'publish', 'published', DESK],
  ['submitted', 'return', 'returned', DESK],
  ['submitted', 'withdraw', 'withdrawn', OWN],
  ['returned', 'resubmit', 'submitted', OWN],
  ['returned', 'withdraw', 'withdrawn', OWN],
  ['published', 'withdraw', 'withdrawn', OWN],
  ['published', 'retract', 'retracted', DESK],
]

describe('shared material', () => {
  test.each(MATERIAL_STATE_IDS)('that is %s does what the table says, by whom it says', state => {
    for (const command of Object.values(COMMANDS))
      for (const role of ROLE_IDS) {
        const arrow = ARROWS.find(each => each[0] === state && each[1] === command.event)
        const result = decideMaterial(aMaterial(state), command, by(role), pilotIn('demonstration'))
        const expected = arrow?.[3].includes(role) ?? false
        expect([command.event, role, result.ok]).toEqual([command.event, role, expected])
        if (result.ok) expect(result.value.state).toBe(arrow?.[2])
        const events = listMaterialEvents(aMaterial(state), by(role).actor)
        expect(events.includes(command.event)).toBe(expected)
      }
  })

  test('comes from a demonstration school alone, and is published while it is one', () => {
    const made = { id: anId<MaterialId>(4), content }
    expect(decideSharing(by('principal'), pilotIn('demonstration'), made)).toMatchObject({
      value: { state: 'submitted', title: content.title },
    })
    const none = { error: { code: 'not-a-demonstration-school' } }
    expect(decideSharing(by('principal'), pilotIn('accepted'), made)).toMatchObject(none)
    const { publish, resubmit, withdraw } = COMMANDS
    const past = pilotIn('building')
    expect(decideMaterial(aMaterial('submitted'), publish, by('section-officer'), past)).toMatchObject(none)
    expect(decideMaterial(aMaterial('returned'), resubmit, by('principal'), past)).toMatchObject(none)
    expect(decideMaterial(aMaterial('published'), withdraw, by('principal'), past).ok).toBe(true)
  })

  test('is another school’s to read and not to change', () => {
    const stranger = by('principal', OTHER)
    const made = { id: anId<MaterialId>(4), content }
    const outside = { error: { code: 'outside-scope' } }
    expect(decideSharing(stranger, pilotIn('demonstration'), made)).toMatchObject(outside)
    expect(
      decideMaterial(aMaterial('published'), COMMANDS.withdraw, stranger, pilotIn('demonstration')),
    ).toMatchObject(outside)
  })

  test('is taken over by another school while it is published', () => {
    const other = by('safety-officer', OTHER).actor
    expect(barToTakeOver(aMaterial('published'), other)).toBeNull()
    expect(barToTakeOver(aMaterial('withdrawn'), other)?.code).toBe('material-not-published')
    expect(barToTakeOver(aMaterial('published'), by('principal').actor)?.code).toBe('takes-over-own')
    expect(barToTakeOver(aMaterial('published'), by('auditor').actor)?.code).toBe('role-not-allowed')
  })
})

describe('a pairing', () => {
  const helped = { id: OTHER, kind: 'village-school', name: '村小', openUntil: null } as const
  const asked = { id: anId<PairingId>(5), goal: '帮助完成风险辨识', until: '2027-06-30' } as const
  const officer = by('section-officer')

  test('is made and ended by the bureau', () => {
    const made = decidePairing(officer, pilotIn('demonstration'), helped, asked)
    expect(made).toMatchObject({ value: { unitId: SCHOOL, helpedId: OTHER, ended: null } })
    if (!made.ok) return
    const ended = endPairing(made.value, officer, '村小已完成风险辨识')
    expect(ended).toMatchObject({ value: { ended: { note: '村小已完成风险辨识' } } })
    expect(ended.ok && endPairing(ended.value, officer, '再次结束')).toMatchObject({
      error: { code: 'pairing-ended' },
    })
    expect(endPairing(made.value, by('principal'), '已完成')).toMatchObject({
      error: { code: 'role-not-allowed' },
    })
  })

  test.each([
    ['role-not-allowed', by('principal'), pilotIn('demonstration'), helped, asked],
    ['not-a-demonstration-school', officer, pilotIn('accepted'), helped, asked],
    ['not-a-school', officer, pilotIn('demonstration'), { ...helped, kind: 'section' } as const, asked],
    ['helps-itself', officer, pilotIn('demonstration'), { ...helped, id: SCHOOL }, asked],
    [
      'deadline-in-the-past',
      ...[officer, pilotIn('demonstration'), helped, { ...asked, until: '2026-10-14' }],
    ] as const,
  ] as const)('refuses: %s', (code, who, pilot, unit, wanted) => {
    expect(decidePairing(who, pilot, unit, wanted)).toMatchObject({ ok: false, error: { code } })
  })
})
