import { createHash } from 'node:crypto'
import {
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
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BackupReader, BackupWriter } from './backup-folder.ts'
import { backupCluster } from './backup.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { restoreCluster } from './restore.ts'
import { aFolder, FAST, runApp, type Said } from './trial/apps.ts'
import { query, start } from './trial/clusters.ts'

async function backUp(cluster: Cluster, folder: string): Promise<void> {
  const writer = await BackupWriter.begin(folder)
  if (!writer.ok) throw new Error(writer.error.message.en)
  const made = await backupCluster(cluster, writer.value, 'cluster')
  if (!made.ok) throw new Error(made.error.message.en)
  await writer.value.seal({ ...made.value }, '2026-11-24T00:00:00.000Z')
}

async function restore(folder: string, dataDir: string): ReturnType<typeof restoreCluster> {
  const backup = await BackupReader.open(folder)
  return backup.ok ? restoreCluster(backup.value, 'cluster', dataDir) : backup
}

test('a backup made under writes is restored with every row acknowledged before it, and nothing torn', async () => {
  const dataDir = aFolder()
  const backup = join(aFolder(), 'backup')
  const acknowledged: number[] = []
  const onSaid = ({ event, id }: Said): void =>
    void (event === 'acknowledged' && acknowledged.push(Number(id)))
  const [writer, churner] = await Promise.all([
    runApp({ dataDir, settings: FAST, onSaid }),
    runApp({ dataDir, settings: FAST }),
  ])
  await writer.order('start')
  await churner.order('start')
  churner.tell('churn')
  await churner.hear('churning')
  writer.tell('write')
  await writer.hear('acknowledged')

  const cluster = await start(dataDir)
  const before = acknowledged.length
  await backUp(cluster, backup)
  const during = acknowledged.length - before
  await Promise.all([writer.kill(), churner.kill()])
  expect(during).toBeGreaterThan(0)

  const restored = aFolder()
  expect(await restore(backup, restored)).toEqual({ ok: true, value: null })
  const copy = await start(restored)
  expect(readFileSync(join(restored, 'postgres.log'), 'utf8')).toContain('consistent recovery state reached')
  const ids = await query(copy, 'select id from acknowledged order by id')
  const kept = new Set(ids.map(Number))
  expect(acknowledged.slice(0, before).filter(id => !kept.has(id))).toEqual([])
  // One writer wrote one row after the other, so what came in is a beginning of what it wrote, without gaps.
  expect(ids.map(Number)).toEqual(ids.map((_, index) => index + 1))

  expect(await query(copy, 'select count(*)::int from churned')).toEqual([20000])
  await query(copy, 'create extension amcheck')
  const checked = await query(
    copy,
    `select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relkind = 'i'`,
  )
  expect(checked.length).toBeGreaterThan(100)
  expect(
    await query(copy, `select v.msg from pg_class c, verify_heapam(c.oid) v where c.relkind = 'r'`),
  ).toEqual([])
})

test('a backup whose maker is killed leaves no folder of its name and nothing in the server', async () => {
  const dataDir = aFolder()
  const parent = aFolder()
  const cluster = await start(dataDir)
  const app = await runApp({ dataDir, settings: FAST, backupTo: join(parent, 'backup') })
  await app.order('start')
  app.tell('backup')
  while (!readdirSync(parent).some(name => name.endsWith('.partial'))) await sleep(2)
  await app.kill()
  expect(existsSync(join(parent, 'backup'))).toBe(false)
  while ((await query(cluster, 'select 1 from pg_replication_slots')).length > 0) await sleep(20)
  await backUp(cluster, join(parent, 'backup'))
  expect(existsSync(join(parent, 'backup', 'manifest.json'))).toBe(true)
})

test('a backup goes into a new or empty folder only', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'letter.txt'), 'mine')
  expect(await BackupWriter.begin(folder)).toMatchObject({ ok: false, error: { code: 'folder-not-empty' } })
  expect(readdirSync(folder)).toEqual(['letter.txt'])
})

function linkAll(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkAll(source, target)
    else linkSync(source, target)
  }
}

describe('a damaged backup', () => {
  const held = { folder: '' }
  beforeAll(async () => {
    held.folder = mkdtempSync(join(tmpdir(), 'anlan-pg-backup-'))
    chmodSync(held.folder, 0o755)
    const data = join(held.folder, 'data')
    const outcome = await startCluster({ dataDir: data, settings: FAST })
    if (!outcome.ok) throw new Error(outcome.error.message.en)
    await backUp(outcome.value, join(held.folder, 'whole'))
    await outcome.value.stop()
  })
  afterAll(() => rmSync(held.folder, { recursive: true, force: true }))

  /** The copies' files are the whole one's own, so harm replaces and never writes into them. */
  const replace = (path: string, content: string | Uint8Array): void => {
    rmSync(path)
    writeFileSync(path, content)
  }

  const DAMAGE: Record<string, (backup: string) => void> = {
    'one byte of one file is another': backup => {
      const path = join(backup, 'cluster/global/pg_control')
      const bytes = readFileSync(path)
      bytes[100] = (bytes[100] ?? 0) ^ 1
      replace(path, bytes)
    },
    'a file is shorter': backup => {
      const path = join(backup, 'cluster/backup_label')
      replace(path, readFileSync(path).subarray(0, 10))
    },
    'a file is missing': backup => rmSync(join(backup, 'cluster/PG_VERSION')),
    'the log is missing': backup => rmSync(join(backup, 'cluster/pg_wal'), { recursive: true }),
    'the manifest names other content': backup => {
      const path = join(backup, 'manifest.json')
      replace(path, readFileSync(path, 'utf8').replace('"size": ', '"size": 1'))
    },
    'the manifest is missing': backup => rmSync(join(backup, 'manifest.json')),
    'the manifest points out of the backup': backup => {
      const path = join(backup, 'manifest.json')
      const text = readFileSync(path, 'utf8').replace('"cluster/PG_VERSION"', '"cluster/../../../PG_VERSION"')
      replace(path, text)
      replace(join(backup, 'manifest.sha256'), createHash('sha256').update(text).digest('hex'))
    },
  }

  test.each(Object.entries(DAMAGE))(
    'is refused in one sentence when %s, and nothing is restored',
    async (_, harm) => {
      const folder = aFolder()
      const damaged = join(folder, 'damaged')
      linkAll(join(held.folder, 'whole'), damaged)
      harm(damaged)
      const dataDir = join(folder, 'restored')
      expect(await restore(damaged, dataDir)).toMatchObject({ ok: false, error: { code: 'backup-damaged' } })
      expect(existsSync(join(dataDir, 'cluster'))).toBe(false)
      expect(existsSync(join(dataDir, 'cluster.restoring'))).toBe(false)
    },
  )

  test('is what the tests above make: left alone it is restored, but never over a database', async () => {
    const dataDir = aFolder()
    expect(await restore(join(held.folder, 'whole'), dataDir)).toEqual({ ok: true, value: null })
    const cluster = await start(dataDir)
    expect(await query(cluster, 'select 1')).toEqual([1])
    expect(await restore(join(held.folder, 'whole'), dataDir)).toMatchObject({
      ok: false,
      error: { code: 'folder-not-empty' },
    })
    expect(await query(cluster, 'select 2')).toEqual([2])
  })
})
