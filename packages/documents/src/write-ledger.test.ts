import { existsSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readTableFile } from './read-table-file.ts'
import type { SheetCell } from './sheet-cell.ts'
import { partOf } from './testing/workbook.ts'
import { writeLedger, type Ledger } from './write-ledger.ts'
import type { WrittenRow } from './write-table.ts'

const LEDGER: Ledger = {
  title: '隐患排查治理台账',
  about: '填报单位：青禾镇中心小学',
  columns: [
    { heading: '部位', width: 20, shape: 'text' },
    { heading: '发现日期', width: 12, shape: 'day' },
    { heading: '件数', width: 8, shape: 'number' },
  ],
  signers: ['填报人', '审核人', '单位负责人'],
}
const ROWS: WrittenRow[] = [
  ['=1+1 东楼 𠮷某', '2026-10-15', 3],
  ['一层\n二层 & <锅炉房>', '2026-02-30', null],
]

async function* of(rows: Iterable<WrittenRow>): AsyncGenerator<WrittenRow> {
  for (const row of rows) yield await Promise.resolve(row)
}
const write = async (rows: Iterable<WrittenRow> = ROWS): Promise<Uint8Array> =>
  new Uint8Array(await new Response(writeLedger(LEDGER, of(rows))).arrayBuffer())

async function inFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'anlan-ledger-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const read = (bytes: Uint8Array): Promise<(readonly SheetCell[])[]> =>
  inFolder(async folder => {
    const path = join(folder, 'ledger.xlsx')
    await writeFile(path, bytes)
    const rows: (readonly SheetCell[])[] = []
    const done = await readTableFile(path, ({ cells }) => void rows.push(cells))
    expect(done).toEqual({ ok: true, value: { sheet: '台账' } })
    return rows
  })

describe('a ledger', () => {
  test('is read back as it was written: title, who reports, headings, numbered lines, places to sign', async () => {
    const [title, about, headings, first, second, foot] = await read(await write())
    expect([title?.[0], about?.[0]]).toEqual([LEDGER.title, LEDGER.about])
    expect(headings).toEqual(['序号', '部位', '发现日期', '件数'])
    expect(first).toEqual([1, '=1+1 东楼 𠮷某', { at: '2026-10-15T00:00:00' }, 3])
    // What is no day stays the text somebody wrote.
    expect(second?.slice(0, 3)).toEqual([2, '一层\n二层 & <锅炉房>', '2026-02-30'])
    expect(foot?.[0]).toMatch(/^填报人：.*审核人：.*单位负责人：.*日期：/)
  })

  test('has its title over all columns, its print area and a heading on every page, on A4 across', async () => {
    const bytes = await write()
    const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml')
    expect([...sheet.matchAll(/mergeCell ref="([^"]+)"/g)].map(([, ref]) => ref)).toEqual([
      'A1:D1',
      'A2:D2',
      'A7:D7',
    ])
    expect(sheet).toContain('paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"')
    expect(sheet).toContain('第 &amp;P 页 共 &amp;N 页')
    const workbook = await partOf(bytes, 'xl/workbook.xml')
    expect(workbook).toContain(
      '<definedName name="_xlnm.Print_Area" localSheetId="0">台账!$A$1:$D$7</definedName>',
    )
    expect(workbook).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">台账!$3:$3</definedName>',
    )
  })

  test('without a line has its heading and its foot', async () => {
    expect(await read(await write([]))).toHaveLength(4)
  })

  test('whatever somebody wrote makes a file that can be opened', async () => {
    const text = `\u0001\ud800_x0041_${'长'.repeat(40_000)}`
    const [, , , line] = await read(await write([[text, null, null]]))
    expect(line?.[1]).toMatch(/^_x0041_长+$/)
  })

  test('of very many lines is never held as a whole', { timeout: 120_000 }, async () => {
    function* many(): Generator<WrittenRow> {
      for (let at = 0; at < 100_000; at += 1) yield [`${at}号教学楼东侧疏散通道堆放杂物`, '2026-10-15', at]
    }
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let [bytes, highest] = [0, before]
    for await (const chunk of writeLedger(LEDGER, of(many()))) {
      bytes += chunk.byteLength
      highest = Math.max(highest, process.memoryUsage().rss)
    }
    expect(bytes).toBeGreaterThan(1_000_000)
    // The sheet's own XML is 30 MB; as objects it would be ten times that.
    expect((highest - before) / 2 ** 20).toBeLessThan(150)
  })

  const office = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice'].find(existsSync)
  if (office !== undefined)
    test('an office opens it and prints it on A4 across', { timeout: 300_000 }, () =>
      inFolder(async folder => {
        const path = join(folder, 'ledger.xlsx')
        await writeFile(path, await write())
        await promisify(execFile)(office, [
          `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
          ...['--headless', '--convert-to', 'pdf', '--outdir', folder, path],
        ])
        // An office without its part for tables opens nothing, and says so by making nothing.
        if (!existsSync(join(folder, 'ledger.pdf'))) return
        const pdf = await readFile(join(folder, 'ledger.pdf'), 'latin1')
        expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 84[12][.\d]* 595/)
      }),
    )
})
