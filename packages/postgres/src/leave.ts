import { withFolderLock } from './folder-lock.ts'
import { countHolders, removeHolder } from './holders.ts'
import { freshFolder, removeSocketFolder, type Paths } from './place.ts'
import { isOurs, readPostmaster } from './postmaster.ts'
import { setTimeout as sleep } from 'node:timers/promises'

const STOP_TIMEOUT_MS = 60_000

/**
 * Gives a holder's note up and, when it was the last, stops the cluster. Under the folder's lock, so that nobody
 * adopts a cluster that is about to stop.
 */
export async function leaveCluster(paths: Paths, holder: string): Promise<void> {
  await withFolderLock(paths.locks, async () => {
    removeHolder(paths.holders, holder)
    if (countHolders(paths.holders) > 0) return
    await stopPostmaster(paths.cluster)
    // Runs only when somebody was killed in the middle of an upgrade.
    await stopPostmaster(freshFolder(paths))
    removeSocketFolder(paths)
  })
}

/** Asks for a fast shutdown, insists after a minute with SIGQUIT, and never kills. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const pid = readPostmaster(cluster)?.pid
  if (pid === undefined || !isOurs(pid, cluster)) return
  signal(pid, 'SIGINT')
  let insisted = false
  for (const started = Date.now(); isOurs(pid, cluster); await sleep(25)) {
    const waited = Date.now() - started
    if (waited > 2 * STOP_TIMEOUT_MS) throw new Error(`PostgreSQL ${pid} does not stop`)
    if (waited <= STOP_TIMEOUT_MS || insisted) continue
    signal(pid, 'SIGQUIT')
    insisted = true
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // It ended by itself in this moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
