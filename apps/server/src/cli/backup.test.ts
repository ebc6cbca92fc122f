import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { sql } from 'kysely'
import { createHash, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { SEAL_LOG } from '../audit/seal-log.ts'
import { openConnections } from '../db/connect.ts'
import { SYSTEM } from '../db/scope.ts'
import { FileStore } from '../files/file-store.ts'
import { openHost, UNFINISHED_RESTORE } from '../host.ts'
import { aFolder } from '../testing/folders.ts'
import { TEMPLATE } from '../testing/global-setup.ts'
import { callCommand } from '../testing/terminal.ts'
import { command as backup } from './backup.ts'
import { command as restore } from './restore.ts'
import { command as seed } from './seed.ts'

/** A county at work: database, evidence, keys; and one backup of it, made while somebody was writing. */
const held = { top: '', data: '', whole: '', evidence: '', before: 0 }

beforeAll(async () => {
  held.top = mkdtempSync(join(tmpdir(), 'anlan-backup-'))
  chmodSync(held.top, 0o755)
  held.data = join(held.top, 'data')
  held.whole = join(held.top, 'whole')
  expect(await callCommand(seed, { ANLAN_DATA: held.data })).toMatchObject({ ok: true })
  held.evidence = await new FileStore(join(held.data, 'files')).put(Buffer.from('a photo'))
  mkdirSync(join(held.data, 'keys'))
  writeFileSync(join(held.data, 'keys', 'seal.pem'), 'a key')

  const host = await openHost({ dataDir: held.data, databaseUrl: null }, 'secret')
  const writer = new pg.Client(host.connectAs() as pg.ClientConfig)
  await writer.connect()
  let [written, ended] = [0, false]
  const writing = (async () => {
    while (!ended) {
      await writer.query('insert into settings values ($1, $2)', [`note ${++written}`, '1'])
      // As a seal is: in the database first, then in the log.
      appendFileSync(join(held.data, SEAL_LOG), `seal of note ${written}\n`)
    }
  })()
  while (written < 20) await new Promise(resolve => setTimeout(resolve, 5))
  held.before = written - 1
  expect(await callCommand(backup, { ANLAN_DATA: held.data }, held.whole)).toMatchObject({
    ok: true,
    value: { json: { kind: 'cluster', secretFromEnvironment: false } },
  })
  expect(written).toBeGreaterThan(held.before + 1)
  ended = true
  await writing
  await writer.end()
  await host.stop()
})

afterAll(() => rmSync(held.top, { recursive: true, force: true }))

/** A copy of the backup for a test that harms it. Its files are the whole one's own, so harm replaces and never writes into them. */
function aCopy(): string {
  const copy = join(aFolder(), 'copy')
  linkAll(held.whole, copy)
  return copy
}

function linkAll(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkAll(source, target)
    else linkSync(source, target)
  }
}

function replace(path: string, content: string): void {
  rmSync(path)
  writeFileSync(path, content)
}

function rewriteManifest(folder: string, change: (text: string) => string): void {
  const text = change(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  replace(join(folder, 'manifest.json'), text)
  replace(join(folder, 'manifest.sha256'), createHash('sha256').update(text).digest('hex'))
}

test('a backup made while people work brings database, evidence, keys and secret to another machine', async () => {
  const data = join(aFolder(), 'data')
  const outcome = await callCommand(restore, { ANLAN_DATA: data }, held.whole)
  expect(outcome).toMatchObject({ ok: true, value: { json: { units: 201 } } })
  expect(existsSync(join(data, UNFINISHED_RESTORE))).toBe(false)

  const same = (...path: string[]): void =>
    expect(readFileSync(join(data, ...path))).toEqual(readFileSync(join(held.data, ...path)))
  same('secret')
  same('keys', 'seal.pem')
  expect(await new FileStore(join(data, 'files')).find(held.evidence)).toEqual(Buffer.from('a photo'))

  const host = await openHost({ dataDir: data, databaseUrl: null }, 'secret')
  onTestFinished(() => host.stop())
  const connections = await openConnections(host.connectAs, host.password, () => undefined)
  onTestFinished(() => connections.close())
  const { notes, loaded } = await connections.db.read(SYSTEM, async tx => {
    const { rows } = await sql<{ notes: number; loaded: number }>`
      select (select count(*) from settings where key like 'note %') as notes,
        (select count(*) from audit_events where action = 'demo.load') as loaded`.execute(tx)
    return rows[0] ?? { notes: 0, loaded: 0 }
  })
  expect(notes).toBeGreaterThanOrEqual(held.before)
  expect(loaded).toBe(1)
  const sealed = readFileSync(join(data, SEAL_LOG), 'utf8').trim().split('\n').length
  expect(sealed).toBeGreaterThan(0)
  expect(sealed).toBeLessThanOrEqual(notes)
})

describe('a backup is refused', () => {
  test('into a folder that is not empty', async () => {
    const outcome = await callCommand(backup, { ANLAN_DATA: held.data }, held.whole)
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining('not empty') } })
  })

  test('into the data folder itself', async () => {
    const outcome = await callCommand(backup, { ANLAN_DATA: held.data }, join(held.data, 'backup'))
    expect(outcome).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining('inside the data folder') },
    })
    expect(existsSync(join(held.data, 'backup'))).toBe(false)
  })
})

