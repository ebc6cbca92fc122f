import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { migrateUpTo } from './migrate.ts'
import { createPool } from './pool.ts'

const cluster = inject('cluster')
const name = `facts_${randomUUID().replaceAll('-', '')}`
const connection = { ...cluster, database: name }
beforeAll(() => cloneDatabase(cluster, 'template0', name))
afterAll(() => dropDatabase(cluster, name))

const migrate = async (last: string): Promise<void> => {
  const pool = createPool({ connection, max: 1, onError: () => undefined })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await migrateUpTo(kysely, last)
  await kysely.destroy()
}
const id = (n: number): string => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`
/** An id as the server made it at a moment (RFC 9562, version 7). */
const idAt = (moment: string, n: number): string => {
  const hex = Date.parse(moment).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`
}

const FILL = `
  insert into units (id, kind, name, short_name) values ('${id(1)}', 'junior-secondary', '测试中学', '测试中学');
  insert into supervision_matters (id, unit_id, number, title, road, opened_at, opened_by_name, known_at) values
    ('${id(2)}', '${id(1)}', '2026-0001', '逾期', 'ladder', '2026-10-01T00:00:00Z', '经办', '2026-10-03T00:00:00Z'),
    ('${id(3)}', '${id(1)}', '2026-0002', '逾期', 'ladder', '2026-10-01T00:00:00Z', '经办', null);
  insert into supervision_measures (id, matter_id, unit_id, kind, state, proposed_at, issued_at, body) values
    ('${id(4)}', '${id(2)}', '${id(1)}', 'reminder', 'issued', '2026-10-01T00:00:00Z', '2026-10-03T00:00:00Z', '{}'),
    ('${id(5)}', '${id(2)}', '${id(1)}', 'circular', 'issued', '2026-10-04T00:00:00Z', '2026-10-05T00:00:00Z', '{}'),
    ('${id(6)}', '${id(2)}', '${id(1)}', 'warning', 'proposed', '2026-10-09T00:00:00Z', null, '{}');
  insert into supervision_facts (id, matter_id, unit_id, kind, words) values
    ('${idAt('2026-10-01T00:00:00Z', 1)}', '${id(2)}', '${id(1)}', 'text', 'of the first'),
    ('${idAt('2026-10-04T00:00:00Z', 2)}', '${id(2)}', '${id(1)}', 'text', 'of the second'),
    ('${idAt('2026-10-09T00:00:00Z', 3)}', '${id(2)}', '${id(1)}', 'text', 'of the proposal'),
    ('${id(7)}', '${id(2)}', '${id(1)}', 'text', 'loaded with the county'),
    ('${idAt('2026-10-01T00:00:00Z', 4)}', '${id(3)}', '${id(1)}', 'text', 'of a matter nobody knows')`

test('facts became known with the measure that went out on them, those of a proposal that waits have not', async () => {
  await migrate('0047-papers')
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(FILL)
  await migrate('0048-known-facts')
  const { rows } = await client.query<{ words: string; day: string | null }>(
    `select words, (known_at at time zone 'utc')::date::text as day from supervision_facts`,
  )
  await client.end()
  expect(Object.fromEntries(rows.map(({ words, day }) => [words, day]))).toEqual({
    'of the first': '2026-10-03',
    'of the second': '2026-10-05',
    'of the proposal': null,
    'loaded with the county': '2026-10-03',
    'of a matter nobody knows': null,
  })
})
