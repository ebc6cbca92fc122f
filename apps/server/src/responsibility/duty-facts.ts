import type { Standpoint, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { FactsOf } from '../indicators/counter.ts'
import { standpoints } from './chain.queries.ts'

/** How everybody who holds a post stands in the chain of his duties, by unit. */
export const dutyFacts: FactsOf<readonly Standpoint[]> = async (tx, { units, reader }) => {
  const only = units !== 'county' && units.length === 1 ? (units[0] ?? null) : null
  const { rows } = await sql<Standpoint & { unit_id: UnitId }>`
    select p.unit_id, p.duties, p.unknown, p.undone from (${standpoints({ today: reader.today, unitId: only })}) p
    where ${units === 'county' ? sql`true` : sql`p.unit_id = any (${[...units]}::uuid[])`}`.execute(tx)
  return Map.groupBy(rows, row => row.unit_id)
}
