import { describe, expect, test } from 'vitest'
import type { Paper } from './paper.ts'
import { checkTemplate, fillTemplate, writeBuiltInTemplate, type TemplateTag } from './paper-template.ts'
import { readDocx } from './read-docx.ts'
import { docx, p } from './testing/files.ts'
import { partOf } from './testing/workbook.ts'

const REQUIRED: readonly TemplateTag[] = ['发文字号', '标题', '正文', '成文日期', '二维码']
const ALL = REQUIRED.map(tag => p(`{${tag}}`)).join('')
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const PAPER: Paper = {
  ...{ mark: '安澜县教育局文件', number: '安教督〔2026〕12号', title: '关于{标题}与𠮷某的通知' },
  addressee: '青禾镇中心小学',
  body: [
    { kind: 'heading', level: 1, text: '一、整改要求' },
    { kind: 'text', text: '由王㐂、孙𬭎负责，按{发文字号}办理。' },
    {
      ...{ kind: 'table', caption: '清单', columns: [{ heading: '部位', share: 1 }] },
      rows: [['锅炉房']],
    },
  ],
  ...{ attachments: ['现场照片', '整改方案'], signature: { issuer: '安澜县教育局', day: '2026-11-06' } },
  ...{ note: null, record: null },
  proof: { lines: ['核验码：0F3C', '扫码核验', '审计封存号：21-de72'], picture: PIXEL },
}

const outside = (mode: string): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t" Target="http://example.org/x" ${mode}/></Relationships>`
const fieldIn = (prefix: string, words: string): string =>
  `<${prefix}:hdr xmlns:${prefix}="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><${prefix}:r><${prefix}:instrText>${words}</${prefix}:instrText></${prefix}:r></${prefix}:hdr>`

