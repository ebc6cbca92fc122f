import { checkDatabaseUrl, readMajor, startCluster } from '@anlan/postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from '../../config.ts'
import { listMigrations } from '../../db/carry-over.ts'
import { knownMigrations } from '../../db/migrate.ts'
import { createPool } from '../../db/pool.ts'
import { clusterFolder, DATABASE } from '../../host.ts'
import { bad, good, note, type Check, type Finding } from './check.ts'
import { lookAtFiles } from './files.ts'

/** Whether the database answers, its schema is this version's, and the evidence it names is there. An embedded one is started for the look. */
export const checkDatabase: Check = config =>
  config.databaseUrl === null ? lookAtCluster(config) : lookAtUrl(config.databaseUrl, config)

async function lookAtUrl(url: string, { dataDir }: Config): Promise<readonly Finding[]> {
  const checked = await checkDatabaseUrl(url)
  if (!checked.ok) return [bad('database', checked.error.message.zh, checked.error.message.en)]
  return [answersAs(checked.value), ...(await lookInside({ connectionString: url }, dataDir))]
}

async function lookAtCluster({ dataDir }: Config): Promise<readonly Finding[]> {
  const folder = clusterFolder(dataDir)
  const major = readMajor(join(folder, 'cluster'))
  if (major === null)
    return [
      note(
        'database',
        '数据库还没有，首次启动时建立。',
        'There is no database yet; the first start makes it.',
      ),
    ]
  try {
    const started = await startCluster({ dataDir: folder })
    if (!started.ok) return [asFinding(started.error.code, major, started.error.message)]
    try {
      const inside = await lookInside(started.value.connection(DATABASE), dataDir)
      return [answersAs(started.value.info.version), ...inside]
    } finally {
      await started.value.stop()
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return [bad('database', `数据库不能启动：${words}`, `The database does not start: ${words}`)]
  }
}

/** Looking must not upgrade; the next start does. */
function asFinding(code: string, major: number, { zh, en }: { zh: string; en: string }): Finding {
  if (code !== 'cluster-older') return bad('database', zh, en)
  return note(
    'database',
    `数据由 PostgreSQL ${major} 保存，下次启动时升级。`,
    `The data was kept by PostgreSQL ${major}; the next start upgrades it.`,
  )
}

const answersAs = (version: string): Finding =>
  good('database', `数据库可用，PostgreSQL ${version}。`, `The database answers: PostgreSQL ${version}.`)

async function lookInside(connection: pg.PoolConfig, dataDir: string): Promise<readonly Finding[]> {
  const pool = createPool({ connection, max: 1, onError: () => undefined })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const schema = judge(await listMigrations(db), knownMigrations())
    // Only this version's own schema is known well enough to be asked for more.
    return schema.verdict === 'good' ? [schema, ...(await lookAtFiles(db, dataDir))] : [schema]
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return [bad('schema', `读不到数据库：${words}`, `The database cannot be read: ${words}`)]
  } finally {
    await db.destroy()
  }
}

function judge(done: readonly string[], known: readonly string[]): Finding {
  const unknown = done.filter(name => !known.includes(name))
  if (unknown.length > 0) {
    return bad(
      'schema',
      `数据库由较新的安澜版本写成（${unknown.join('、')}），请使用那个版本。`,
      `The database was written by a newer Anlan (${unknown.join(', ')}): use that version.`,
    )
  }
  const pending = known.filter(name => !done.includes(name))
  if (pending.length === 0) return good('schema', '表结构是最新的。', 'The schema is up to date.')
  return note(
    'schema',
    `有 ${pending.length} 项表结构升级待做，下次启动时自动完成。`,
    `${pending.length} migrations are pending; the next start runs them.`,
  )
}
