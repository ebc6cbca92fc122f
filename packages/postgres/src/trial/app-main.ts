import { createInterface } from 'node:readline'
import pg from 'pg'
import { BackupWriter } from '../backup-folder.ts'
import { backupCluster } from '../backup.ts'
import { startCluster, type Cluster, type StartOptions } from '../cluster.ts'
import { readPostmaster } from '../postmaster.ts'
import { join } from 'node:path'

/**
 * An app as a process of its own, which a test starts, talks to and kills. It obeys lines on standard input and
 * answers with lines of JSON.
 */
interface Orders extends StartOptions {
  /** Become this user before the first order, as if it had started us. */
  readonly become?: { readonly uid: number; readonly gid: number }
  /** Where the order `backup` writes to. */
  readonly backupTo?: string
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
let cluster: Cluster | null = null

if (orders.become) {
  process.setgroups?.([])
  process.setgid?.(orders.become.gid)
  process.setuid?.(orders.become.uid)
}

const ORDERS: Record<string, () => Promise<void>> = {
  async start() {
    const outcome = await startCluster(orders)
    if (!outcome.ok) return say({ event: 'refused', code: outcome.error.code })
    cluster = outcome.value
    const pid = readPostmaster(join(cluster.info.dataDir, 'cluster'))?.pid
    say({ event: 'ready', ...cluster.info, pid })
  },
  async write() {
    await write(cluster)
  },
  async churn() {
    await churn(cluster)
  },
  async backup() {
    if (!cluster || !orders.backupTo) return
    const writer = await BackupWriter.begin(orders.backupTo)
    if (!writer.ok) return say({ event: 'refused', code: writer.error.code })
    await backupCluster(cluster, writer.value, 'cluster')
    await writer.value.seal({}, new Date().toISOString())
    say({ event: 'backed-up' })
  },
  async stop() {
    await cluster?.stop()
    say({ event: 'stopped' })
  },
}

/** Inserts one row after the other; names each one once its commit is acknowledged, and goes on until it is killed. */
async function write(on: Cluster | null): Promise<void> {
  if (!on) return
  const client = new pg.Client(on.connection())
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('create table if not exists acknowledged (id bigint generated always as identity)')
    for (;;) {
      const { rows } = await client.query<{ id: string }>(
        'insert into acknowledged default values returning id',
      )
      say({ event: 'acknowledged', id: Number(rows[0]?.id) })
    }
  } catch (error) {
    say({ event: 'cut', message: error instanceof Error ? error.message : String(error) })
  }
}

/** Changes every page of a table over and over, so that a backup's copy of it is torn in many places. */
async function churn(on: Cluster | null): Promise<void> {
  if (!on) return
  const client = new pg.Client(on.connection())
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(
      `create table churned as select n, repeat('x', 400) as text from generate_series(1, 20000) n`,
    )
    await client.query('create index on churned (text, n)')
    say({ event: 'churning' })
    for (let round = 0; ; round++)
      await client.query(`update churned set text = $1 || left(text, 390) where n % 20 = $2`, [
        round,
        round % 20,
      ])
  } catch (error) {
    say({ event: 'cut', message: error instanceof Error ? error.message : String(error) })
  }
}

say({ event: 'here' })
for await (const line of createInterface(process.stdin)) {
  await ORDERS[line]?.().catch((error: unknown) => say({ event: 'failed', message: String(error) }))
}
