import { err, ok, type Result } from '@anlan/domain'
import { backupCluster, BackupWriter, dumpDatabase, type Outcome } from '@anlan/postgres'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SEAL_LOG } from '../audit/seal-log.ts'
import { systemClock } from '../clock.ts'
import { readConfig, type Config } from '../config.ts'
import { knownMigrations } from '../db/migrate.ts'
import { openHost, type Host } from '../host.ts'
import { readSecret } from '../secret.ts'
import type { Answer, Command, Sentence } from './command.ts'
import { liesIn, walkFiles } from './data-folder.ts'

/** Where things lie in a backup. */
export const IN_BACKUP = {
  cluster: 'postgres/cluster',
  dump: 'postgres/database.dump',
  data: 'data',
} as const

/** What a backup says about itself, for whoever restores it. */
export interface BackupFacts {
  readonly kind: 'cluster' | 'dump'
  readonly postgres: string
  /** Migrations the program knew that made it; the database has had them all. */
  readonly migrations: readonly string[]
  /** The signing secret came from the environment and is not in the backup. */
  readonly secretFromEnvironment: boolean
}

/**
 * `backup DIR`: database, evidence files and keys into a new folder, while people go on working. The database goes
 * goes before the files: a file is on the disk before the row that names it, so every row finds its file. The seals'
 * log goes before the database, where each seal is first: a log that knew more would speak of history the backup lacks.
 */
export const command: Command = {
  async run([folder, ...rest], { cwd, env, say }) {
    if (folder === undefined || rest.length > 0) return null
    const config = readConfig(env)
    const target = resolve(cwd, folder)
    if (liesIn(target, config.dataDir)) return err(insideItself(config.dataDir))
    const writer = await BackupWriter.begin(target)
    if (!writer.ok) return err(writer.error.message)
    const host = await openHost(config, readSecret(config), say)
    try {
      return await write(writer.value, { config, host, target, say })
    } finally {
      await writer.value.discard()
      await host.stop()
    }
  },
}

interface Work {
  readonly config: Config
  readonly host: Host
  readonly target: string
  readonly say: (line: string) => void
}

async function write(
  writer: BackupWriter,
  { config, host, target, say }: Work,
): Promise<Result<Answer, Sentence>> {
  await writer.copy(join(config.dataDir, SEAL_LOG), `${IN_BACKUP.data}/${SEAL_LOG}`)
  say('正在备份数据库 … / backing up the database …')
  const database = await writeDatabase(writer, config, host)
  if (!database.ok) return err(database.error.message)
  say('正在备份文件 … / backing up the files …')
  await writeFiles(writer, config.dataDir)
  const facts: BackupFacts = {
    ...database.value,
    migrations: knownMigrations(),
    secretFromEnvironment: config.secret !== null,
  }
  const madeAt = systemClock.now()
  await writer.seal({ ...facts }, madeAt)
  const { files, bytes } = writer
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`
  const lines = [
    `备份完成：${target}，${files} 个文件，${size}。内含密码散列、密钥和限制查阅的内容（欺凌事件卷宗等），请妥善保管。`,
    `Backed up to ${target}: ${files} files, ${size}. It holds password hashes, keys and what few may read, such as files of bullying cases: keep it safe.`,
    ...(facts.secretFromEnvironment
      ? [
          '密钥来自环境变量 ANLAN_SECRET，不在备份里，请另行保管。',
          'ANLAN_SECRET comes from the environment and is not in the backup: keep it too.',
        ]
      : []),
  ]
  return ok({ json: { folder: target, files, bytes, madeAt, ...facts }, text: lines.join('\n') })
}

async function writeDatabase(
  writer: BackupWriter,
  { databaseUrl }: Config,
  { cluster, version }: Host,
): Promise<Outcome<Pick<BackupFacts, 'kind' | 'postgres'>>> {
  if (cluster) {
    const made = await backupCluster(cluster, writer, IN_BACKUP.cluster)
    return made.ok ? { ok: true, value: { kind: 'cluster', postgres: version } } : made
  }
  const folder = await mkdtemp(join(tmpdir(), 'anlan-dump-'))
  try {
    const file = join(folder, 'database.dump')
    const dumped = await dumpDatabase(databaseUrl ?? '', file)
    if (!dumped.ok) return dumped
    await writer.copy(file, IN_BACKUP.dump)
    return { ok: true, value: { kind: 'dump', postgres: dumped.value } }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Everything beside the cluster, whoever put it there: evidence, keys, the secret. */
async function writeFiles(writer: BackupWriter, dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return
  await writer.addFolder(IN_BACKUP.data)
  for (const name of readdirSync(dataDir, { withFileTypes: true })) {
    if (name.name === 'postgres' || name.name === SEAL_LOG) continue
    if (name.isFile()) await writer.copy(join(dataDir, name.name), `${IN_BACKUP.data}/${name.name}`)
    if (!name.isDirectory()) continue
    for (const path of walkFiles(join(dataDir, name.name)))
      await writer.copy(join(dataDir, name.name, path), `${IN_BACKUP.data}/${name.name}/${path}`)
  }
}

const insideItself = (dataDir: string): Sentence => ({
  zh: `备份不能放在数据文件夹 ${dataDir} 里面，请换一个位置，最好是另一块磁盘。`,
  en: `A backup cannot lie inside the data folder ${dataDir}: choose another place, best on another disk.`,
})
