import type { Instant } from '@anlan/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { totpAt } from '../auth/totp.ts'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { fromBase32, givePasswords, open, Visitor } from '../testing/visitor.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const MB = 1024 * 1024

let house: Awaited<ReturnType<typeof open>>
let clerk: Visitor
beforeAll(async () => {
  await givePasswords(county, PASSWORD, ['officer', 'eastHead'])
  house = await open(county.assembled)
  // An authenticator's code is judged by the machine's time.
  const now = new Date().toISOString() as Instant
  county.setNow(now)
  clerk = new Visitor(house.origin)
  await clerk.signIn('officer', PASSWORD)
  // A bureau role works only with a second factor.
  const begun = await clerk.call<{ secret: string }>('session.beginTwoFactor', { password: PASSWORD })
  if (typeof begun === 'string') throw new Error(begun)
  await clerk.call('session.confirmTwoFactor', { code: totpAt(fromBase32(begun.secret), now) })
})
afterAll(() => house.close())

interface Reply {
  readonly campaignId?: string
  readonly refusal?: { readonly code: string }
}

async function bring(
  who: Visitor,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = { 'content-type': 'application/octet-stream' },
): Promise<{ status: number; body: Reply }> {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' }
  const response = await who.fetch('/api/plans?name=方案.docx', init)
  return { status: response.status, body: (await response.json()) as Reply }
}

const paste = (who: Visitor, text: string) =>
  bring(who, JSON.stringify({ text, name: '粘贴' }), { 'content-type': 'application/json' })

const countKept = (): Promise<number> =>
  county.assembled.app.db.read(SYSTEM, async tx => {
    const rows = await tx.selectFrom('plan_documents').select('id').execute()
    return rows.length + (await tx.selectFrom('campaigns').select('id').execute()).length
  })

/** Fifty megabytes that come without saying how many they are. */
const endless = (): ReadableStream<Uint8Array> => {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      sent += 1
      if (sent > 50) controller.close()
      else controller.enqueue(new Uint8Array(MB).fill(0x61))
    },
  })
}

describe('a document that is brought', () => {
  test.each([
    ['nothing at all', () => Buffer.alloc(0), 422, 'document-empty'],
    ['blanks only', () => Buffer.from(' \n\t\n'), 422, 'document-empty'],
    [
      'noise',
      () => Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 7) % 256)),
      422,
      'document-not-text',
    ],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 422, 'document-not-text'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n'), 422, 'document-pdf'],
    ['an old Word file', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 422, 'document-old-word'],
    ['half a .docx', () => Buffer.from('504b030414000600', 'hex'), 422, 'document-damaged'],
    ['fifty megabytes', () => Buffer.alloc(50 * MB, 'a'), 413, 'document-too-large'],
  ])('%s is refused by name, and nothing is kept', async (_what, make, status, code) => {
    const before = await countKept()
    expect(await bring(clerk, make())).toMatchObject({ status, body: { refusal: { code } } })
    expect(await countKept()).toBe(before)
  })

  test('fifty megabytes that do not say so are cut off at the bound', async () => {
    // The server may hang up while the rest is still on its way, so either the refusal or the broken line is right.
    const answer = await bring(clerk, endless()).catch(() => 'hung up' as const)
    if (answer !== 'hung up')
      expect(answer).toMatchObject({ status: 413, body: { refusal: { code: 'document-too-large' } } })
    expect(await clerk.whoAmI()).toBe('officer')
  })

  test('JSON that holds no text is refused', async () => {
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{', '[]', '{"text":7}'])
      expect(await bring(clerk, body, headers)).toMatchObject({ status: 422 })
  })

  test('is taken from nobody who may not draft', async () => {
    const school = new Visitor(house.origin)
    await school.signIn('easthead', PASSWORD)
    expect(await paste(school, '一、任务')).toMatchObject({
      status: 403,
      body: { refusal: { code: 'not-permitted' } },
    })
    const stranger = new Visitor(house.origin)
    expect(await paste(stranger, '一、任务')).toMatchObject({
      status: 401,
      body: { refusal: { code: 'signed-out' } },
    })
  })
})

describe('a document that reads badly', () => {
  const draftOf = async (text: string) => {
    const { body } = await paste(clerk, text)
    return county.as('officer').campaigns.draft({ id: body.campaignId as never })
  }

  test('without phases becomes a draft that says so and cannot be confirmed', async () => {
    const draft = await draftOf('关于加强校园安全的通知\n各学校：\n一、加强管理。\n')
    expect(draft.draft.phases).toEqual([])
    expect(draft.problems).toContainEqual({ code: 'no-phases', blocking: true })
  })

  test('of another century becomes a draft without a year, and hides no other campaign', async () => {
    const text =
      '1995年校园安全专项整治行动方案\n一、安排\n（一）动员部署阶段（1995年5月1日至5月15日）\n各学校要召开会议。\n'
    const { draft } = await draftOf(text)
    expect(draft.year).toBeNull()
    expect(draft.phases).toMatchObject([{ from: '1995-05-01', to: '1995-05-15' }])
    const { rows } = await county.as('officer').campaigns.list({ pageSize: 100 })
    expect(rows.map(row => row.title)).toContain(draft.title)
  })

  test('is kept whole where the reader cuts it short in the middle of a sign', async () => {
    const name = 'a𬱖'.repeat(75)
    const { draft } = await draftOf(`校园安全方案\n一、实施步骤${name}。《`)
    expect(draft.questions.map(question => question.code)).toContain('truncated')
    expect(draft.tasks[0]?.quote).toContain(name)
  })

  test('with signs no database can hold is read or refused, never half kept', async () => {
    for (const text of [
      '一、任务\u0000各学校要排查隐患。',
      '一、任务\ud800各学校要排查隐患。\n（一）动员部署阶段\ud800',
    ]) {
      const { status } = await paste(clerk, text)
      expect([201, 422]).toContain(status)
    }
    expect((await county.as('officer').campaigns.list({ pageSize: 100 })).rows.length).toBeGreaterThan(0)
  })

  test('with a day that does not exist asks its author, and invents no other day', async () => {
    const draft = await draftOf(
      '安澜县教育局2026年校园安全方案\n一、实施步骤\n（一）安排部署（2026年2月30日前）。各单位动员部署。\n（二）排查整治（2026年3月1日至13月1日）。排查。\n',
    )
    const garbled = draft.draft.questions.filter(question => question.code === 'garbled-date')
    expect(garbled.map(question => question.quote).join()).toContain('2月30日')
    expect(JSON.stringify(draft.draft.phases)).not.toMatch(/2026-02-28|2026-03-02|2027-01-01/)
  })
})
