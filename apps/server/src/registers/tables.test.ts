import { readTableFile, writeWorkbook, type SheetCell } from '@anlan/documents'
import {
  isSameBody,
  listExamples,
  readEntry,
  REGISTERS,
  tableColumns,
  writeCell,
  type AreaId,
  type Instant,
  type Placed,
} from '@anlan/domain'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { endRetention } from '../jobs/retention.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'
import type { Context } from '../trpc.ts'
import { exportEntries } from './export-entries.ts'
import type { ImportView } from './imports.table.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const KEY = 'fire/extinguisher-ledger'
const PEOPLE = ['westSafety', 'westHead', 'eastSafety', 'villageHead', 'villageSafety'] as const
type Somebody = (typeof PEOPLE)[number]

let house: Awaited<ReturnType<typeof open>>
const visitors = {} as Record<Somebody, Visitor>
beforeAll(async () => {
  await givePasswords(county, PASSWORD, PEOPLE)
  house = await open(county.assembled)
  for (const name of PEOPLE) {
    visitors[name] = new Visitor(house.origin)
    await visitors[name].signIn(name.toLowerCase(), PASSWORD)
  }
})
beforeEach(() => county.setNow(NOW))
afterAll(() => house.close())

const app = () => county.assembled.app
const contextOf = (person: PersonName): Context => ({
  ...{ app: app(), actor: county.people[person], now: NOW, requestId: null },
})
const rider = { schoolClass: '三年级1班', line: '一号线', place: '东街口', met: 'alone', told: true }

/** Bytes of a text in the two-byte range of GB18030, as an old office computer writes them. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const pairs = new Map<string, number[]>()
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1)
      pairs.set(decoder.decode(new Uint8Array([first, second])), [first, second])
  return Buffer.from(
    [...text].flatMap(sign => (sign < '\x80' ? [sign.charCodeAt(0)] : (pairs.get(sign) ?? []))),
  )
}

/** The rows of a file that the server sent. */
async function rowsOf(response: Response): Promise<(readonly SheetCell[])[]> {
  expect(response.status).toBe(200)
  const path = join(aFolder(), 'table')
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  const rows: (readonly SheetCell[])[] = []
  const read = await readTableFile(path, ({ cells }) => void rows.push(cells))
  expect(read.ok).toBe(true)
  return rows
}

type Row = readonly (string | number | null)[]

async function* all(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows
  await Promise.resolve()
}

/** A workbook as somebody fills it in, whose days are dates. */
async function aWorkbook(headings: readonly string[], rows: readonly Row[]): Promise<Buffer> {
  const columns = headings.map(heading => ({ heading, width: 12, shape: 'day' as const }))
  return Buffer.from(await new Response(writeWorkbook('表', columns, all(rows))).arrayBuffer())
}

interface To {
  readonly by?: Somebody
  readonly unit?: UnitName
  readonly register?: string
  readonly name?: string
}

async function post(
  bytes: Uint8Array,
  { by = 'westSafety', unit = 'westMiddle', register = KEY, name = '灭火器.xlsx' }: To = {},
) {
  const response = await visitors[by].fetch(`/api/registers/${register}/imports?unit=${county.units[unit]}`, {
    ...{ method: 'POST', body: new Uint8Array(bytes) },
    headers: { 'x-file-name': encodeURIComponent(name) },
  })
  const body = (await response.json()) as { id: string; refusal?: { code: string } }
  return { status: response.status, ...body }
}

/** Sends a file and waits until it is checked. */
async function send(bytes: Uint8Array, to: To = {}): Promise<ImportView> {
  const sent = await post(bytes, to)
  expect([sent.status, sent.refusal]).toEqual([201, undefined])
  await app().imports.idle()
  return county.as(to.by ?? 'westSafety').imports.get({ id: sent.id })
}

/** Whether the bytes of a table lie in the database. */
async function isKept(id: string): Promise<boolean> {
  const { rows } = await county.assembled.connections.owner.query(
    'select from import_chunks where import_id = $1',
    [id],
  )
  return rows.length > 0
}

