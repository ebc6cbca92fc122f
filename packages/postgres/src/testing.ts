import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster, type Cluster, type Connection } from './cluster.ts'

export interface TestCluster {
  readonly cluster: Cluster
  /** Stops the cluster and removes its folder. */
  remove(): Promise<void>
}

/** A throw-away cluster for one test run: real PostgreSQL, without waiting for the disk. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-test-'))
  const started = await startCluster({
    dataDir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  if (!started.ok) throw new Error(started.error.message.en)
  const cluster = started.value
  return {
    cluster,
    remove: async () => {
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Makes a database as a copy of a template nobody is connected to. */
export async function cloneDatabase(as: Connection, template: string, name: string): Promise<void> {
  const client = new pg.Client(as)
  await client.connect()
  try {
    const [from, to] = [template, name].map(each => pg.escapeIdentifier(each))
    await client.query(`create database ${to} template ${from} strategy file_copy`)
  } finally {
    await client.end()
  }
}

/** Removes a database, with whoever is still connected to it. */
export async function dropDatabase(as: Connection, name: string): Promise<void> {
  const client = new pg.Client(as)
  await client.connect()
  try {
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  } finally {
    await client.end()
  }
}
