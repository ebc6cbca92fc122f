import { ensureDatabase, type Cluster, type Connection } from '@anlan/postgres'
import { startTestCluster } from '@anlan/postgres/testing'
import type { TestProject } from 'vitest/node'
import { openConnections } from '../db/connect.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** How to reach the run's cluster. */
    cluster: Connection
  }
}

export const TEMPLATE = 'anlan_template'

/** One cluster a run, with a migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, remove } = await startTestCluster()
  await makeTemplate(cluster)
  project.provide('cluster', cluster.connection())
  return remove
}

/** A migrated database that nobody is connected to, for copies. */
export async function makeTemplate(cluster: Cluster): Promise<void> {
  await ensureDatabase(cluster, TEMPLATE)
  const connections = await openConnections(
    user => cluster.connection(TEMPLATE, user),
    null,
    error => {
      throw error
    },
  )
  await connections.close()
}
