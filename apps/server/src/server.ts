import { serve, type ServerType } from '@hono/node-server'
import pino from 'pino'
import type { App } from './app.ts'
import { AuditKeeper } from './audit/keeper.ts'
import { VerificationRuns } from './audit/verification-runs.ts'
import { createAuth } from './auth/auth.ts'
import { mountAuth } from './auth/auth.http.ts'
import { KnownBrowsers } from './auth/known-browser.ts'
import { PeerThrottle } from './auth/peer-throttle.ts'
import { SessionFinder } from './auth/session-finder.ts'
import { Throttle } from './auth/throttle.ts'
import { Vault } from './auth/vault.ts'
import { mountBusAlarms } from './bus/bus-alarms.http.ts'
import { mountPlans } from './campaign/plans.http.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openConnections, type ConnectAs, type Connections } from './db/connect.ts'
import type { Database } from './db/scope.ts'
import { filesOf } from './files/file-store.ts'
import { DeviceFinder } from './drills/device.ts'
import { FactIntake } from './drills/fact-intake.ts'
import { mountKiosk } from './drills/kiosk.http.ts'
import { KnownLimits } from './drills/known-limits.ts'
import { Musters } from './drills/musters.ts'
import { Settlement } from './drills/settle-drill.ts'
import { mountFiles } from './files/files.http.ts'
import { mountTables } from './organisation/tables.http.ts'
import { createHttp, type HttpApp } from './http.ts'
import { mountKioskTrainings } from './training/kiosk-trainings.http.ts'
import { mountLedgers } from './ledgers/ledgers.http.ts'
import { mountPapers } from './papers/papers.http.ts'
import { mountPaperTemplates } from './papers/templates/paper-templates.http.ts'
import { mountPublicReports } from './prevention/public-reports/public-reports.http.ts'
import { Live } from './live/live.ts'
import { Sharer } from './live/sharer.ts'
import { ImportWork } from './registers/import-work.ts'
import { mountRegisterTables } from './registers/register-tables.http.ts'
import { CountyGathering } from './summaries/gather-county.ts'
import { mountReferralDoor } from './supervision/referral/referral-door.http.ts'
import { mountHealth } from './health.ts'

export interface AssembleOptions {
  readonly config: Config
  readonly secret: string
  readonly connectAs: ConnectAs
  /** Password of the login roles; null on the embedded cluster's private socket. */
  readonly password: string | null
  readonly clock?: Clock
  readonly log?: pino.Logger
  /** Settles over the migrated database whether this is the demonstration county; else the configuration says so. */
  readonly settleDemo?: (db: Database, clock: Clock) => Promise<boolean>
}

export interface Assembled {
  readonly app: App
  readonly connections: Connections
  readonly http: HttpApp
  close(): Promise<void>
}

/** Puts a server together over a database that is running; listens on nothing yet. */
export async function assemble(options: AssembleOptions): Promise<Assembled> {
  const { secret, connectAs, password } = options
  const log = options.log ?? pino({ level: 'info' }, pino.destination(2))
  const connections = await openConnections(connectAs, password, error =>
    log.warn({ err: error }, 'database connection lost'),
  )
  const clock = options.clock ?? systemClock
  const config = { ...options.config, demo: await isDemo(options, connections, clock) }
  const baseUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
  const auth = createAuth({ pool: connections.auth, secret, baseUrl })
  const live = new Live(connections.listener, log, connections.origin)
  await live.start()
  const { owner } = connections
  const keeper = new AuditKeeper({ owner, dataDir: config.dataDir, clock, log })
  const vault = new Vault(connections.auth, secret)
  const musters = new Musters(connections.db, {
    changed: topic => live.nudge(topic),
    ended: drill => settlement.note(drill),
  })
  const settlement = new Settlement({ db: connections.db, musters }, log)
  live.listenToAll((topic, isOwn) => musters.hear(topic, isOwn))
  const app: App = {
    config,
    db: connections.db,
    clock,
    log,
    sessions: new SessionFinder(auth, connections.auth, live, clock, () => !config.demo),
    throttle: new Throttle(connections.auth, clock),
    peers: new PeerThrottle(connections.auth, clock),
    knownBrowsers: new KnownBrowsers(vault, baseUrl.startsWith('https:')),
    vault,
    files: filesOf(config),
    live,
    sharer: new Sharer(),
    audit: keeper,
    verifications: new VerificationRuns({ owner, keeper, clock, log }),
    kiosks: new DeviceFinder(connections.auth, live, clock),
    intake: new FactIntake(connections.db, clock, musters),
    musters,
    limits: new KnownLimits(connections.db),
    settlement,
    imports: new ImportWork(log),
    gathering: new CountyGathering(),
  }
  const http = createHttp(app, [
    (server, host) => mountAuth(server, host, auth),
    mountFiles,
    mountKiosk(connections.auth),
    mountBusAlarms(connections.auth),
    mountPublicReports(connections.auth),
    mountPlans,
    mountRegisterTables,
    mountTables,
    mountReferralDoor,
    mountLedgers,
    mountPapers,
    mountKioskTrainings,
    mountPaperTemplates,
    (server, host) => mountHealth(server, host, owner),
  ])
  return {
    app,
    connections,
    http,
    close: async () => {
      app.settlement.stop()
      app.musters.stop()
      await app.imports.stop()
      await app.gathering.stop()
      await app.verifications.stop()
      await live.close()
      await connections.close()
    },
  }
}

/** A refusal leaves no connection behind. */
async function isDemo(options: AssembleOptions, connections: Connections, clock: Clock): Promise<boolean> {
  try {
    return (await options.settleDemo?.(connections.db, clock)) ?? options.config.demo
  } catch (error) {
    await connections.close()
    throw error
  }
}

/** Listens; resolves with the port that was really taken. */
export function listen(
  http: HttpApp,
  config: Pick<Config, 'host' | 'port'>,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: http.fetch, hostname: config.host, port: config.port }, info =>
      resolve({ server, port: info.port }),
    )
    server.on('error', reject)
  })
}
