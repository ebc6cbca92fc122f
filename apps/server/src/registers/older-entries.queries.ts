import type { Day, EntryId, Placed, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { EntryFilter } from './entry-filter.ts'

/** An entry as an earlier version of its register wrote it. */
export interface OlderEntry {
  readonly id: EntryId
  readonly version: number
  readonly body: unknown
  readonly happened_on: Day | null
}

/**
 * How many entries of a list are still in an earlier version's shape: they read as all others do, and a filter, an order or
 * a search by today's fields passes them by.
 */
export async function countOlder(
  tx: Tx,
  register: Placed,
  { unitId, township, retired }: Pick<EntryFilter, 'unitId' | 'township' | 'retired'>,
): Promise<number> {
  if (register.version === 1) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from register_entries e join units on units.id = e.unit_id
    where e.register = ${register.key} and e.version < ${register.version}
      and (e.retired_at is not null) = ${retired}
      ${unitId ? sql`and e.unit_id = ${unitId}` : sql``}
      ${township ? sql`and units.township = ${township}` : sql``}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The units in whose books such entries stand, in one order for all servers. */
export async function listUnitsWithOlder(tx: Tx, register: Placed): Promise<UnitId[]> {
  const { rows } = await sql<{ unit_id: UnitId }>`
    select distinct unit_id from register_entries
    where register = ${register.key} and version < ${register.version} order by unit_id`.execute(tx)
  return rows.map(({ unit_id }) => unit_id)
}

/** The next of a unit's such entries behind an id, held until the transaction ends. */
export async function holdOlder(
  tx: Tx,
  register: Placed,
  unitId: UnitId,
  after: EntryId | null,
  most: number,
): Promise<OlderEntry[]> {
  const { rows } = await sql<OlderEntry>`
    select id, version, body, happened_on from register_entries
    where register = ${register.key} and version < ${register.version} and unit_id = ${unitId}
      ${after === null ? sql`` : sql`and id > ${after}`}
    order by id limit ${most} for update`.execute(tx)
  return rows
}
