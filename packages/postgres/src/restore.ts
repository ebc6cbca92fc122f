import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupReader } from './backup-folder.ts'
import { withFolderLock } from './folder-lock.ts'
import { preparePlace } from './place.ts'
import { refused, type Outcome } from './refusal.ts'

/**
 * Puts a cluster out of a backup into a data folder that has none. It becomes consistent when it is started: the
 * server replays the log up to the backup's end, or says that it cannot.
 */
export async function restoreCluster(
  backup: BackupReader,
  prefix: string,
  dataDir: string,
): Promise<Outcome<null>> {
  const prepared = preparePlace(dataDir)
  if (!prepared.ok) return prepared
  const { cluster, locks, user } = prepared.value
  return withFolderLock(locks, async () => {
    if (existsSync(cluster)) {
      return refused(
        'folder-not-empty',
        `文件夹 ${cluster} 已有数据库，恢复不会覆盖它。`,
        `The folder ${cluster} holds a database already; a restore does not overwrite it.`,
      )
    }
    const temporary = `${cluster}.restoring`
    await rm(temporary, { recursive: true, force: true })
    const copied = await backup.copyTo(prefix, temporary)
    if (!copied.ok) {
      await rm(temporary, { recursive: true, force: true })
      return copied
    }
    if (user.owner) handOver(temporary, user.owner)
    await rename(temporary, cluster)
    return { ok: true, value: null }
  })
}

function handOver(path: string, owner: { uid: number; gid: number }): void {
  chownSync(path, owner.uid, owner.gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) handOver(join(path, name), owner)
}
