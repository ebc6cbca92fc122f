import { may, ok, err, type Actor, type Result, type Unit, type UnitId } from '@anlan/domain'
import { sql, type Selectable } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { ImportsTable } from './imports.table.ts'
import { getRegister } from './registers.table.ts'
import { readsRestricted, showRestricted } from './restricted.ts'

export type KeptImport = Selectable<ImportsTable>

/** True when the actor may write in every book a table has rows for: what was sent for several schools is not one school's. */
const mayWrite = (actor: Actor, row: KeptImport): boolean =>
  [row.unit_id, ...row.units].every(unitId =>
    may(actor, getRegister(row.register).permissions.record, unitId as UnitId),
  )

/**
 * An import of books in which the actor may write, or a refusal: whoever may not does not learn that it is there.
 * `lock` holds it until the transaction ends.
 */
export async function findImport(
  tx: Tx,
  actor: Actor,
  id: string,
  lock = false,
): Promise<Result<KeptImport, Refusal>> {
  if (readsRestricted(actor)) await showRestricted(tx)
  const query = tx.selectFrom('imports').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row && mayWrite(actor, row) ? ok(row) : err({ code: 'not-found' })
}

/** The newest imports into a unit's register. */
export async function listImports(
  tx: Tx,
  actor: Actor,
  register: string,
  unitId: Unit['id'],
): Promise<KeptImport[]> {
  if (!may(actor, getRegister(register).permissions.record, unitId)) return []
  if (readsRestricted(actor)) await showRestricted(tx)
  const rows = await tx
    .selectFrom('imports')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('register', '=', register as never)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.filter(row => mayWrite(actor, row))
}

/** What an import has to change of itself; nothing happens to one that somebody else works on by now. */
export async function updateImport(
  tx: Tx,
  id: string,
  worker: string,
  values: Partial<Omit<KeptImport, 'problems' | 'refusal'>> & { problems?: string; refusal?: string | null },
): Promise<boolean> {
  const done = await tx
    .updateTable('imports')
    .set(values as never)
    .where('id', '=', id)
    .where('worker', '=', worker)
    .returning(sql<number>`1`.as('done'))
    .executeTakeFirst()
  return done !== undefined
}
