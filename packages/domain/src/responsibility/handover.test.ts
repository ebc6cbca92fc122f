import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, type Instant } from '../kernel/day.ts'
import { listUnreachableStates } from '../kernel/flow.ts'
import type { AccountId } from '../kernel/ids.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { aHandover, anActor, anAppointment, anId, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import {
  decideHandover,
  HANDOVER_FLOW,
  HandoverState,
  listAnswerable,
  listHandoverEvents,
  listVacancies,
  type HandoverCommand,
  type HandoverEvent,
} from './handover.ts'

const NOW: Instant = '2026-09-10T02:00:00.000Z'
const ELSEWHERE = { kind: 'units', units: [OTHER_SCHOOL] } as const
const place = { unitId: SCHOOL, post: 'safety-director' } as const
const [old, young] = [anId<AccountId>(100), anId<AccountId>(101)]
const item = { kind: 'object', reference: '钥匙', title: '药品柜钥匙', due: null, checked: true } as const

const command = (event: HandoverEvent, reason: string | null): HandoverCommand => {
  switch (event) {
    case 'hand-over':
      return { event, seen: [], objects: ['药品柜钥匙'], note: '', reason }
    case 'take-over':
      return { event, checked: ['object 药品柜钥匙'], note: '' }
    default:
      return { event, reason: reason ?? '' }
  }
}

test('whatever people do, the predecessor hands over, the successor takes over, and neither does both', () => {
  const people = fc.constantFrom(
    ...ROLE_IDS.flatMap(role => [100, 101, 102].map(account => anActor(role, account))),
  )
  const events = fc.constantFrom<HandoverEvent[]>('hand-over', 'take-over', 'send-back', 'cancel')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(people, events, fc.constantFrom(null, '缺一把钥匙'), fc.boolean()), {
        maxLength: 20,
      }),
      story => {
        let handover = aHandover()
        for (const [actor, event, reason, predecessorGone] of story) {
          const at = { actor, now: NOW, listed: [], predecessorGone }
          const decision = decideHandover(handover, command(event, reason), at)
          expect(listHandoverEvents(handover, at).includes(event)).toBe(
            decision.ok || decision.error.code === 'reason-required',
          )
          if (!decision.ok) continue
          if (event === 'hand-over' && actor.accountId !== old)
            expect({ predecessorGone, reason, isSuccessor: actor.accountId === young }).toEqual({
              ...{ predecessorGone: true, reason: '缺一把钥匙', isSuccessor: false },
            })
          if (event === 'take-over' || event === 'send-back') expect(actor.accountId).toBe(young)
          if (event === 'cancel' || event === 'send-back') expect(reason).not.toBeNull()
          if (event === 'cancel') expect([old, young]).not.toContain(actor.accountId)
          handover = decision.value
          expect(handover.receivedOn !== null).toBe(handover.state === 'received')
        }
      },
    ),
    { numRuns: 400 },
  )
})

describe('handing over', () => {
  const predecessor = { actor: anActor('staff-member', 100), now: NOW, listed: [], predecessorGone: false }
  const hand = (reason: string | null = null) => command('hand-over', reason)
  test('is done from another school too, by whoever has moved there', () => {
    const away = {
      ...predecessor,
      actor: { ...anActor('staff-member', 100), unitId: OTHER_SCHOOL, scope: ELSEWHERE },
    }
    expect(decideHandover(aHandover(), hand(), away)).toMatchObject({
      value: { state: 'handed', handedOn: '2026-09-10', handedFor: null },
    })
  })
  test('is the head’s to sign where the predecessor has left, with a reason, and not before', () => {
    const head = { ...predecessor, actor: anActor('principal', 102) }
    const give = (reason: string | null, predecessorGone: boolean) =>
      decideHandover(aHandover(), hand(reason), { ...head, predecessorGone })
    expect(give('本人已退休', false)).toMatchObject({ error: { code: 'predecessor-signs' } })
    expect(give(null, true)).toMatchObject({ error: { code: 'reason-required' } })
    expect(give('本人已退休', true)).toMatchObject({ value: { handedFor: { reason: '本人已退休' } } })
    const colleague = { ...head, predecessorGone: true, actor: anActor('safety-officer', 102) }
    expect(decideHandover(aHandover(), hand('代签'), colleague)).toMatchObject({
      error: { code: 'not-your-handover' },
    })
  })
  test('is refused where something came or went since the list was read', () => {
    const listed = [{ ...item, kind: 'hazard', reference: 'x', checked: false } as const]
    expect(decideHandover(aHandover(), hand(), { ...predecessor, listed })).toMatchObject({
      error: { code: 'handover-list-changed' },
    })
    expect(
      decideHandover(aHandover(), { ...hand(), seen: ['hazard x'] } as HandoverCommand, {
        ...predecessor,
        listed,
      }),
    ).toMatchObject({ value: { items: [{ kind: 'hazard' }, { kind: 'object', title: '药品柜钥匙' }] } })
  })
})

