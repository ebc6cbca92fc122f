import { ensureDatabase, startCluster, type Cluster } from '@anlan/postgres'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { signerOf } from './auth/vault.ts'
import { systemClock } from './clock.ts'
import { openConnections } from './db/connect.ts'
import { SYSTEM } from './db/scope.ts'
import { filesOf } from './files/file-store.ts'
import { clusterFolder, DATABASE, HostRefusal, letPass, openHost, UNFINISHED_RESTORE } from './host.ts'
import { loadDemoIfEmpty } from './seed/load-demo.ts'
import { aFolder } from './testing/folders.ts'

const OLDER = 17

async function query(connection: pg.ClientConfig, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Every table of the product with its number of rows. */
async function countAll(connection: pg.ClientConfig): Promise<Record<string, unknown>> {
  const tables = await query(
    connection,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  const counts = tables.map(({ name }) => `(select count(*)::int from ${String(name)}) as ${String(name)}`)
  const [row] = await query(connection, `select ${counts.join(', ')}`)
  return row ?? {}
}

async function startOlder(dataDir: string): Promise<Cluster> {
  letPass(dataDir)
  const started = await startCluster({ dataDir: clusterFolder(dataDir), binaries: { major: OLDER } })
  if (!started.ok) throw new Error(started.error.message.en)
  return started.value
}

test('a county kept by an older PostgreSQL is carried over when the product starts, with its rules', async () => {
  const dataDir = aFolder()
  const older = await startOlder(dataDir)
  await ensureDatabase(older, DATABASE)
  const connectOlder = (user = 'postgres'): pg.PoolConfig => older.connection(DATABASE, user)
  const before = await openConnections(connectOlder, null, () => undefined)
  await loadDemoIfEmpty(
    before.db,
    { files: filesOf({ dataDir }), signer: signerOf('secret') },
    systemClock,
    () => undefined,
  )
  await before.close()
  const counted = await countAll(connectOlder())
  await older.stop()

  const host = await openHost({ dataDir, databaseUrl: null }, 'secret')
  onTestFinished(() => host.stop())
  expect(host.version).toMatch(/^18\./)
  expect(await countAll(host.connectAs())).toEqual(counted)
  expect(counted.hazards).toBeGreaterThan(500)

  const connections = await openConnections(host.connectAs, null, () => undefined)
  onTestFinished(() => connections.close())
  expect(connections.migrated).toEqual([])
  const all = await connections.db.read(SYSTEM, tx => tx.selectFrom('hazards').select('id').execute())
  expect(all).toHaveLength(Number(counted.hazards))
  // Without a scope the runtime role sees nothing, and nobody rewrites the record.
  expect(await query(host.connectAs('anlan_app'), 'select id from hazards')).toEqual([])
  await expect(query(host.connectAs(), `update audit_events set action = 'x'`)).rejects.toThrow('append-only')
  const next = await query(host.connectAs(), `select nextval('hazard_numbers')::int as n`)
  expect(next).toEqual([{ n: Number(counted.hazards) + 1 }])
})

test('a data folder with a restore that did not end is refused in one sentence', async () => {
  const dataDir = aFolder()
  mkdirSync(join(dataDir, UNFINISHED_RESTORE))
  await expect(openHost({ dataDir, databaseUrl: null }, 'secret')).rejects.toThrow(HostRefusal)
})

test('a database nobody answers at is named without its password', async () => {
  const databaseUrl = 'postgres://clerk:very-secret@127.0.0.1:1/county'
  const refusal = await openHost({ dataDir: aFolder(), databaseUrl }, 'secret').catch(
    (error: unknown) => error,
  )
  expect(refusal).toBeInstanceOf(HostRefusal)
  expect(String(refusal)).toContain('127.0.0.1:1/county')
  expect(String(refusal)).not.toContain('very-secret')
})
