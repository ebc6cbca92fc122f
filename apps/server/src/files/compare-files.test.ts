import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openConnections } from '../db/connect.ts'
import { aFolder } from '../testing/folders.ts'
import { compareFiles } from './compare-files.ts'
import { FileStore } from './file-store.ts'
import { EVIDENCE_TABLES } from './unused-files.ts'

const ID = '0199f000-0000-7000-8000-000000000001'

test('an owner who is no superuser, as on somebody else’s PostgreSQL, sees what the database names', async () => {
  const cluster = inject('cluster')
  const name = `own_${randomUUID().replaceAll('-', '')}`
  const superuser = new pg.Client({ ...cluster, database: 'postgres' })
  await superuser.connect()
  await superuser.query(`create role ${name} login createrole`)
  await superuser.query(`create database ${name} owner ${name}`)
  const connections = await openConnections(
    user => ({ ...cluster, database: name, user: user ?? name }),
    null,
    () => undefined,
  )
  onTestFinished(async () => {
    await connections.close()
    await superuser.query(`drop database ${name} with (force)`)
    await superuser.query(`drop role ${name}`)
    await superuser.end()
  })
  const arranging = new pg.Client({ ...cluster, database: name })
  await arranging.connect()
  for (const statement of [
    `insert into units (id, kind, name, short_name) values ('${ID}', 'bureau', '局', '局')`,
    `insert into accounts (id, name, email, username, role, unit_id)
      values ('${ID}', '甲', 'a@anlan.invalid', 'jia', 'county-admin', '${ID}')`,
    `insert into hazards (id, unit_id, number, state, area, source, place, description, discovered_on, reported_by,
      reported_by_name, reported_at) values ('${ID}', '${ID}', '1', 'reported', 'fire', 'spot-check', '楼', '灯',
      '2026-10-01', '${ID}', '甲', now())`,
    `insert into files (id, unit_id, sha256, name, media_type, size, created_by)
      values ('${ID}', '${ID}', repeat('ab', 32), 'a.pdf', 'application/pdf', 1, '${ID}')`,
    `insert into hazard_files values ('${ID}', '${ID}', '${ID}', 'before')`,
  ])
    await arranging.query(statement)
  const { rows } = await arranging.query<{ named: string; compared: boolean }>(
    `select conrelid::regclass::text as named, exists (select from pg_policies
        where tablename = conrelid::regclass::text and policyname = 'compared') as compared
      from pg_constraint where contype = 'f' and confrelid = 'files'::regclass order by named`,
  )
  // A new table that names files stands in the list, and lets the owner read it.
  expect(rows).toEqual([...EVIDENCE_TABLES].toSorted().map(named => ({ named, compared: true })))
  await arranging.end()

  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: connections.owner }) })
  const found = await compareFiles(new FileStore(aFolder()), owner)
  expect(found).toMatchObject({ whole: 0, missing: ['ab'.repeat(32)], strays: [] })
})
