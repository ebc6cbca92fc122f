import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { BackupWriter } from './backup-folder.ts'
import type { Cluster } from './cluster.ts'
import { refused, type Outcome } from './refusal.ts'

/** What a backup of a cluster notes about itself. */
export interface ClusterBackup {
  readonly version: string
  readonly systemIdentifier: string
  /** Everything committed before this position of the log is in the backup. */
  readonly upTo: string
  readonly segments: number
}

/** Folders whose content a server makes anew when it starts (as pg_basebackup leaves them out). */
const EMPTIED = new Set([
  ...['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
  'pg_wal',
])
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest|current_logfiles|.*\.tmp)$|^pgsql_tmp|^pg_internal\.init/
const CONTROL = 'global/pg_control'

/**
 * Copies a running cluster into a backup, below `prefix`, while others go on writing. Whatever was committed
 * before this is called is in it, and the copy starts on its own, replaying the log it brings along.
 * PostgreSQL's manual, "Making a Base Backup Using the Low Level API".
 */
export async function backupCluster(
  cluster: Cluster,
  writer: BackupWriter,
  prefix: string,
): Promise<Outcome<ClusterBackup>> {
  const source = join(cluster.info.dataDir, 'cluster')
  if (readdirSync(join(source, 'pg_tblspc')).length > 0) {
    return refused(
      'backup-impossible',
      '数据库使用了表空间，在线备份不支持，请改用 pg_dump。',
      'The database uses tablespaces, which the online backup does not follow: use pg_dump.',
    )
  }
  const client = new pg.Client(cluster.connection())
  let lost: Error | null = null
  client.on('error', error => (lost = error))
  await client.connect()
  try {
    // As long as this session lives no segment of the log from here on is recycled; a killed backup frees it.
    await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [
      `backup_${process.pid}`,
    ])
    await client.query(`select pg_backup_start($1, true)`, [`anlan ${process.pid}`])
    await copyFolder(source, '', writer, prefix)
    await writer.write(`${prefix}/${CONTROL}`, readSettled(join(source, CONTROL)))
    const { rows } = await client.query<{ lsn: string; labelfile: string; spcmapfile: string }>(
      'select * from pg_backup_stop(false)',
    )
    const [stopped] = rows
    if (!stopped) throw lost ?? new Error('pg_backup_stop gave nothing')
    await writer.write(`${prefix}/backup_label`, stopped.labelfile)
    const segments = await copyLog(client, source, stopped, writer, prefix)
    const facts = await client.query<{ version: string; id: string }>(
      `select current_setting('server_version') as version, system_identifier::text as id from pg_control_system()`,
    )
    const { version = '', id = '' } = facts.rows[0] ?? {}
    return { ok: true, value: { version, systemIdentifier: id, upTo: stopped.lsn, segments } }
  } finally {
    await client.end()
  }
}

async function copyFolder(source: string, path: string, writer: BackupWriter, prefix: string): Promise<void> {
  await writer.addFolder(path === '' ? prefix : `${prefix}/${path}`)
  if (EMPTIED.has(path)) return
  for (const name of listOrNothing(join(source, path))) {
    const below = path === '' ? name : `${path}/${name}`
    const found = lstatSync(join(source, below), { throwIfNoEntry: false })
    if (!found || LEFT_OUT.test(name) || below === CONTROL) continue
    if (found.isDirectory()) await copyFolder(source, below, writer, prefix)
    else if (found.isFile()) await writer.copy(join(source, below), `${prefix}/${below}`)
  }
}

/** A database may be dropped while its folder is being walked. */
function listOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The control file is rewritten in place; read until two readings agree, it is never half old and half new. */
function readSettled(path: string): Buffer {
  for (let last = readFileSync(path); ;) {
    const next = readFileSync(path)
    if (next.equals(last)) return next
    last = next
  }
}

/** Copies the log from the backup's start to its end: what the copied files need to become one consistent state. */
async function copyLog(
  client: pg.Client,
  source: string,
  { lsn, labelfile }: { lsn: string; labelfile: string },
  writer: BackupWriter,
  prefix: string,
): Promise<number> {
  const first = /\(file ([0-9A-F]{24})\)/.exec(labelfile)?.[1]
  const { rows } = await client.query<{ last: string; size: string }>(
    `select pg_walfile_name($1::pg_lsn) as last, setting as size from pg_settings where name = 'wal_segment_size'`,
    [lsn],
  )
  const [end] = rows
  if (!first || !end) throw new Error(`no log positions in the backup label: ${labelfile}`)
  const names = readdirSync(join(source, 'pg_wal')).filter(
    name => (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= end.last) || name.endsWith('.history'),
  )
  const segments = names.filter(name => !name.endsWith('.history'))
  const wanted = positionOf(end.last, Number(end.size)) - positionOf(first, Number(end.size)) + 1
  if (segments.length !== wanted) throw new Error(`the log has ${segments.length} of ${wanted} segments`)
  for (const name of names) {
    const copied = await writer.copy(join(source, 'pg_wal', name), `${prefix}/pg_wal/${name}`)
    if (!copied) throw new Error(`the log's segment ${name} vanished`)
  }
  return segments.length
}

/** A segment's number: its name is timeline, upper half and lower half of the position, eight hex digits each. */
const positionOf = (name: string, size: number): number =>
  Number.parseInt(name.slice(8, 16), 16) * (0x1_0000_0000 / size) + Number.parseInt(name.slice(16), 16)
