import type { MechanismRecordId, UnitId } from '@anlan/domain'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { useCounty } from '../testing/county.ts'

/** A rate's numbers and the lists they lead to are counted apart: each list is as long as its number. */
const county = useCounty()

async function letter(unitId: UnitId, state: string, sentAt: string | null, reply: object | null) {
  const deed = sentAt && { by: county.people.officer.accountId, name: 'officer', at: sentAt }
  await county.assembled.connections.owner.query(
    `insert into referrals (id, unit_id, number, state, department, title, drafted_at, sent_at, due_on, replied_at, body)
      values ($1, $2, $3, $4, 'water', '校门外水塘', '2026-09-01T00:00:00Z', $5, '2026-11-01', $6, $7)`,
    [
      ...[newId(), unitId, newId(), state, sentAt, reply ? '2026-10-12T02:00:00Z' : null],
      JSON.stringify({ sent: deed, reply: reply && { at: '2026-10-12T02:00:00Z', ...reply } }),
    ],
  )
}

beforeAll(async () => {
  const { eastMiddle, westMiddle } = county.units
  const reply = { outcome: 'dealt-with', number: null, text: '已处理', name: '李某', phone: '' }
  await letter(eastMiddle, 'draft', null, null)
  await letter(eastMiddle, 'sent', '2026-10-01T02:00:00.000Z', null)
  await letter(eastMiddle, 'withdrawn', '2026-10-01T02:00:00.000Z', null)
  await letter(eastMiddle, 'replied', '2026-10-02T02:00:00.000Z', reply)
  await letter(westMiddle, 'replied', '2026-10-10T02:00:00.000Z', reply)
  const record = { id: newId<MechanismRecordId>(), files: [] }
  await county.as('officer').mechanisms.create({
    ...record,
    body: {
      ...{ kind: 'consultation', title: '校园安全会商', on: '2026-10-14', place: '局会议室', chair: '局长' },
      ...{ attending: '县公安局', topic: '近期风险', judgement: '用电负荷上升，风险升高。', figures: [] },
    },
    items: [eastMiddle, eastMiddle, westMiddle, null].map((unitId, index) => ({
      ...{ unitId, target: '', text: `排查取暖设备${index}` },
    })),
  })
  const { items } = await county.as('officer').mechanisms.get({ id: record.id })
  for (const { item } of [items[0], items[3]].filter(each => each !== undefined))
    await county.as('officer').mechanisms.handle({
      ...{ id: item.id, revision: 1, handling: { kind: 'no-work', why: '已由学校处理' } },
    })
  for (const [unitId, state] of [
    [eastMiddle, 'accepted'],
    [westMiddle, 'demonstration'],
    [county.units.eastPrimary, 'building'],
  ] as const) {
    const reason = '安全管理基础较好'
    const { id } = await county.as('officer').pilots.name({ unitId, reason, targetOn: '2027-03-01' })
    await county.assembled.connections.owner.query('update pilots set state = $1 where id = $2', [state, id])
  }
})

const now = async (id: string, filter: object = {}) => {
  const [counted] = await county.as('officer').indicators.now({ ids: [id], filter })
  if (!counted) throw new Error(id)
  return counted
}
const queryOf = (path: string | null): Record<string, string> =>
  Object.fromEntries(new URL(path ?? '/', 'http://here').searchParams)

const referralsBehind = async (path: string | null): Promise<number> => {
  const { counted, unit, from, to } = queryOf(path)
  const filter = { counted, unitId: unit, from, to }
  return (await county.as('officer').referrals.list({ filter: filter as never })).total
}
const itemsBehind = async (path: string | null): Promise<number> => {
  const { settled, unit, from, to } = queryOf(path)
  const filter = { settled: settled === '1', unitId: unit, from, to }
  return (await county.as('officer').mechanisms.items({ filter: filter as never })).total
}

test.each([
  ['all', {}],
  ['one school’s', { units: ['eastMiddle'] }],
  ['those sent from a day on', { from: '2026-10-02' }],
  ['those sent until a day', { to: '2026-10-01' }],
] as const)('letters behind the rate of answers: %s', async (_, wish) => {
  const filter = {
    ...wish,
    ...('units' in wish && { units: wish.units.map(unit => county.units[unit]) }),
  }
  const { rate, lists } = await now('referrals-answered', filter)
  expect([await referralsBehind(lists.numerator), await referralsBehind(lists.denominator)]).toEqual([
    rate.numerator,
    rate.denominator,
  ])
  const days = await now('referral-answer-days', filter)
  expect(await referralsBehind(days.lists.denominator)).toBe(days.rate.denominator)
})

test.each([
  ['all', {}, [1, 3]],
  ['one school’s', { units: ['eastMiddle'] }, [1, 2]],
  ['of later days', { from: '2026-10-15' }, [0, 0]],
] as const)('items behind the rate of those settled: %s', async (_, wish, expected) => {
  const { rate, lists } = await now('mechanism-items-settled', {
    ...wish,
    ...('units' in wish && { units: wish.units.map(unit => county.units[unit]) }),
  })
  expect([rate.numerator, rate.denominator]).toEqual(expected)
  expect([await itemsBehind(lists.numerator), await itemsBehind(lists.denominator)]).toEqual(expected)
})

test('schools behind the rate of dual prevention built up: those accepted and those that demonstrate', async () => {
  const { rate, lists } = await now('dual-prevention-built')
  expect(rate).toEqual({ numerator: 2, denominator: 6 })
  expect(lists).toEqual({
    numerator: '/pilots?stage=built',
    denominator: '/indicators/dual-prevention-built#units',
  })
  const state = ['accepted', 'demonstration'] as const
  expect((await county.as('officer').pilots.list({ filter: { state: [...state] } })).total).toBe(2)
  const { units } = await county.as('officer').indicators.get({ id: 'dual-prevention-built' })
  expect(units).toHaveLength(6)
})
