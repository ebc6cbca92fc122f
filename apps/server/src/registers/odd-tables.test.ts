import { readTableFile, type SheetRow } from '@anlan/documents'
import { row, text, workbook } from '@anlan/documents/testing'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { accept, aLine, aTable, contextOf, LEDGER, send } from '../testing/import-desk.ts'
import { rejectedRows } from './rejected-rows.ts'

const county = useCounty()
const [HEADINGS = '', SOUND = ''] = aTable([aLine('{number}')]).split('\r\n')
const inCells = (line: string): string => row(...line.split(',').map(text))
/** A workbook of lines, each as the XML of its cells says it. */
const aWorkbook = (lines: readonly string[], more = {}): Promise<Buffer<ArrayBuffer>> =>
  workbook([{ name: 'A', rows: [inCells(HEADINGS), ...lines].join('') }], more) as Promise<
    Buffer<ArrayBuffer>
  >
const aSound = (number: string): string => inCells(SOUND.replace('{number}', number))

test('signs that no database keeps are told at their cell, and their rows come back as a file', async () => {
  const odd = ['N_x0000_1', 'N&#xD800;2', 'N&#xDFFF;3', '_x0000_']
  const sent = await send(county, await aWorkbook([aSound('N-0'), ...odd.map(aSound), aSound('N-9_x000B_')]))
  expect(sent).toMatchObject({ state: 'checked', refusal: null, clean: 2, faulty: odd.length })
  expect(sent.problems.map(({ row: at, column, code }) => [at, column, code])).toEqual(
    odd.map((_, at) => [at + 3, 'number', 'unkeepable']),
  )
  expect(sent.problems[0]).toMatchObject({
    ...{ value: 'N\ufffd1', text: { zh: '含有无法保存的字符，请删去后重新填写' } },
  })
  const rejected = await rejectedRows(contextOf(county, 'westSafety'), sent.id, 'zh')
  if (!rejected.ok) throw new Error(rejected.error.code)
  const path = join(aFolder(), 'table')
  writeFileSync(path, Buffer.from(await new Response(rejected.value).arrayBuffer()))
  const rows: SheetRow[] = []
  expect((await readTableFile(path, each => void rows.push(each))).ok).toBe(true)
  expect(rows.slice(1).map(({ cells }) => cells[0])).toEqual(['N\ufffd1', 'N\ufffd2', 'N\ufffd3', '\ufffd'])
})

test('a fault is shown whole where its text ends within a sign', async () => {
  const line = aSound('E-1').replace('干粉', `${'甲'.repeat(59)}😀`)
  expect(await send(county, await aWorkbook([line]))).toMatchObject({ state: 'checked', faulty: 1 })
})

test('text that holds NUL is none, and says so', async () => {
  expect(await send(county, aTable([aLine('A\0B')]))).toMatchObject({
    ...{ state: 'failed', refusal: { code: 'workbook-not-text' } },
  })
})

test('a workbook that counts from 1904 brings its days, whether they are dates or bare numbers', async () => {
  const number = (style: number, days: number): string => `<c s="${style}"><v>${days}</v></c>`
  // 1 March 2024 and 10 October 2026 of that count.
  const cells = (name: string, style: number): string =>
    row(...[name, '教学楼', '干粉'].map(text), number(style, 43_890), number(style, 44_843), text('绿区'))
  const more = { styles: [0, 14], date1904: true }
  const sent = await send(county, await aWorkbook([cells('D-1', 1), cells('D-2', 0)], more))
  expect(sent).toMatchObject({ state: 'checked', clean: 2, faulty: 0, problems: [] })
  await accept(county, sent)
  const { rows } = await county
    .as('westSafety')
    .registers.list({ register: LEDGER, filter: { search: 'D-' }, sort: { by: 'number', desc: false } })
  expect(rows.map(({ entry }) => [entry.number, entry.madeOn, entry.lastCheckedOn])).toEqual([
    ['D-1', '2024-03-01', '2026-10-10'],
    ['D-2', '2024-03-01', '2026-10-10'],
  ])
})
