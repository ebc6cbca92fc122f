import type { UnitId } from '@anlan/domain'
import { CompiledQuery, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import type { Schema } from './schema.ts'
import type { Tx } from './scope.ts'

const county = useCounty()
const AT = '2026-10-15T02:00:00.000Z'
const BODY = { text: '宿舍安全出口夜间上锁' }

/** Rows of a school with what hangs on them, by their table; those named first are named by those that follow. */
const held: { readonly table: keyof Schema; readonly row: Readonly<Record<string, unknown>> }[] = []

beforeAll(async () => {
  const { units, people } = county
  const [unit_id, who] = [units.eastMiddle, people.eastHead.accountId]
  const [batch, letter, summary, entry, study, campaign] = Array.from({ length: 6 }, () => newId<string>())
  const file = await county.aFile('eastMiddle')
  const { owner } = county.assembled.connections
  await owner.query(
    `insert into campaigns (id, title, year, from_on, to_on, state, revision, created_by, created_at)
     values ($1, '校园安全专项行动', 2026, '2026-09-01', '2026-12-31', 'running', 1, $2, $3)`,
    [campaign, who, AT],
  )
  const year = { from_on: '2026-09-01', to_on: '2027-08-31' }
  const by = { issued_by: who, issued_by_name: '某某', issued_at: AT }
  const signed = { signed_by: who, signed_at: AT }
  const put = (table: keyof Schema, row: Record<string, unknown>) =>
    held.push({ table, row: { ...row, unit_id } })
  put('letter_batches', {
    ...{ id: batch, level: 'school-staff', title: '责任书', issued: 1, skipped: [], ...year, ...by },
  })
  put('letters', {
    ...{ id: letter, batch_id: batch, level: 'school-staff', state: 'signed', post: 'head', signer_id: who },
    ...{ signer_name: '某某', revision: 1, body: BODY, document_number: '东中〔2026〕1号', ...year },
  })
  put('letter_files', { letter_id: letter, file_id: file })
  put('summaries', {
    ...{ id: summary, campaign_id: campaign, state: 'archived', title: '总结', sections: [], taken_at: AT },
    ...{ version: 1, begun_by: who, revision: 1, ...signed },
  })
  put('summary_versions', {
    ...{ id: newId(), summary_id: summary, version: 1, title: '总结', sections: [], taken_at: AT },
    ...{ signed_by_name: '某某', changed: [], document_number: '东中〔2026〕2号', ...signed },
  })
  put('document_numbers', {
    ...{ office: '东中', year: 2026, serial: 1, subject_kind: 'order', subject_id: newId(), given_at: AT },
    ...{ given_by: who, given_by_name: '某某', paper: BODY },
  })
  put('leader_entries', {
    ...{ id: entry, account_id: who, part: 'study', on_day: '2026-10-01', text: '带队夜查', made_at: AT },
  })
  put('leader_entry_files', { entry_id: entry, file_id: file })
  put('study_records', {
    ...{ id: study, kind: 'school-party', held_on: '2026-10-01', topic: '专题学习', chair_id: who },
    ...{ attendees: [], attended: [], missing: 0, body: {}, made_at: AT, revision: 1 },
  })
  put('study_minutes', { study_id: study, text: '逐条学习' })
  put('study_files', { study_id: study, file_id: file })
  for (const { table, row } of held) await owner.query(...insertion(table, row))
})

const insertion = (table: string, row: object): [string, unknown[]] => [
  `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`,
  [JSON.stringify(row)],
]
const TABLES = [
  ...(['letter_batches', 'letters', 'letter_files', 'summaries', 'summary_versions'] as const),
  ...(['document_numbers', 'leader_entries', 'leader_entry_files'] as const),
  ...(['study_records', 'study_minutes', 'study_files'] as const),
] as const
const rowOf = (table: keyof Schema) => held.find(each => each.table === table)?.row ?? {}

/** Tries something as the role that works for people, in the scope of one of them; what it did is undone. */
async function attempt(who: PersonName, work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
  const undone = new Error('undone')
  const told: { value?: unknown } = {}
  try {
    await county.assembled.app.db.unrecorded(county.people[who], 'test-arrangement', async tx => {
      told.value = await work(tx)
      throw undone
    })
  } catch (error) {
    if (error !== undone) return error instanceof Error ? error.message : error
  }
  return told.value
}
const count = (who: PersonName, table: string) =>
  attempt(who, async tx => (await sql`select 1 from ${sql.table(table)}`.execute(tx)).rows.length)
const write = (who: PersonName, statement: string, values: readonly unknown[] = []) =>
  attempt(who, async tx => {
    const { numAffectedRows } = await tx.executeQuery(CompiledQuery.raw(statement, [...values]))
    return Number(numAffectedRows)
  })

describe.each(TABLES)('over the border of a school, in the table %s,', table => {
  test('nobody reads', async () => {
    expect(await count('eastHead', table)).toBe(1)
    expect(await count('officer', table)).toBe(1)
    expect(await count('westHead', table)).toBe(0)
    expect(await count('westSafety', table)).toBe(0)
  })

  test('nobody writes a row of his own hand', async () => {
    // As it stands, and under ids that nobody has: the border is asked before what is there already.
    const strange = { ...rowOf(table), id: newId(), serial: 2 }
    for (const row of [rowOf(table), strange])
      expect(await write('westHead', ...insertion(table, row))).toMatch(/row-level security/)
  })

  test('nobody takes a row over by calling it his own', async () => {
    const [text, values] = insertion(table, { ...rowOf(table), unit_id: county.units.westMiddle })
    // What hangs on another school’s row says so by its key, and what stands alone is taken already.
    expect(await write('westHead', text, values)).toMatch(
      /violates (?:foreign key|unique) constraint|row-level security/,
    )
  })

  test('nobody changes or deletes', async () => {
    const mine: UnitId = county.units.westMiddle
    for (const [statement, values] of [
      [`update ${table} set unit_id = $1`, [mine]],
      [`delete from ${table}`, []],
    ] as const)
      expect([0, `permission denied for table ${table}`]).toContain(
        await write('westHead', statement, values),
      )
  })
})

describe('within a school', () => {
  test('nobody writes of himself in a leader’s name, and nothing a leader wrote goes before its time', async () => {
    const row = { ...rowOf('leader_entries'), id: newId() }
    expect(await write('eastSafety', ...insertion('leader_entries', row))).toMatch(/row-level security/)
    expect(await write('eastHead', ...insertion('leader_entries', row))).toBe(1)
    for (const table of ['leader_entries', 'leader_entry_files'])
      expect(await write('eastHead', `delete from ${table}`)).toBe(0)
  })

  test('what went out under a number is neither renumbered nor said otherwise', async () => {
    expect(await write('eastHead', `update document_numbers set paper = '{}'`)).toMatch(/permission denied/)
    expect(await write('eastHead', `delete from document_numbers`)).toMatch(/permission denied/)
    expect(await write('eastHead', `update summary_versions set document_number = null`)).toMatch(
      /permission denied/,
    )
    const again = { ...rowOf('document_numbers'), serial: 3 }
    expect(await write('eastHead', ...insertion('document_numbers', again))).toMatch(/document_numbers_paper/)
  })

  test('a summary that is archived with its campaign stays as it was handed in', async () => {
    expect(await write('eastHead', `update summaries set title = '改过的总结'`)).toMatch(/not changed/)
    expect(await write('officer', `update summaries set sections = '[1]'`)).toMatch(/not changed/)
  })
})
