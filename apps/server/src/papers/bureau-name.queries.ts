import type { Tx } from '../db/scope.ts'

/** The name in which the bureau's papers go out. */
export async function findBureauName(tx: Tx): Promise<string> {
  const row = await tx
    .selectFrom('units')
    .select('name')
    .where('kind', '=', 'bureau')
    .limit(1)
    .executeTakeFirst()
  return row?.name ?? ''
}
