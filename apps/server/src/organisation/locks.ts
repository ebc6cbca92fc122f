import type { UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/**
 * Changes to the tree wait for each other until the transaction ends: two moves that are right each for itself
 * could together make a loop, or hang a unit under one that closes at the same moment.
 */
export const lockTree = (tx: Tx): Promise<unknown> => lock(tx, 'units')

/** Whoever takes a county administrator away waits for the others who do, so that the last one always stays. */
export const lockCountyAdmins = (tx: Tx): Promise<unknown> => lock(tx, 'county-admins')

/** Changes to who is in which class of a school wait for each other: nobody is put into a class while it is closed. */
export const lockClasses = (tx: Tx, unitId: UnitId): Promise<unknown> => lock(tx, `classes ${unitId}`)

/** Changes to a unit’s list of duties wait for each other: an edition that is published cannot be locked as a row. */
export const lockDuties = (tx: Tx, unitId: UnitId): Promise<unknown> => lock(tx, `duties ${unitId}`)

/** Batches of letters of one issuer wait for each other: the second then sees what the first has sent. */
export const lockLetters = (tx: Tx, issuerId: UnitId): Promise<unknown> => lock(tx, `letters ${issuerId}`)

/** Two servers that follow terms which ran out wait for each other: the second finds the handovers of the first. */
export const lockEndedTerms = (tx: Tx): Promise<unknown> => lock(tx, 'ended-terms')

/** Whoever sends the same thing twice at once waits for himself: the second finds what the first has kept. */
export const lockSent = (tx: Tx, what: string): Promise<unknown> => lock(tx, `sent ${what}`)

const lock = (tx: Tx, what: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext(${`anlan ${what}`}))`.execute(tx)
