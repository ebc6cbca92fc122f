import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { formatNumber } from './numbering.ts'
import { MAX_PLAN_BYTES, readPlanFile, readPlanText } from './read-plan-file.ts'

const PLAN = '安澜县教育局校园安全工作方案\n一、总体要求\n各单位于2026年5月15日前报送。\n'
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const RELS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

function docx(body: string, more: Record<string, string | Buffer> = {}): Promise<Buffer> {
  const zip = new JSZip()
  zip.file('[Content_Types].xml', TYPES).file('_rels/.rels', RELS)
  zip.file('word/document.xml', `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`)
  for (const [name, part] of Object.entries(more)) zip.file(name, part)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

const p = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const num = (id: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
const lvl = (level: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const NUMBERING = `<?xml version="1.0"?><w:numbering ${W}><w:abstractNum w:abstractNumId="0">${lvl(0, 'chineseCounting', '%1、')}${lvl(1, 'chineseCounting', '（%2）')}${lvl(2, 'decimal', '%3.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
const STYLES = `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style></w:styles>`

describe('plain text', () => {
  const utf16 = Buffer.from(PLAN, 'utf16le')
  // 安澜县安全方案 in GB18030, as an old office computer saves it.
  const gb = Buffer.from('b0b2c0bdcfd8b0b2c8abb7bdb0b80ad2bba1a2d7dccce5d2aac7f30a', 'hex')
  test.each([
    ['UTF-8', Buffer.from(PLAN), 'utf-8', PLAN],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${PLAN}`), 'utf-8', PLAN],
    ['UTF-16 little-endian with a mark', Buffer.from(`\ufeff${PLAN}`, 'utf16le'), 'utf-16le', PLAN],
    ['UTF-16 big-endian with a mark', Buffer.from(`\ufeff${PLAN}`, 'utf16le').swap16(), 'utf-16be', PLAN],
    ['UTF-16 without a mark', utf16, 'utf-16le', PLAN],
    ['UTF-16 big-endian without a mark', Buffer.from(utf16).swap16(), 'utf-16be', PLAN],
    ['GB18030', gb, 'gb18030', '安澜县安全方案\n一、总体要求\n'],
  ])('%s is found out', async (_name, bytes, encoding, text) => {
    expect(await readPlanFile(bytes)).toEqual({ ok: true, value: { text, encoding } })
  })
})

describe('a Word document', () => {
  test('has its automatic numbers written out, also those of a style', async () => {
    const bytes = await docx(
      p('总体要求', '<w:pStyle w:val="Own"/>') +
        p('主要目标', num(1, 1)) +
        p('重点工作', num(1, 1)) +
        p('消防', num(1, 2)) +
        p('保障措施', '<w:pStyle w:val="H1"/>') +
        p('组织领导', num(1, 1)),
      { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES },
    )
    expect(await readPlanFile(bytes)).toEqual({
      ok: true,
      value: {
        text: '一、总体要求\n（一）主要目标\n（二）重点工作\n1.消防\n二、保障措施\n（一）组织领导\n',
        encoding: 'docx',
      },
    })
  })

  test('keeps line breaks and inserted words and drops deleted ones', async () => {
    const bytes = await docx(
      `<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>`,
    )
    expect(await readPlanFile(bytes)).toMatchObject({ value: { text: '上\n下新\n' } })
  })

  test.each([
    [10, 'chineseCounting', '十'],
    [21, 'chineseCountingThousand', '二十一'],
    [12, 'decimalEnclosedCircle', '⑫'],
    [3, 'decimalFullWidth', '３'],
    [27, 'lowerLetter', 'aa'],
  ])('%i as %s is %s', (count, format, drawn) => expect(formatNumber(count, format)).toBe(drawn))
})

describe('what is refused', () => {
  const refusal = async (bytes: Uint8Array): Promise<unknown> => {
    const read = await readPlanFile(bytes)
    return read.ok ? read.value : read.error.code
  }
  test('an empty file and one with blanks only', async () => {
    expect(await refusal(new Uint8Array())).toBe('document-empty')
    expect(await refusal(Buffer.from(' \n\u3000\n'))).toBe('document-empty')
  })
  test('50 MB', async () =>
    expect(await refusal(Buffer.alloc(50 * 1024 * 1024, 'a'))).toBe('document-too-large'))
  test('a text nobody would print', async () =>
    expect(await refusal(Buffer.alloc(MAX_PLAN_BYTES, 'a'))).toBe('document-too-long'))
  test('a picture, an old .doc, a PDF', async () => {
    expect(await refusal(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('document-not-text')
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('document-old-word')
    expect(await refusal(Buffer.from('%PDF-1.7 …'))).toBe('document-pdf')
  })
  test('a zip that is no document, and one cut in half', async () => {
    const other = await new JSZip().file('readme.txt', 'x').generateAsync({ type: 'nodebuffer' })
    expect(await refusal(other)).toBe('document-not-text')
    const whole = await docx(p('正文'))
    expect(await refusal(whole.subarray(0, whole.byteLength / 2))).toBe('document-damaged')
  })
  test('a zip bomb named .docx', async () => {
    expect(await refusal(await docx(p('x'.repeat(50 * 1024 * 1024))))).toBe('document-unpacks-too-large')
  })
  test('a bomb that lies about its size', async () => {
    const honest = await docx(p('x'.repeat(50 * 1024 * 1024)))
    const lying = Buffer.from(honest)
    // The uncompressed size in every central entry (offset 24 after PK\1\2) claims one kilobyte.
    for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4))
      lying.writeUInt32LE(1024, at + 24)
    expect(['document-damaged', 'document-unpacks-too-large']).toContain(await refusal(lying))
  })
  test('XML that does not close', async () => {
    expect(await refusal(await docx('<w:p>'))).toBe('document-damaged')
  })
  test('pasted text with a NUL', () =>
    expect(readPlanText('一\0二')).toEqual({ ok: false, error: { code: 'document-not-text' } }))
})
