import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import { checkDatabaseUrl } from './databases.ts'
import { refused, type Outcome } from './refusal.ts'

type Program = 'pg_dump' | 'pg_restore'

/** Where Debian and its kin keep the client programs of each version, beside those on the PATH. */
const DEBIAN = '/usr/lib/postgresql'

/**
 * Dumps a database named by URL into a file, with a `pg_dump` that is at least as new as the server; one sentence
 * where there is none, or where the role may not read every row.
 */
export async function dumpDatabase(
  url: string,
  file: string,
  path = process.env.PATH,
): Promise<Outcome<string>> {
  const found = await findFor(url, 'pg_dump', path)
  if (!found.ok) return found
  if (!(await readsEveryRow(url))) {
    return refused(
      'backup-impossible',
      'DATABASE_URL 的角色受行级安全限制，备份会缺行：请改用超级用户或有 BYPASSRLS 的角色备份。',
      'The role in DATABASE_URL is bound by row-level security, so a backup would miss rows: use a superuser or a role with BYPASSRLS.',
    )
  }
  await run(found.value.program, ['--format=custom', '--no-owner', `--file=${file}`], url)
  return { ok: true, value: found.value.version }
}

/** Fills an empty database named by URL from a dump, wholly or not at all. The roles it grants to must exist. */
export async function restoreDump(
  url: string,
  file: string,
  path = process.env.PATH,
): Promise<Outcome<null>> {
  const found = await findFor(url, 'pg_restore', path)
  if (!found.ok) return found
  const { pathname } = new URL(url)
  const database = decodeURIComponent(pathname.slice(1))
  await run(
    found.value.program,
    ['--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${database}`, file],
    url,
  )
  return { ok: true, value: null }
}

async function findFor(
  url: string,
  name: Program,
  path: string | undefined,
): Promise<Outcome<{ program: string; version: string }>> {
  const server = await checkDatabaseUrl(url)
  if (!server.ok) return server
  const wanted = Number.parseInt(server.value, 10)
  // The oldest that is new enough: a dump is read by the programs of its own version and of later ones.
  const [fitting] = candidates(name, path)
    .filter(({ major }) => major >= wanted)
    .sort((a, b) => a.major - b.major)
  if (fitting) return { ok: true, value: { program: fitting.program, version: server.value } }
  return refused(
    'backup-impossible',
    `备份 DATABASE_URL 指向的数据库需要 ${name} ${wanted} 或更高版本，本机没有：请安装 PostgreSQL 客户端程序，或在数据库服务器上备份。`,
    `Backing up the database named by DATABASE_URL needs ${name} ${wanted} or newer, which this machine has not: install PostgreSQL's client programs, or back up on the database's own machine.`,
  )
}

function candidates(name: Program, path = ''): { program: string; major: number }[] {
  const folders = path.split(delimiter).filter(folder => folder !== '')
  const versions = path !== '' && existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const programs = [...folders, ...versions.map(version => join(DEBIAN, version, 'bin'))].map(folder =>
    join(folder, name),
  )
  return programs.flatMap(program => {
    if (!existsSync(program)) return []
    const asked = spawnSync(program, ['--version'], { encoding: 'utf8' })
    const major = /\) (\d+)/.exec(asked.stdout ?? '')?.[1]
    return major === undefined ? [] : [{ program, major: Number(major) }]
  })
}

async function readsEveryRow(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ every: boolean }>(
      'select rolsuper or rolbypassrls as every from pg_roles where rolname = current_user',
    )
    return rows[0]?.every === true
  } finally {
    await client.end()
  }
}

/** The address goes by the environment: arguments are for everybody on the machine to read, and it holds a password. */
function run(program: string, args: readonly string[], url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { PATH: process.env.PATH ?? '', ...addressOf(url) },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
    child.on('error', reject)
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`${program}: ${words.trim()}`))))
  })
}

/** Parameters of the URL that libpq also reads from its environment. */
const PARAMETERS: Record<string, string> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
}

function addressOf(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const parts: Record<string, string> = {
    PGHOST: decodeURIComponent(hostname),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  }
  for (const [name, value] of searchParams) if (PARAMETERS[name]) parts[PARAMETERS[name]] = value
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}
