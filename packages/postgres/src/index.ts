export { findBinaries, packageFor, type Binaries } from './binaries.ts'
export {
  startCluster,
  type Cluster,
  type ClusterInfo,
  type Connection,
  type StartOptions,
} from './cluster.ts'
export { checkDatabaseUrl, ensureDatabase } from './databases.ts'
export type { ClusterRefusal, Outcome } from './refusal.ts'
export { chooseUser, type RunAs } from './run-as.ts'
