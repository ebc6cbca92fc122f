import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { MAX_PLAN_BYTES, readPlanFile, readPlanText } from './read-plan-file.ts'
import { docx, officeFile, p } from './testing/files.ts'

const refusal = async (bytes: Uint8Array): Promise<unknown> => {
  const read = await readPlanFile(bytes)
  return read.ok ? read.value : read.error.code
}
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const zipOf = (files: Record<string, string | Buffer>): Promise<Buffer> => {
  const zip = new JSZip()
  for (const [name, content] of Object.entries(files)) zip.file(name, content)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

describe('a file that is no plan document', () => {
  test('an empty one and one with blanks only', async () => {
    expect(await refusal(new Uint8Array())).toBe('document-empty')
    expect(await refusal(Buffer.from(' \n\u3000\n'))).toBe('document-empty')
    expect(await refusal(await docx('<w:p/>'))).toBe('document-empty')
  })
  test('50 MB, and a text nobody would print', async () => {
    expect(await refusal(Buffer.alloc(50 * 1024 * 1024, 'a'))).toBe('document-too-large')
    expect(await refusal(Buffer.alloc(MAX_PLAN_BYTES, 'a'))).toBe('document-too-long')
  })
  test('a picture', async () =>
    expect(await refusal(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('document-not-text'))
  test('pasted text with a NUL', () =>
    expect(readPlanText('一\0二')).toEqual({ ok: false, error: { code: 'document-not-text' } }))
})

describe('a document in another format, whatever its name says', () => {
  test.each([
    ['an old .doc or .wps', OLE, 'document-old-word'],
    ['an .rtf', Buffer.from('{\\rtf1\\ansi 方案}'), 'document-old-word'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'document-pdf'],
    [
      'a web page saved as .doc',
      Buffer.from('\n<html xmlns:o="urn:schemas-microsoft-com:office:office">方案</html>'),
      'document-web-page',
    ],
    ['a web archive', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related'), 'document-web-page'],
    [
      'a document under a password',
      Buffer.concat([OLE, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]),
      'document-encrypted',
    ],
  ])('%s', async (_what, bytes, code) => {
    expect(await refusal(bytes)).toBe(code)
  })
  test('a workbook and a presentation named .docx', async () => {
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    expect(
      await refusal(await officeFile('xl/workbook.xml', sheet, { 'xl/workbook.xml': '<workbook/>' })),
    ).toBe('document-not-word')
    const slides = 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'
    expect(
      await refusal(await officeFile('ppt/presentation.xml', slides, { 'ppt/presentation.xml': '<p/>' })),
    ).toBe('document-not-word')
  })
  test('a document with macros', async () => {
    const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml'
    expect(await refusal(await docx(p('正文'), {}, { type: macro }))).toBe('document-macros')
    expect(await refusal(await docx(p('正文'), { 'word/vbaProject.bin': OLE }))).toBe('document-macros')
  })
  test('an .ofd, and a zip that is no document', async () => {
    expect(await refusal(await zipOf({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<d/>' }))).toBe(
      'document-ofd',
    )
    expect(await refusal(await zipOf({ 'readme.txt': 'x' }))).toBe('document-not-text')
  })
})

describe('a document that is damaged', () => {
  test('cut in half', async () => {
    const whole = await docx(p('正文'))
    expect(await refusal(whole.subarray(0, whole.byteLength / 2))).toBe('document-damaged')
  })
  test.each([
    ['an element that does not close', '<w:p>'],
    ['elements that close in the wrong order', '<w:p><w:r></w:p></w:r>'],
    ['a lonely sign', '<w:p>a < b</w:p>'],
    ['nesting without end', `${'<w:sdt>'.repeat(20_000)}${'</w:sdt>'.repeat(20_000)}`],
  ])('%s', async (_what, body) => {
    expect(await refusal(await docx(body))).toBe('document-damaged')
  })
  test('entities of its own, however harmless', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    expect(await refusal(await docx(p('&c;'), {}, { prolog: laughs }))).toBe('document-damaged')
    const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    expect(await refusal(await docx(p('&a;'), {}, { prolog: outside }))).toBe('document-damaged')
  })
})

describe('a file made to exhaust its reader', () => {
  test('a zip bomb named .docx', async () => {
    expect(await refusal(await docx(p('x'.repeat(50 * 1024 * 1024))))).toBe('document-unpacks-too-large')
  })
  test('a few kilobytes of six hundred thousand paragraphs', async () => {
    const bytes = await docx('<w:p/>'.repeat(600_000))
    expect(bytes.byteLength).toBeLessThan(20_000)
    expect(await refusal(bytes)).toBe('document-unpacks-too-large')
  })
  test('styles without number', async () => {
    const styles = `<w:styles>${'<w:style/>'.repeat(600_000)}</w:styles>`
    expect(await refusal(await docx(p('正文'), { 'word/styles.xml': styles }))).toBe(
      'document-unpacks-too-large',
    )
  })
  test('thousands of entries', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`word/media/${index}.xml`, 'x']),
    )
    expect(await refusal(await docx(p('正文'), many))).toBe('document-unpacks-too-large')
  })
  test('a bomb within the document stays packed', async () => {
    const inner = await zipOf({ 'bomb.xml': 'x'.repeat(50 * 1024 * 1024) })
    expect(await refusal(await docx(p('正文'), { 'word/embeddings/bomb.zip': inner }))).toMatchObject({
      text: '正文\n',
    })
  })
  test.each([
    ['signs', `<w:p><w:r><w:t xml:space="preserve">甲${' '.repeat(100_000)}乙</w:t></w:r></w:p>`],
    ['stops of the tabulator', `<w:p><w:r><w:t>甲</w:t>${'<w:tab/>'.repeat(5_000)}<w:t>乙</w:t></w:r></w:p>`],
  ])(
    'a line of blanks without end, as %s, is as long as a page is wide',
    async (_, line) => {
      const read = await readPlanFile(await docx(line))
      expect(read.ok && read.value.text.trim()).toMatch(/^甲\s{200}乙$/)
    },
    20_000,
  )
  test('a page of blank lines without end is as long as a page is high, and its lines stay apart', () => {
    const read = readPlanText(`甲${' '.repeat(300)}${'\n'.repeat(150_000)}乙`)
    expect(read.ok && read.value.text).toMatch(/^甲\s{199}\n乙$/)
  })
  test('a bomb that lies about its size', async () => {
    const lying = Buffer.from(await docx(p('x'.repeat(50 * 1024 * 1024))))
    // The uncompressed size in every central entry (offset 24 after PK\1\2) claims one kilobyte.
    for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4))
      lying.writeUInt32LE(1024, at + 24)
    expect(['document-damaged', 'document-unpacks-too-large']).toContain(await refusal(lying))
  })
})