/** Accepts a checked table and waits until it is written. */
async function accept(
  { id }: ImportView,
  without = false,
  by: PersonName = 'westSafety',
): Promise<ImportView> {
  expect(await county.as(by).imports.accept({ id, without })).toEqual({ state: 'writing' })
  await app().imports.idle()
  return county.as(by).imports.get({ id })
}

const HEADINGS = ['编号', '放置位置', '类型', '锅炉房、地下室等场所', '出厂日期', '上次检查日期', '压力表']
const line = (number: string | null, change: Partial<Record<number, string | number | null>> = {}): Row =>
  [number, '教学楼1层东', '干粉', '否', '2024-03-01', '2026-10-10', '绿区'].map((cell, at) =>
    at in change ? (change[at] ?? null) : cell,
  )
const listed = (by: PersonName = 'westSafety', filter: object = {}) =>
  county.as(by).registers.list({ register: KEY, filter, sort: { by: 'number', desc: false }, pageSize: 100 })
const numbers = async (by?: PersonName) => (await listed(by)).rows.map(({ entry }) => entry.number)
const download = (path: string, by: Somebody = 'westSafety') => visitors[by].fetch(path)

describe('a template', () => {
  test.each(['zh', 'en'] as const)(
    'in %s explains each column, and nothing of it would be imported',
    async language => {
      const response = await download(`/api/registers/${KEY}/template.xlsx?lang=${language}`, 'villageSafety')
      const bytes = Buffer.from(await response.arrayBuffer())
      const sent = await send(bytes, { by: 'villageSafety', unit: 'eastVillage' })
      expect(sent).toMatchObject({ state: 'failed', refusal: { code: 'table-no-rows' } })
      const [headings, ...others] = await rowsOf(
        await download(`/api/registers/${KEY}/template.xlsx?lang=${language}`, 'villageSafety'),
      )
      expect(others).toEqual([])
      expect(headings?.[0]).toBe(language === 'zh' ? '*编号' : '*Number')
    },
  )
  test('is there for each register whose book somebody may read, and for no other', async () => {
    for (const { key } of REGISTERS) {
      const { status } = await download(`/api/registers/${key}/template.xlsx`, 'westHead')
      expect([key, status]).toEqual([key, 200])
    }
    expect((await download('/api/registers/priority/case-file/template.xlsx')).status).toBe(404)
    expect((await download('/api/registers/fire/dragons/template.xlsx')).status).toBe(404)
    expect((await new Visitor(house.origin).fetch(`/api/registers/${KEY}/template.xlsx`)).status).toBe(401)
  })
})

