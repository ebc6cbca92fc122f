import { readTableFile } from '@anlan/documents'
import { findRegister, type Placed } from '@anlan/domain'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { useCounty, type PersonName } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { EntryFilter } from './entry-filter.ts'
import { EntrySort } from './entry-order.ts'
import { exportEntries } from './export-entries.ts'

const county = useCounty()
const register = 'surroundings/surroundings-point-list' as const
const point = (name: string, change: object = {}) => ({
  ...{ name, place: '校门东侧', kind: 'vendor', distance: 50, problems: [], surveyedOn: '2026-09-10' },
  ...change,
})
const POINTS = {
  westSafety: [
    point('张记早点', { kind: 'food-shop', distance: 20, problems: ['noise'] }),
    point('阿光网吧', {
      kind: 'net-cafe',
      distance: 180,
      problems: ['noise', 'traffic'],
      surveyedOn: '2026-09-20',
    }),
    point('李家书摊', { kind: 'bookstall', distance: 200, place: '校门西侧' }),
  ],
  eastSafety: [
    point('王家水塘', { kind: 'water', distance: 300, problems: ['traffic'], surveyedOn: '2026-10-01' }),
  ],
} as const
beforeAll(async () => {
  const units = { westSafety: county.units.westMiddle, eastSafety: county.units.eastMiddle }
  for (const [by, points] of Object.entries(POINTS) as [keyof typeof units, (typeof POINTS)['westSafety']][])
    for (const body of points)
      await county.as(by).registers.record({ unitId: units[by], entry: { register, body } })
})
const list = (filter: object, sort: object = { by: 'distance', desc: false }, by: PersonName = 'officer') =>
  county.as(by).registers.list({ register, filter, sort })
const names = async (...asked: Parameters<typeof list>): Promise<unknown[]> =>
  (await list(...asked)).rows.map(({ entry }) => entry.name)

describe('a list is narrowed', () => {
  test('to lines that name a choice among several', async () => {
    expect(await names({ fields: { problems: 'traffic' } })).toEqual(['阿光网吧', '王家水塘'])
    expect(await names({ fields: { problems: 'traffic', kind: 'water' } })).toEqual(['王家水塘'])
    // In the order of recording, which the table of facets knows, and does not know of a field with several choices.
    expect((await list({ fields: { problems: 'traffic' } }, {})).total).toBe(2)
  })
  test('to a range of numbers, whose ends belong to it', async () => {
    expect(await names({ ranges: { distance: { from: 180, to: 200 } } })).toEqual(['阿光网吧', '李家书摊'])
    expect(await names({ ranges: { distance: { from: 201 } } })).toEqual(['王家水塘'])
    expect(await names({ ranges: { distance: { to: 19.5 } } })).toEqual([])
  })
  test('to a range of days', async () => {
    const ranges = { surveyedOn: { from: '2026-09-11', to: '2026-09-30' } }
    expect(await names({ ranges })).toEqual(['阿光网吧'])
  })
  test('to a part of what is written, whose signs mean themselves', async () => {
    expect(await names({ texts: { place: '西' } })).toEqual(['李家书摊'])
    expect(await names({ texts: { place: '校%侧' } })).toEqual([])
    expect(await names({ texts: { name: '家', place: '东' } })).toEqual(['王家水塘'])
  })
  test('by nothing that its register does not have, or does not have in that way', async () => {
    const all = (await list({})).total
    for (const filter of [
      { texts: { kind: 'water', nothing: 'x' } },
      { ranges: { name: { from: 1 } } },
      { fields: { nothing: 'x' } },
    ])
      expect((await list(filter)).total).toBe(all)
  })
  test('to lines with which the rules find something, as the page of their area says', async () => {
    const { westMiddle, eastMiddle } = county.units
    const stands = await Promise.all(
      [westMiddle, eastMiddle].map(unitId =>
        county.as('officer').registers.standing({ unitId, area: 'surroundings' }),
      ),
    )
    const wanted = new Set(
      stands.flatMap(({ registers, between }) =>
        [...registers.flatMap(each => each.findings), ...between].flatMap(({ records }) => records),
      ),
    )
    const found = await list({ found: true })
    expect(found.rows.map(({ entry }) => entry.name)).toContain('阿光网吧')
    expect(found.rows.map(({ entry }) => entry.name)).not.toContain('李家书摊')
    for (const { id } of found.rows) expect(wanted).toContain(id)
    // One choice alone is answered by the table of facets, which knows nothing of findings.
    expect(await names({ found: true, fields: { kind: 'bookstall' } }, {})).toEqual([])
  })
  test('within the reader’s own units, with the number of what he sees', async () => {
    const seen = await list({ texts: { name: '家' } }, {}, 'westSafety')
    expect([seen.rows.map(({ entry }) => entry.name), seen.total]).toEqual([['李家书摊'], 1])
    expect((await list({ township: '439901101' })).rows.map(({ entry }) => entry.name)).toEqual(['王家水塘'])
  })
})

