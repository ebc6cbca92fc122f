import fc from 'fast-check'
import JSZip from 'jszip'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { guardCell, unguardCell } from './guard-cell.ts'
import { readTableFile } from './read-table-file.ts'
import type { SheetCell, SheetRow } from './sheet-cell.ts'
import { docx, gb18030, p } from './testing/files.ts'
import { row, text, workbook } from './testing/workbook.ts'
import { writeCsv, writeTemplate, writeWorkbook, type WrittenRow } from './write-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'anlan-table-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(bytes: Uint8Array | string) {
  const path = join(folder, 'table')
  writeFileSync(path, bytes)
  const rows: SheetRow[] = []
  const answer = await readTableFile(path, each => void rows.push(each))
  return { rows, cells: rows.map(({ cells }) => cells), ...(answer.ok ? answer.value : answer.error) }
}
const code = async (bytes: Uint8Array | string): Promise<unknown> => {
  const answer = await read(bytes)
  return 'code' in answer ? answer.code : answer.cells
}
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const oneCell = (cell: string, more = {}) => workbook([{ name: 'A', rows: row(cell) }], more)

describe('a file that is no table is refused with its reason', () => {
  test.each([
    ['an empty one', Buffer.alloc(0), 'workbook-empty'],
    ['blanks only', Buffer.from(' \r\n\r\n'), 'workbook-empty'],
    ['50 MB', Buffer.alloc(50 * 1024 * 1024), 'workbook-too-large'],
    ['text of 9 MB', Buffer.alloc(9 * 1024 * 1024, 'a'), 'workbook-too-large'],
    ['an old .xls or .et', OLE, 'workbook-old'],
    [
      'one that asks for a password',
      Buffer.concat([OLE, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]),
      'workbook-encrypted',
    ],
    ['a web page named .xls', Buffer.from('\n<html><body><table>…'), 'workbook-web-page'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'workbook-not-text'],
    ['a zip cut in half', Buffer.from('504b030414000000', 'hex'), 'workbook-damaged'],
    ['a quote that never closes', Buffer.from('甲,乙\n"丙'), 'workbook-damaged'],
  ])('%s', async (_what, bytes, expected) => expect(await code(bytes)).toBe(expected))

  test('one with macros, whatever its name', async () => {
    const macro = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    expect(await code(await oneCell(text('甲'), { type: macro }))).toBe('workbook-macros')
    expect(await code(await oneCell(text('甲'), { parts: { 'xl/vbaProject.bin': OLE } }))).toBe(
      'workbook-macros',
    )
  })
  test('a document, an .xlsb, and a zip of something else', async () => {
    expect(await code(await docx(p('正文')))).toBe('workbook-other')
    const other = await new JSZip().file('readme.txt', 'x').generateAsync({ type: 'nodebuffer' })
    expect(await code(other)).toBe('workbook-other')
    const binary = await new JSZip()
      .file(
        '_rels/.rels',
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
      )
      .file('xl/workbook.bin', 'x')
      .generateAsync({ type: 'nodebuffer' })
    expect(await code(binary)).toBe('workbook-other')
  })
  test('one in which nothing stands on any sheet that is shown', async () => {
    const sheets = [
      { name: 'A', rows: row('<c s="0"/>') },
      { name: 'B', rows: row(text('甲')), state: 'hidden' },
    ]
    expect(await code(await workbook(sheets))).toBe('workbook-empty')
  })
  test('one whose XML is none, or that names entities of its own', async () => {
    for (const rows of ['<row><c></row></c>', row(text('a < b'))])
      expect(await code(await workbook([{ name: 'A', rows }]))).toBe('workbook-damaged')
  })
  test('a bomb: a sheet, the words, one row without end', { timeout: 60_000 }, async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ')
    const bomb = async (name: string, begins: string, megabytes: number): Promise<Buffer> => {
      const content = function* (): Generator<Buffer> {
        yield Buffer.from(begins)
        for (let each = 0; each < megabytes; each += 1) yield megabyte
      }
      const zip = await JSZip.loadAsync(await workbook([{ name: 'A', rows: row(text('甲')) }]))
      zip.file(name, Readable.from(content()))
      return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
    }
    const sheet = 'xl/worksheets/sheet1.xml'
    for (const [name, begins, megabytes] of [
      [sheet, '<worksheet><sheetData>', 257],
      ['xl/sharedStrings.xml', '<sst>', 65],
      [sheet, '<worksheet><sheetData><row><c t="inlineStr"><is><t>', 5],
    ] as const)
      expect(await code(await bomb(name, begins, megabytes))).toBe('workbook-unpacks-too-large')
  })
})

