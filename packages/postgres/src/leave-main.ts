import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { leaveCluster } from './leave.ts'

/** A server that is started again at once finds its cluster still running. */
const GRACE_MS = 2_000

const [dataDir = '', holder = ''] = process.argv.slice(2)
await sleep(GRACE_MS)
if (existsSync(join(dataDir, 'locks'))) {
  const [cluster, holders, locks] = ['cluster', 'holders', 'locks'].map(name => join(dataDir, name)) as [
    string,
    string,
    string,
  ]
  await leaveCluster({ cluster, holders, locks }, holder)
}
