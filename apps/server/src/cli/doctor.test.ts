import { startCluster } from '@anlan/postgres'
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { FILES_FOLDER, FileStore } from '../files/file-store.ts'
import { clusterFolder, letPass, openHost, UNFINISHED_RESTORE } from '../host.ts'
import { aFolder } from '../testing/folders.ts'
import { callCommand } from '../testing/terminal.ts'
import { command as doctor } from './doctor.ts'
import type { Finding } from './doctor/check.ts'
import { command as migrate } from './migrate.ts'

/** What the doctor says about each thing, and whether he calls the machine healthy. */
async function examine(env: NodeJS.ProcessEnv): Promise<{ healthy: boolean; by: Record<string, Finding> }> {
  const outcome = await callCommand(doctor, { PORT: '0', ...env })
  if (!outcome?.ok) throw new Error(`no answer: ${JSON.stringify(outcome)}`)
  const { healthy, findings } = outcome.value.json as { healthy: boolean; findings: Finding[] }
  // Bad news ends the command with exit code 1.
  expect(outcome.value.failed === undefined).toBe(healthy)
  return { healthy, by: Object.fromEntries(findings.map(each => [each.about, each])) }
}

test('a machine before its first start is healthy, and is told what the first start will make', async () => {
  const { healthy, by } = await examine({ ANLAN_DATA: join(aFolder(), 'data') })
  expect(healthy).toBe(true)
  expect(by).toMatchObject({
    programs: { verdict: 'good' },
    data: { verdict: 'note' },
    secret: { verdict: 'note' },
    database: { verdict: 'note' },
    port: { verdict: 'good' },
  })
})

test('a public address without a proxy to believe is noted, and one on this machine is not', async () => {
  const ANLAN_DATA = join(aFolder(), 'data')
  const proxyOf = async (env: NodeJS.ProcessEnv) => (await examine({ ANLAN_DATA, ...env })).by.proxy
  const away = { ANLAN_PUBLIC_URL: 'https://anlan.example' }
  expect(await proxyOf({})).toBeUndefined()
  expect(await proxyOf({ ANLAN_PUBLIC_URL: 'http://localhost:8080' })).toBeUndefined()
  expect(await proxyOf({ ...away, ANLAN_TRUST_PROXY: '1' })).toMatchObject({ verdict: 'good' })
  const missing = await proxyOf(away)
  expect(missing).toMatchObject({ verdict: 'note' })
  expect(missing?.words.en).toContain('ANLAN_TRUST_PROXY')
})

test('a machine that has run is healthy, with its database and schema looked at', async () => {
  const data = join(aFolder(), 'data')
  await callCommand(migrate, { ANLAN_DATA: data })
  const { healthy, by } = await examine({ ANLAN_DATA: data })
  expect(healthy).toBe(true)
  expect(by.database?.words.en).toMatch(/PostgreSQL 18/)
  expect(by.schema).toMatchObject({ verdict: 'good' })
  expect(by.secret).toMatchObject({ verdict: 'good' })
})

