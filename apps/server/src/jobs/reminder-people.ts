import type { RoleId, UnitKind } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

export interface Recipient {
  readonly accountId: string
  readonly unitId: string
}

/** People in some posts who have not left, at units of one kind where only those matter. */
export async function listPeople(
  tx: Tx,
  roles: readonly RoleId[],
  kind?: UnitKind,
): Promise<readonly Recipient[]> {
  return tx
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unit_id')
    .select(['accounts.id as accountId', 'accounts.unit_id as unitId'])
    .where('accounts.role', 'in', roles)
    .where('accounts.disabled_at', 'is', null)
    .$if(kind !== undefined, query => query.where('units.kind', '=', kind ?? 'bureau'))
    .execute()
}
