import {
  SUPERVISION_RULE,
  type Instant,
  type MatterId,
  type MeasureCommand,
  type MeasureId,
  type NewMeasure,
} from '@anlan/domain'
import { readPlanFile } from '@anlan/documents'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useCounty, type PersonName } from '../testing/county.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'
import type { Context } from '../trpc.ts'
import { makePaper } from './make-paper.ts'
import type { VerifiedPaper } from './verify-paper.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const PEOPLE = ['eastHead', 'eastSafety', 'westHead'] as const
type Somebody = (typeof PEOPLE)[number]

let house: Awaited<ReturnType<typeof open>>
const visitors = {} as Record<Somebody, Visitor>
beforeAll(async () => {
  county.setNow(NOW)
  await givePasswords(county, PASSWORD, PEOPLE)
  house = await open(county.assembled)
  for (const name of PEOPLE) {
    visitors[name] = new Visitor(house.origin)
    await visitors[name].signIn(name.toLowerCase(), PASSWORD)
  }
})
afterAll(() => house.close())
beforeEach(() => county.setNow(NOW))

interface Known {
  readonly id: MeasureId
  readonly matterId: MatterId
}
async function give(by: PersonName, { id, matterId }: Known, command: MeasureCommand): Promise<void> {
  const { measures } = await county.as('officer').supervision.get({ id: matterId })
  const revision = measures.find(({ measure }) => measure.id === id)?.measure.revision ?? 0
  await county.as(by).supervision.advance({ id, revision, command, files: [] })
}
let serial = 0
async function propose(over: Partial<NewMeasure> = {}): Promise<Known> {
  return county.as('officer').supervision.open({
    ...{ unitId: county.units.eastMiddle, title: '宿舍安全出口夜间上锁' },
    facts: [{ kind: 'text', words: '宿舍一层安全出口夜间上锁，保管人𠮷某外出' }],
    measure: {
      ...{
        kind: 'supervision-notice',
        reason: '逾期未整改',
        demand: '立即拆除门锁。\n安排夜间值守',
        skipReason: '情形严重',
      },
      ...over,
    },
  })
}
async function issued(): Promise<Known> {
  const measure = await propose()
  await give('leader', measure, { event: 'approve' })
  const documentNumber = `安教督〔2026〕${(serial += 1)}号`
  await give('officer', measure, { event: 'issue', documentNumber, replyDueOn: '2026-10-25' })
  return measure
}
const fetchPaper = (by: Somebody, { id }: Known, kind = 'measure') =>
  visitors[by].fetch(`/api/papers/${kind}/${id}`)
async function textOf(answer: Response): Promise<string> {
  expect(answer.status).toBe(200)
  return readText(new Uint8Array(await answer.arrayBuffer()))
}
async function readText(bytes: Uint8Array): Promise<string> {
  const read = await readPlanFile(bytes)
  if (!read.ok) throw new Error(read.error.code)
  return read.value.text
}
async function textMade(context: Context, { id }: Known): Promise<string> {
  const made = await makePaper(context, 'measure', id, house.origin)
  if (!made.ok) throw new Error(made.error.code)
  return readText(made.value.bytes)
}
const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/
const codeIn = (text: string): string => CODE.exec(text)?.[0] ?? 'none'

/** A question from an address of its own, so that no test uses up another's pace. */
let peer = 1
function verify(code: unknown, address = `10.1.0.${(peer += 1)}`): Promise<Response> {
  const init = {
    method: 'POST',
    body: JSON.stringify({ code }),
    headers: { 'content-type': 'application/json' },
  }
  return Promise.resolve(
    county.assembled.http.request('/api/verify-paper', init, {
      incoming: { socket: { remoteAddress: address } },
    }),
  )
}

