import { checkTemplate, readPlanFile, writeBuiltInTemplate, writePaper } from '@anlan/documents'
import { PAPER_KIND_IDS, type Instant, type PaperKindId } from '@anlan/domain'
import { docx } from '@anlan/documents/testing'
import { describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'
import type { Context } from '../../trpc.ts'
import { makePaper, writeSample } from '../make-paper.ts'
import { replaceTemplate } from './replace-template.ts'
import { findTemplate } from './template.queries.ts'
import { requiredTags, samplePaper } from './template-tags.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const ORIGIN = 'http://localhost'
const contextOf = (person: PersonName): Context => ({
  ...{ app: county.assembled.app, actor: county.people[person], now: NOW, requestId: null },
})
const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
/** A page of a bureau's own, with every tag the kind needs and more behind it. */
const page = (kind: PaperKindId, more = ''): Promise<Buffer> =>
  docx(
    `${p('县局自定版式')}${requiredTags(kind)
      .map(tag => p(`{${tag}}`))
      .join('')}${more}`,
  )

async function textOf(bytes: Uint8Array): Promise<string> {
  const read = await readPlanFile(bytes)
  if (!read.ok) throw new Error(read.error.code)
  return read.value.text
}
async function issued() {
  county.setNow(NOW)
  const { id } = await county.as('officer').supervision.open({
    ...{ unitId: county.units.eastMiddle, title: '宿舍安全出口夜间上锁' },
    facts: [{ kind: 'text', words: '宿舍一层安全出口夜间上锁，保管人𠮷某外出' }],
    measure: {
      ...{
        kind: 'supervision-notice',
        reason: '逾期未整改',
        demand: '由孙𬭎拆除门锁',
        skipReason: '情形严重',
      },
    },
  })
  await county.as('leader').supervision.advance({ id, revision: 1, command: { event: 'approve' }, files: [] })
  const issue = { event: 'issue', documentNumber: '安教督〔2026〕12号', replyDueOn: '2026-10-25' } as const
  await county.as('officer').supervision.advance({ id, revision: 2, command: issue, files: [] })
  return id
}
async function make(id: string): Promise<string> {
  const made = await makePaper(contextOf('officer'), 'measure', id, ORIGIN)
  if (!made.ok) throw new Error(made.error.code)
  return textOf(made.value.bytes)
}
const codeIn = (text: string): string | undefined => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0]
const replace = (kind: PaperKindId, from: number, bytes: Uint8Array) =>
  replaceTemplate(contextOf('officer'), { kind, from, file: { name: '督办通知.docx', bytes } })

describe('a template of the bureau', () => {
  test('makes the papers of its kind from then on, under the code they had, until the built-in page is back', async () => {
    const id = await issued()
    const before = await make(id)
    expect(await replace('measure', 0, await page('measure'))).toEqual({ ok: true, value: { version: 1 } })
    const after = await make(id)
    expect(after).toContain('县局自定版式')
    for (const part of ['保管人𠮷某外出。', '由孙𬭎拆除门锁。', '关于宿舍安全出口夜间上锁的督办通知'])
      expect(after).toContain(part)
    expect(codeIn(after)).toBe(codeIn(before))
    expect(await county.audit('paper-template.replace')).toHaveLength(1)

    await county.as('officer').paperTemplates.restore({ kind: 'measure', from: 1 })
    expect(await make(id)).not.toContain('县局自定版式')
    const { kinds } = await county.as('officer').paperTemplates.list()
    expect(kinds.find(({ kind }) => kind === 'measure')?.versions).toMatchObject([
      { version: 2, fileName: null },
      { version: 1, fileName: '督办通知.docx', madeBy: 'officer' },
    ])
  })

  test('with a loop left open is refused with its tag, and papers are made as before', async () => {
    const refused = await replace('talk', 0, await page('talk', p('{#附件}{附件名称}')))
    expect(refused).toEqual({ ok: false, error: { code: 'template-loop-open', tag: '{#附件}' } })
    expect(await replace('talk', 0, await page('talk', p('{校长}')))).toMatchObject({
      error: { code: 'template-tag-unknown', tag: '{校长}' },
    })
    const bare = await writePaper({
      ...{
        mark: null,
        number: null,
        title: '{标题}',
        addressee: null,
        body: [{ kind: 'text', text: '{正文}' }],
      },
      ...{ attachments: [], signature: null, note: null, record: null, proof: null },
    })
    expect(await replace('talk', 0, bare)).toMatchObject({
      error: { code: 'template-tag-missing', tag: '{核验码}' },
    })
    expect(
      await county.assembled.app.db.read(county.people.officer, tx => findTemplate(tx, 'talk')),
    ).toBeNull()
  })

  test('that two replace at once is replaced by one of them', async () => {
    const files = await Promise.all([page('talk'), page('talk')])
    const results = await Promise.all(files.map(file => replace('talk', 0, file)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'stale-revision', current: 1 } })
  })

  test('is looked at with sample data before anything is made by it', async () => {
    const sample = await writeSample(contextOf('officer'), 'measure', null, ORIGIN)
    const text = await textOf(sample)
    expect(text).toContain('王𬭎')
    expect(text).toContain('样张')
  })

  test.each(PAPER_KIND_IDS)('to start from is sound for the kind %s', async kind => {
    const bytes = await writeBuiltInTemplate({ ...samplePaper(kind), record: null, proof: null })
    expect(await checkTemplate(bytes, requiredTags(kind))).toEqual({ ok: true, value: null })
  })

  test('is none of a school’s to see or to replace', async () => {
    await expectRefusal(county.as('eastHead').paperTemplates.list(), 'not-permitted')
    await expectRefusal(
      county.as('eastHead').paperTemplates.restore({ kind: 'measure', from: 1 }),
      'not-permitted',
    )
  })
})
