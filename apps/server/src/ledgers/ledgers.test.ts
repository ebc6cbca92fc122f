import { readTableFile, type SheetCell } from '@anlan/documents'
import { LEDGER_KIND_IDS, LEDGER_KINDS, TrainingId, type Instant } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
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

  test('of one indicator ends with all its units together, and the sum is what the page shows', async () => {
    const id = 'hazards-closed'
    const lines = (await rowsOf(await fetchLedger('eastHead', 'indicators', { id }))).slice(3, -1)
    const { rate, units } = await county.as('eastHead').indicators.get({ id })
    expect(lines).toHaveLength(units.length + 1)
    expect(lines.at(-1)?.slice(3)).toEqual(['合计', null, rate.numerator, rate.denominator, '—'])
    const built = await rowsOf(await fetchLedger('eastHead', 'indicators', { id: 'dual-prevention-built' }))
    const schools = await county.as('eastHead').indicators.get({ id: 'dual-prevention-built' })
    expect(built.at(-2)?.slice(3)).toEqual(['合计', null, 0, schools.units.length, '0%'])
    const every = (await rowsOf(await fetchLedger('eastHead', 'indicators'))).slice(3, -1)
    expect(every).toHaveLength((await county.as('eastHead').indicators.now({})).length)
    expect((await fetchLedger('eastHead', 'indicators', { id: 'no-such-rate' })).status).toBe(400)
  })

  test('of a training names everybody it asks, and who is missing by himself', async () => {
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      bulkInsert(tx, 'appointments', [
        {
          ...{ id: newId<string>(), account_id: county.people.eastTeacher.accountId, post: 'school-doctor' },
          ...{ unit_id: county.units.eastMiddle, from_on: '2026-09-01', until_on: null },
        },
      ]),
    )
    const { id } = await county.as('eastHead').trainings.plan({
      ...{
        id: TrainingId.parse(randomUUID()),
        kind: 'rotation',
        title: '急救㐂培训',
        content: '',
        basis: '',
      },
      ...{ posts: ['school-doctor'], from: '2026-10-15', to: '2026-10-20', lessons: 2, film: null },
      ...{ test: null, among: { by: 'all' } },
    })
    const rows = async (kind: string, filter: unknown) =>
      (await rowsOf(await fetchLedger('eastHead', kind, filter))).slice(3, -1)
    expect(await rows('trainings', {})).toEqual([
      [1, '急救㐂培训', '轮训', '校级', expect.any(String), expect.anything(), expect.anything(), 1, 0],
    ])
    const missing = [[1, '急救㐂培训', expect.any(String), 'eastTeacher', '校医、疫情报告人', '未参加']]
    for (const filter of [{ id }, { id, done: false }, {}])
      expect(await rows('trainees', filter)).toEqual(missing)
    expect(await rows('trainees', { id, done: true })).toEqual([])
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

test('whoever asks for many ledgers at once waits for himself, and keeps no other reader waiting', async () => {
  const { owner } = county.assembled.connections
  const gate = await owner.connect()
  const reading = async (): Promise<number> => {
    const { rows } = await gate.query<{ count: number }>(
      `select count(*)::integer as count from pg_locks where relation = 'referrals'::regclass and not granted`,
    )
    return rows[0]?.count ?? 0
  }
  await gate.query('begin')
  await gate.query('lock table referrals in access exclusive mode')
  const answers = Array.from({ length: 6 }, () => fetchLedger('eastHead', 'referrals'))
  await expect.poll(reading).toBe(2)
  const other = fetchLedger('westHead', 'referrals')
  await expect.poll(reading).toBe(3)
  await gate.query('commit')
  gate.release()
  for (const answer of await Promise.all([...answers, other])) expect((await rowsOf(answer)).length).toBe(4)
})
