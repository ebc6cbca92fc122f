import { findBinaries, type Binaries, type FindOptions } from './binaries.ts'
import { withFolderLock } from './folder-lock.ts'
import { postGuardian } from './guardian.ts'
import { addHolder, removeHolder } from './holders.ts'
import { initialise } from './initialise.ts'
import { keepRunning } from './keep-running.ts'
import type { Settings } from './launch.ts'
import { leaveCluster } from './leave.ts'
import { preparePlace, type Place } from './place.ts'
import { isUp } from './postmaster.ts'
import type { Outcome } from './refusal.ts'
import { upgradeIfOlder, type UpgradeOptions } from './upgrade.ts'
import { startOrAdopt, type Running } from './start-or-adopt.ts'

export interface ClusterInfo {
  readonly socketDir: string
  readonly port: number
  /** False when a running cluster was adopted. */
  readonly started: boolean
  readonly version: string
  readonly dataDir: string
}

export interface Connection {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

export interface Cluster {
  readonly info: ClusterInfo
  /** How to reach a database of the cluster, for `pg`. */
  connection(database?: string, user?: string): Connection
  /** From now on starts the server again whenever it is gone, until `stop` or `detach`. */
  keepRunning(say: (line: string) => void): void
  /** Stops the cluster, or leaves it to the other apps that live on it. */
  stop(): Promise<void>
  /** Leaves the cluster running and gives it up. */
  detach(): Promise<void>
}

export interface StartOptions {
  /** Folder that holds the cluster, its log and its socket. */
  readonly dataDir: string
  readonly log?: (line: string) => void
  /** Stop the cluster when this process dies without stopping it. Default true. */
  readonly guardian?: boolean
  /** Server settings, e.g. `{ fsync: 'off' }` for a cluster that tests throw away. */
  readonly settings?: Settings
  /** Which programs to use; default this platform's own. */
  readonly binaries?: FindOptions
  /** How to carry a cluster of an older major version over. Without it such a cluster is refused. */
  readonly upgrade?: UpgradeOptions
}

/**
 * A PostgreSQL in a folder: adopts the one that runs there, or initialises and starts one. Two starts at once
 * end with one cluster that both use.
 */
export async function startCluster(options: StartOptions): Promise<Outcome<Cluster>> {
  const prepared = preparePlace(options.dataDir)
  if (!prepared.ok) return prepared
  const place = prepared.value
  const binaries = findBinaries(place.user, place.dataDir, options.binaries)
  if (!binaries.ok) return binaries
  return withFolderLock(place.locks, async () => {
    const holder = addHolder(place.holders)
    // Before the server: whatever happens to this process from here on, nothing is left behind.
    const dismiss = (options.guardian ?? true) ? postGuardian(place, holder) : () => undefined
    const giveUp = (): void => {
      dismiss()
      removeHolder(place.holders, holder)
    }
    try {
      const running = await start(place, binaries.value, options)
      if (!running.ok) {
        giveUp()
        return running
      }
      // Brought up again, never made anew: a folder that vanished must not come back empty.
      const bringUp = (): Promise<Outcome<Running>> => startOrAdopt(place, binaries.value, options)
      return { ok: true, value: makeCluster(place, running.value, { holder, dismiss, bringUp }) }
    } catch (error) {
      giveUp()
      throw error
    }
  })
}

async function start(place: Place, binaries: Binaries, options: StartOptions): Promise<Outcome<Running>> {
  const upgraded = await upgradeIfOlder(place, binaries, options)
  if (!upgraded.ok) return upgraded
  const { cluster, user } = place
  const sync = options.settings?.fsync !== 'off'
  const initialised = await initialise(binaries, { cluster, user, sync })
  return initialised.ok ? startOrAdopt(place, binaries, options) : initialised
}

interface Held {
  readonly holder: string
  readonly dismiss: () => void
  readonly bringUp: () => Promise<Outcome<Running>>
}

function makeCluster(
  place: Place,
  { postmaster: { socketDir, port }, started, version }: Running,
  { holder, dismiss, bringUp }: Held,
): Cluster {
  let endWatch = (): Promise<void> => Promise.resolve()
  return {
    info: { socketDir, port, started, version, dataDir: place.dataDir },
    connection: (database = 'postgres', user = 'postgres') => ({ host: socketDir, port, database, user }),
    keepRunning(say) {
      const again = async (): Promise<void> => {
        const running = await withFolderLock(place.locks, bringUp)
        if (!running.ok) throw new Error(running.error.message.en)
      }
      endWatch = keepRunning({ isUp: () => isUp(place.cluster), bringUp: again, say })
    },
    async stop() {
      await endWatch()
      try {
        await leaveCluster(place, holder)
      } finally {
        // Last: should this process be killed while it stops the cluster, the guardian goes on with it.
        dismiss()
      }
    },
    async detach() {
      await endWatch()
      dismiss()
      removeHolder(place.holders, holder)
    },
  }
}
