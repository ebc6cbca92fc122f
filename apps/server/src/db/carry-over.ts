import type { Move, UpgradeOptions } from '@anlan/postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { migrateUpTo } from './migrate.ts'
import { createPool } from './pool.ts'

/** The job queue makes its tables anew when the server starts, and lays its standing jobs down again. */
const REMADE = ['pgboss']

/**
 * Gives the new cluster's database the schema the old one has: every migration that ran there. Newer ones run
 * after the move, as they would have without it.
 */
async function makeSchema({ from, to }: Move): Promise<void> {
  const [before, after] = [open(from), open(to)]
  try {
    const last = await lastMigration(before)
    if (last !== null) await migrateUpTo(after, last)
  } finally {
    await Promise.all([before.destroy(), after.destroy()])
  }
}

const open = (connection: Move['from']): Kysely<unknown> =>
  new Kysely({
    dialect: new PostgresDialect({ pool: createPool({ connection, max: 1, onError: () => undefined }) }),
  })

/** The newest migration that ran in a database, or null in one that is not ours. */
async function lastMigration(db: Kysely<unknown>): Promise<string | null> {
  const names = await listMigrations(db)
  return names.at(-1) ?? null
}

/** Names of the migrations that ran in a database, oldest first. */
export async function listMigrations(db: Kysely<unknown>): Promise<string[]> {
  const known = await sql<{
    known: boolean
  }>`select to_regclass('public.kysely_migration') is not null as known`.execute(db)
  if (known.rows[0]?.known !== true) return []
  const { rows } = await sql<{
    name: string
  }>`select name from public.kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** How a cluster of an older PostgreSQL is carried over into the one this version brings. */
export const carryOver: UpgradeOptions = { makeSchema, leaveBehind: REMADE }
