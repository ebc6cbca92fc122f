import { err, ok, type Result } from '@anlan/domain'
import { BackupReader, restoreCluster, restoreDump, startCluster, type Outcome } from '@anlan/postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { readConfig, type Config } from '../config.ts'
import { carryOver, listMigrations } from '../db/carry-over.ts'
import { connectByUrl } from '../db/connect.ts'
import { ensureLoginRoles, knownMigrations } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'
import { clusterFolder, DATABASE, letPass, UNFINISHED_RESTORE } from '../host.ts'
import { readSecret } from '../secret.ts'
import { IN_BACKUP, type BackupFacts } from './backup.ts'
import type { Answer, Command, Sentence } from './command.ts'
import { isEmptyFolder, notEmpty } from './data-folder.ts'

/**
 * `restore DIR`: a backup into an empty data folder. Every file is checked against its hash, and the database is
 * started and read once, before anything gets its place; a refused restore leaves the folder empty.
 */
export const command: Command = {
  async run([folder, ...rest], { cwd, env, say }) {
    if (folder === undefined || rest.length > 0) return null
    const config = readConfig(env)
    const backup = await BackupReader.open(resolve(cwd, folder))
    if (!backup.ok) return err(backup.error.message)
    const facts = backup.value.facts as unknown as BackupFacts
    const unfit = reasonAgainst(facts, config)
    if (unfit) return err(unfit)
    if (!isEmptyFolder(config.dataDir)) return err(notEmpty(config.dataDir))

    const temporary = join(config.dataDir, UNFINISHED_RESTORE)
    letPass(config.dataDir)
    mkdirSync(temporary, { recursive: true })
    letPass(temporary)
    try {
      say('正在校验并恢复文件 … / checking and restoring the files …')
      const files = await backup.value.copyTo(IN_BACKUP.data, temporary)
      if (!files.ok) return err(files.error.message)
      say('正在恢复数据库 … / restoring the database …')
      const units = await restoreDatabase(backup.value, facts, { ...config, dataDir: temporary })
      if (!units.ok) return err(units.error.message)
      for (const name of readdirSync(temporary)) renameSync(join(temporary, name), join(config.dataDir, name))
      rmdirSync(temporary)
      return answer(backup.value.madeAt, facts, config.dataDir, units.value)
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  },
}

function reasonAgainst(facts: BackupFacts, { databaseUrl }: Config): Sentence | null {
  const known = new Set(knownMigrations())
  const unknown = facts.migrations.find(name => !known.has(name))
  if (unknown !== undefined) {
    return {
      zh: `备份由较新的安澜版本写成（含 ${unknown}），请用那个版本恢复。`,
      en: `The backup was made by a newer Anlan (it has ${unknown}): restore it with that version.`,
    }
  }
  if (facts.kind === 'dump' && databaseUrl === null) {
    return {
      zh: '这是外部数据库的备份：请先把 DATABASE_URL 设为一个空数据库，再恢复。',
      en: 'This is a backup of an outside database: set DATABASE_URL to an empty database first.',
    }
  }
  if (facts.kind === 'cluster' && databaseUrl !== null) {
    return {
      zh: '这是内置数据库的备份：请先去掉 DATABASE_URL，再恢复。',
      en: 'This is a backup of the embedded database: unset DATABASE_URL first.',
    }
  }
  return null
}

/** Brings the database back and reads it once; gives the number of units in it. */
async function restoreDatabase(
  backup: BackupReader,
  { kind }: BackupFacts,
  config: Config,
): Promise<Outcome<number>> {
  if (kind === 'dump') return fillFromDump(backup, config)
  const folder = clusterFolder(config.dataDir)
  const restored = await restoreCluster(backup, IN_BACKUP.cluster, folder)
  if (!restored.ok) return restored
  const started = await startCluster({ dataDir: folder, upgrade: carryOver })
  if (!started.ok) return started
  try {
    return { ok: true, value: await withOwner(started.value.connection(DATABASE), countUnits) }
  } finally {
    await started.value.stop()
  }
}

async function fillFromDump(backup: BackupReader, config: Config): Promise<Outcome<number>> {
  const url = config.databaseUrl ?? ''
  const file = join(config.dataDir, 'database.dump')
  const copied = await backup.copyTo(IN_BACKUP.dump, file)
  if (!copied.ok) return copied
  const connection = { connectionString: url }
  if ((await withOwner(connection, listMigrations)).length > 0) return alreadyFilled
  const { password } = connectByUrl(url, readSecret(config))
  await withOwner(connection, owner => ensureLoginRoles(owner, password))
  const restored = await restoreDump(url, file)
  rmSync(file)
  return restored.ok ? { ok: true, value: await withOwner(connection, countUnits) } : restored
}

const alreadyFilled: Outcome<never> = {
  ok: false,
  error: {
    code: 'folder-not-empty',
    message: {
      zh: 'DATABASE_URL 指向的数据库里已有数据，恢复不会覆盖它。',
      en: 'The database named by DATABASE_URL holds data already; a restore overwrites nothing.',
    },
  },
}

async function withOwner<Value>(
  connection: pg.PoolConfig,
  work: (owner: Kysely<unknown>) => Promise<Value>,
): Promise<Value> {
  const pool = createPool({ connection, max: 1, onError: () => undefined })
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await work(owner)
  } finally {
    await owner.destroy()
  }
}

async function countUnits(owner: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from units`.execute(owner)
  return rows[0]?.n ?? 0
}

function answer(
  madeAt: string,
  facts: BackupFacts,
  dataDir: string,
  units: number,
): Result<Answer, Sentence> {
  const lines = [
    `已恢复 ${madeAt} 的备份到 ${dataDir}：${units} 个单位。用 npm start 启动。`,
    `Restored the backup of ${madeAt} into ${dataDir}: ${units} units. Start with npm start.`,
    ...(facts.secretFromEnvironment
      ? [
          '备份时的密钥来自 ANLAN_SECRET：请用同一个值启动。',
          'Its secret came from ANLAN_SECRET: start with the same value.',
        ]
      : []),
  ]
  return ok({ json: { madeAt, dataDir, units, ...facts }, text: lines.join('\n') })
}
