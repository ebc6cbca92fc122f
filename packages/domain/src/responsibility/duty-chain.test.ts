import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import type { AccountId, DutyId } from '../kernel/ids.ts'
import { aDuty, aLetter, anAppointment, anId } from '../testing/builders.ts'
import { nextEdition } from './duty.ts'
import { CHAIN_LINK_IDS, coverageOf, listRoster, readChain, type ChainFacts } from './duty-chain.ts'

const SINCE: Day = '2026-09-01'
const ON: Day = '2026-10-01'
const me = anId<AccountId>(100)
const one = aDuty({ id: anId<DutyId>(1) })
const two = aDuty({ id: anId<DutyId>(2), area: 'food' })
const nothing: ChainFacts = {
  duties: [],
  appointments: [anAppointment({ accountId: me })],
  letters: [],
  receipts: [],
  performances: [],
  accountings: [],
}
const letter = aLetter({
  signerId: me,
  state: 'signed',
  signedOn: '2026-09-05',
  duties: [{ id: one.id, version: 1 }],
})
const receipt = { dutyId: two.id, version: 1, accountId: me, on: '2026-09-06' } as const
const did = (duty: typeof one, on: Day = '2026-09-20') => ({ dutyId: duty.id, accountId: me, on })
const closed = { dutyId: one.id, accountId: me, closedOn: '2026-09-30' } as const
const known: ChainFacts = { ...nothing, duties: [one, two], letters: [letter], receipts: [receipt] }
const performed: ChainFacts = { ...known, performances: [did(one), did(two)] }
const read = (facts: ChainFacts, on: Day = ON) => readChain(me, facts, SINCE, on)

describe('a person’s chain reaches as far as it is unbroken', () => {
  test('nothing said, nothing owed', () => {
    expect(read(nothing)).toMatchObject({ link: null, broken: [] })
  })
  test('said and not signed', () => {
    expect(read({ ...nothing, duties: [one, two] })).toMatchObject({
      link: 'defined',
      broken: [one.id, two.id],
    })
    expect(read({ ...known, receipts: [] })).toMatchObject({ link: 'defined', broken: [two.id] })
  })
  test('signed by letter or by receipt, and nothing done', () => {
    expect(read(known)).toMatchObject({ link: 'known', broken: [one.id, two.id] })
    expect(read({ ...known, performances: [did(one)] })).toMatchObject({ link: 'known', broken: [two.id] })
  })
  test('everything done', () => {
    expect(read(performed)).toMatchObject({ link: 'performed', broken: [] })
  })
  test('a closed case ends it; an open one does not', () => {
    expect(read({ ...performed, accountings: [closed] }).link).toBe('accounted')
    expect(read({ ...performed, accountings: [closed] }, '2026-09-29').link).toBe('performed')
  })
  test('work without a signature counts for nothing yet', () => {
    expect(read({ ...performed, letters: [], receipts: [], accountings: [closed] }).link).toBe('defined')
  })
  test('a new edition of a duty breaks it until it is signed again', () => {
    const changed = { ...nextEdition(one, { text: '每日巡查并登记' }), publishedOn: '2026-09-25' as Day }
    expect(read({ ...performed, duties: [one, two, changed] })).toMatchObject({
      link: 'defined',
      broken: [one.id],
    })
    expect(read({ ...performed, duties: [one, two, changed] }, '2026-09-24').link).toBe('performed')
  })
  test('work of last year is last year’s', () => {
    expect(read({ ...known, performances: [did(one, '2026-08-31'), did(two)] }).broken).toEqual([one.id])
  })
  test('whoever left the post owes nothing of it', () => {
    const gone = [anAppointment({ accountId: me, until: '2026-09-30' })]
    expect(read({ ...performed, appointments: gone })).toMatchObject({ link: null, duties: [] })
  })
  test('others’ signatures and work are others’', () => {
    const other = anId<AccountId>(101)
    const appointments = [...nothing.appointments, anAppointment({ accountId: other })]
    expect(readChain(other, { ...performed, appointments }, SINCE, ON).link).toBe('defined')
  })
})

describe('coverage', () => {
  const facts = fc.record({
    duties: fc.subarray([one, two]),
    letters: fc.subarray([letter]),
    receipts: fc.subarray([receipt]),
    performances: fc.subarray([did(one), did(two)]),
    accountings: fc.subarray([closed]),
  })

  test('each link is reached by no more people than the one before it, out of the whole roster', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), people => {
        const chains = people.map(each => read({ ...nothing, ...each }))
        const coverage = coverageOf(chains)
        const counts = CHAIN_LINK_IDS.map(link => coverage[link].numerator)
        expect(counts).toEqual([...counts].sort((a, b) => b - a))
        for (const link of CHAIN_LINK_IDS) expect(coverage[link].denominator).toBe(people.length)
      }),
    )
  })
  test('one more signature or record never shortens a chain', () => {
    const far = (each: ChainFacts) => CHAIN_LINK_IDS.indexOf(read(each).link ?? 'defined')
    fc.assert(
      fc.property(facts, each => {
        const before = { ...nothing, ...each }
        for (const more of [
          { ...before, letters: [letter] },
          { ...before, receipts: [receipt] },
          { ...before, performances: [did(one), did(two)] },
          { ...before, accountings: [closed] },
        ])
          expect(far(more)).toBeGreaterThanOrEqual(far(before))
      }),
    )
  })
  test('the roster holds each person once, however many posts', () => {
    const appointments = [
      anAppointment({ accountId: me }),
      anAppointment({ accountId: me, post: 'class-teacher' }),
      anAppointment({ accountId: anId(101), from: '2026-10-02' }),
    ]
    expect(listRoster(appointments, ON)).toEqual([me])
    expect(coverageOf([]).known).toEqual({ numerator: 0, denominator: 0 })
  })
})
