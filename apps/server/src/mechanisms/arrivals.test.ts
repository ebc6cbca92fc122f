import type { ArrivalKind } from '@anlan/domain'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'

const county = useCounty()
const arrivals = async (kind?: ArrivalKind) =>
  (await county.as('officer').mechanisms.arrivals({ kind, pageSize: 100 })).rows

test('a letter to another department and its answer are there by themselves, and a draft is not', async () => {
  const { id } = await county.as('officer').referrals.draft({
    letter: {
      ...{ unitId: county.units.eastMiddle, hazardId: null, department: 'water', addressee: '测试县水利局' },
      ...{
        title: '校门外水塘没有警示设施',
        matter: '水塘距校门三十米，没有警示牌。',
        evidence: '照片',
        basis: '职责分工',
      },
      interimControl: '安排值守',
    },
  })
  expect(await arrivals('referral-sent')).toEqual([])
  const give = async (by: 'leader' | 'officer', command: object) => {
    const { referral } = await county.as('officer').referrals.get({ id })
    return county.as(by).referrals.advance({ id, revision: referral.revision, command: command as never })
  }
  await give('leader', { event: 'approve' })
  await give('officer', { event: 'send', documentNumber: '安教函〔2026〕1号', dueOn: '2026-11-15' })
  expect(await arrivals()).toMatchObject([
    {
      ...{ kind: 'referral-sent', department: 'water', what: '校门外水塘没有警示设施', count: 1 },
      path: `/referrals/${id}`,
    },
  ])
  await county.assembled.connections.owner.query('update referrals set replied_at = now() where id = $1', [
    id,
  ])
  expect((await arrivals('referral-answered')).map(({ path }) => path)).toEqual([`/referrals/${id}`])
})

test('alarms of a platform are one line a day, with how many came', async () => {
  const platform = newId<string>()
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await tx
      .insertInto('bus_platforms')
      .values({
        ...{
          id: platform,
          name: '平安校车运营平台',
          providers: ['平安'],
          made_at: '2026-10-01T00:00:00.000Z',
        },
        made_by_name: '系统',
      })
      .execute()
  })
  const times = ['2026-10-13T23:00:00Z', '2026-10-14T15:59:00Z', '2026-10-14T16:00:00Z']
  await county.assembled.connections.owner.query(
    `insert into bus_alarms (platform_id, alarm_id, digest, state, plate, kind, raised_at, next_try_at, received_at,
      settled_at, settled_by_name, note)
      select $1, 'A-' || n, repeat('0', 64), 'dismissed', '湘F1', 'speeding', at, at, at, at, '系统', '误报'
      from unnest($2::timestamptz[]) with ordinality as t (at, n)`,
    [platform, times],
  )
  expect((await arrivals('bus-alarms')).map(({ from, count }) => [from, count])).toEqual([
    ['平安校车运营平台', 1],
    ['平安校车运营平台', 2],
  ])
})

test('tables brought into registers and rosters are there with their lines; those few may read are not', async () => {
  const imported = (register: string, restricted: boolean) =>
    county.assembled.connections.owner.query(
      `insert into imports (id, unit_id, register, restricted, account_id, account_name, file_name, sha256, state,
        written, heard_at, created_at)
        values ($1, $2, $3, $4, $5, '安全员', '台账.xlsx', repeat('0', 64), 'done', 12, now(), '2026-10-14T02:00:00Z')`,
      [newId(), county.units.eastMiddle, register, restricted, county.people.eastSafety.accountId],
    )
  await imported('fire/extinguisher-ledger', false)
  await imported('priority/bullying-case', true)
  expect(await arrivals('register-import')).toMatchObject([
    {
      ...{ from: '测试eastMiddle', what: 'fire/extinguisher-ledger', count: 12, byName: '安全员' },
      path: `/registers/fire/extinguisher-ledger?unit=${county.units.eastMiddle}`,
    },
  ])
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('audit_events')
      .values({
        ...{ id: newId(), at: '2026-10-14T03:00:00.000Z', actor_id: SYSTEM.accountId, actor_name: '系统' },
        ...{ actor_role: 'county-admin', unit_id: county.units.eastMiddle, action: 'roster.import' },
        ...{ subject_kind: 'unit', subject_id: county.units.eastMiddle, before: null, request_id: null },
        after: JSON.stringify({ entered: 45, known: 3 }),
      })
      .execute(),
  )
  expect(await arrivals('roster-import')).toMatchObject([
    { count: 45, path: `/units/${county.units.eastMiddle}` },
  ])
})

test('they are the bureau’s to read', async () => {
  await expectRefusal(county.as('eastHead').mechanisms.arrivals({}), 'not-permitted')
})
