import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, type Day, type Instant } from '../kernel/day.ts'
import { listUnreachableStates } from '../kernel/flow.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { aDuty, aLetter, anActor, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import { nextEdition } from './duty.ts'
import { decideLetter, type LetterCommand } from './decide-letter.ts'
import { LETTER_FLOW, LetterState } from './letter-flow.ts'
import { isLetterValid, listUncovered, schoolYearOf } from './letter-of-responsibility.ts'

const NOW: Instant = '2026-09-10T02:00:00.000Z'
const people = fc.constantFrom(...ROLE_IDS.flatMap(role => [anActor(role, 100), anActor(role, 101)]))
const COMMANDS: readonly LetterCommand[] = [
  { event: 'issue' },
  { event: 'sign', read: true },
  { event: 'sign-on-paper', on: '2026-09-10' },
  { event: 'refuse', reason: '职责与岗位不符' },
  { event: 'reissue', answer: '已更正' },
  { event: 'withdraw', reason: '发错了人' },
]
const SIGN = { event: 'sign', read: true } as const
const commands = fc.constantFrom(...COMMANDS)

test('whatever people do, a letter is signed by the person it names, once, and never by whoever issued it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(people, commands), { maxLength: 15 }), story => {
      let letter = aLetter()
      for (const [actor, command] of story) {
        const { event } = command
        const decision = decideLetter(letter, command, { actor, now: NOW })
        if (!decision.ok) continue
        if (event === 'sign') {
          expect(actor.accountId).toBe(letter.signerId)
          expect(letter.issuedBy).not.toBe(actor.accountId)
          expect(letter.signedOn).toBeNull()
        }
        if (event === 'sign-on-paper') expect(actor.accountId).not.toBe(letter.signerId)
        if (event === 'refuse') expect(actor.accountId).toBe(letter.signerId)
        for (const key of ['duties', 'text', 'signerId', 'from', 'to'] as const)
          expect(decision.value[key]).toEqual(letter[key])
        letter = decision.value
      }
    }),
    { numRuns: 400 },
  )
})

test('every state is reached from a draft', () => {
  expect(listUnreachableStates(LETTER_FLOW, 'draft')).toEqual([])
  expect(Object.keys(LETTER_FLOW)).toEqual(LetterState.options)
})

describe('a signature', () => {
  const issued = aLetter({ state: 'issued', issuedBy: anId(100), issuedOn: '2026-09-05' })
  const signer = anActor('staff-member', 101)
  test('is given within the letter’s year', () => {
    expect(decideLetter(issued, SIGN, { actor: signer, now: NOW })).toMatchObject({
      ok: true,
      value: { state: 'signed', signedOn: '2026-09-10' },
    })
    const late = { actor: signer, now: '2027-08-31T16:00:00.000Z' } as const
    expect(decideLetter(issued, SIGN, late)).toEqual({ ok: false, error: { code: 'letter-over' } })
  })
  test('is not given for somebody else, nor from outside', () => {
    const other = anActor('staff-member', 102)
    expect(decideLetter(issued, SIGN, { actor: other, now: NOW })).toMatchObject({
      error: { code: 'signs-for-another' },
    })
    const elsewhere = { ...issued, unitId: OTHER_SCHOOL }
    expect(decideLetter(elsewhere, SIGN, { actor: signer, now: NOW })).toMatchObject({
      error: { code: 'outside-scope' },
    })
  })
  test('is not asked of the person who issues', () => {
    const own = aLetter({ signerId: anId(100) })
    expect(
      decideLetter(own, { event: 'issue' }, { actor: anActor('principal', 100), now: NOW }),
    ).toMatchObject({
      error: { code: 'signs-own-letter' },
    })
  })
  test('is no business of an auditor', () => {
    expect(decideLetter(issued, SIGN, { actor: anActor('auditor', 101), now: NOW })).toMatchObject({
      error: { code: 'role-not-allowed' },
    })
    expect(decideLetter(aLetter(), SIGN, { actor: signer, now: NOW })).toMatchObject({
      error: { code: 'event-not-allowed', state: 'draft' },
    })
  })
  test('binds from its day to the last day of the year, and not before or after', () => {
    const signed = aLetter({ state: 'signed', signedOn: '2026-09-10' })
    const valid = (on: Day) => isLetterValid(signed, on)
    expect([valid('2026-09-09'), valid('2026-09-10'), valid('2027-08-31'), valid('2027-09-01')]).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isLetterValid({ ...signed, state: 'withdrawn' }, '2026-10-01')).toBe(false)
    expect(isLetterValid(issued, '2026-10-01')).toBe(false)
  })
})

test('a duty that has changed since has to be signed anew', () => {
  const duty = aDuty({ id: anId(1) })
  const letter = aLetter({ duties: [{ id: duty.id, version: 1 }] })
  expect(listUncovered(letter, [duty])).toEqual([])
  const changed = nextEdition(duty, { text: '每日检查一次宿舍' })
  expect(listUncovered(letter, [changed])).toEqual([changed])
})

test('every day lies in one school year, from September to August', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), offset => {
      const day = addDays('2000-01-01', offset)
      const { from, to } = schoolYearOf(day)
      expect(from <= day && day <= to).toBe(true)
      expect([364, 365]).toContain(daysBetween(from, to))
      expect(schoolYearOf(addDays(to, 1)).from).toBe(addDays(to, 1))
    }),
  )
})
