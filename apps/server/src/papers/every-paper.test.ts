import { PAPER_KIND_IDS, type OfficialPaper } from '@anlan/domain'
import { readPlanFile, writePaper } from '@anlan/documents'
import { partOf } from '@anlan/documents/testing'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { PAPER_SOURCES } from './paper-sources.ts'

/** CJK unified ideographs, extension A to H: one person a block, as registers of households know them. */
const RARE_NAMES = ['王㐂', '李𠮷', '张𪜶', '赵𫝆', '钱𫠠', '孙𬭎', '周𰻝', '吴𱍊'] as const
const EVERYBODY = RARE_NAMES.join('、')

const write = (paper: OfficialPaper): Promise<Uint8Array> =>
  writePaper({ ...paper, record: null, proof: { lines: ['核验码：0000'], picture: null } })

const numbersOf = (xml: string, tag: string): Record<string, string> =>
  Object.fromEntries(
    [...(new RegExp(`<w:${tag} ([^>]*)/>`).exec(xml)?.[1] ?? '').matchAll(/w:(\w+)="(-?\w+)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )

for (const kind of PAPER_KIND_IDS) {
  test(`${kind}: rare characters in a name stand in the paper, whole, on the page of GB/T 9704`, async () => {
    const bytes = await write(PAPER_SOURCES[kind].sample(EVERYBODY))
    const read = await readPlanFile(bytes)
    expect(read.ok && read.value.text).toContain(EVERYBODY)
    const xml = await partOf(bytes, 'word/document.xml')
    expect(xml.isWellFormed()).toBe(true)
    expect(numbersOf(xml, 'pgSz')).toMatchObject({ w: '11906', h: '16838' })
    expect(numbersOf(xml, 'pgMar')).toMatchObject({ top: '2098', left: '1587', right: '1474' })
    expect(numbersOf(xml, 'docGrid')).toMatchObject({ type: 'lines', linePitch: '579' })
  })
}

test('a ranking of a bulletin names its columns, on every page it runs over', async () => {
  const xml = await partOf(await write(PAPER_SOURCES.bulletin.sample('王某')), 'word/document.xml')
  const [head = ''] = /<w:tr>(?:(?!<\/w:tr>).)*<w:tblHeader\/>.*?<\/w:tr>/s.exec(xml) ?? []
  const columns = [...head.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
    [...cell.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  )
  expect(columns).toEqual(['名次', '乡镇', '隐患整改率'])
})

/** Where an office is installed, it has the last word on what can be opened. */
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice'].find(existsSync)
const reader = ['/usr/bin/pdftotext', '/usr/local/bin/pdftotext'].find(existsSync)
if (office !== undefined)
  test('an office opens every kind of paper and makes a PDF of it', { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anlan-papers-'))
    const run = promisify(execFile)
    try {
      const files = await Promise.all(
        PAPER_KIND_IDS.map(async kind => {
          const path = join(folder, `${kind}.docx`)
          await writeFile(path, await write(PAPER_SOURCES[kind].sample(EVERYBODY)))
          return path
        }),
      )
      await run(office, [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        ...['--headless', '--convert-to', 'pdf', '--outdir', folder, ...files],
      ])
      for (const file of files) {
        const pdf = file.replace(/docx$/, 'pdf')
        expect(existsSync(pdf)).toBe(true)
        if (reader === undefined) continue
        const { stdout } = await run(reader, [pdf, '-'])
        // A form breaks its lines where it likes.
        const text = stdout.replaceAll(/\s/g, '')
        for (const name of RARE_NAMES) expect(text).toContain(name)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
