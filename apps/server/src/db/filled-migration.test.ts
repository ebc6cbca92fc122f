import {
  findRegister,
  listExamples,
  type EntryId,
  type Placed,
  type ReferralId,
  type StudyRecordId,
  type UnitId,
} from '@anlan/domain'
import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { Kysely, PostgresDialect } from 'kysely'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readBookAsOf } from '../registers/books.queries.ts'
import { EntryFilter } from '../registers/entry-filter.ts'
import { EntrySort } from '../registers/entry-order.ts'
import { listEntries, listRevisions } from '../registers/entry.queries.ts'
import { isRestricted, showRestricted } from '../registers/restricted.ts'
import { findReferral } from '../supervision/referral/referral.queries.ts'
import { openConnections, type Connections } from './connect.ts'
import { migrateUpTo } from './migrate.ts'
import { createPool } from './pool.ts'
import { SYSTEM, type Tx } from './scope.ts'

/** The last version in which registers were kept without what later migrations draw from their lines. */
const BEFORE = '0019-restricted-registers'
/** The last version in which a report to the county committee said nothing of a number. */
const WITHOUT_NUMBERS = '0047-papers'
/** The last version in which what was said at a study stood in its record. */
const WITH_MINUTES = '0069-numbers-of-letters'
const LEDGER = findRegister('fire/extinguisher-ledger') as Placed
const CASES = findRegister('priority/case-file') as Placed
const RECORDED = '2026-09-01T02:00:00Z'

