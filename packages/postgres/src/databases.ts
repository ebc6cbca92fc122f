import pg from 'pg'
import type { Cluster } from './cluster.ts'
import { refused, type Outcome } from './refusal.ts'

/** Makes the database when the cluster has none of that name. Two makers at once are fine. */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  const client = new pg.Client(cluster.connection())
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== '42P04' && code !== '23505') throw error
  } finally {
    await client.end()
  }
}

const OLDEST = 15

/** Checks that a PostgreSQL named by URL answers and is new enough; gives its version. */
export async function checkDatabaseUrl(url: string): Promise<Outcome<string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    return unreachable(url, error)
  }
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    const version = rows[0]?.server_version ?? ''
    if (Number.parseInt(version, 10) >= OLDEST) return { ok: true, value: version }
    return refused(
      'database-too-old',
      `DATABASE_URL 指向 PostgreSQL ${version}，需要 ${OLDEST} 或更高版本。`,
      `DATABASE_URL names PostgreSQL ${version}; version ${OLDEST} or newer is needed.`,
    )
  } finally {
    await client.end()
  }
}

/** Names the machine and the reason, and never the password that stands in the URL. */
function unreachable(url: string, error: unknown): Outcome<never> {
  const { hostname, port, pathname } = new URL(url)
  const where = `${hostname || 'localhost'}:${port || 5432}${pathname}`
  // Several addresses were tried; each has its own reason, and the first is as good as any.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  const why = first instanceof Error ? first.message : String(first)
  return refused(
    'database-unreachable',
    `连不上 DATABASE_URL 指向的 PostgreSQL（${where}）：${why}`,
    `The PostgreSQL named by DATABASE_URL (${where}) cannot be reached: ${why}`,
  )
}
