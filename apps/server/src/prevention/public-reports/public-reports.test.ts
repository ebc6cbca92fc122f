import {
  PUBLIC_REPORT_RULE,
  type PublicReportCommand,
  type PublicReportId,
  type ReportPosterId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../../db/scope.ts'
import { endRetention } from '../../jobs/retention.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../../testing/county.ts'
import { open } from '../../testing/visitor.ts'
import type { Assembled } from '../../server.ts'
import { reportIdOf, type Received } from './receive-report.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; server?: Assembled } = {}
beforeAll(async () => {
  // Behind a proxy, so that each telephone here has an address of its own.
  held.server = await county.another({ trustedProxies: 1 })
  held.house = await open(held.server)
})
afterAll(async () => {
  await held.house?.close()
  await held.server?.close()
})

/** A poster of a school, and the path its code leads to. */
async function hang(
  unit: UnitName = 'eastMiddle',
  by: PersonName = 'eastSafety',
  place = '',
): Promise<{ id: ReportPosterId; token: string }> {
  const { id } = await county.as(by).reportPosters.make({ unitId: county.units[unit], place })
  const { path } = await county.as(by).reportPosters.sheet({ id })
  return { id, token: path.replace('/report/', '') }
}

interface Told {
  readonly id?: string
  readonly place?: string
  readonly text?: string
  readonly contact?: string
  readonly photos?: readonly Uint8Array[]
  /** Whose telephone it is; each has its own where nothing is said. */
  readonly from?: string
}
const telephones = { count: 0 }
const aTelephone = (): string => `10.0.${(telephones.count += 1) >> 8}.${telephones.count & 255}`
interface Reply {
  /** Under which it is kept. */
  readonly id: PublicReportId
  readonly status: number
  readonly body: Partial<Received> & { refusal?: { code: string } }
}
const keptAs = (sentId: string): PublicReportId =>
  reportIdOf(held.server?.app.vault ?? expect.fail('no server'), sentId as PublicReportId)
/** Reports as a telephone does, without an account. */
async function tell(token: string, told: Told = {}): Promise<Reply> {
  const id = told.id ?? randomUUID()
  const form = new FormData()
  form.set('id', id)
  form.set('place', told.place ?? '教学楼三层东侧')
  form.set('text', told.text ?? '走廊栏杆松动，孩子靠上去会晃')
  form.set('contact', told.contact ?? '')
  for (const photo of told.photos ?? []) form.append('photo', new Blob([new Uint8Array(photo)]), '照片.jpg')
  const answer = await fetch(`${held.house?.origin ?? ''}/api/report-posters/${token}`, {
    ...{ method: 'POST', body: form, headers: { 'x-forwarded-for': told.from ?? aTelephone() } },
  })
  return {
    ...{ id: keptAs(id), status: answer.status },
    body: (await answer.json()) as Reply['body'],
  }
}
const codeOf = ({ status, body }: Reply) => [status, body.refusal?.code]

const aPhoto = (colour = '#7a8b99'): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .withExif({ IFD0: { Make: '某某手机' }, IFD3: { GPSLatitude: '29/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()

const waiting = async (by: PersonName, unit: UnitName = 'eastMiddle') =>
  (await county.as(by).publicReports.list({ state: 'waiting', unitId: county.units[unit] })).rows
const rowOf = async ({ id }: Reply, by: PersonName = 'officer') =>
  (await waiting(by)).find(row => row.id === id) ?? expect.fail('it does not wait')
const settle = (by: PersonName, id: PublicReportId, command: PublicReportCommand) =>
  county.as(by).publicReports.settle({ id, command })
const verify: PublicReportCommand = {
  event: 'verify',
  hazard: {
    ...{ area: 'fire', place: '教学楼三层', description: '走廊栏杆松动' },
    ...{ interimControl: '已拉警戒线', stopUse: false },
  },
}

describe('a poster', () => {
  test('says which school and place it is for, and is printed again with the same code', async () => {
    const { id, token } = await hang('eastMiddle', 'eastHead', '学生食堂')
    const answer = await fetch(`${held.house?.origin ?? ''}/api/report-posters/${token}`)
    expect(await answer.json()).toEqual({
      ...{ unit: '测试eastMiddle', place: '学生食堂', mostPhotos: 3, contactDays: 30 },
    })
    expect((await county.as('officer').reportPosters.sheet({ id })).path).toBe(`/report/${token}`)
    expect(await county.audit('report-poster.make', id)).toEqual([
      { actor_name: 'eastHead', unit_id: county.units.eastMiddle },
    ])
  })
  test('whose code was altered is unknown', async () => {
    const { token } = await hang()
    expect(codeOf(await tell(`${token.slice(0, -2)}AA`))).toEqual([404, 'poster-unknown'])
    expect(codeOf(await tell('x'))).toEqual([404, 'poster-unknown'])
  })
  test('that was revoked takes nothing more, is not printed again and is not revoked twice', async () => {
    const { id, token } = await hang()
    const safety = county.as('eastSafety').reportPosters
    await safety.revoke({ id })
    expect(codeOf(await tell(token))).toEqual([410, 'poster-revoked'])
    await expectRefusal(safety.sheet({ id }), 'poster-revoked')
    await expectRefusal(safety.revoke({ id }), 'poster-revoked')
    expect(await county.audit('report-poster.revoke', id)).toHaveLength(1)
  })
  test('is replaced by another for the same place, and the old code ends', async () => {
    const { id, token } = await hang('eastMiddle', 'eastSafety', '宿舍楼')
    const next = await county.as('eastSafety').reportPosters.replace({ id })
    const { place, path } = await county.as('eastSafety').reportPosters.sheet({ id: next.id })
    expect([place, path === `/report/${token}`]).toEqual(['宿舍楼', false])
    expect(codeOf(await tell(token))).toEqual([410, 'poster-revoked'])
  })
  test('is for the school’s own people and the safety section to make', async () => {
    const make = (by: PersonName) =>
      county.as(by).reportPosters.make({ unitId: county.units.eastMiddle, place: '' })
    await expectRefusal(make('eastTeacher'), 'not-permitted')
    await expectRefusal(make('auditor'), 'not-permitted')
    await expectRefusal(make('westHead'), 'outside-scope')
    expect(await make('officer')).toHaveProperty('id')
  })
})

describe('a report', () => {
  test('waits, is in no register, and is told its receipt code', async () => {
    const { token } = await hang()
    const before = (await county.as('officer').hazards.list({})).total
    const told = await tell(token, { contact: '13800000000', photos: [await aPhoto()] })
    const { body } = told
    expect(told.status).toBe(201)
    expect(body.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect((await county.as('officer').hazards.list({})).total).toBe(before)
    const row = await rowOf(told, 'eastHead')
    expect(row).toMatchObject({ state: 'waiting', hasContact: true, place: '教学楼三层东侧' })
    expect(row.photos).toHaveLength(1)
    const { rows } = await county.assembled.connections.owner.query<Record<string, unknown>>(
      `select actor_role, unit_id, after from audit_events where action = 'public-report.receive' and subject_id = $1`,
      [row.id],
    )
    expect(rows).toMatchObject([{ actor_role: 'public', unit_id: county.units.eastMiddle }])
    expect(JSON.stringify(rows)).not.toContain('13800000000')
  })
  test('leaves nothing of the camera’s notes on the server', async () => {
    const { token } = await hang()
    const told = await tell(token, { photos: [await aPhoto('#336699')] })
    const [file = ''] = (await rowOf(told)).photos
    const row = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('files').selectAll().where('id', '=', file).executeTakeFirstOrThrow(),
    )
    const bytes = (await county.assembled.app.files.find(row.sha256)) ?? Buffer.alloc(0)
    const { exif, width } = await sharp(bytes).metadata()
    expect([exif, width]).toEqual([undefined, 40])
  })
  test('sent again because the answer was lost is one report with one code', async () => {
    const { token } = await hang()
    const told = { id: randomUUID(), photos: [await aPhoto('#aa3311')] }
    const before = (await waiting('officer')).length
    const replies = await Promise.all([tell(token, told), tell(token, told), tell(token, told)])
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(replies.map(({ body }) => body.code)).size).toBe(1)
    expect(await waiting('officer')).toHaveLength(before + 1)
    expect(codeOf(await tell(token, { ...told, text: '说的是另一件事' }))).toEqual([409, 'report-differs'])
    const other = await hang('westMiddle', 'westHead')
    expect((await tell(other.token, told)).status).toBe(201)
    expect(await waiting('officer', 'westMiddle')).toEqual([])
  })
  test('is not told apart by whoever reads it at the school and sends it again with a number he suspects', async () => {
    const { token } = await hang()
    const told = { place: '操场', text: '看台台阶松动，已经有人摔倒', contact: '13800000003' }
    const first = await tell(token, told)
    const { id, place, text } = await rowOf(first, 'eastHead')
    const guess = await tell(token, { id, place, text, contact: told.contact })
    expect([guess.status, guess.body.code === first.body.code]).toEqual([201, false])
    const second = await rowOf(await tell(token, told), 'eastHead')
    expect((await tell(token, { id: second.id, place, text, contact: '13800000004' })).status).toBe(201)
  })
  test.each([
    ['no words', { text: '  ' }, [400, 'report-unreadable']],
    ['half a sign', { text: '栏杆松动\0很危险' }, [400, 'report-unreadable']],
    ['a text without end', { text: '长'.repeat(1001) }, [400, 'report-unreadable']],
    ['no id', { id: 'once' }, [400, 'report-unreadable']],
  ])('with %s is turned away', async (_, told, expected) => {
    const { token } = await hang()
    expect(codeOf(await tell(token, told))).toEqual(expected)
  })
  test.each([
    ['a picture that is a script', async () => [Buffer.from('<svg onload="alert(1)"/>')], 'not-a-photo'],
    ['a paper', async () => [Buffer.from('%PDF-1.7 nothing')], 'not-a-photo'],
    ['four pictures', async () => Array<Buffer>(4).fill(await aPhoto()), 'too-many-photos'],
    ['a picture cut short', async () => [(await aPhoto()).subarray(0, 200)], 'not-a-photo'],
    ['a picture too heavy', () => Promise.resolve([Buffer.alloc(4 * 1024 * 1024 + 1)]), 'photo-too-large'],
    [
      'a picture of too many points',
      async () => [
        await sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      ],
      'photo-too-large',
    ],
  ])('with %s is turned away and leaves nothing', async (_, photos, code) => {
    const { token } = await hang()
    const before = (await waiting('officer')).length
    expect((await tell(token, { photos: await photos() })).body.refusal?.code).toBe(code)
    expect(await waiting('officer')).toHaveLength(before)
  })
  test('that is no form is turned away', async () => {
    const { token } = await hang()
    const answer = await fetch(`${held.house?.origin ?? ''}/api/report-posters/${token}`, {
      ...{ method: 'POST', body: '{"text":"x"}', headers: { 'content-type': 'application/json' } },
    })
    expect(answer.status).toBe(400)
  })
})

describe('the receipt code', () => {
  const ask = async (code: string) => {
    const answer = await fetch(`${held.house?.origin ?? ''}/api/report-state`, {
      ...{ method: 'POST', body: JSON.stringify({ code }) },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  test('tells how far the report is and nothing else, however it is typed', async () => {
    const { token } = await hang()
    const { id, body } = await tell(token)
    const code = body.code ?? ''
    const typed = ` ${code.replaceAll('-', '').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect((await ask(typed)).body).toEqual({ state: 'waiting', receivedAt: body.receivedAt })
    await settle('officer', id, { event: 'dismiss', reason: '现场查看，栏杆牢固' })
    expect(Object.keys((await ask(code)).body)).toEqual(['state', 'receivedAt'])
    expect((await ask(code)).body).toMatchObject({ state: 'dismissed' })
  })
  test('nobody was given is unknown', async () => {
    expect(await ask('AAAA-AAAA-AAAA')).toEqual({
      status: 404,
      body: { refusal: { code: 'receipt-unknown' } },
    })
  })
})

describe('whoever verifies', () => {
  test('makes a hazard of the report, with its words and photos', async () => {
    const { token } = await hang()
    const row = await rowOf(await tell(token, { photos: [await aPhoto('#123456')] }), 'eastSafety')
    const { hazard } = await settle('eastSafety', row.id, verify)
    const detail = await county.as('officer').hazards.get({ id: hazard?.id ?? expect.fail('no hazard') })
    expect(detail.hazard).toMatchObject({
      ...{ source: 'public-report', state: 'reported', place: '教学楼三层', discoveredOn: '2026-10-15' },
      reportedBy: county.people.eastSafety.accountId,
    })
    expect(detail.files.map(({ stage }) => stage)).toEqual(['before'])
    expect(await county.audit('public-report.verify', row.id)).toHaveLength(1)
    expect(await county.audit('hazard.report', detail.hazard.id)).toHaveLength(1)
    // What others found stays for the bureau to dismiss.
    await expectRefusal(
      county.as('eastHead').hazards.advance({
        ...{ id: detail.hazard.id, revision: 1, files: [] },
        command: { event: 'dismiss', reason: '不属实' },
      }),
      'finding-needs-bureau',
    )
  })
  test('is one of two: the second is told, and there is one hazard', async () => {
    const { token } = await hang()
    const { id } = await tell(token)
    const before = (await county.as('officer').hazards.list({})).total
    const outcomes = await Promise.allSettled([
      settle('eastHead', id, verify),
      settle('inspector', id, verify),
      settle('officer', id, { event: 'dismiss', reason: '查无此事' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ refusal: { code: 'report-settled' } })
    const won = (await county.as('officer').publicReports.list({})).rows.find(row => row.id === id)
    const { total } = await county.as('officer').hazards.list({})
    expect(total).toBe(before + (won?.state === 'verified' ? 1 : 0))
  })
  test('counts it to a hazard of the school that is open, which gets the photos', async () => {
    const { token } = await hang()
    const { id } = await tell(token, { photos: [await aPhoto('#654321')] })
    const known = await county.as('eastTeacher').hazards.report({
      unitId: county.units.eastMiddle,
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '教学楼三层', description: '栏杆松动' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, riskPointId: null },
      },
      files: [],
    })
    const elsewhere = await county.as('officer').hazards.report({
      unitId: county.units.westMiddle,
      hazard: {
        ...{ area: 'fire', source: 'handed-down', place: '教学楼', description: '栏杆松动' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, riskPointId: null },
      },
      files: [],
    })
    await expectRefusal(
      settle('officer', id, { event: 'link', hazardId: elsewhere.id }),
      'hazard-of-another-unit',
    )
    await settle('eastHead', id, { event: 'link', hazardId: known.id })
    expect((await county.as('officer').hazards.get({ id: known.id })).files).toHaveLength(1)
    const { rows } = await county.as('officer').publicReports.list({ state: 'duplicate' })
    expect(rows[0]).toMatchObject({ id, hazard: { number: known.number }, settledByName: 'eastHead' })
  })
  test('of the school dismisses nothing; of another school sees nothing', async () => {
    const { token } = await hang()
    const { id } = await tell(token)
    const dismiss = { event: 'dismiss', reason: '不属实' } as const
    await expectRefusal(settle('eastHead', id, dismiss), 'finding-needs-bureau')
    await expectRefusal(settle('westHead', id, verify), 'not-found')
    await expectRefusal(settle('eastTeacher', id, verify), 'not-permitted')
    await expectRefusal(county.as('eastTeacher').publicReports.list({}), 'not-permitted')
    expect((await county.as('westHead').publicReports.list({ state: 'waiting' })).rows).toEqual([])
    await settle('inspector', id, dismiss)
    expect(await county.audit('public-report.dismiss', id)).toHaveLength(1)
  })
  test('is told in his in-tray, once a day however many reports come', async () => {
    const { token } = await hang('westMiddle', 'westHead')
    const unread = async (by: PersonName) =>
      (await county.as(by).inbox.list({})).rows.filter(({ link }) => link === '/public-reports').length
    const before = await unread('officer')
    await tell(token)
    await tell(token)
    expect([await unread('westHead'), await unread('westSafety')]).toEqual([1, 1])
    expect(await unread('officer')).toBe(before + 1)
  })
})

describe('how whoever reported may be reached', () => {
  test('is the bureau’s to read, on the record, and never the school’s', async () => {
    const { token } = await hang()
    const { id } = await tell(token, { contact: '13900000001' })
    await expectRefusal(county.as('eastHead').publicReports.contact({ id }), 'not-permitted')
    const seen = await county.assembled.app.db.read(county.people.eastHead, tx =>
      tx.selectFrom('public_report_contacts').selectAll().execute(),
    )
    expect(seen).toEqual([])
    expect(await county.as('officer').publicReports.contact({ id })).toEqual({ contact: '13900000001' })
    expect(await county.audit('public-report.read-contact', id)).toHaveLength(1)
  })
  test('leaves thirty days after the report was settled, and the report stays', async () => {
    const { token } = await hang()
    const { id } = await tell(token, { contact: '13900000002' })
    await settle('officer', id, { event: 'dismiss', reason: '查无此事' })
    const contact = () => county.as('officer').publicReports.contact({ id })
    county.setNow('2026-11-13T02:00:00.000Z')
    await endRetention(county.assembled.app)
    expect(await contact()).toEqual({ contact: '13900000002' })
    county.setNow('2026-11-14T02:00:00.000Z')
    expect((await endRetention(county.assembled.app)).contacts).toBeGreaterThan(0)
    await expectRefusal(contact(), 'not-found')
    expect((await county.audit('public-report.forget-contact')).length).toBeGreaterThan(0)
    county.setNow('2026-10-15T02:00:00.000Z')
  })
})

describe('a flood', () => {
  const times = (count: number, work: () => Promise<Reply>): Promise<Reply[]> =>
    Promise.all(Array.from({ length: count }, work))
  const codes = (replies: readonly Reply[]) => new Set(replies.map(({ body }) => body.refusal?.code))
  test('from one address is held back, and other telephones still get through', async () => {
    const posters = [await hang(), await hang(), await hang()]
    const replies: Reply[] = []
    for (const { token } of posters)
      replies.push(...(await times(12, () => tell(token, { from: '203.0.113.9' }))))
    expect(codes(replies)).toEqual(new Set([undefined, 'too-many-requests']))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(30)
    expect((await tell(posters[2]?.token ?? '')).status).toBe(201)
  })
  test('from one poster is held back, and other posters still take reports', async () => {
    const { token } = await hang('westMiddle', 'westHead')
    const replies = await times(25, () => tell(token))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(codes(replies)).toEqual(new Set([undefined, 'too-many-requests']))
    const other = await hang('westMiddle', 'westHead')
    expect((await tell(other.token)).status).toBe(201)
  })
  test('fills no queue beyond its bound, one poster no more than its part of it', async () => {
    const limits = county.as('officer').ruleLimits
    const { revision } = (await limits.get()).limits
    await limits.set({
      revision,
      change: {
        ...{ rule: PUBLIC_REPORT_RULE.code, limit: 'waiting', value: 20 },
        ...{ from: '2026-10-16', basis: '县教育局试行' },
      },
    })
    county.setNow('2026-10-16T02:00:00.000Z')
    const posters = await Promise.all([1, 2, 3, 4].map(() => hang('eastVillage', 'villageHead')))
    const replies: Reply[] = []
    for (const { token } of posters) replies.push(...(await times(8, () => tell(token))))
    expect(codes(replies)).toEqual(new Set([undefined, 'queue-full']))
    const taken = posters.map((_, at) =>
      replies.slice(at * 8, at * 8 + 8).filter(({ status }) => status === 201),
    )
    expect(taken.map(({ length }) => length)).toEqual([6, 6, 6, 2])
    // Whoever settles one makes room for one.
    const [oldest] = await waiting('officer', 'eastVillage')
    await settle('officer', oldest?.id ?? expect.fail('nothing waits'), {
      event: 'dismiss',
      reason: '查无此事',
    })
    const last = posters[3]?.token ?? ''
    expect([(await tell(last)).status, codeOf(await tell(last))]).toEqual([201, [429, 'queue-full']])
    county.setNow('2026-10-15T02:00:00.000Z')
  })
})