test('every state is reached from an open handover', () => {
  expect(listUnreachableStates(HANDOVER_FLOW, 'open')).toEqual([])
  expect(Object.keys(HANDOVER_FLOW)).toEqual(HandoverState.options)
})

describe('taking over', () => {
  const handed = aHandover({ state: 'handed', items: [item] })
  const successor = {
    ...{ actor: anActor('staff-member', 101), now: NOW, listed: [], predecessorGone: false },
  }
  const take: HandoverCommand = { event: 'take-over', checked: ['object 钥匙'], note: '' }
  const sendBack = (reason: string): HandoverCommand => ({ event: 'send-back', reason })
  test('needs a look at every item', () => {
    const unseen = { ...handed, items: [item, { ...item, reference: '电话', title: '值班电话' }] }
    expect(decideHandover(unseen, take, successor)).toEqual({
      ok: false,
      error: { code: 'items-unchecked', titles: ['值班电话'] },
    })
    expect(decideHandover(handed, take, successor)).toMatchObject({
      value: { state: 'received', receivedOn: '2026-09-10' },
    })
  })
  test('is refused with a reason, or not at all', () => {
    expect(decideHandover(handed, sendBack(' '), successor)).toMatchObject({
      error: { code: 'reason-required' },
    })
    expect(decideHandover(handed, sendBack('缺一把钥匙'), successor)).toMatchObject({
      value: { state: 'open', handedOn: null, note: '缺一把钥匙' },
    })
  })
  test('does not happen to oneself, to the head who signed for the other side, or after the fact', () => {
    expect(decideHandover({ ...handed, fromId: young }, take, successor)).toMatchObject({
      error: { code: 'not-your-handover' },
    })
    const handedFor = { accountId: young, name: '校长', reason: '本人已退休' }
    expect(decideHandover({ ...handed, handedFor }, take, successor)).toMatchObject({
      error: { code: 'not-your-handover' },
    })
    expect(decideHandover({ ...handed, state: 'received' }, take, successor)).toMatchObject({
      error: { code: 'handover-event-not-allowed' },
    })
    const cancel: HandoverCommand = { event: 'cancel', reason: '岗位撤销' }
    const head = { ...successor, actor: anActor('principal', 102) }
    expect(decideHandover({ ...handed, unitId: OTHER_SCHOOL }, cancel, head)).toMatchObject({
      error: { code: 'outside-scope' },
    })
    expect(decideHandover(handed, take, { ...successor, actor: anActor('auditor', 101) })).toMatchObject({
      error: { code: 'role-not-allowed' },
    })
    expect(decideHandover(handed, { ...cancel, reason: '' }, head)).toMatchObject({
      error: { code: 'reason-required' },
    })
  })
})

describe('who answers', () => {
  const before = anAppointment({ ...place, accountId: old, from: '2025-09-01', until: '2026-08-31' })
  const after = anAppointment({ ...place, accountId: young, from: '2026-09-01' })
  const appointments = [before, after]
  const answers = (on: Day, handover = aHandover()) => listAnswerable(place, appointments, [handover], on)

  test('the predecessor, until the successor has taken over', () => {
    expect(answers('2026-08-31')).toEqual([old])
    expect(answers('2026-09-05')).toEqual([old])
    const received = aHandover({ state: 'received', receivedOn: '2026-09-10' })
    expect(answers('2026-09-09', received)).toEqual([old])
    expect(answers('2026-09-10', received)).toEqual([young])
  })
  test('the successor at once where the handover was called off, or none was asked for', () => {
    expect(answers('2026-09-01', aHandover({ state: 'cancelled' }))).toEqual([young])
    expect(listAnswerable(place, appointments, [], '2026-09-01')).toEqual([young])
  })
  test('from the first appointment on there is never a day on which nobody does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 100 }), (offset, wait) => {
        const on = addDays('2025-09-01', offset)
        const receivedOn = addDays('2026-09-01', wait)
        expect(answers(on, aHandover({ state: 'received', receivedOn })).length).toBe(1)
      }),
    )
  })
})

test('a day is in a vacancy exactly when nobody held the post', () => {
  const [from, to] = ['2026-01-01', '2026-03-31'] as const
  const terms = fc.array(
    fc
      .tuple(fc.integer({ min: -40, max: 120 }), fc.option(fc.integer({ min: 0, max: 60 })))
      .map(([start, length]) => ({
        from: addDays(from, start),
        until: length === null ? null : addDays(from, start + length),
      })),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(terms, held => {
      const appointments = held.map(term => anAppointment({ ...place, ...term }))
      const vacancies = listVacancies(place, appointments, from, to)
      for (let day: Day = from; day <= to; day = addDays(day, 1)) {
        const filled = held.some(term => term.from <= day && (term.until === null || day <= term.until))
        expect(vacancies.some(each => each.from <= day && day <= each.to)).toBe(!filled)
      }
      expect(listVacancies({ ...place, unitId: OTHER_SCHOOL }, appointments, from, to)).toEqual([
        { from, to },
      ])
    }),
  )
})
