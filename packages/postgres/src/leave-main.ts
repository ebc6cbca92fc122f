import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { leaveCluster } from './leave.ts'
import { pathsOf } from './place.ts'

/** A server that is started again at once finds its cluster still running. */
const GRACE_MS = 2_000

const [dataDir = '', holder = ''] = process.argv.slice(2)
await sleep(GRACE_MS)
// A folder that was removed meanwhile needs nothing more.
if (existsSync(dataDir)) await leaveCluster(pathsOf(dataDir), holder)
