import { TrainingId, TrainingSessionId, type Instant } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import type { KioskAnswer, KioskSession } from './kiosk-sign-ins.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; east?: TestKiosk; west?: TestKiosk } = {}
const idOf = (who: 'eastHead' | 'eastTeacher' | 'eastSafety' | 'westSafety') => county.people[who].accountId
const [OPENED, LATER] = ['2026-10-15T02:00:00.000Z', '2026-10-15T03:00:00.000Z'] as const

beforeAll(async () => {
  held.house = await open(county.assembled)
  const { origin } = held.house
  county.setNow(new Date().toISOString() as Instant)
  held.east = await pairKiosk(county, origin, 'eastMiddle', 'eastSafety')
  held.west = await pairKiosk(county, origin, 'westMiddle', 'westSafety')
  county.setNow(OPENED)
  await pairedAt(held.east, '2026-09-01T02:00:00.000Z')
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(
      tx,
      'appointments',
      (['eastHead', 'eastTeacher', 'eastSafety', 'westSafety'] as const).map(who => ({
        ...{ id: newId<string>(), account_id: idOf(who), unit_id: county.people[who].unitId },
        ...{ post: 'class-teacher' as const, from_on: '2026-09-01' as const, until_on: null },
      })),
    )
    await bulkInsert(tx, 'staff_badges', [
      { unit_id: county.units.eastMiddle, account_id: idOf('eastTeacher'), badge_key: 'ABCD2345' },
    ])
  })
})
afterAll(() => held.house?.close())

/** A kiosk is paired by the clock on the wall; the test says at which moment of its own that was. */
const pairedAt = (kiosk: TestKiosk, at: Instant) =>
  county.assembled.connections.owner.query(`update devices set paired_at = $2 where id = $1`, [kiosk.id, at])

const listed = async (kiosk: TestKiosk | undefined): Promise<KioskSession[]> =>
  (await kiosk?.ask<{ sessions: KioskSession[] }>('/trainings'))?.body.sessions ?? []
const tell = async (kiosk: TestKiosk | undefined, ...signIns: object[]): Promise<KioskAnswer[]> =>
  (await kiosk?.ask<{ answers: KioskAnswer[] }>('/trainings', { signIns }))?.body.answers ?? []

test('a school’s kiosk shows its open batch with whom it asks, takes sign-ins once, and after closing those made before', async () => {
  const head = county.as('eastHead')
  const { id } = await head.trainings.plan({
    ...{
      id: TrainingId.parse(randomUUID()),
      kind: 'rotation',
      title: '消防安全培训',
      content: '',
      basis: '',
    },
    ...{ posts: ['class-teacher'], from: '2026-10-15', to: '2026-10-30', lessons: 1, film: null, test: null },
    among: { by: 'all' },
  })
  const session = TrainingSessionId.parse(randomUUID())
  const plan = {
    id: session,
    trainingId: id,
    heldOn: '2026-10-15' as const,
    begins: '10:00',
    place: '会议室',
  }
  await head.trainingSessions.plan({ ...plan, isMakeUp: false })
  expect(await listed(held.east)).toEqual([])
  const turn = (revision: number, event: 'open' | 'close') =>
    head.trainingSessions.advance({ id: session, revision, event, reason: null })
  await turn(1, 'open')
  expect(await listed(held.west)).toEqual([])
  const [shown] = await listed(held.east)
  expect(shown).toMatchObject({ id: session, title: '消防安全培训' })
  expect(shown?.people.find(each => each.id === idOf('eastTeacher'))).toMatchObject({
    ...{ name: 'eastTeacher', badge: 'ABCD2345', signedIn: false },
  })

  const at = '2026-10-15T02:10:00.000Z'
  county.setNow('2026-10-15T02:20:00.000Z')
  const teacher = { session, account: idOf('eastTeacher'), at }
  const expected = [{ session, account: idOf('eastTeacher'), refusal: null }]
  expect(await tell(held.east, teacher)).toEqual(expected)
  expect(await tell(held.east, { ...teacher, at: '2026-10-15T02:15:00.000Z' })).toEqual(expected)
  expect(await county.audit('training-session.sign-in', session)).toHaveLength(1)
  expect(await tell(held.east, { session, account: idOf('westSafety'), at })).toMatchObject([
    { refusal: 'not-asked' },
  ])
  expect(await tell(held.west, teacher)).toMatchObject([{ refusal: 'not-found' }])
  // A kiosk whose clock stands in another century: nobody came before the batch was open.
  const astray = { session, account: idOf('eastHead'), at: '1999-12-31T16:00:00.000Z' }
  expect(await tell(held.east, astray)).toMatchObject([{ refusal: null }])

  county.setNow('2026-10-15T02:30:00.000Z')
  await turn(2, 'close')
  county.setNow(LATER)
  expect(await listed(held.east)).toEqual([])
  const safety = { session, account: idOf('eastSafety') }
  expect(await tell(held.east, { ...safety, at: '2026-10-15T02:40:00.000Z' })).toMatchObject([
    { refusal: 'session-closed' },
  ])
  expect(await tell(held.east, { ...safety, at: '2026-10-15T02:29:00.000Z' })).toMatchObject([
    { refusal: null },
  ])
  const { roster } = await head.trainingSessions.get({ id: session })
  expect(roster.flatMap(each => (each.signedIn ? [[each.name, Date.parse(each.signedIn.at)]] : []))).toEqual(
    expect.arrayContaining([
      ['eastTeacher', Date.parse(at)],
      ['eastHead', Date.parse(OPENED)],
      ['eastSafety', Date.parse('2026-10-15T02:29:00.000Z')],
    ]),
  )
})