const check = async (body: string, more: Readonly<Record<string, string | Buffer>> = {}) => {
  const result = await checkTemplate(await docx(body, more), REQUIRED)
  return result.ok ? 'ok' : result.error
}
async function linesOf(bytes: Uint8Array): Promise<string> {
  const read = await readDocx(bytes)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

describe('a template', () => {
  test('to start from is sound, and makes the paper that was given', async () => {
    const template = await writeBuiltInTemplate(PAPER)
    expect(await checkTemplate(template, REQUIRED)).toEqual({ ok: true, value: null })
    const made = await fillTemplate(template, PAPER)
    const text = await linesOf(made)
    for (const part of [
      '安澜县教育局文件',
      '安教督〔2026〕12号',
      '青禾镇中心小学：',
      '一、整改要求',
      '锅炉房',
    ])
      expect(text).toContain(part)
    for (const part of [
      '附件1：现场照片',
      '附件2：整改方案',
      '2026年11月6日',
      '核验码：0F3C',
      '审计封存号：21-de72',
    ])
      expect(text).toContain(part)
    // What a person wrote is no tag, whatever it looks like.
    expect(text).toContain('关于{标题}与𠮷某的通知')
    expect(text).toContain('由王㐂、孙𬭎负责，按{发文字号}办理。')
    expect(await partOf(made, 'word/document.xml')).toContain('pic:pic')
  })

  test('with tags of its own page is filled where they stand, torn into runs as a word processor tears them', async () => {
    const torn = '<w:p><w:r><w:t>文号{发文</w:t></w:r><w:r><w:t>字号}止</w:t></w:r></w:p>'
    const made = await fillTemplate(await docx(`${torn}${p('{正文}')}`), PAPER)
    expect(await linesOf(made)).toContain('文号安教督〔2026〕12号止')
  })

  test.each([
    ['a loop left open', `${ALL}${p('{#附件}{附件名称}')}`, 'template-loop-open', '{#附件}'],
    ['a loop left open before the rest', `${p('{#附件}{附件名称}')}${ALL}`, 'template-loop-open', '{#附件}'],
    ['a loop that was never begun', `${ALL}${p('{/附件}')}`, 'template-loop-unopened', '{/附件}'],
    ['an unknown tag', `${ALL}${p('{发文文号}')}`, 'template-tag-unknown', '{发文文号}'],
    ['a list where a word belongs', `${ALL}${p('{#标题}{/标题}')}`, 'template-tag-misplaced', '{#标题}'],
    [
      'what stands in a list outside of it',
      `${ALL}${p('{附件名称}')}`,
      'template-tag-misplaced',
      '{附件名称}',
    ],
    ['the list itself as a word', `${ALL}${p('{附件}')}`, 'template-loop-open', '{附件}'],
    ['nothing to verify it by', ALL.replace('{二维码}', ''), 'template-tag-missing', '{二维码}'],
  ])('with %s is refused with the name of the tag', async (_, body, code, tag) => {
    expect(await check(body)).toEqual({ code, tag })
  })

  test('with a broken tag is refused with what stands there', async () => {
    const broken = (tag: string) => ({ code: 'template-tag-broken', tag })
    expect(await check(`${ALL}${p('{发文字号')}`)).toEqual(broken('{发文字号'))
    expect(await check(`${p('{发文字号')}${ALL}`)).toEqual(broken('{发文字号'))
    expect(await check(`${ALL}${p('发文字号}')}`)).toEqual(broken('发文字号}'))
  })

  test('that is no document, or carries a programme, is refused as what it is', async () => {
    const refusal = async (bytes: Uint8Array): Promise<string> => {
      const result = await checkTemplate(bytes, REQUIRED)
      return result.ok ? 'ok' : result.error.code
    }
    expect(await refusal(Buffer.from('just words'))).toBe('document-not-word')
    expect(await refusal(Buffer.from('%PDF-1.7'))).toBe('document-pdf')
    expect(await refusal(Buffer.from('PK\u0003\u0004nothing'))).toBe('document-damaged')
    expect(await refusal(new Uint8Array(3 * 1024 * 1024))).toBe('template-too-large')
    expect(await refusal(await docx(ALL, { 'word/vbaProject.bin': 'x' }))).toBe('document-macros')
  })

  test('that unpacks to more than a page needs is refused', async () => {
    const bomb = await docx(`${ALL}${'<w:p/>'.repeat(20)}`, {
      'word/header1.xml': ' '.repeat(8 * 1024 * 1024),
    })
    expect(await checkTemplate(bomb, REQUIRED)).toEqual({
      ok: false,
      error: { code: 'document-unpacks-too-large' },
    })
  })

  // Parsed, the first would take a minute.
  test.each([
    ['in one paragraph', p('{标题}'.repeat(40_000)), {}],
    ['told by numbers of signs', p('&#123;标题&#x7d;'.repeat(40_000)), {}],
    ['in a part of another name', '', { 'word/page.bin': `<w:hdr>${p('{标题}'.repeat(40_000))}</w:hdr>` }],
  ])(
    'of a few hundred bytes that names tags without end, %s, is refused before it is parsed',
    async (_, endless, more) => {
      expect(await check(`${ALL}${endless}`, more)).toEqual({ code: 'document-unpacks-too-large' })
    },
    10_000,
  )

  test('that fetches something from elsewhere is refused', async () => {
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t" Target="http://example.org/x" TargetMode="External"/></Relationships>'
    const field = '<w:p><w:r><w:instrText> INCLUDEPICTURE "\\\\host\\x" </w:instrText></w:r></w:p>'
    for (const refused of [
      check(ALL, { 'word/_rels/document.xml.rels': rels }),
      check(ALL, { 'word/embeddings/oleObject1.bin': 'x' }),
      check(`${ALL}${field}`),
      check(`${ALL}<w:altChunk r:id="r1"/>`),
    ])
      expect(await refused).toEqual({ code: 'template-links-outside' })
  })

  test.each([
    [
      'told by numbers of signs',
      { 'word/_rels/document.xml.rels': outside('TargetMode="&#69;xter&#x6e;al"') },
    ],
    [
      'between what only seems a comment',
      { 'word/header1.xml': fieldIn('w', '<![CDATA[<!--]]> DDE "x" <![CDATA[-->]]>') },
    ],
    ['in a part that is not called XML', { 'word/header1.bin': fieldIn('w', ' INCLUDEPICTURE "x" ') }],
    ['in a field of another prefix', { 'word/header1.xml': fieldIn('x', ' INCLUDETEXT "x" ') }],
    [
      'in a field torn into runs',
      { 'word/header1.xml': fieldIn('w', ' INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "x" ') },
    ],
    ['in a field of raw text', { 'word/header1.xml': fieldIn('w', '<![CDATA[ DDE "x" ]]>') }],
    ['behind a sign told by its number', { 'word/header1.xml': fieldIn('w', '&#60; DDE "x"') }],
    ['in a simple field', { 'word/header1.xml': "<w:hdr><w:fldSimple w:instr = ' LINK x '/></w:hdr>" }],
    ['in a piece of another document', { 'word/header1.xml': '<x:hdr><x:altChunk r:id="r1"/></x:hdr>' }],
  ])('that fetches something, %s, is refused', async (_, more) => {
    expect(await check(ALL, more)).toEqual({ code: 'template-links-outside' })
  })

  test('with a part in a writing that cannot be looked into is refused', async () => {
    for (const hidden of [
      Buffer.from(`\ufeff${outside('TargetMode="External"')}`, 'utf16le'),
      Buffer.from(outside('x="y"').replace('?>', ' encoding="utf-7"?>')),
    ])
      expect(await check(ALL, { 'word/_rels/document.xml.rels': hidden })).toEqual({
        code: 'document-damaged',
      })
  })

  test('whose page is a part of another name that unpacks to more than a page is refused', async () => {
    const large = `<w:document>${' '.repeat(8 * 1024 * 1024)}</w:document>`
    expect(await check(ALL, { 'word/page.bin': large })).toEqual({ code: 'document-unpacks-too-large' })
    expect(await check(ALL, { 'word/page.bin': ' '.repeat(41 * 1024 * 1024) })).toEqual({
      code: 'document-unpacks-too-large',
    })
  })

  test.each(['<w:t ', '<w:instrText ', '<!--', '<![CDATA[', 'instr = "'])(
    'with “%s” four hundred thousand times is read once through, not once from each place',
    async piece => {
      expect(await check(ALL, { 'word/header1.xml': `<w:hdr>${piece.repeat(400_000)}` })).toBe('ok')
    },
  )

  test('may number its pages and carry a picture', async () => {
    const more = { 'word/media/image1.png': PIXEL, 'word/footer1.xml': fieldIn('w', ' PAGE ') }
    expect(await check(ALL, more)).toBe('ok')
  })
})