describe('a table full of slips', () => {
  const dirty = () =>
    aWorkbook(
      ['灭火器台账登记表', ...HEADINGS.slice(1).map(() => '')],
      [
        HEADINGS.map(heading => `${heading} *`),
        line('Ｍ－１', { 4: '２０２４．３．１', 5: '二〇二六年十月十日', 3: '×' }),
        line('M-2', { 4: 45352, 5: '2026年10月10日', 2: ' 干　粉 ', 6: 'GREEN' }),
        line('M-3', { 2: '泡沫', 4: '2024-02-30' }),
        line('  '),
        line('M-4', { 6: null }),
        line('M-1　'.replace('-', '－').replace('M', 'Ｍ').replace('1', '１')),
        [null, null, null],
        line('M-5', { 5: { toString: () => '' } as never }).map((cell, at) =>
          at === 5 ? '2026/10/10' : cell,
        ),
      ],
    )

  test('goes through whole: faults at their cells, clean rows written, the others corrected and sent again', async () => {
    const sent = await send(await dirty())
    expect(sent).toMatchObject({
      state: 'checked',
      sheet: '表',
      rows: 7,
      read: 7,
      clean: 3,
      faulty: 4,
      known: 0,
    })
    expect(sent.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [5, 'type', 'unknown-choice', '泡沫'],
      [5, 'madeOn', 'not-a-day', '2024-02-30'],
      [6, 'number', 'required', '  '],
      [7, 'gauge', 'required', ''],
      [8, 'number', 'row-twice', 'Ｍ－１　'],
    ])
    expect(sent.problems.at(-1)?.text.zh).toBe('与第 3 行重复')
    expect(await numbers()).toEqual([])
    await expectRefusal(
      county.as('westSafety').imports.accept({ id: sent.id, without: false }),
      'import-has-faults',
    )

    const done = await accept(sent, true)
    expect(done).toMatchObject({ state: 'done', clean: 3, written: 3, faulty: 4, hasRejected: true })
    expect((await listed()).rows.map(({ entry }) => entry)).toMatchObject([
      { number: 'M－1', madeOn: '2024-03-01', lastCheckedOn: '2026-10-10', damp: false },
      { number: 'M-2', type: 'powder', madeOn: '2024-03-01', gauge: 'green' },
      { number: 'M-5', lastCheckedOn: '2026-10-10' },
    ])
    expect(await county.audit('entry.import', sent.id)).toEqual([
      { actor_name: 'westSafety', unit_id: county.units.westMiddle },
    ])

    const [headings = [], ...rejected] = await rowsOf(
      await download(`/api/imports/${sent.id}/rejected.xlsx?lang=zh`),
    )
    expect(headings.at(-1)).toBe('问题')
    expect(rejected).toHaveLength(4)
    expect(rejected[0]?.at(-1)).toBe(
      '类型：不在可选范围内，可填：水基型、干粉、洁净气体、二氧化碳；出厂日期：看不出是哪一天，请按 2026-09-01 的写法填写',
    )
    const right = rejected.slice(0, 3).map((row, at) => {
      const fixed = [...row] as (string | number | null)[]
      if (at === 0) [fixed[2], fixed[4]] = ['水基型', '2024-02-28']
      if (at === 1) fixed[0] = 'M-9'
      if (at === 2) fixed[6] = '红区'
      return fixed
    })
    const again = await send(await aWorkbook(headings.map(String), right))
    expect(again).toMatchObject({ state: 'checked', clean: 3, faulty: 0 })
    expect(await accept(again)).toMatchObject({ state: 'done', written: 3, hasRejected: false })
    expect(await numbers()).toEqual(['M－1', 'M-2', 'M-3', 'M-4', 'M-5', 'M-9'])
    expect(await isKept(again.id)).toBe(false)
  })

  test('is told at the cell of a day that has not come', async () => {
    const sent = await send(await aWorkbook(HEADINGS, [line('M-77', { 5: '2026-10-16' })]))
    expect(sent.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, 'lastCheckedOn', 'not-yet', '2026-10-16'],
    ])
  })

  test('says which columns it did not read, where something stood in them', async () => {
    const headings = [...HEADINGS, '备注', '责任人', '序号']
    const sent = await send(
      await aWorkbook(headings, [
        [...line('M-78'), '新购', null, 1],
        [...line('M-79'), null, '', 2],
      ]),
    )
    expect(sent).toMatchObject({ clean: 2, faulty: 0 })
    expect(sent.problems.map(({ row, code, value }) => [row, code, value])).toEqual([
      [1, 'column-not-read', '备注'],
    ])
    await accept(sent)
    const named = (await listed()).rows.filter(
      ({ entry }) => entry.number === 'M-78' || entry.number === 'M-79',
    )
    await county.as('westSafety').registers.retireMany({
      ...{ register: KEY, retired: true },
      entries: named.map(({ id, revision }) => ({ id, revision })),
    })
  })

  test('hands back faulty rows under headings of two rows that are read again', async () => {
    const merged: Row = HEADINGS.map((heading, at) => (at === 0 ? '' : heading))
    const sent = await send(
      await aWorkbook(['编号', ...HEADINGS.slice(1).map(() => '')], [merged, line(null)]),
    )
    expect(sent.problems.map(({ column, code }) => [column, code])).toEqual([['number', 'required']])
    const [headings] = await rowsOf(await download(`/api/imports/${sent.id}/rejected.xlsx?lang=zh`))
    expect(headings).toEqual([...HEADINGS, '问题'])
  })

  test('sent once more adds nothing', async () => {
    const before = (await listed()).rows
    const sent = await send(await dirty())
    expect(sent).toMatchObject({ clean: 0, known: 3, faulty: 4 })
    await expectRefusal(
      county.as('westSafety').imports.accept({ id: sent.id, without: true }),
      'import-nothing-new',
    )
    expect((await listed()).rows).toEqual(before)
  })
})

