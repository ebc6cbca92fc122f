import type { Logger } from 'pino'
import type { AuditKeeper } from './audit/keeper.ts'
import type { VerificationRuns } from './audit/verification-runs.ts'
import type { KnownBrowsers } from './auth/known-browser.ts'
import type { PeerThrottle } from './auth/peer-throttle.ts'
import type { Sessions } from './auth/sessions.ts'
import type { Throttle } from './auth/throttle.ts'
import type { Vault } from './auth/vault.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/scope.ts'
import type { DeviceFinder } from './drills/device.ts'
import type { FactIntake } from './drills/fact-intake.ts'
import type { KnownLimits } from './drills/known-limits.ts'
import type { Musters } from './drills/musters.ts'
import type { Settlement } from './drills/settle-drill.ts'
import type { FileStore } from './files/file-store.ts'
import type { ImportWork } from './registers/import-work.ts'
import type { Live } from './live/live.ts'
import type { CountyGathering } from './summaries/gather-county.ts'
import type { Sharer } from './live/sharer.ts'

/** What a running server is made of; verbs get it through their context and reach for nothing global. */
export interface App {
  readonly config: Config
  readonly db: Database
  readonly clock: Clock
  readonly log: Logger
  readonly sessions: Sessions
  readonly throttle: Throttle
  readonly peers: PeerThrottle
  readonly knownBrowsers: KnownBrowsers
  readonly vault: Vault
  readonly files: FileStore
  readonly live: Live
  readonly sharer: Sharer
  readonly audit: AuditKeeper
  readonly verifications: VerificationRuns
  readonly kiosks: DeviceFinder
  readonly intake: FactIntake
  readonly musters: Musters
  readonly limits: KnownLimits
  readonly settlement: Settlement
  readonly imports: ImportWork
  readonly gathering: CountyGathering
}
