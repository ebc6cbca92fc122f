import { describe, expect, test } from 'vitest'
import type { AccountId } from '../../kernel/ids.ts'
import { ROLE_IDS } from '../../organisation/role.ts'
import { aReferral, anActor, anId, OTHER_SCHOOL } from '../../testing/builders.ts'
import { decideByLink, decideReferral, listReferralEvents, type ReferralCommand } from './decide-referral.ts'
import { REFERRAL_EVENT_IDS, REFERRAL_FLOW, REFERRAL_STATE_IDS } from './referral-flow.ts'
import { isReferralLate } from './referral.ts'
import { referralDays, referralsAnswered } from './referral-rates.ts'
import { findStep } from '../../kernel/flow.ts'

const NOW = '2026-10-10T02:00:00.000Z'
const note = '情况如此'
const answer = { outcome: 'dealt-with', number: null, text: '已设置警示牌', name: '李某', phone: '' } as const
const { department, addressee, title, matter, evidence, basis, interimControl } = aReferral()
const letter = { department, addressee, title, matter, evidence, basis, interimControl }
const COMMANDS: readonly ReferralCommand[] = [
  { event: 'revise', letter },
  { event: 'approve' },
  { event: 'send', documentNumber: '安教函〔2026〕1号', dueOn: '2026-10-30' },
  { event: 'receive', name: '李某' },
  { event: 'reply', answer },
  { event: 'escalate', note, documentNumber: null },
  ...(['urge', 'refer-again', 'verify', 'close', 'withdraw'] as const).map(event => ({
    event,
    note,
  })),
]

test('every state, event and role: what the table gives is done, and nothing else', () => {
  expect(COMMANDS.map(({ event }) => event).toSorted()).toEqual(REFERRAL_EVENT_IDS.toSorted())
  for (const state of REFERRAL_STATE_IDS)
    for (const command of COMMANDS)
      for (const role of ROLE_IDS) {
        const step = findStep<string, string>(REFERRAL_FLOW, state, command.event)
        // A draft is changed by its drafter; everything else here is done by somebody who has no part in it.
        const actor = anActor(role, command.event === 'revise' ? 200 : 900)
        const decision = decideReferral(aReferral({ state }), command, { actor, now: NOW })
        if (!step) expect(decision).toMatchObject({ error: { code: 'event-not-allowed' } })
        else if (!step.by.includes(role))
          expect(decision).toEqual({ ok: false, error: { code: 'role-not-allowed' } })
        else expect(decision).toMatchObject({ ok: true, value: { state: step.to, revision: 2 } })
        expect(listReferralEvents(aReferral({ state }), actor).includes(command.event)).toBe(decision.ok)
      }
})

describe('a letter', () => {
  const leader = anActor('bureau-leader', 300)

  test('is not approved by whoever drafted it', () => {
    const own = aReferral({ drafted: { by: anId<AccountId>(300), name: '某某', at: NOW } })
    expect(decideReferral(own, { event: 'approve' }, { actor: leader, now: NOW })).toMatchObject({
      error: { code: 'approves-own-draft' },
    })
    expect(listReferralEvents(own, leader)).not.toContain('approve')
  })

  test('is changed by its drafter alone, and by nobody once it was approved', () => {
    const revise = {
      event: 'revise',
      letter: { ...letter, matter: '水塘距校门二十米，没有警示牌。' },
    } as const
    const by = (account: number) => ({ actor: anActor('section-officer', account), now: NOW }) as const
    expect(decideReferral(aReferral(), revise, by(200))).toMatchObject({
      value: { ...revise.letter, revision: 2 },
    })
    expect(decideReferral(aReferral(), revise, by(201))).toMatchObject({ error: { code: 'not-own-draft' } })
    expect(decideReferral(aReferral({ state: 'approved' }), revise, by(200))).toMatchObject({
      error: { code: 'event-not-allowed' },
    })
  })

  test('is answered by a day to come', () => {
    const send = { event: 'send', documentNumber: '安教函〔2026〕1号', dueOn: '2026-10-09' } as const
    expect(decideReferral(aReferral({ state: 'approved' }), send, { actor: leader, now: NOW })).toMatchObject(
      {
        error: { code: 'deadline-in-the-past' },
      },
    )
  })

  test('about another county’s school is nobody’s here', () => {
    const actor = { ...leader, scope: { kind: 'units', units: [OTHER_SCHOOL] } } as const
    expect(decideReferral(aReferral(), { event: 'approve' }, { actor, now: NOW })).toMatchObject({
      error: { code: 'outside-scope' },
    })
  })
})

describe('a department by its link', () => {
  test('receives the letter, answers it once, and does nothing else', () => {
    const received = decideByLink(aReferral({ state: 'sent' }), { event: 'receive', name: '李某' }, NOW)
    if (!received.ok) throw new Error('the letter is there to be received')
    expect(received.value).toMatchObject({ state: 'received', received: { name: '李某', recordedBy: null } })
    const replied = decideByLink(received.value, { event: 'reply', answer }, NOW)
    if (!replied.ok) throw new Error('the letter is there to be answered')
    expect(replied.value).toMatchObject({ state: 'replied', reply: { answer } })
    for (const command of [
      { event: 'receive', name: '李某' },
      { event: 'reply', answer },
    ] as const)
      expect(decideByLink(replied.value, command, NOW)).toEqual({ ok: false, error: { code: 'link-used' } })
  })

  test('does not answer what it has not received, or what was taken back', () => {
    for (const state of ['draft', 'approved', 'sent', 'withdrawn', 'closed'] as const)
      expect(decideByLink(aReferral({ state }), { event: 'reply', answer }, NOW)).toMatchObject({
        error: { code: 'event-not-allowed' },
      })
  })
})

test('an answer is late from the day after its day, while the department owes it', () => {
  expect(isReferralLate({ state: 'sent', dueOn: '2026-10-10' }, '2026-10-10')).toBe(false)
  expect(isReferralLate({ state: 'escalated', dueOn: '2026-10-10' }, '2026-10-11')).toBe(true)
  expect(isReferralLate({ state: 'replied', dueOn: '2026-10-10' }, '2026-10-11')).toBe(false)
})

test('the share answered and the days it took leave out what was never sent or was taken back', () => {
  const sent = {
    by: anId<AccountId>(200),
    name: '某某',
    at: '2026-10-01T02:00:00.000Z',
    documentNumber: 'x',
  } as const
  const reply = { name: '李某', at: '2026-10-08T02:00:00.000Z', recordedBy: null, answer } as const
  const all = [
    aReferral({ state: 'replied', sent, reply }),
    aReferral({ state: 'sent', sent }),
    aReferral({ state: 'withdrawn', sent }),
    aReferral(),
  ]
  expect(referralsAnswered.count(all)).toEqual({ numerator: 1, denominator: 2 })
  expect(referralDays(all)).toEqual({ numerator: 7, denominator: 1 })
  expect(referralDays([])).toEqual({ numerator: 0, denominator: 0 })
})
