import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/**
 * One content may be evidence of many rows. Until this transaction ends nobody removes the bytes under the hash:
 * whoever is about to write a row that names them asks for this first.
 */
export const keepContent = (tx: Tx, sha256: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${`anlan content ${sha256}`}, 0))`.execute(tx)

/** Until this transaction ends nobody writes a row that names the bytes under the hash. */
export const releaseContent = (tx: Tx, sha256: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`anlan content ${sha256}`}, 0))`.execute(tx)
