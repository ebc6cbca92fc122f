import { readTableFile, type SheetCell } from '@anlan/documents'
import { LEDGER_KIND_IDS, LEDGER_KINDS, type Instant } from '@anlan/domain'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const PEOPLE = ['eastHead', 'westHead'] as const
type Somebody = (typeof PEOPLE)[number]

let house: Awaited<ReturnType<typeof open>>
const visitors = {} as Record<Somebody, Visitor>
beforeAll(async () => {
  county.setNow(NOW)
  await givePasswords(county, PASSWORD, PEOPLE)
  house = await open(county.assembled)
  for (const name of PEOPLE) {
    visitors[name] = new Visitor(house.origin)
    await visitors[name].signIn(name.toLowerCase(), PASSWORD)
  }
  for (const place of ['东楼𠮷字号楼梯', '锅炉房'])
    await county.as('eastSafety').hazards.report({
      ...{ unitId: county.units.eastMiddle, files: [] },
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place, description: '疏散指示灯不亮' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
    })
})
afterAll(() => house.close())

const fetchLedger = (by: Somebody, kind: string, filter: unknown = {}) =>
  visitors[by].fetch(`/api/ledgers/${kind}?filter=${encodeURIComponent(JSON.stringify(filter))}`)

async function rowsOf(answer: Response): Promise<(readonly SheetCell[])[]> {
  expect(answer.status).toBe(200)
  const path = join(aFolder(), 'ledger.xlsx')
  writeFileSync(path, new Uint8Array(await answer.arrayBuffer()))
  const rows: (readonly SheetCell[])[] = []
  const read = await readTableFile(path, ({ cells }) => void rows.push(cells))
  expect(read.ok).toBe(true)
  return rows
}

describe('a ledger', () => {
  test.each(LEDGER_KIND_IDS)(
    '%s: stands under its title, with headings, numbered lines and places to sign',
    async kind => {
      const rows = await rowsOf(await fetchLedger('eastHead', kind))
      expect(rows[0]?.[0]).toBe(LEDGER_KINDS[kind].label.zh)
      expect(rows[1]?.[0]).toMatch(/^填报单位：.+统计日期：2026年10月15日$/)
      expect(rows[2]?.[0]).toBe('序号')
      expect(rows.at(-1)?.[0]).toMatch(/^填报人/)
    },
  )

  test('holds what the filter shows, and a rare character whole', async () => {
    const places = async (filter: unknown): Promise<unknown[]> =>
      (await rowsOf(await fetchLedger('eastHead', 'hazards', filter))).slice(3, -1).map(row => row[4])
    expect(await places({})).toEqual(['东楼𠮷字号楼梯', '锅炉房'])
    expect(await places({ search: '锅炉' })).toEqual(['锅炉房'])
    expect(await places({ area: 'food' })).toEqual([])
  })

  test('shows a school nothing of another', async () => {
    expect(await rowsOf(await fetchLedger('westHead', 'hazards'))).toHaveLength(4)
  })

  test('goes on the record, with what it was narrowed to', async () => {
    await fetchLedger('eastHead', 'hazards', { area: 'fire' })
    const events = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('audit_events').select('after').where('action', '=', 'ledger.export').execute(),
    )
    expect(events.map(({ after }) => after)).toContainEqual({ ledger: 'hazards', filter: { area: 'fire' } })
  })

  test('is refused to strangers, and where it is none or its filter is none', async () => {
    const stranger = new Visitor(house.origin)
    expect((await stranger.fetch('/api/ledgers/hazards')).status).toBe(401)
    for (const nowhere of ['nonsense', 'toString'])
      expect((await fetchLedger('eastHead', nowhere)).status).toBe(404)
    for (const wrong of [{ area: 'moon' }, { search: '\0' }, 17])
      expect((await fetchLedger('eastHead', 'hazards', wrong)).status).toBe(400)
    expect((await visitors.eastHead.fetch('/api/ledgers/hazards?filter=%7B')).status).toBe(400)
  })
})