test('evidence whose bytes are gone is bad, and what no record names is said', async () => {
  const data = join(aFolder(), 'data')
  await callCommand(migrate, { ANLAN_DATA: data })
  const store = new FileStore(join(data, FILES_FOLDER))
  const id = (each: number): string => `0199f000-0000-7000-8000-00000000000${each}`
  const [whole, gone, unused, stray] = [
    await store.put(Buffer.from('whole')),
    await store.put(Buffer.from('gone')),
    await store.put(Buffer.from('never handed in')),
    await store.put(Buffer.from('in no record')),
  ]
  await store.remove(stray)
  const host = await openHost({ dataDir: data, databaseUrl: null }, 'secret')
  const client = new pg.Client(host.connectAs() as pg.ClientConfig)
  await client.connect()
  const statements = [
    `insert into units (id, kind, name, short_name) values ('${id(1)}', 'bureau', '局', '局')`,
    `insert into accounts (id, name, email, username, role, unit_id)
      values ('${id(1)}', '甲', 'a@anlan.invalid', 'jia', 'county-admin', '${id(1)}')`,
    `insert into hazards (id, unit_id, number, state, area, source, place, description, discovered_on, reported_by,
      reported_by_name, reported_at) values ('${id(1)}', '${id(1)}', '1', 'reported', 'fire', 'spot-check', '楼', '灯',
      '2026-10-01', '${id(1)}', '甲', now())`,
    ...[whole, gone, unused].map(
      (sha256, each) => `insert into files (id, unit_id, sha256, name, media_type, size, created_by)
        values ('${id(each)}', '${id(1)}', '${sha256}', 'a.pdf', 'application/pdf', 1, '${id(1)}')`,
    ),
    ...[0, 1].map(
      each => `insert into hazard_files values ('${id(1)}', '${id(each)}', '${id(1)}', 'before')`,
    ),
  ]
  for (const statement of statements) await client.query(statement)
  await client.end()
  await host.stop()
  expect((await examine({ ANLAN_DATA: data })).by.files).toMatchObject({ verdict: 'good' })

  // What nobody handed in may be gone: a backup copies the database first, and the files while people work on.
  await store.remove(unused)
  expect((await examine({ ANLAN_DATA: data })).by.files).toMatchObject({ verdict: 'good' })
  await store.put(Buffer.from('in no record'))
  expect((await examine({ ANLAN_DATA: data })).by.files).toMatchObject({ verdict: 'good' })
  utimesSync(store.pathOf(stray), 1, 1)
  const told = (await examine({ ANLAN_DATA: data })).by
  expect(told.files).toMatchObject({ verdict: 'good' })
  expect(told['unrecorded-files']).toMatchObject({ verdict: 'note' })
  expect(told['unrecorded-files']?.words.en).toMatch(/^1 file\(s\), 0.0 MB, in no record/)

  await store.remove(gone)
  const { healthy, by } = await examine({ ANLAN_DATA: data })
  expect(healthy).toBe(false)
  expect(by.files?.words.en).toContain(gone)
})

test('a secret that others can read is bad', async () => {
  const data = aFolder()
  writeFileSync(join(data, 'secret'), 'x'.repeat(64))
  chmodSync(join(data, 'secret'), 0o644)
  const { healthy, by } = await examine({ ANLAN_DATA: data })
  expect(healthy).toBe(false)
  expect(by.secret?.words.en).toContain('chmod 600')
})

test('a port that another program has is bad', async () => {
  const stranger = createServer(socket => socket.end()).listen(0, '127.0.0.1')
  onTestFinished(() => void stranger.close())
  await new Promise(resolve => stranger.once('listening', resolve))
  const { port } = stranger.address() as AddressInfo
  const { by } = await examine({ ANLAN_DATA: aFolder(), PORT: String(port) })
  expect(by.port).toMatchObject({ verdict: 'bad' })
})

test('a database nobody answers at is bad, and its password is not said', async () => {
  const { by } = await examine({
    ANLAN_DATA: aFolder(),
    DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/county',
  })
  expect(by.database).toMatchObject({ verdict: 'bad' })
  expect(JSON.stringify(by)).not.toContain('hidden')
})

test('a data folder that is a file, or holds half a restore, is bad', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'file'), '')
  expect((await examine({ ANLAN_DATA: join(folder, 'file') })).by.data).toMatchObject({ verdict: 'bad' })
  mkdirSync(join(folder, 'data', UNFINISHED_RESTORE), { recursive: true })
  expect((await examine({ ANLAN_DATA: join(folder, 'data') })).by.data).toMatchObject({ verdict: 'bad' })
})

test('data kept by an older PostgreSQL is named and not touched', async () => {
  const data = aFolder()
  letPass(data)
  const older = await startCluster({ dataDir: clusterFolder(data), binaries: { major: 17 } })
  if (!older.ok) throw new Error(older.error.message.en)
  await older.value.stop()
  const { healthy, by } = await examine({ ANLAN_DATA: data })
  expect(healthy).toBe(true)
  expect(by.database?.words.en).toContain('PostgreSQL 17; the next start upgrades it')
})

test('wrong environment variables are named in one sentence', async () => {
  const outcome = await callCommand(doctor, { PORT: 'eight', ANLAN_DATA: aFolder() })
  expect(outcome).toMatchObject({ ok: false, error: { zh: expect.stringContaining('PORT') } })
})
