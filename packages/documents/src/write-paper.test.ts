import fc from 'fast-check'
import JSZip from 'jszip'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Paper } from './paper.ts'
import { readDocx } from './read-docx.ts'
import { writePaper } from './write-paper.ts'
import { readTokens } from './xml-tokens.ts'

const PAPER: Paper = {
  ...{ mark: '安澜县教育局文件', number: '安教督〔2026〕12号', title: '关于宿舍安全出口夜间上锁的督办通知' },
  addressee: '青禾镇中心小学',
  body: [
    { kind: 'text', text: '经查，你校宿舍一层安全出口夜间上锁。\n现通知如下。' },
    { kind: 'heading', level: 1, text: '一、整改要求' },
    {
      ...{
        kind: 'table',
        caption: '隐患清单',
        columns: [
          { heading: '隐患', share: 3 },
          { heading: '期限', share: 1 },
        ],
      },
      rows: [['宿舍一层安全出口', '2026年12月4日']],
    },
    { kind: 'form', rows: [{ label: '地点', text: '局会议室' }] },
    { kind: 'signatures', places: [{ label: '被约谈人', name: null, day: null }] },
  ],
  ...{
    attachments: ['现场照片'],
    signature: { issuer: '安澜县教育局', day: '2026-11-06' },
    note: '此件公开发布',
  },
  record: { copies: '县学生安全专业委员会。', printer: '安澜县教育局办公室', day: '2026-11-06' },
  proof: { lines: ['审计封存号：0f3c'], picture: null },
}

async function open(paper: Paper): Promise<{ readonly xml: string; readonly zip: JSZip }> {
  const zip = await JSZip.loadAsync(await writePaper(paper))
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  return { xml, zip }
}
const numbersOf = (xml: string, tag: string): Record<string, number> => {
  const found = new RegExp(`<w:${tag} ([^>]*)/>`).exec(xml)?.[1] ?? ''
  return Object.fromEntries(
    [...found.matchAll(/w:(\w+)="(-?\d+)"/g)].map(([, name, value]) => [name, Number(value)]),
  )
}
const mm = (twips = Number.NaN): number => Math.round((twips / 1440) * 254) / 10

describe('the page', () => {
  test('is A4 with a field of 156 x 225 mm, 37 mm from above and 28 mm from the left', async () => {
    const { xml } = await open(PAPER)
    const [sheet, margin] = [numbersOf(xml, 'pgSz'), numbersOf(xml, 'pgMar')]
    expect([mm(sheet.w), mm(sheet.h)]).toEqual([210, 297])
    expect([mm(margin.top), mm(margin.left)]).toEqual([37, 28])
    expect(mm((sheet.w ?? 0) - (margin.left ?? 0) - (margin.right ?? 0))).toBe(156)
    expect(mm((sheet.h ?? 0) - (margin.top ?? 0) - (margin.bottom ?? 0))).toBe(225)
  })

  test('has 22 lines of 28 letters, laid on a grid of lines', async () => {
    const { xml } = await open(PAPER)
    const { linePitch = Number.NaN } = numbersOf(xml, 'docGrid')
    expect(xml).toContain('w:type="lines"')
    expect(Math.floor(12_756 / linePitch)).toBe(22)
    expect(12_756 - 22 * linePitch).toBeLessThan(linePitch / 4)
    const closer = Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(xml)?.[1])
    expect(Math.floor(8844 / (320 + closer))).toBe(28)
  })

  test('numbers its pages outside, odd ones right and even ones left', async () => {
    const { xml, zip } = await open(PAPER)
    const settings = await zip.file('word/settings.xml')?.async('string')
    expect(settings).toContain('<w:evenAndOddHeaders')
    expect(
      [...xml.matchAll(/<w:footerReference w:type="(\w+)"/g)].map(([, type]) => type).toSorted(),
    ).toEqual(['default', 'even'])
    const feet = await Promise.all(
      ['footer1', 'footer2'].map(name => zip.file(`word/${name}.xml`)?.async('string')),
    )
    expect(feet.map(foot => /w:jc w:val="(\w+)"/.exec(foot ?? '')?.[1]).toSorted()).toEqual(['left', 'right'])
  })
})

test('what was given stands there, in its order, days without leading noughts', async () => {
  const read = await readDocx(await writePaper(PAPER))
  if (!read.ok) throw new Error(read.error.code)
  const lines = read.value.split('\n').filter(line => line.trim() !== '')
  expect(lines.join('|')).toContain(
    '青禾镇中心小学：|经查，你校宿舍一层安全出口夜间上锁。|现通知如下。|一、整改要求|隐患清单',
  )
  expect(lines.join('|')).toMatch(/附件：现场照片\|安澜县教育局\|2026年11月6日\|（此件公开发布）/)
  expect(read.value).toContain('抄送：县学生安全专业委员会。')
})

