export { findBinaries, packageFor, type Binaries, type FindOptions } from './binaries.ts'
export {
  startCluster,
  type Cluster,
  type ClusterInfo,
  type Connection,
  type StartOptions,
} from './cluster.ts'
export { BackupReader, BackupWriter } from './backup-folder.ts'
export { backupCluster, type ClusterBackup } from './backup.ts'
export { dumpDatabase, restoreDump } from './dump.ts'
export { isUp } from './postmaster.ts'
export { readMajor, type Move, type UpgradeOptions } from './upgrade.ts'
export { restoreCluster } from './restore.ts'
export { checkDatabaseUrl, ensureDatabase } from './databases.ts'
export type { ClusterRefusal, Outcome } from './refusal.ts'
export { chooseUser, type RunAs } from './run-as.ts'