describe('a search', () => {
  test('finds a choice by what it is called, one or one of several, and by no code', async () => {
    expect(await names({ search: '网吧' })).toEqual(['阿光网吧'])
    expect(await names({ search: '水域' })).toEqual(['王家水塘'])
    expect(await names({ search: 'billboard' })).toEqual([])
    expect(await names({ search: '交通拥堵' })).toEqual(['阿光网吧', '王家水塘'])
    expect(await names({ search: 'bookstall' })).toEqual(['李家书摊'])
    expect(await names({ search: 'net-cafe' })).toEqual([])
  })
  test('finds a line by its school, and a number by its figures', async () => {
    expect(await names({ search: '测试east' })).toEqual(['王家水塘'])
    expect(await names({ search: '180' })).toEqual(['阿光网吧'])
  })
  test('says on a page that has nothing to show how many there are', async () => {
    const page = await county.as('officer').registers.list({ register, filter: { search: '家' }, page: 9 })
    expect([page.rows, page.total]).toEqual([[], 2])
  })
})

describe('a list is in order', () => {
  test('of choices as their register declares them, and of texts by their sound', async () => {
    expect(await names({}, { by: 'kind', desc: false })).toEqual([
      '张记早点',
      '李家书摊',
      '阿光网吧',
      '王家水塘',
    ])
    expect(await names({}, { by: 'kind', desc: true })).toEqual([
      '王家水塘',
      '阿光网吧',
      '李家书摊',
      '张记早点',
    ])
    // a, li, wang, zhang
    expect(await names({}, { by: 'name', desc: false })).toEqual([
      '阿光网吧',
      '李家书摊',
      '王家水塘',
      '张记早点',
    ])
  })
  test('page by page, each line once', async () => {
    const paged = async (page: number) =>
      (
        await county
          .as('officer')
          .registers.list({ register, sort: { by: 'place', desc: true }, page, pageSize: 2 })
      ).rows.map(({ entry }) => entry.name)
    expect(new Set([...(await paged(1)), ...(await paged(2))]).size).toBe(4)
  })
})

test('an export holds exactly what the filter shows, in its order, and the record says what was asked', async () => {
  const filter = { fields: { problems: 'noise' }, ranges: { distance: { to: 180 } }, texts: { place: '东' } }
  const shown = await names(filter, { by: 'name', desc: false })
  expect(shown).toHaveLength(2)
  const exported = await exportEntries(
    {
      ...{ app: county.assembled.app, actor: county.people.officer },
      ...{ now: county.assembled.app.clock.now(), requestId: null },
    },
    {
      ...{ register: findRegister(register) as Placed, format: 'csv', language: 'zh' },
      ...{
        filter: EntryFilter.parse(filter),
        sort: EntrySort.parse({ by: 'name', desc: false }),
        columns: ['name'],
      },
    },
  )
  if (!exported.ok) throw new Error(exported.error.code)
  const path = join(aFolder(), 'points.csv')
  writeFileSync(path, Buffer.from(await new Response(exported.value).arrayBuffer()))
  const cells: unknown[] = []
  await readTableFile(path, row => void cells.push(row.cells.at(-1)))
  expect(cells.slice(1)).toEqual(shown)
  const { rows } = await county.assembled.connections.owner.query<{ after: object }>(
    `select after from audit_events where action = 'entry.export'`,
  )
  expect(rows).toMatchObject([{ after: { rows: 2, filter } }])
})