describe('a row whose thing stands in the register already', () => {
  test('changes it and keeps what it was, with the pictures and the columns that the table lacks', async () => {
    const { id } = await county.as('westSafety').registers.record({
      unitId: county.units.westMiddle,
      entry: {
        register: KEY,
        body: {
          ...{ number: 'ＡＢ１', location: '操场', type: 'powder', madeOn: '2024-03-01', gauge: 'red' },
          ...{
            lastCheckedOn: '2026-09-01',
            specification: '4 kg',
            photos: [await county.aFile('westMiddle')],
          },
        },
      },
    })
    const before = (await county.as('westSafety').registers.get({ id })).entry
    const sent = await send(await aWorkbook(HEADINGS, [line('AB1', { 1: '操场' })]))
    expect(sent).toMatchObject({ clean: 1, known: 0, changed: 1 })
    await accept(sent)
    const after = await county.as('westSafety').registers.get({ id })
    expect(after).toMatchObject({
      revision: 2,
      entry: { ...before, number: 'AB1', gauge: 'green', lastCheckedOn: '2026-10-10' },
    })
    expect(after.revisions).toMatchObject([{ revision: 1, body: { gauge: 'red' }, byName: 'westSafety' }])
    expect(await send(await aWorkbook(HEADINGS, [line('AB1', { 1: '操场' })]))).toMatchObject({
      ...{ known: 1, clean: 0, changed: 0 },
    })
  })
  test('that was written twice there is not chosen between', async () => {
    const body = {
      number: 'D-1',
      location: '操场',
      type: 'powder',
      madeOn: '2024-03-01',
      gauge: 'red',
      lastCheckedOn: '2026-09-01',
    }
    for (const location of ['操场', '门卫'])
      await county.as('westSafety').registers.record({
        unitId: county.units.westMiddle,
        entry: { register: KEY, body: { ...body, location } },
      })
    const sent = await send(await aWorkbook(HEADINGS, [line('D-1')]))
    expect(sent.problems).toMatchObject([{ column: 'number', code: 'identity-ambiguous' }])
  })
})

test('standings are drawn from what was imported, once at the end', async () => {
  const sent = await send(await aWorkbook(HEADINGS, [line('S-1', { 6: '红区' }), line('S-2')]), {
    ...{ by: 'villageSafety', unit: 'eastVillage' },
  })
  await accept(sent, false, 'villageSafety')
  const stands = await county
    .as('villageSafety')
    .registers.standing({ unitId: county.units.eastVillage, area: 'fire' })
  const ledger = stands.registers.find(({ register }) => register === KEY)
  expect(ledger).toMatchObject({ standing: 'not-met', entries: 2 })
})

describe('a table with a column of schools', () => {
  const headings = ['学校', ...HEADINGS]
  test('goes to the schools within its writer’s reach, each row to its own', async () => {
    const sent = await send(
      await aWorkbook(headings, [
        ['测试eastVillage', ...line('V-1')],
        [null, ...line('V-1')],
        ['eastPrimary', ...line('V-1')],
        ['测试westMiddle', ...line('V-1')],
        ['没有这所学校', ...line('V-1')],
        ['测试bureau', ...line('V-1')],
      ]),
      { by: 'eastSafety', unit: 'eastMiddle' },
    )
    expect(sent).toMatchObject({ clean: 3, faulty: 3 })
    expect(sent.problems.map(({ column, code }) => [column, code])).toEqual([
      ['@school', 'outside-scope'],
      ['@school', 'unknown-unit'],
      ['@school', 'outside-scope'],
    ])
    await accept(sent, true, 'eastSafety')
    const rows = (await listed('eastSafety')).rows.filter(({ entry }) => entry.number === 'V-1')
    expect(rows.map(({ unitName }) => unitName).toSorted()).toEqual([
      '测试eastMiddle',
      '测试eastPrimary',
      '测试eastVillage',
    ])
  })
})

