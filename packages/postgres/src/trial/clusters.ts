import pg from 'pg'
import { onTestFinished } from 'vitest'
import { startCluster, type Cluster, type StartOptions } from '../cluster.ts'
import { FAST } from './apps.ts'

/** Starts a cluster in this process, for as long as the test runs. */
export async function start(dataDir: string, options: Partial<StartOptions> = {}): Promise<Cluster> {
  const outcome = await startCluster({ dataDir, settings: FAST, ...options })
  if (!outcome.ok) throw new Error(outcome.error.message.en)
  onTestFinished(() => outcome.value.stop())
  return outcome.value
}

/** The values a query gives, row after row. */
export async function query(cluster: Cluster, text: string, database = 'postgres'): Promise<unknown[]> {
  const client = new pg.Client(cluster.connection(database))
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return rows.flat()
  } finally {
    await client.end()
  }
}