describe('a restore is refused, and leaves the data folder as it was,', () => {
  const HARM: Record<string, { harm: (copy: string) => void; says: string; env?: NodeJS.ProcessEnv }> = {
    'when a piece of evidence is not what it was': {
      harm: copy => {
        const folder = join(copy, 'data', 'files')
        const [first = ''] = readdirSync(folder)
        const [name = ''] = readdirSync(join(folder, first))
        replace(join(folder, first, name), 'b photo')
      },
      says: 'damaged',
    },
    'when the database is not what it was': {
      harm: copy => replace(join(copy, 'postgres/cluster/PG_VERSION'), '81\n'),
      says: 'damaged',
    },
    'when a newer version made the backup': {
      harm: copy =>
        rewriteManifest(copy, text => text.replace('"0001-foundation"', '"0001-foundation", "9999-later"')),
      says: '9999-later',
    },
    'when it is of the embedded database and DATABASE_URL is set': {
      harm: () => undefined,
      env: { DATABASE_URL: 'postgres://127.0.0.1:1/county' },
      says: 'unset DATABASE_URL',
    },
    'when the folder is no backup': {
      harm: copy => rmSync(join(copy, 'manifest.json')),
      says: 'not a backup',
    },
  }

  test.each(Object.entries(HARM))('%s', async (_, { harm, says, env = {} }) => {
    const copy = aCopy()
    harm(copy)
    const data = aFolder()
    const outcome = await callCommand(restore, { ...env, ANLAN_DATA: data }, copy)
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining(says) } })
    expect(readdirSync(data)).toEqual([])
  })

  test('when the folder holds something already', async () => {
    const data = aFolder()
    writeFileSync(join(data, 'secret'), 'mine')
    const outcome = await callCommand(restore, { ANLAN_DATA: data }, held.whole)
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining('overwrites nothing') } })
    expect(readdirSync(data)).toEqual(['secret'])
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe('mine')
  })
})

test('a database named by URL is backed up with a matching pg_dump, or one sentence asks for one', async () => {
  const cluster = inject('cluster')
  const names = [0, 1].map(() => `dump_${randomUUID().replaceAll('-', '')}`) as [string, string]
  await cloneDatabase(cluster, TEMPLATE, names[0])
  await cloneDatabase(cluster, 'template0', names[1])
  onTestFinished(async () => {
    for (const name of names) await dropDatabase(cluster, name)
  })
  const urls = names.map(
    name => `postgres://postgres@${encodeURIComponent(cluster.host)}:${cluster.port}/${name}`,
  )
  const folder = aFolder()
  const data = join(folder, 'data')
  const target = join(folder, 'backup')
  const made = await callCommand(backup, { ANLAN_DATA: data, DATABASE_URL: urls[0] }, target)
  if (made?.ok) {
    const restored = await callCommand(
      restore,
      { ANLAN_DATA: join(folder, 'restored'), DATABASE_URL: urls[1] },
      target,
    )
    expect(restored).toMatchObject({ ok: true, value: { json: { kind: 'dump', units: 0 } } })
  } else {
    expect(made).toMatchObject({ error: { en: expect.stringContaining('pg_dump 18 or newer') } })
    expect(existsSync(target)).toBe(false)
  }
})