test('a table for several schools is not shown to one of them, whose own it names as well', async () => {
  const rows = [
    ['测试eastVillage', ...line('V-2')],
    // Faulty, and another school's: it would come back as it was sent.
    ['测试eastMiddle', ...line('V-2', { 4: '不知何时' })],
  ]
  const bytes = await aWorkbook(['学校', ...HEADINGS], rows)
  const sent = await send(bytes, { by: 'eastSafety', unit: 'eastVillage' })
  expect(sent).toMatchObject({ clean: 1, faulty: 1 })
  const inVillage = { register: KEY, unitId: county.units.eastVillage } as const
  const found = async (person: 'eastSafety' | 'villageHead') =>
    (await county.as(person).imports.list(inVillage)).some(({ id }) => id === sent.id)
  expect([await found('eastSafety'), await found('villageHead')]).toEqual([true, false])
  for (const verb of ['get', 'discard'] as const)
    await expectRefusal(county.as('villageHead').imports[verb]({ id: sent.id }), 'not-found')
  await expectRefusal(county.as('villageHead').imports.accept({ id: sent.id, without: true }), 'not-found')
  const rejected = `/api/imports/${sent.id}/rejected.xlsx`
  expect((await download(rejected, 'villageHead')).status).toBe(404)
  expect((await download(rejected, 'eastSafety')).status).toBe(200)
})