describe('a file made to keep its reader busy keeps nobody else waiting', () => {
  const long = (sign: string): string => sign.repeat(200_000)
  test.each([
    ['a tag whose name has no end', `<row><${long('a')}</row>`],
    ['a cell that stands nowhere', row(`<c r="${long('1')}A"><v>1</v></c>`)],
    ['a cell with more than a spreadsheet holds', row(text(long('甲')))],
    ['a day of as many signs', row(`<c t="d"><v>${long('1')}</v></c>`)],
  ])('%s', { timeout: 20_000 }, async (_what, rows) => {
    const { rows: found, ...answer } = await read(await workbook([{ name: 'A', rows }]))
    expect(JSON.stringify(found).length).toBeLessThan(100)
    expect(answer).toMatchObject(found.length === 0 ? { code: /^workbook-/ } : { sheet: 'A' })
  })
  test('text in which a quote closes a book later', async () => {
    expect(await code(`编号,位置\r\n"1,${long('甲')}",2`)).toBe('workbook-damaged')
  })
  test('text is read as far to the right as a workbook', async () => {
    const { cells } = await read(`编号${',甲'.repeat(50_000)}`)
    expect(cells.map(({ length }) => length)).toEqual([200])
  })
  test.each([
    ['text of very many lines', '甲\n'.repeat(50_000), 24],
    ['blank lines', `甲\n${'\n'.repeat(50_000)}甲`, 24],
    ['cells without number in one line', `甲\n甲${','.repeat(5_000_000)}`, 2],
  ])('%s leaves others their turn', async (_what, content, least) => {
    writeFileSync(join(folder, 'table'), content)
    const turns: number[] = []
    let [taken, isOver] = [0, false]
    const take = (): void => {
      taken += 1
      if (!isOver) setImmediate(take)
    }
    setImmediate(take)
    await readTableFile(join(folder, 'table'), () => void turns.push(taken))
    isOver = true
    // Counted between the first row and the last: opening the file gives turns as well.
    expect((turns.at(-1) ?? 0) - (turns[0] ?? 0)).toBeGreaterThanOrEqual(least)
  })
  test('relations without number', async () => {
    const parts = {
      'xl/_rels/workbook.xml.rels': `<Relationships>${'<a/>'.repeat(1_100_000)}</Relationships>`,
    }
    expect(await code(await oneCell(text('甲'), { parts }))).toBe('workbook-unpacks-too-large')
  })
  test(
    'more sheets than anybody reads, and one that is named again and again',
    { timeout: 60_000 },
    async () => {
      const blank = `<row>${' '.repeat(16 * 1024)}</row>`
      const names = Array.from({ length: 20_000 }, (_, at) => `<sheet name="${at}" r:id="r1"/>`).join('')
      const again = { 'xl/workbook.xml': `<workbook><sheets>${names}</sheets></workbook>` }
      const once = await workbook([{ name: 'A', rows: blank }], { parts: again })
      expect(await code(once)).toBe('workbook-empty')
      const half = Buffer.from(`<worksheet><sheetData>${blank.repeat(129 * 64)}</sheetData></worksheet>`)
      const parts = { 'xl/worksheets/sheet1.xml': half, 'xl/worksheets/sheet2.xml': half }
      const sheets = ['A', 'B'].map(name => ({ name, rows: '' }))
      expect(await code(await workbook(sheets, { parts }))).toBe('workbook-unpacks-too-large')
    },
  )
})

