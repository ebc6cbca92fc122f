import { isBureauRole, type Actor, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

/** The unit in whose name somebody issues: the bureau for anybody of it, else his own school. */
export async function findIssuer(
  tx: Tx,
  actor: Pick<Actor, 'role' | 'unitId'>,
): Promise<{ readonly id: UnitId; readonly name: string } | undefined> {
  const units = tx.selectFrom('units').select(['id', 'name']).$narrowType<{ id: UnitId }>()
  return isBureauRole(actor.role)
    ? units.where('kind', '=', 'bureau').executeTakeFirst()
    : units.where('id', '=', actor.unitId).executeTakeFirst()
}