describe('an import', () => {
  const clean = (number: string) => aWorkbook(HEADINGS, [line(number)])
  test('is only for whoever may write in that book', async () => {
    expect(await post(await clean('X-1'), { by: 'villageHead', unit: 'westMiddle' })).toMatchObject({
      ...{ status: 404, refusal: { code: 'not-found' } },
    })
    expect(await post(await clean('X-1'), { unit: 'bureau' })).toMatchObject({ status: 404 })
    const sent = await send(await clean('X-1'))
    for (const person of ['villageHead', 'officer', 'auditor'] as const) {
      await expectRefusal(county.as(person).imports.get({ id: sent.id }), 'not-found')
      await expectRefusal(county.as(person).imports.accept({ id: sent.id, without: true }), 'not-found')
      expect(
        await county.as(person).imports.list({ register: KEY, unitId: county.units.westMiddle }),
      ).toEqual([])
    }
    expect((await download(`/api/imports/${sent.id}/rejected.xlsx`, 'villageHead')).status).toBe(404)
    expect(
      (await county.as('westHead').imports.list({ register: KEY, unitId: county.units.westMiddle })).length,
    ).toBeGreaterThan(0)
    expect(await county.as('westHead').imports.discard({ id: sent.id })).toEqual({ state: 'discarded' })
    await expectRefusal(
      county.as('westSafety').imports.accept({ id: sent.id, without: true }),
      'import-not-ready',
    )
    expect(await isKept(sent.id)).toBe(false)
  })

  test('of a file that is none is refused with its reason, and nothing of it stays', async () => {
    const text = async (content: string) =>
      (await send(Buffer.from(content), { name: 'a.csv' })).refusal?.code
    expect(await text('')).toBe('workbook-empty')
    expect(await text('<html><table></table></html>')).toBe('workbook-web-page')
    expect(await text('甲,乙\n1,2')).toBe('table-headings-missing')
    expect(await text(HEADINGS.slice(1).join())).toBe('table-columns-missing')
    const failed = await send(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
    expect(failed).toMatchObject({ state: 'failed', refusal: { code: 'workbook-old' } })
    expect(await isKept(failed.id)).toBe(false)
    expect(await post(Buffer.alloc(50 * 1024 * 1024))).toMatchObject({
      ...{ status: 413, refusal: { code: 'workbook-too-large' } },
    })
    const many = await aWorkbook(
      HEADINGS,
      Array.from({ length: 20_001 }, (_, at) => line(`N-${at}`)),
    )
    expect(await send(many)).toMatchObject({ refusal: { code: 'table-too-many-rows', limit: 20_000 } })
  })

  test('accepted twice at once is written once', async () => {
    const sent = await send(await clean('O-1'))
    const both = await Promise.allSettled(
      [1, 2].map(() => county.as('westSafety').imports.accept({ id: sent.id, without: false })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await app().imports.idle()
    expect((await numbers()).filter(number => number === 'O-1')).toHaveLength(1)
  })

  test('whose server died while reading failed; while writing nothing was written, and it is accepted again', async () => {
    const sent = await send(await clean('L-1'))
    const die = (state: string) =>
      county.assembled.connections.owner.query('update imports set state = $2 where id = $1', [
        sent.id,
        state,
      ])
    const later = () => county.setNow('2026-10-15T02:05:00.000Z')
    await die('checking')
    later()
    expect(await county.as('westSafety').imports.get({ id: sent.id })).toMatchObject({
      ...{ state: 'failed', refusal: { code: 'import-interrupted' } },
    })
    await die('writing')
    expect(await county.as('westSafety').imports.get({ id: sent.id })).toMatchObject({ state: 'checked' })
    expect(await accept(sent)).toMatchObject({ state: 'done', written: 1 })
  })

  test('that cannot be written as a whole leaves nothing, and can be accepted again', async () => {
    const sent = await send(
      await aWorkbook(
        HEADINGS,
        Array.from({ length: 600 }, (_, at) => line(`H-${at}`)),
      ),
    )
    const { owner } = county.assembled.connections
    await owner.query(`create function refuse_one() returns trigger language plpgsql as
      $$ begin if new.identity = '["H-599"]' then raise 'no'; end if; return new; end $$`)
    await owner.query(
      'create trigger refuse_one before insert on register_entries for each row execute function refuse_one()',
    )
    expect(await accept(sent)).toMatchObject({
      state: 'checked',
      refusal: { code: 'import-interrupted' },
      written: 0,
    })
    expect((await listed('westSafety', { search: 'H-' })).total).toBe(0)
    expect(await county.audit('entry.import', sent.id)).toEqual([])
    await owner.query('drop trigger refuse_one on register_entries')
    expect(await accept(sent)).toMatchObject({ state: 'done', written: 600 })
    expect((await listed('westSafety', { search: 'H-' })).total).toBe(600)
  })

  test('is forgotten after a week with its file', async () => {
    const sent = await send(await aWorkbook(HEADINGS, [line('W-1', { 6: '紫区' })]))
    county.setNow('2026-10-21T02:00:00.000Z')
    expect(await endRetention(app())).toMatchObject({ imports: 0 })
    county.setNow('2026-10-22T02:00:01.000Z')
    expect((await endRetention(app())).imports).toBeGreaterThan(0)
    await expectRefusal(county.as('westSafety').imports.get({ id: sent.id }), 'not-found')
    expect(await isKept(sent.id)).toBe(false)
  })
})

describe('an export', () => {
  const exported = (query: object, by: Somebody = 'eastSafety', format = 'xlsx') => {
    const params = Object.entries(query).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    return download(`/api/registers/${KEY}/export.${format}?${new URLSearchParams(params).toString()}`, by)
  }
  beforeAll(async () => {
    const rows = [
      line('EXPORT-1', { 1: '=HYPERLINK("http://x")' }),
      line('EXPORT-2', { 1: '锅炉房, "东"', 3: '是' }),
    ]
    await accept(
      await send(await aWorkbook(HEADINGS, rows), { by: 'eastSafety', unit: 'eastPrimary' }),
      false,
      'eastSafety',
    )
  })

  test('holds exactly what the filter shows, in its order, within scope; and stands in the record', async () => {
    const filter = { search: 'EXPORT-' }
    const [headings, ...rows] = await rowsOf(
      await exported({ filter, sort: { by: 'number', desc: true }, columns: 'number,location', lang: 'en' }),
    )
    expect(headings).toEqual(['School', 'Number', 'Location'])
    expect(rows).toEqual([
      ['测试eastPrimary', 'EXPORT-2', '锅炉房, "东"'],
      ['测试eastPrimary', 'EXPORT-1', '=HYPERLINK("http://x")'],
    ])
    expect((await rowsOf(await exported({ filter }, 'westSafety'))).length).toBe(1)
    const ofOne = await rowsOf(await exported({ filter: { ...filter, unitId: county.units.eastPrimary } }))
    expect(ofOne[0]?.[0]).toBe('编号')
    expect(ofOne[1]?.slice(3, 6)).toEqual([null, '是', { at: '2024-03-01T00:00:00' }].slice(0, 3))
    expect((await county.audit('entry.export', KEY)).length).toBeGreaterThan(0)
    expect((await exported({ filter: 'x' })).status).toBe(422)
  })

  test('as text lets no formula run, and comes back unchanged', async () => {
    const filter = { search: 'EXPORT-', unitId: county.units.eastPrimary }
    const response = await exported({ filter, lang: 'zh' }, 'eastSafety', 'csv')
    const text = await response.clone().text()
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
    const sent = await send(Buffer.from(await response.arrayBuffer()), {
      by: 'eastSafety',
      unit: 'eastPrimary',
      name: '导出.csv',
    })
    expect(sent).toMatchObject({ state: 'checked', sheet: null, known: 2, clean: 0, faulty: 0 })
  })

  test('says of a line that a newer version wrote that it cannot be shown, and leaves none out', async () => {
    const { id } = await county.as('villageSafety').registers.record({
      unitId: county.units.eastVillage,
      entry: { register: KEY, body: bodiesOf(REGISTERS.find(({ key }) => key === KEY) as Placed)[0] },
    })
    await app().db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      tx.updateTable('register_entries').set({ version: 99, body: '{}' }).where('id', '=', id).execute(),
    )
    const text = await (await exported({ lang: 'zh' }, 'villageSafety', 'csv')).text()
    expect(text).toContain('由更新版本写入，请升级后查看')
  })

  test('of a restricted register is for its readers only, and each line read is on record', async () => {
    const key = 'priority/case-file'
    const register = REGISTERS.find(each => each.key === key) as Placed
    const [body] = bodiesOf(register)
    await county
      .as('westHead')
      .registers.record({ unitId: county.units.westMiddle, entry: { register: key, body } })
    const reads = async () => (await county.audit('entry.read')).length
    const before = await reads()
    const rows = await rowsOf(await download(`/api/registers/${key}/export.xlsx`, 'westHead'))
    expect(rows).toHaveLength(2)
    expect((await reads()) - before).toBe(1)
    expect((await download(`/api/registers/${key}/export.xlsx`)).status).toBe(404)
  })
})

test('whoever asks for many files at once gets them all, a few at a time', async () => {
  const ask = () => download(`/api/registers/${KEY}/export.csv`, 'eastSafety')
  const left = await ask()
  await left.body?.cancel()
  const texts = await Promise.all(Array.from({ length: 6 }, async () => (await ask()).text()))
  expect(new Set(texts).size).toBe(1)
})

test('a file that is asked for without its body keeps nobody waiting', async () => {
  const path = `/api/registers/${KEY}/export.csv`
  for (let asked = 0; asked < 3; asked += 1) {
    const { status, headers } = await visitors.eastSafety.fetch(path, { method: 'HEAD' })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  }
  expect((await (await download(path, 'eastSafety')).text()).length).toBeGreaterThan(0)
})

test('what is personal is masked in the file of whoever sees it masked', async () => {
  await county.assembled.connections.owner.query('update units set has_bus = true where id = $1', [
    county.units.westMiddle,
  ])
  const key = 'bus/rider-list'
  const body = { ...rider, pupil: '张小明', guardian: '张大明', guardianPhone: '13812340000' }
  await county.as('westSafety').registers.record({
    ...{ unitId: county.units.westMiddle },
    entry: { register: key, body },
  })
  const { context, register } = {
    context: contextOf('officer'),
    register: REGISTERS.find(each => each.key === key),
  }
  const asked = { format: 'csv', language: 'zh', sort: { by: 'pupil', desc: true }, columns: [] } as const
  const textFor = async (who: typeof context, search: string, fields = {}): Promise<string> => {
    const filter = { search, fields: { line: '一号线', ...fields }, retired: false }
    const file = await exportEntries(who, { ...asked, register: register as Placed, filter })
    return file.ok ? new Response(file.value).text() : file.error.code
  }
  const own = await textFor(contextOf('westSafety'), '张小明', { pupil: '张小明' })
  expect(own).toContain('13812340000')
  const masked = await textFor(context, '东街口')
  expect(masked).toContain('测试westMiddle')
  expect(masked).not.toMatch(/张小明|13812340000/)
  expect(await textFor(context, '张小明')).not.toContain('测试westMiddle')
  // The record is read by people who have no need to know: not by what somebody looked for either.
  const { rows } = await county.assembled.connections.owner.query<{ line: string }>(
    `select audit_events::text as line from audit_events where action = 'entry.export' and subject_id = $1`,
    [key],
  )
  const record = rows.map(({ line: each }) => each).join()
  expect(record).toContain('一号线')
  expect(record).not.toContain('小明')
})

test('a table in the encoding of an old office computer, with a restricted register, goes the same way', async () => {
  const key = 'priority/case-file'
  const register = REGISTERS.find(each => each.key === key) as Placed
  const columns = tableColumns(register, false)
  const [body = {}] = bodiesOf(register)
  const cells = columns.map(({ name, field }) =>
    name === 'number' ? 'QL-2026-77' : String((field && writeCell(field, body[name], 'zh')) ?? ''),
  )
  const text = [columns.map(({ heading }) => heading.zh), cells].map(row => row.join('\t')).join('\r\n')
  const sent = await send(gb18030(text), { by: 'westHead', register: key, name: '案件.txt' })
  expect(sent).toMatchObject({ state: 'checked', clean: 1, faulty: 0, problems: [] })
  await expectRefusal(county.as('westSafety').imports.get({ id: sent.id }), 'not-found')
  expect(await accept(sent, false, 'westHead')).toMatchObject({ state: 'done', written: 1 })
  const { rows } = await county.assembled.connections.owner.query<{ restricted: boolean }>(
    `select restricted from register_entries where identity like '%QL-2026-77%'`,
  )
  expect(rows).toEqual([{ restricted: true }])
  expect((await send(gb18030(text), { by: 'westHead', register: key })).known).toBe(1)
})

/** The bodies of a register's examples, as its schema reads them. */
function bodiesOf(register: Placed): Record<string, unknown>[] {
  return listExamples(register.area as AreaId, register.id).flatMap(example => {
    const bodies = 'body' in example ? [] : 'entry' in example ? [example.entry] : example.entries
    return bodies.flatMap(body => {
      const read = readEntry(register, body)
      return read.ok ? [read.value] : []
    })
  })
}

describe('every register', () => {
  test.each(REGISTERS.map(register => [register.key, register] as const))(
    '%s: its examples survive a file',
    async (_key, register) => {
      for (const language of ['zh', 'en'] as const) {
        const columns = tableColumns(register, false)
        const bodies = bodiesOf(register)
        const rows = bodies.map(body =>
          columns.map(({ name, field }) => field && writeCell(field, body[name], language)),
        )
        const headings = columns.map(({ heading, field }) => ({
          ...{ heading: heading[language], width: 10 },
          shape: field?.widget === 'day' ? ('day' as const) : ('text' as const),
        }))
        const bytes = Buffer.from(await new Response(writeWorkbook('x', headings, all(rows))).arrayBuffer())
        const path = join(aFolder(), 'table')
        writeFileSync(path, bytes)
        const read: Record<string, unknown>[] = []
        const { readRow } = await import('@anlan/domain')
        await readTableFile(path, ({ row, cells }) => {
          if (row === 1) return
          const body = bodies[row - 2] ?? {}
          const photos = Object.fromEntries(
            Object.entries(body).filter(([name]) => !columns.some(each => each.name === name)),
          )
          const one = readRow(register, columns, cells, photos)
          if (!one.ok) throw new Error(JSON.stringify(one.error))
          read.push(one.value)
        })
        expect(read).toHaveLength(bodies.length)
        read.forEach((body, at) => expect(isSameBody(body, bodies[at] ?? {})).toBe(true))
      }
    },
  )
})

test('the system sees no table that is on its way into a restricted book unless it says so', async () => {
  const rows = await app().db.read(SYSTEM, tx =>
    tx.selectFrom('imports').selectAll().where('restricted', '=', true).execute(),
  )
  expect(rows).toEqual([])
})
