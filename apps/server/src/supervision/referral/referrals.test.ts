import type {
  FileId,
  LetterText,
  NewReferral,
  ReferralCommand,
  ReferralId,
  ReferralLetter,
  ReferralReply,
} from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepFile } from '../../files/keep-file.ts'
import { sendReminders } from '../../jobs/reminders.ts'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'

const county = useCounty()
const answer: ReferralReply = {
  ...{ outcome: 'dealt-with', number: null, text: '已设置警示牌和围栏。', name: '李某', phone: '' },
}

const text: LetterText = {
  ...{ department: 'water', addressee: '测试县水利局', title: '校门外水塘没有警示设施' },
  ...{ matter: '水塘距校门三十米，没有警示牌和救生设施。', evidence: '现场照片两张' },
  ...{ basis: '安全管理职责分工', interimControl: '上下学安排教师值守' },
}
const letter = (): NewReferral => ({ ...text, unitId: county.units.eastMiddle, hazardId: null })
async function give(by: PersonName, id: ReferralId, command: ReferralCommand) {
  const { referral } = await county.as('officer').referrals.get({ id })
  return county.as(by).referrals.advance({ id, revision: referral.revision, command })
}
let serial = 0
/** A letter that has gone out, with the token of its link. */
async function sent(): Promise<{ id: ReferralId; token: string }> {
  const { id } = await county.as('officer').referrals.draft({ letter: letter() })
  return { id, token: await sendOut(id) }
}
async function sendOut(id: ReferralId): Promise<string> {
  await give('leader', id, { event: 'approve' })
  const documentNumber = `安教函〔2026〕${(serial += 1)}号`
  const { token } = await give('officer', id, { event: 'send', documentNumber, dueOn: '2026-11-15' })
  return token ?? ''
}

