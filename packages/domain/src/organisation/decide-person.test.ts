import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anActor, anId, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import type { UnitId } from '../kernel/ids.ts'
import { decidePersonVerb, decideRole, type ManagedPerson } from './decide-person.ts'
import { listGrantableRoles } from './may.ts'
import { mayHoldAt, PERSON_VERBS, Username, type PersonVerb } from './person.ts'
import { isBureauRole, ROLE_IDS, ROLES } from './role.ts'
import { isOffice, UNIT_KIND_IDS } from './unit.ts'

const VERBS = Object.keys(PERSON_VERBS) as PersonVerb[]
const somebody = (change: Partial<ManagedPerson> = {}): ManagedPerson => ({
  ...{ accountId: anId<never>(7), role: 'staff-member', unitId: SCHOOL, disabled: false },
  ...change,
})
const codeOf = (result: ReturnType<typeof decidePersonVerb | typeof decideRole>) =>
  result.ok ? null : result.error.code

describe('an account', () => {
  test('is managed by those alone who manage people', () => {
    for (const role of ROLE_IDS.filter(each => listGrantableRoles(each).length === 0))
      for (const verb of VERBS)
        expect(codeOf(decidePersonVerb(anActor(role), somebody(), verb))).toBe('not-permitted')
  })
  test('of another school is out of a school administrator’s reach', () => {
    const stranger = somebody({ unitId: OTHER_SCHOOL })
    for (const verb of VERBS)
      expect(codeOf(decidePersonVerb(anActor('school-admin'), stranger, verb))).toBe('outside-scope')
  })
  test('with more rights than a school administrator hands out is not his to touch', () => {
    for (const role of ROLE_IDS.filter(each => !listGrantableRoles('school-admin').includes(each)))
      for (const verb of VERBS)
        expect(codeOf(decidePersonVerb(anActor('school-admin'), somebody({ role }), verb))).toBe(
          'role-not-grantable',
        )
  })
  test('of one’s own is neither moved, reset nor disabled', () => {
    const oneself = somebody({ accountId: anActor('county-admin').accountId, role: 'county-admin' })
    const refused = VERBS.filter(
      verb => codeOf(decidePersonVerb(anActor('county-admin'), oneself, verb)) === 'own-account',
    )
    expect(refused).toEqual(VERBS.filter(verb => verb !== 'change'))
  })
  test('that is disabled can be corrected and enabled, and one that is enabled not enabled again', () => {
    const admin = anActor('county-admin')
    const gone = somebody({ disabled: true })
    expect(VERBS.filter(verb => decidePersonVerb(admin, gone, verb).ok)).toEqual(['change', 'enable'])
    expect(codeOf(decidePersonVerb(admin, somebody(), 'enable'))).toBe('person-enabled')
  })
})

describe('a role', () => {
  test('handed out by a school administrator is never one he could not take back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLE_IDS), fc.constantFrom(...UNIT_KIND_IDS), (role, kind) => {
        const given = decideRole(anActor('school-admin'), role, { id: SCHOOL, kind, township: '439901101' })
        if (!given.ok) return
        expect(isBureauRole(role)).toBe(false)
        expect(listGrantableRoles('school-admin')).toContain(role)
      }),
    )
  })
  test('that sees the county sits in the bureau and nowhere else', () => {
    for (const role of ROLE_IDS.filter(isBureauRole))
      for (const kind of UNIT_KIND_IDS) expect(mayHoldAt(role, { kind, township: null })).toBe(isOffice(kind))
  })
  test('that sees all below its unit never sits at the bureau', () => {
    for (const role of ROLE_IDS.filter(each => ROLES[each].reach !== 'county'))
      expect(mayHoldAt(role, { kind: 'bureau', township: '439901101' })).toBe(false)
  })
  test('of a township needs a township', () => {
    const at = (township: string | null) =>
      mayHoldAt('township-coordinator', { kind: 'town-middle', township })
    expect([at('439901101'), at(null)]).toEqual([true, false])
  })
  test('at a unit outside the scope is refused before anything else', () => {
    const there = { id: anId<UnitId>(9), kind: 'town-middle', township: null } as const
    expect(codeOf(decideRole(anActor('school-admin'), 'county-admin', there))).toBe('outside-scope')
  })
})

describe('what a person is called', () => {
  test.each([
    ['Zhang.San', 'zhang.san'],
    [' 13800000000 ', '13800000000'],
    ['li_4', 'li_4'],
  ])('%j signs in as %j', (typed, kept) => expect(Username.parse(typed)).toBe(kept))
  test.each(['张三', 'a', '.abc', 'a b', 'a-b', 'x'.repeat(41), '=cmd'])('%j is no user name', text =>
    expect(Username.safeParse(text).success).toBe(false),
  )
})
