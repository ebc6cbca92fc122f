import type { Actor, Instant } from '@anlan/domain'
import pino from 'pino'
import { clockAt } from '../clock.ts'
import { readConfig } from '../config.ts'
import { acceptImport } from '../registers/accept-import.ts'
import { assemble } from '../server.ts'

/** What a server that writes an import is told: how to reach its database, and who accepts what. */
export interface ImportOrder {
  readonly connection: object
  readonly dataDir: string
  readonly now: Instant
  readonly actor: Actor
  readonly id: string
}

/** A server as a process of its own, which a test can kill while it writes. */
const order = JSON.parse(process.argv[2] ?? '') as ImportOrder
const { app } = await assemble({
  config: { ...readConfig({ ANLAN_DATA: order.dataDir, ANLAN_DEMO: '0' }), port: 8080 },
  secret: 'a secret of a server that signs nobody in',
  connectAs: (user = undefined) => ({ ...order.connection, ...(user && { user }) }),
  password: null,
  clock: clockAt(() => order.now),
  log: pino({ level: 'silent' }),
})
const accepted = await acceptImport(
  { app, actor: order.actor, now: order.now, requestId: null },
  { id: order.id, without: false },
)
if (!accepted.ok) throw new Error(accepted.error.code)