describe('a workbook', () => {
  test('of several sheets: the first that holds anything is read, and named', async () => {
    const sheets = [
      { name: '封面', rows: '' },
      { name: '列表', rows: row(text('丙')), state: 'veryHidden' },
      { name: '台账&amp;一', rows: row(text('甲')) + row(text('乙')) },
      { name: '其他', rows: row(text('丁')) },
    ]
    expect(await read(await workbook(sheets))).toMatchObject({ sheet: '台账&一', cells: [['甲'], ['乙']] })
  })
  test('keeps the numbers of its rows and the places of its cells', async () => {
    const rows =
      '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row r="7"/><row r="9"><c r="AA9"><v>3</v></c></row>'
    const { rows: found } = await read(await workbook([{ name: 'A', rows }]))
    expect(found.map(each => [each.row, each.cells.length, each.cells.at(-1)])).toEqual([
      [3, 4, 2],
      [9, 27, 3],
    ])
  })
  test('that ends with thousands of rows in which nothing stands has none of them', async () => {
    const blank = '<row r="9" spans="1:9"><c r="A9" s="0"/><c r="B9" s="0"></c></row>'
    const rows =
      row(text('甲')) + blank.repeat(20_000) + '<row r="1" spans="1:9"/>'.repeat(50_000) + row(text('乙'))
    expect((await read(await workbook([{ name: 'A', rows }]))).cells).toEqual([['甲'], ['乙']])
  })
  test('whose cells reach further than anybody writes is read as far as somebody does', async () => {
    const rows = row('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>')
    expect((await read(await workbook([{ name: 'A', rows }]))).cells).toEqual([[1]])
  })
  test('written with a prefix of its own, as some programs do, is read alike', async () => {
    const rows = '<x:row r="1"><x:c t="str"><x:v>甲</x:v></x:c></x:row>'
    expect((await read(await workbook([{ name: 'A', rows }]))).cells).toEqual([['甲']])
  })
  test('is read no further than somebody wants', async () => {
    writeFileSync(join(folder, 'table'), await workbook([{ name: 'A', rows: row(text('甲')).repeat(9) }]))
    const seen: number[] = []
    await readTableFile(join(folder, 'table'), ({ row: number }) => {
      seen.push(number)
      return number === 2 ? 'stop' : undefined
    })
    expect(seen).toEqual([1, 2])
  })
  test('a fault of whoever is told its rows is his, and not the file’s', async () => {
    writeFileSync(join(folder, 'table'), await oneCell(text('甲')))
    const fail = (): never => {
      throw new Error('his own')
    }
    await expect(readTableFile(join(folder, 'table'), fail)).rejects.toThrow('his own')
  })

  const STYLES = {
    styles: [0, 14, 22, 164, 165, 166, 46, 20, 167],
    formats: {
      ...{
        164: 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@',
        165: '0.00&quot;days&quot;',
        166: '[$-804]aaaa;@',
        167: '[Red]General',
      },
    },
  }
  test.each<[string, string, SheetCell]>([
    ['a shared string, without how it is spoken', '<c t="s"><v>0</v></c>', '甲乙'],
    ['a number', '<c><v>12.5</v></c>', 12.5],
    ['a number stored as text', '<c t="str"><v>007</v></c>', '007'],
    ['yes', '<c t="b"><v>1</v></c>', true],
    ['a date', '<c s="1"><v>44317</v></c>', { at: '2021-05-01T00:00:00' }],
    ['a date and a time', '<c s="2"><v>44317.354166666664</v></c>', { at: '2021-05-01T08:30:00' }],
    ['a date by a format of its own', '<c s="3"><v>44317</v></c>', { at: '2021-05-01T00:00:00' }],
    ['a time alone', '<c s="7"><v>0.5</v></c>', { at: 'T12:00:00' }],
    ['a number whose format says “days”', '<c s="4"><v>3</v></c>', 3],
    ['a length of time', '<c s="6"><v>1.5</v></c>', 1.5],
    ['a number in red', '<c s="8"><v>44317</v></c>', 44317],
    ['a date no calendar knows', '<c s="1"><v>-1</v></c>', -1],
    ['a date in words of the standard', '<c t="d"><v>2021-05-01</v></c>', { at: '2021-05-01T00:00:00' }],
    ['a formula with its value', '<c><f>1+1</f><v>2</v></c>', 2],
    ['a formula with a text', '<c t="str"><f>A2</f><v>甲&amp;乙</v></c>', '甲&乙'],
    ['a formula that was never worked out', '<c><f>1+1</f></c>', { fault: 'no-value' }],
    ['a formula that failed', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', { fault: 'error-value' }],
    ['signs written their own way', text('&#30002;&#x4e59;&lt;_x000D_'), '甲乙<\r'],
    [
      'text in several hands',
      '<c t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is></c>',
      '甲 乙',
    ],
    ['text that looks like a formula', text('=1+1'), '=1+1'],
  ])('%s', async (_what, cell, value) => {
    const strings = ['<t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh><r><t>乙</t></r>']
    const bytes = await oneCell(cell + text('x'), { strings, ...STYLES })
    expect((await read(bytes)).cells).toEqual([[value, 'x']])
  })
  test('that counts its days from 1904 shows the same days', async () => {
    const bytes = await oneCell('<c s="1"><v>42855</v></c>', { ...STYLES, date1904: true })
    expect((await read(bytes)).cells).toEqual([[{ at: '2021-05-01T00:00:00' }]])
  })
  test('that counts its days from 1904 says so with each row, for a number may be a day', async () => {
    const cell = '<c><v>44816</v></c>'
    expect((await read(await oneCell(cell, { date1904: true }))).rows).toEqual([
      { row: 1, cells: [44816], from1904: true },
    ])
    expect((await read(await oneCell(cell))).rows).toEqual([{ row: 1, cells: [44816] }])
  })
  test('whose sheet is named with signs that nobody sees is named without them', async () => {
    const bytes = await workbook([{ name: '一_x0000_&#xD800;号', rows: row(text('甲')) }])
    expect(await read(bytes)).toMatchObject({ sheet: '一 \ufffd号' })
  })
})

async function* all(rows: readonly WrittenRow[]): AsyncGenerator<WrittenRow> {
  yield* rows
  await Promise.resolve()
}
const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> =>
  Buffer.from(await new Response(stream).arrayBuffer())

/** Text as an office writes it: without signs that XML has not, and not a guard with nothing behind. */
const someText = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter(
    each =>
      each.trim() === each &&
      !/[\p{Cc}\ufffe\uffff]/u.test(each) &&
      each.isWellFormed() &&
      !/_x[0-9a-f]{4}_/i.test(each),
  )

describe('what is written', () => {
  const columns = [
    { heading: '编号', width: 12, shape: 'text' },
    { heading: '日期', width: 12, shape: 'day' },
    { heading: '数量', width: 12, shape: 'number' },
  ] as const

  test('as a workbook comes back as it was: text as text whatever it begins with, days as dates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someText, fc.integer()), { minLength: 1, maxLength: 5 }),
        async cells => {
          const rows = cells.map(([word, number]): WrittenRow => [word, '2026-09-01', number])
          const { cells: found } = await read(await bytesOf(writeWorkbook('台账', columns, all(rows))))
          expect(found.slice(1)).toEqual(
            cells.map(([word, number]) => [word, { at: '2026-09-01T00:00:00' }, number]),
          )
        },
      ),
      { numRuns: 50 },
    )
  })
  test('in a day’s column that is no day stays the text it is', async () => {
    const rows = [['甲', '2026-02-30', null]]
    expect((await read(await bytesOf(writeWorkbook('A', columns, all(rows))))).cells[1]).toEqual([
      '甲',
      '2026-02-30',
    ])
  })
  test('as text has no cell that a spreadsheet runs, and comes back as it was', async () => {
    const risky = [
      '=1+1',
      '+1',
      '-1',
      '@x',
      "'=1",
      "''-2",
      '\t=1',
      '\n=1',
      '＝1＋1',
      '＠SUM(1)',
      'a,b',
      'a"b',
      '甲\n乙',
    ]
    const bytes = await bytesOf(writeCsv(columns, all(risky.map(cell => [cell, null, -5]))))
    for (const each of bytes.toString().split(/\r\n|,/)) expect(each).not.toMatch(/^"?[=+@＝＠\t\n]/)
    const { cells } = await read(bytes)
    expect(cells).toEqual([['编号', '日期', '数量'], ...risky.map(cell => [cell, '', '-5'])])
    fc.assert(fc.property(fc.string(), each => unguardCell(guardCell(each)) === each))
  })
  test('text in the encoding of an old office computer is read, and its rows keep their numbers', async () => {
    expect(await read(gb18030('编号,位置\r\n\r\n甲,教学楼一层东\r\n'))).toMatchObject({
      sheet: null,
      rows: [
        { row: 1, cells: ['编号', '位置'] },
        { row: 3, cells: ['甲', '教学楼一层东'] },
      ],
    })
  })
  test('a template has its choices on a sheet of their own, and formats where rows will stand', async () => {
    const asked = columns.map((column, at) => ({
      ...{ ...column, isRequired: at === 0, notes: ['必填', '如：1'], sample: '2026-09-01' },
      choices: at === 2 ? Array.from({ length: 40 }, (_, each) => `选择${each}，很长的一项`) : [],
    }))
    const bytes = await writeTemplate(asked, {
      ...{ sheets: ['很长的名称/台账[一]'.repeat(4), '填写说明', '选项'], explained: ['列', '要求', '示例'] },
      pick: '请从列表中选择',
    })
    expect(await read(bytes)).toMatchObject({
      sheet: '很长的名称 台账 一 很长的名称 台账 一 很长的名称 台账 一'.slice(0, 31),
      cells: [['*编号', '日期', '数量']],
    })
    const zip = await JSZip.loadAsync(bytes)
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    expect(sheet).toContain(`<formula1>'选项'!$A$1:$A$40</formula1>`)
    expect(sheet).toContain('sqref="C2:C5001"')
    expect(sheet).toMatch(/<c r="B500" s="\d+"\/>/)
    expect(await zip.file('xl/comments1.xml')?.async('string')).toContain('如：1')
    expect(await zip.file('xl/workbook.xml')?.async('string')).toContain('state="hidden"')
  })
})