const id = (n: number): string => `0199f000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [UNIT, ACCOUNT, LETTER] = [id(1) as UnitId, id(2), id(20) as ReferralId]
const STUDY = id(30) as StudyRecordId
const bottle = (number: string, gauge = 'green') => ({
  ...{ number, location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
  ...{ lastCheckedOn: '2026-08-10', gauge, damp: false },
})

/** A restricted line as one of its register's own examples reads. */
function aCase(): object {
  for (const example of listExamples('priority', 'case-file'))
    if ('entry' in example) return CASES.entry.parse(example.entry)
  throw new Error('a restricted register has no example of one line')
}

interface Line {
  readonly id: string
  readonly register: Placed
  readonly body: object
  readonly revision?: number
  readonly changedAt?: string
  readonly retiredAt?: string
}
const LINES: readonly Line[] = [
  {
    id: id(10),
    register: LEDGER,
    body: bottle('A-1', 'red'),
    revision: 2,
    changedAt: '2026-09-05T02:00:00Z',
  },
  // As taking out left it: the moment of its last change stayed what it was.
  { id: id(11), register: LEDGER, body: bottle('A-2'), revision: 2, retiredAt: '2026-09-06T02:00:00Z' },
  // Taken out on the 6th and put back on the 9th.
  { id: id(12), register: LEDGER, body: bottle('A-3'), revision: 3, changedAt: '2026-09-09T02:00:00Z' },
  { id: id(13), register: CASES, body: aCase() },
]
const HISTORY = [
  { entry: id(10), revision: 1, body: bottle('A-1'), from: RECORDED, until: '2026-09-05T02:00:00Z' },
  { entry: id(11), revision: 1, body: bottle('A-2'), from: RECORDED, until: '2026-09-06T02:00:00Z' },
  { entry: id(12), revision: 1, body: bottle('A-3'), from: RECORDED, until: '2026-09-06T02:00:00Z' },
  { entry: id(12), revision: 2, body: bottle('A-3'), from: RECORDED, until: '2026-09-09T02:00:00Z' },
] as const

/** What stood in the tables of that version, written as they were then and not as the code of today would. */
async function fill(root: pg.Client): Promise<void> {
  await root.query(
    `insert into units (id, kind, name, short_name) values ($1, 'town-middle', '中学', '中学')`,
    [UNIT],
  )
  await root.query(
    `insert into accounts (id, name, email, username, role, unit_id)
     values ($1, '甲', 'a@anlan.invalid', 'jia', 'safety-officer', $2)`,
    [ACCOUNT, UNIT],
  )
  for (const { id: entry, register, body, revision = 1, changedAt = RECORDED, retiredAt = null } of LINES)
    await root.query(
      `insert into register_entries (id, unit_id, area, register, version, body, revision, recorded_by, recorded_by_name,
         recorded_at, recorded_on, happened_on, identity, changed_at, retired_at, restricted)
       values ($1, $2, $3, $4, 1, $5, $6, $7, '甲', $8, '2026-09-01', null, $9, $10, $11, $12)`,
      [
        ...[entry, UNIT, register.area, register.key, body, revision, ACCOUNT, RECORDED],
        ...[JSON.stringify([entry]), changedAt, retiredAt, isRestricted(register)],
      ],
    )
  for (const { entry, revision, body, from, until } of HISTORY)
    await root.query(
      `insert into register_history (entry_id, revision, unit_id, register, version, body, from_at, until_at, by_name)
       values ($1, $2, $3, $4, 1, $5, $6, $7, '甲')`,
      [entry, revision, UNIT, LEDGER.key, body, from, until],
    )
  await root.query(
    `insert into register_standings (unit_id, area, register, day, standing, entries, findings)
     values ($1, 'fire', $2, '2026-09-09', 'not-met', 2, '[]')`,
    [UNIT, LEDGER.key],
  )
}

const DEED = { by: ACCOUNT, name: '甲', at: RECORDED }

/** A letter that went to the county committee, as its table had it then. */
async function fillLetters(root: pg.Client): Promise<void> {
  const said = {
    ...{
      addressee: '县水利局',
      matter: '学校东侧河岸约二十米没有护栏',
      evidence: '现场照片',
      basis: '县工作方案',
    },
    ...{ interimControl: '派人值守', previousId: null, drafted: DEED, approved: DEED, received: null },
    ...{ sent: { ...DEED, documentNumber: '安教函〔2026〕1号' }, urged: [], reply: null },
    ...{ committee: { ...DEED, note: '请协调' }, verified: null, ended: null },
  }
  await root.query(
    `insert into referrals (id, unit_id, number, state, department, title, document_number, drafted_at, sent_at, due_on,
       revision, body)
     values ($1, $2, '2026-0001', 'escalated', 'water', '河岸护栏', '安教函〔2026〕1号', $3, $3, '2026-10-01', 4, $4)`,
    [LETTER, UNIT, RECORDED, said],
  )
}

/** A study with its minutes, as its table had it then. */
async function fillStudies(root: pg.Client): Promise<void> {
  const body = { documents: ['会议纪要'], minutes: '逐条学习，明确分工。', chairName: '甲', madeByName: '甲' }
  const attendees = [{ accountId: ACCOUNT, name: '甲', present: true, caughtUpOn: null }]
  await root.query(
    `insert into study_records (id, unit_id, kind, held_on, topic, chair_id, attendees, attended, missing, body, made_at, revision)
     values ($1, $2, 'school-party', '2026-09-01', '专题学习', $3, $4, $5, 0, $6, $7, 1)`,
    [STUDY, UNIT, ACCOUNT, JSON.stringify(attendees), [ACCOUNT], body, RECORDED],
  )
}

/** Who owns the database: the cluster's superuser, as in the embedded one, or somebody whom the policies bind. */
const OWNERS = { 'the superuser': 'postgres', 'somebody else': 'county_owner' } as const

describe.each(Object.entries(OWNERS))('a filled database of an earlier version, owned by %s,', (_, owner) => {
  const cluster = inject('cluster')
  const name = `filled_${randomUUID().replaceAll('-', '')}`
  let connections: Connections
  beforeAll(async () => {
    const root = new pg.Client(cluster)
    await root.connect()
    await root.query(
      `do $$ begin create role county_owner login nosuperuser nobypassrls;
       exception when duplicate_object then null; end $$`,
    )
    await root.end()
    await cloneDatabase(cluster, 'template0', name)
    const inside = new pg.Client({ ...cluster, database: name })
    await inside.connect()
    await inside.query(`alter database ${name} owner to ${owner}`)
    const pool = createPool({
      connection: { ...cluster, database: name, user: owner },
      max: 1,
      onError: () => undefined,
    })
    const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
    await migrateUpTo(kysely, BEFORE)
    await fill(inside)
    await migrateUpTo(kysely, WITHOUT_NUMBERS)
    await fillLetters(inside)
    await migrateUpTo(kysely, WITH_MINUTES)
    await kysely.destroy()
    await fillStudies(inside)
    await inside.end()
    connections = await openConnections(
      user => ({ ...cluster, database: name, user: user ?? owner }),
      null,
      () => undefined,
    )
  })
  afterAll(async () => {
    await connections.close()
    await dropDatabase(cluster, name)
  })

  const within = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> =>
    connections.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      await showRestricted(tx)
      return work(tx)
    })
  const list = (register: Placed, filter: object = {}) =>
    within(tx =>
      listEntries(tx, register, EntryFilter.parse(filter), EntrySort.parse({}), {
        page: 1,
        pageSize: 25,
      }),
    )

  test('comes to the newest version with every line readable, those out of their register and the restricted too', async () => {
    expect(connections.migrated.length).toBeGreaterThan(0)
    const shown = [await list(LEDGER), await list(LEDGER, { retired: true }), await list(CASES)]
    expect(shown.map(({ rows }) => rows.map(row => row.id).toSorted())).toEqual([
      [id(10), id(12)],
      [id(11)],
      [id(13)],
    ])
    for (const row of shown.flatMap(({ rows }) => rows)) {
      const line = LINES.find(each => each.id === row.id)
      expect(row).toMatchObject({ unread: null, entry: line?.body, revision: line?.revision ?? 1 })
    }
    // Whoever has not said that he reads it sees nothing of the restricted one.
    const unsaid = await connections.db.read(SYSTEM, tx =>
      tx.selectFrom('register_entries').select('id').where('restricted', '=', true).execute(),
    )
    expect(unsaid).toEqual([])
  })

  test('gives a line by what a field of it says', async () => {
    expect((await list(LEDGER, { fields: { gauge: 'red' } })).rows.map(row => row.id)).toEqual([id(10)])
    expect((await list(LEDGER, { fields: { type: 'powder' } })).total).toBe(2)
  })

  test('keeps what each line was, and on a day that is over counts a line once, and none that was out', async () => {
    const revisions = await within(tx => listRevisions(tx, id(10) as EntryId))
    expect(revisions).toMatchObject([{ revision: 1, body: { gauge: 'green' }, unread: null }])
    const numbersOn = async (day: string): Promise<unknown[]> =>
      (await within(tx => readBookAsOf(tx, UNIT, LEDGER, day as never))).entries
        .map(({ entry }) => (entry as { number: unknown }).number)
        .toSorted()
    expect(await numbersOn('2026-09-03')).toEqual(['A-1', 'A-2', 'A-3'])
    expect(await numbersOn('2026-09-07')).toEqual(['A-1'])
    expect(await numbersOn('2026-09-10')).toEqual(['A-1', 'A-3'])
  })

  test('keeps a letter that went to the county committee, which bore no number', async () => {
    const letter = await connections.db.read(SYSTEM, tx => findReferral(tx, LETTER))
    expect(letter).toMatchObject({ state: 'escalated', committee: { note: '请协调', documentNumber: null } })
  })

  test('keeps what was said at a study, in a place of its own', async () => {
    const tables = ['study_minutes', 'study_records'] as const
    const [minutes, records] = await connections.db.read(SYSTEM, tx =>
      Promise.all(tables.map(table => tx.selectFrom(table).selectAll().execute())),
    )
    expect(minutes).toEqual([{ study_id: STUDY, unit_id: UNIT, text: '逐条学习，明确分工。' }])
    expect(records).toMatchObject([{ body: { documents: ['会议纪要'], chairName: '甲' } }])
    expect(JSON.stringify(records)).not.toContain('逐条学习')
  })

  test('keeps how the school stands', async () => {
    const standings = await within(tx => tx.selectFrom('register_standings').selectAll().execute())
    expect(standings).toMatchObject([
      // As of the day before, so that the next pass over the county draws its rates too.
      { register: LEDGER.key, day: '2026-09-08', standing: 'not-met', entries: 2, rates: {} },
    ])
  })
})