/** A request from an address of its own, so that no test uses up another's pace. */
let peer = 1
const from = () => ({
  incoming: { socket: { remoteAddress: `10.0.${Math.floor(peer / 250)}.${(peer += 1) % 250}` } },
})
const open = (token: string, at = from()) =>
  county.assembled.http.request(
    '/api/referral-letter',
    { method: 'POST', body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' } },
    at,
  )
const openFile = (token: string, file: string) =>
  county.assembled.http.request(
    '/api/referral-file',
    {
      ...{ method: 'POST', body: JSON.stringify({ token, file }) },
      headers: { 'content-type': 'application/json' },
    },
    from(),
  )
function send(token: string, command: object, files: readonly File[] = []) {
  const form = new FormData()
  form.set('command', JSON.stringify(command))
  for (const file of files) form.append('file', file)
  return county.assembled.http.request(
    '/api/referral-answer',
    { method: 'POST', body: form, headers: { 'x-letter-token': token } },
    from(),
  )
}
const refusalOf = async (answered: Response | Promise<Response>): Promise<string> =>
  ((await (await answered).json()) as { refusal: { code: string } }).refusal.code
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** A photo of a school, with its bytes. */
async function aPhoto(unit: 'eastMiddle' | 'westMiddle'): Promise<FileId> {
  const { app } = county.assembled
  const context = { app, actor: county.people.officer, now: app.clock.now(), requestId: 'test' }
  const kept = await keepFile(context, county.units[unit], '现场.png', PNG)
  if (!kept.ok) throw new Error(kept.error.code)
  return kept.value.id
}

beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

describe('a letter to a department', () => {
  test('is answered by its link, verified and closed, and every step is in the record', async () => {
    const { id, token } = await sent()
    const shown = (await (await open(token)).json()) as object
    expect(shown).toMatchObject({ title: letter().title, unit: '测试eastMiddle', events: ['receive'] })
    expect(Object.keys(shown)).not.toContain('id')
    expect((await send(token, { event: 'receive', name: '李某' })).status).toBe(200)
    expect((await send(token, { event: 'reply', answer }, [new File([PNG], '现场.png')])).status).toBe(200)
    await give('officer', id, { event: 'verify', note: '现场核实，警示牌已设置。' })
    const { referral } = await give('officer', id, { event: 'close', note: '办结' })
    expect(referral).toMatchObject({ state: 'closed', reply: { recordedBy: null, answer } })
    const detail = await county.as('eastHead').referrals.get({ id })
    expect(detail.files).toMatchObject([{ name: '现场.png', width: 1 }])
    expect(detail.timeline.map(({ event }) => event)).toEqual([
      ...['draft', 'approve', 'send', 'receive-by-link', 'reply-by-link', 'verify', 'close'],
    ])
    for (const verb of ['draft', 'approve', 'send', 'verify', 'close'])
      expect(await county.audit(`referral.${verb}`, id)).toHaveLength(1)
    expect(await county.audit('referral.reply-by-link', id)).toEqual([
      { actor_name: '测试县水利局', unit_id: county.units.eastMiddle },
    ])
  })

  test('is changed by its drafter before it is approved; who read what it said before approves nothing', async () => {
    const { id, revision } = await county.as('officer').referrals.draft({ letter: letter() })
    const revise = {
      event: 'revise',
      letter: { ...text, title: '校门外水塘没有围栏', department: 'police' },
    } as const
    await expectRefusal(give('secondOfficer', id, revise), 'not-own-draft')
    await give('officer', id, revise)
    const approve = { id, revision, command: { event: 'approve' } as const }
    await expectRefusal(county.as('leader').referrals.advance(approve), 'stale-revision')
    const { referral } = await give('leader', id, { event: 'approve' })
    expect(referral).toMatchObject({ ...revise.letter, state: 'approved' })
    await expectRefusal(give('officer', id, revise), 'event-not-allowed')
    expect(await county.audit('referral.revise', id)).toHaveLength(1)
  })

  test('is the bureau’s own until it was sent, and another school’s never', async () => {
    const { id } = await county.as('officer').referrals.draft({ letter: letter() })
    await expectRefusal(county.as('eastHead').referrals.get({ id }), 'not-found')
    await give('leader', id, { event: 'approve' })
    await give('officer', id, { event: 'send', documentNumber: '安教函〔2026〕800号', dueOn: '2026-11-15' })
    expect((await county.as('eastHead').referrals.get({ id })).link).toBeNull()
    await expectRefusal(county.as('westHead').referrals.get({ id }), 'not-found')
    await expectRefusal(county.as('eastHead').referrals.draft({ letter: letter() }), 'not-permitted')
    await expectRefusal(
      county
        .as('eastHead')
        .referrals.advance({ id, revision: 3, command: { event: 'urge', note: '请办理' } }),
      'not-found',
    )
  })

  test('is referred again in a letter of its own, or taken to the county committee', async () => {
    const { id, token } = await sent()
    await send(token, { event: 'receive', name: '李某' })
    await give('officer', id, { event: 'urge', note: '请尽快回函' })
    await send(token, { event: 'reply', answer: { ...answer, outcome: 'declined' } })
    const { next } = await give('officer', id, { event: 'refer-again', note: '职责明确，请受理' })
    const again = await county.as('officer').referrals.get({ id: next ?? id })
    expect(again.referral).toMatchObject({ state: 'draft', previousId: id, title: letter().title })
    const other = await sent()
    await expectRefusal(
      give('officer', other.id, { event: 'escalate', note: '逾期未回函', documentNumber: null }),
      'role-not-allowed',
    )
    expect(
      (await give('leader', other.id, { event: 'escalate', note: '逾期未回函', documentNumber: null }))
        .referral.state,
    ).toBe('escalated')
  })

  test('shows its evidence to its department, and nothing else is reached by its link', async () => {
    const [photo, other] = [await aPhoto('eastMiddle'), await aPhoto('eastMiddle')]
    const elsewhere = await aPhoto('westMiddle')
    const draft = (files: FileId[]) => county.as('officer').referrals.draft({ letter: letter(), files })
    await expectRefusal(draft([elsewhere]), 'unknown-file')
    const { id } = await draft([other])
    const { referral } = await county.as('officer').referrals.get({ id })
    const command = { event: 'revise', letter: text } as const
    await county.as('officer').referrals.advance({ id, revision: referral.revision, command, files: [photo] })
    const files = { files: [other] }
    const approve = { id, revision: 2, command: { event: 'approve' } as const }
    await expect(county.as('leader').referrals.advance({ ...approve, ...files })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    const token = await sendOut(id)
    const shown = (await (await open(token)).json()) as ReferralLetter
    expect(shown.files).toMatchObject([{ id: photo }])
    const seen = await openFile(token, photo)
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/webp'])
    for (const each of [other, elsewhere, id]) expect((await openFile(token, each)).status).toBe(404)
    const { token: strange } = await sent()
    expect((await openFile(strange, photo)).status).toBe(404)
    expect((await openFile('not-a-token', photo)).status).toBe(404)
    await send(token, { event: 'receive', name: '李某' })
    await send(token, { event: 'reply', answer }, [new File([PNG], '现场.png')])
    expect((await openFile(token, photo)).status).toBe(409)
    const again = await give('officer', id, { event: 'refer-again', note: '职责明确，请受理' })
    const next = await county.as('officer').referrals.get({ id: again.next ?? id })
    expect(next.files).toMatchObject([{ id: photo, stage: 'letter' }])
  })

  test('goes to the county committee in one step, with a paper under a number of its own', async () => {
    const { id } = await sent()
    const taken = { event: 'escalate', note: '请协调督促办理', documentNumber: '安教函〔2026〕1号' } as const
    await expectRefusal(give('leader', id, taken), 'number-taken')
    const command = { ...taken, documentNumber: '安教函〔2026〕700号' }
    const { referral } = await give('leader', id, command)
    expect(referral).toMatchObject({
      ...{ state: 'escalated', committee: { documentNumber: command.documentNumber, note: command.note } },
    })
    const other = await sent()
    await expectRefusal(give('leader', other.id, command), 'number-taken')
  })

  test('that is late is told to whoever sent it, and to nobody outside; a person urges', async () => {
    const { id } = await sent()
    const told = async () =>
      (await county.as('officer').inbox.list({})).rows.filter(
        ({ link, kind }) => link === `/referrals/${id}` && kind === 'overdue',
      )
    county.setNow('2026-11-15T02:00:00.000Z')
    await sendReminders(county.assembled.app)
    expect(await told()).toEqual([])
    county.setNow('2026-11-16T02:00:00.000Z')
    await sendReminders(county.assembled.app)
    await sendReminders(county.assembled.app)
    expect(await told()).toHaveLength(1)
    expect((await county.as('officer').referrals.get({ id })).referral.urged).toEqual([])
    expect(
      (await county.as('eastHead').inbox.list({})).rows.filter(({ kind }) => kind === 'overdue'),
    ).toEqual([])
  })

  test('of many that go to the committee at once under one number, one goes', async () => {
    const letters = [await sent(), await sent(), await sent(), await sent(), await sent()]
    const command = {
      event: 'escalate',
      note: '请协调督促办理',
      documentNumber: '安教函〔2026〕701号',
    } as const
    // Each revision is known beforehand, so that all of them ask at the same moment.
    const asked = await Promise.all(
      letters.map(async ({ id }) => ({
        id,
        revision: (await county.as('officer').referrals.get({ id })).referral.revision,
      })),
    )
    const done = await Promise.allSettled(
      asked.map(each => county.as('leader').referrals.advance({ ...each, command })),
    )
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('what an answer on paper says, an officer puts on record', async () => {
    const { id } = await sent()
    await give('officer', id, { event: 'receive', name: '窗口签收' })
    const { referral } = await give('officer', id, { event: 'reply', answer })
    expect(referral.reply).toMatchObject({ recordedBy: county.people.officer.accountId, answer })
  })

  test('goes out under a number of its own', async () => {
    const { id } = await county.as('officer').referrals.draft({ letter: letter() })
    await give('leader', id, { event: 'approve' })
    const command = { event: 'send', documentNumber: '安教函〔2026〕1号', dueOn: '2026-11-15' } as const
    await expectRefusal(give('officer', id, command), 'number-taken')
  })
})

describe('a link', () => {
  test('altered opens nothing', async () => {
    const { token } = await sent()
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    expect(await refusalOf(open(altered))).toBe('link-unknown')
    expect(await refusalOf(send(altered, { event: 'receive', name: '李某' }))).toBe('link-unknown')
    expect(await refusalOf(open(''))).toBe('link-unknown')
  })

  test('that opens nothing has not a byte of an answer read', async () => {
    const { token } = await sent()
    const read = { times: 0 }
    const pull = (controller: ReadableStreamDefaultController): void => {
      read.times += 1
      controller.close()
    }
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const request = (headers: Record<string, string>) =>
      county.assembled.http.request(
        '/api/referral-answer',
        { ...{ method: 'POST', body, headers }, duplex: 'half' } as RequestInit,
        from(),
      )
    expect(await refusalOf(request({ 'x-letter-token': `${token}A` }))).toBe('link-unknown')
    expect(read.times).toBe(0)
  })

  test('expired opens nothing, and its last day is a day on which it opens', async () => {
    const { token } = await sent()
    county.setNow('2026-12-14T15:59:00.000Z')
    expect((await open(token)).status).toBe(200)
    county.setNow('2026-12-14T16:00:00.000Z')
    expect(await refusalOf(open(token))).toBe('link-expired')
    expect(await refusalOf(send(token, { event: 'receive', name: '李某' }))).toBe('link-expired')
  })

  test('used answers no second time', async () => {
    const { token } = await sent()
    await send(token, { event: 'receive', name: '李某' })
    await send(token, { event: 'reply', answer })
    expect(await refusalOf(send(token, { event: 'reply', answer }))).toBe('link-used')
    expect(await refusalOf(open(token))).toBe('link-used')
  })

  test('used twice at the same moment answers once', async () => {
    const { id, token } = await sent()
    await send(token, { event: 'receive', name: '李某' })
    const both = await Promise.all([
      send(token, { event: 'reply', answer }),
      send(token, { event: 'reply', answer }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await county.audit('referral.reply-by-link', id)).toHaveLength(1)
  })

  test('replaced or taken back opens nothing, the new one does', async () => {
    const { id, token } = await sent()
    const renewed = await county.as('officer').referrals.renewLink({ id })
    expect(await refusalOf(open(token))).toBe('link-revoked')
    expect((await open(renewed.token)).status).toBe(200)
    await give('officer', id, { event: 'withdraw', note: '学校已自行处理' })
    expect(await refusalOf(open(renewed.token))).toBe('link-revoked')
  })

  test('is kept as a hash alone', async () => {
    const { id, token } = await sent()
    const { owner } = county.assembled.connections
    const { rows } = await owner.query<{ row: string }>(
      `select to_jsonb(l)::text as row from referral_links l where referral_id = $1
        union all select to_jsonb(a)::text from audit_events a where subject_id = $1::text`,
      [id],
    )
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([])
  })

  test('asked without end is made to wait', async () => {
    const at = from()
    const answers = await Promise.all(Array.from({ length: 70 }, () => open('nothing', at)))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await open('nothing')).status).toBe(404)
  })

  test('takes no program and no more than five files', async () => {
    const { id, token } = await sent()
    await send(token, { event: 'receive', name: '李某' })
    const program = new File([Buffer.from('MZ this is no evidence')], '回函.pdf')
    expect(await refusalOf(send(token, { event: 'reply', answer }, [program]))).toBe('file-type-unsupported')
    const six = Array.from({ length: 6 }, (_, index) => new File([PNG], `${index}.png`))
    expect(await refusalOf(send(token, { event: 'reply', answer }, six))).toBe('too-many-files')
    expect(await refusalOf(send(token, { event: 'verify', note: '办结' }))).toBe('answer-unreadable')
    expect((await county.as('officer').referrals.get({ id })).referral.state).toBe('received')
  })
})

test('the numbers of the county are counted over its letters', async () => {
  const { answered, days } = await county.as('officer').referrals.rates()
  const { total } = await county
    .as('officer')
    .referrals.list({ filter: { state: ['draft', 'approved', 'withdrawn'] } })
  const all = (await county.as('officer').referrals.list({})).total
  expect(answered.denominator).toBe(all - total)
  expect(days.denominator).toBe(answered.numerator)
})