test('a kiosk tells of nobody who came before it was paired, were it a screen that was hung up after closing', async () => {
  const { house } = held
  if (!house) throw new Error('no house')
  county.setNow('2026-10-20T02:00:00.000Z')
  const head = county.as('eastHead')
  const { id } = await head.trainings.plan({
    ...{
      id: TrainingId.parse(randomUUID()),
      kind: 'rotation',
      title: '应急处置培训',
      content: '',
      basis: '',
    },
    ...{ posts: ['class-teacher'], from: '2026-10-20', to: '2026-10-30', lessons: 1, film: null, test: null },
    among: { by: 'all' },
  })
  const session = TrainingSessionId.parse(randomUUID())
  await head.trainingSessions.plan({
    ...{
      id: session,
      trainingId: id,
      heldOn: '2026-10-20',
      begins: '10:00',
      place: '会议室',
      isMakeUp: false,
    },
  })
  const turn = (revision: number, event: 'open' | 'close' | 'reopen') =>
    head.trainingSessions.advance({
      id: session,
      revision,
      event,
      reason: event === 'reopen' ? '漏签' : null,
    })
  await turn(1, 'open')
  county.setNow('2026-10-20T04:00:00.000Z')
  await turn(2, 'close')

  county.setNow(new Date().toISOString() as Instant)
  const late = await pairKiosk(county, house.origin, 'eastMiddle', 'eastSafety')
  await pairedAt(late, '2026-10-20T06:00:00.000Z')
  county.setNow('2026-10-20T08:00:00.000Z')
  const inside = { session, account: idOf('eastTeacher'), at: '2026-10-20T03:00:00.000Z' }
  expect(await tell(late, inside)).toMatchObject([{ refusal: 'session-closed' }])
  expect(await tell(late, { ...inside, at: '2027-01-01T00:00:00.000Z' })).toMatchObject([
    { refusal: 'session-closed' },
  ])

  // Open again it takes whoever comes; nobody is written in for an hour at which this kiosk was not there.
  await turn(3, 'reopen')
  expect(await tell(late, inside)).toMatchObject([{ refusal: null }])
  const { roster } = await head.trainingSessions.get({ id: session })
  const mine = roster.find(each => each.accountId === idOf('eastTeacher'))
  expect(mine?.signedIn && Date.parse(mine.signedIn.at)).toBe(Date.parse('2026-10-20T06:00:00.000Z'))
})
