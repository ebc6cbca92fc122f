import pino from 'pino'
import { AuditKeeper } from '../audit/keeper.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Connections } from '../db/connect.ts'
import type { Terminal } from './command.ts'
import { withDatabase } from './with-database.ts'

/** What a command about the record works with. */
export interface Record {
  readonly keeper: AuditKeeper
  readonly connections: Connections
  readonly config: Config
}

/** Runs `work` on the configured database and the keeper of its record, beside a server that may be running. */
export const withRecord = <Value>(
  terminal: Pick<Terminal, 'env' | 'say'>,
  work: (record: Record) => Promise<Value>,
): Promise<Value> =>
  withDatabase(terminal, (connections, config) => {
    // What the keeper would log stands in the command's answer.
    const log = pino({ level: 'silent' })
    const { owner } = connections
    const keeper = new AuditKeeper({ owner, dataDir: config.dataDir, clock: systemClock, log })
    return work({ keeper, connections, config })
  })