test('a heading of a table is repeated, and no line of it is torn', async () => {
  const { xml } = await open(PAPER)
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(xml.match(/<w:cantSplit\/>/g)?.length).toBeGreaterThan(1)
})

test('letters outside the basic plane stand in a face that has them, whole', async () => {
  const { xml } = await open({ ...PAPER, body: [{ kind: 'text', text: '校长𠮷野𫍯，电工𡃁。' }] })
  for (const rare of ['𠮷', '𫍯', '𡃁'])
    expect(xml).toMatch(new RegExp(`SimSun-ExtB[^]{0,200}<w:t[^>]*>${rare}</w:t>`, 'u'))
})

test('letters of the third plane stand in the face that was made for them', async () => {
  const { xml } = await open({ ...PAPER, body: [{ kind: 'text', text: '吴𱍊到岗。' }] })
  expect(xml).toMatch(/SimSun-ExtG[^]{0,200}<w:t[^>]*>𱍊<\/w:t>/u)
})

test('a letter has its office over a double line and its number at the right, a document its number over one line', async () => {
  const [document, letter] = [await open(PAPER), await open({ ...PAPER, mark: '安澜县教育局' })]
  const lineAt = (xml: string): string | undefined =>
    /<w:bottom w:val="(\w+)"[^>]*w:color="D7000F"/.exec(xml)?.[1]
  const alignmentOf = (xml: string): string | undefined =>
    /w:jc w:val="(\w+)"\/><\/w:pPr>(?:(?!<\/w:p>)[^])*安教督/.exec(xml)?.[1]
  expect([lineAt(document.xml), alignmentOf(document.xml)]).toEqual(['single', 'center'])
  expect([lineAt(letter.xml), alignmentOf(letter.xml)]).toEqual(['thickThinSmallGap', 'right'])
})

test('rows of a table keep their own height on a page with a grid of lines', async () => {
  const { xml } = await open(PAPER)
  const inCells = [...xml.matchAll(/<w:tc>[^]*?<\/w:tc>/g)].map(([cell]) => cell)
  const tables = inCells.filter(cell => cell.includes('w:line="400"'))
  expect(tables.length).toBeGreaterThan(3)
  for (const cell of tables)
    expect(cell).toMatch(/<w:snapToGrid w:val="0"\/><w:spacing w:line="400" w:lineRule="exact"\/>/)
})

test('neither the signature nor what a paper is verified by stands on a page without its text', async () => {
  const { xml } = await open({
    ...PAPER,
    attachments: [],
    note: null,
    body: [{ kind: 'text', text: '特此通知。' }],
  })
  const paragraphs = [...xml.matchAll(/<w:p>[^]*?<\/w:p>/g)].map(([part]) => part)
  const from = paragraphs.findIndex(part => part.includes('特此通知'))
  const until = paragraphs.findIndex(part => part.includes('审计封存号'))
  expect(until - from).toBeGreaterThan(4)
  for (const part of paragraphs.slice(from, until - 1)) expect(part).toContain('<w:keepNext/>')
})

test('letters of extension A stand in a face of the system that has them', async () => {
  const { xml } = await open({ ...PAPER, body: [{ kind: 'text', text: '教师王㐂到岗。' }] })
  expect(xml).toMatch(/w:eastAsia="宋体"[^]{0,200}<w:t[^>]*>㐂<\/w:t>/)
})

test('whatever people type makes a file that can be opened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async text => {
      const { xml } = await open({
        ...PAPER,
        title: text,
        body: [{ kind: 'text', text: `${text}\ud800\u0001<w:p>&` }],
      })
      expect(xml).not.toMatch(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/)
      expect(xml.isWellFormed()).toBe(true)
      expect([...readTokens(xml)].length).toBeGreaterThan(0)
    }),
    { numRuns: 40 },
  )
})

/** Where an office is installed, it has the last word on what can be opened. */
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice'].find(path =>
  existsSync(path),
)
if (office !== undefined)
  test('an office opens it and makes a PDF of it', { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anlan-paper-'))
    try {
      await writeFile(join(folder, 'paper.docx'), await writePaper(PAPER))
      await promisify(execFile)(office, [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        ...['--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'paper.docx')],
      ])
      const pdf = await readFile(join(folder, 'paper.pdf'), 'latin1')
      expect(pdf.startsWith('%PDF-')).toBe(true)
      expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 595\.\d+ 841\.\d+/)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
