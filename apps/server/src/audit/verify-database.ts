import type { AuditVerdict, PrintedSeal } from '@anlan/domain'
import type pg from 'pg'
import { ChainChecker } from './check.ts'
import { inTransaction } from './owner.ts'
import { readDatabase } from './record.ts'
import type { LoggedSeal, SealLog } from './seal-log.ts'

/** Told how far a check has come, now and then; a file does not say beforehand how long it is. */
export interface Progress {
  (checked: number, total: number | null): void | Promise<void>
}

export interface VerifyOptions {
  readonly progress?: Progress
  /** Seals that somebody holds on paper. */
  readonly printed?: readonly PrintedSeal[]
}

const EVERY = 1_000
const LOG_PAGE = 500

/**
 * Checks the whole record of a database, and the seals kept outside it against what the database says now.
 * Reads one consistent picture, changes nothing, and needs no more memory for a million events than for ten.
 */
export function verifyDatabase(
  owner: pg.Pool,
  log: SealLog,
  { progress, printed }: VerifyOptions = {},
): Promise<AuditVerdict> {
  // Measured before the picture is taken: a seal is in the database first, and those made while this runs are in neither.
  const { size } = log
  return inTransaction(
    owner,
    async client => {
      const { rows } = await client.query<{ total: number }>('select count(*) as total from audit_chain')
      const total = rows[0]?.total ?? 0
      const checker = new ChainChecker(printed)
      await progress?.(0, total)
      for await (const record of readDatabase(client)) {
        checker.take(record)
        if (record.kind === 'event' && checker.events % EVERY === 0) await progress?.(checker.events, total)
      }
      await checkLog(client, log.read(size), checker)
      await progress?.(checker.events, total)
      return checker.finish()
    },
    'begin isolation level repeatable read read only',
  )
}

/** Every seal in the log has to be found in the chain: a chain made anew after a cut has other hashes, or none. */
async function checkLog(
  client: pg.PoolClient,
  log: AsyncIterable<LoggedSeal | null>,
  checker: ChainChecker,
): Promise<void> {
  let page: LoggedSeal[] = []
  for await (const seal of log) {
    if (seal === null) {
      checker.report('log-damaged', null)
      continue
    }
    page.push(seal)
    if (page.length === LOG_PAGE) page = await checkLogged(client, page, checker)
  }
  await checkLogged(client, page, checker)
}

async function checkLogged(client: pg.PoolClient, seals: LoggedSeal[], checker: ChainChecker): Promise<[]> {
  const { rows } = await client.query<{ position: number; hash: string }>(
    'select position, hash from audit_chain where position = any($1::bigint[])',
    [seals.map(seal => seal.position)],
  )
  const known = new Map(rows.map(row => [row.position, row.hash]))
  for (const seal of seals) {
    const hash = known.get(seal.position)
    if (hash === undefined) checker.report('sealed-history-missing', seal.position, seal.at)
    else if (hash !== seal.hash) checker.report('sealed-history-rewritten', seal.position, seal.at)
    checker.checkSignature(seal, seal.publicKey)
  }
  return []
}