describe('the paper of a measure', () => {
  test('says what was issued, to whom, under which number, by when to answer, and how it is verified', async () => {
    const answer = await fetchPaper('eastHead', await issued())
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
      '关于宿舍安全出口夜间上锁的督办通知.docx',
    )
    const text = await textOf(answer)
    expect(text).toMatch(/安教督〔2026〕\d+号/)
    for (const part of [
      '保管人𠮷某外出。',
      '立即拆除门锁。',
      '安排夜间值守。',
      '请于2026年10月25日前将办理情况书面反馈。',
    ])
      expect(text).toContain(part)
    expect(text).toContain('2026年10月15日')
    expect(text).toContain(`${house.origin}/verify/${codeIn(text)}`)
  })

  test('is one paper with one code, made again, by somebody else and at the same moment', async () => {
    const measure = await issued()
    const texts = await Promise.all(
      (['eastSafety', 'eastHead', 'eastSafety', 'eastHead'] as const).map(async by =>
        textOf(await fetchPaper(by, measure)),
      ),
    )
    expect(new Set(texts.map(codeIn)).size).toBe(1)
    expect(await county.audit('paper.make')).toHaveLength(2)
  })

  test('waits for those its reader asked for before, and not for anybody else’s', async () => {
    const measure = await issued()
    const done: Somebody[] = []
    const ask = async (by: Somebody) => {
      await textOf(await fetchPaper(by, measure))
      done.push(by)
    }
    const many = Array.from({ length: 24 }, () => ask('eastHead'))
    await Promise.all([...many, ask('eastSafety')])
    expect(done.indexOf('eastSafety')).toBeLessThan(8)
  })

  test('a number that the county sets later makes no other paper of it', async () => {
    const measure = await issued()
    const make = async (now: Instant) => {
      const context = { app: county.assembled.app, actor: county.people.eastHead, now, requestId: null }
      return textMade(context, measure)
    }
    const before = await make(NOW)
    expect(before).toContain('可自签收之日起10日内书面申诉')
    const { limits } = await county.as('officer').ruleLimits.get()
    const appeal = {
      rule: SUPERVISION_RULE.code,
      limit: 'appeal-days',
      value: 5,
      from: '2026-10-16' as const,
    }
    await county.as('officer').ruleLimits.set({
      revision: limits.revision,
      change: { ...appeal, basis: '县教育局工作意见' },
    })
    county.setNow('2026-10-20T02:00:00.000Z')
    expect(codeIn(await make('2026-10-20T02:00:00.000Z'))).toBe(codeIn(before))
    expect((await (await verify(codeIn(before))).json()) as VerifiedPaper).toMatchObject({
      superseded: false,
    })
  })

  test('is given to those alone who see the matter', async () => {
    const measure = await issued()
    expect((await fetchPaper('westHead', measure)).status).toBe(404)
    expect((await fetchPaper('eastHead', measure, 'talk')).status).toBe(404)
    const stranger = new Visitor(house.origin)
    expect((await stranger.fetch(`/api/papers/measure/${measure.id}`)).status).toBe(401)
    for (const nowhere of ['measure/nonsense', `nonsense/${measure.id}`, `toString/${measure.id}`])
      expect((await visitors.eastHead.fetch(`/api/papers/${nowhere}`)).status).toBe(404)
  })

  test('that went out says nothing of what was put down since, and stays the one paper it is', async () => {
    const measure = await issued()
    const code = codeIn(await textOf(await fetchPaper('eastHead', measure)))
    const words = '接到举报，安全出口昨夜再次上锁'
    await county.as('officer').supervision.propose({
      ...{ matterId: measure.matterId, facts: [{ kind: 'text', words }] },
      measure: { kind: 'circular', reason: '再次上锁', demand: '立即整改并反馈。', skipReason: '情形严重' },
    })
    const context = { app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null }
    const text = await textMade(context, measure)
    expect([codeIn(text), text.includes(words)]).toEqual([code, false])
    expect(await (await verify(code)).json()).toMatchObject({ superseded: false })
  })

  test('of an honour goes to its own school, though every school reads the honour', async () => {
    const honour = await propose({ kind: 'praise', skipReason: null })
    await give('leader', honour, { event: 'approve' })
    const documentNumber = `安教督〔2026〕${(serial += 1)}号`
    await give('officer', honour, { event: 'issue', documentNumber, replyDueOn: null })
    expect((await fetchPaper('eastHead', honour)).status).toBe(200)
    expect((await fetchPaper('westHead', honour)).status).toBe(404)
  })

  test('that is not issued is a draft without a code, and the school does not see it', async () => {
    const draft = await propose()
    const context = { app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null }
    const text = await textMade(context, draft)
    expect(text).toContain('关于宿舍安全出口夜间上锁的督办通知')
    expect(codeIn(text)).toBe('none')
    expect(await county.audit('paper.make', draft.id)).toEqual([])
    expect((await fetchPaper('eastHead', draft)).status).toBe(404)
  })
})

describe('verifying', () => {
  test('tells anybody with the code what the paper says, however it was typed', async () => {
    const code = codeIn(await textOf(await fetchPaper('eastHead', await issued())))
    for (const typed of [
      code,
      code.toLowerCase().replaceAll('-', ' '),
      code.replaceAll('0', 'O').replaceAll('1', 'l'),
    ]) {
      const found = (await (await verify(typed)).json()) as VerifiedPaper
      expect(found).toMatchObject({
        ...{ title: '关于宿舍安全出口夜间上锁的督办通知', withdrawn: false, superseded: false },
        number: expect.stringMatching(/^安教督/) as string,
      })
      expect(Object.keys(found).toSorted()).toEqual(
        ['addressee', 'issuer', 'madeAt', 'number', 'superseded', 'title', 'withdrawn'].toSorted(),
      )
    }
  })

  test('says that a measure was withdrawn since', async () => {
    const measure = await issued()
    const code = codeIn(await textOf(await fetchPaper('eastHead', measure)))
    await give('leader', measure, { event: 'withdraw', reason: '经核实不属实' })
    expect(await (await verify(code)).json()).toMatchObject({ withdrawn: true })
  })

  test('a code that was altered, is none or is no text opens nothing', async () => {
    const code = codeIn(await textOf(await fetchPaper('eastHead', await issued())))
    const altered = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
    for (const wrong of [altered, '', 'x'.repeat(60), 'x'.repeat(5000), 17, null]) {
      const answer = await verify(wrong)
      expect([answer.status, await answer.json()]).toEqual([404, { refusal: { code: 'paper-unknown' } }])
    }
  })

  test('is bounded for whoever tries codes', async () => {
    const answers = []
    for (let at = 0; at < 31; at += 1) answers.push((await verify('0000-0000-0000-0000', '10.2.0.1')).status)
    expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404))
    expect(answers.at(-1)).toBe(429)
  })
})
