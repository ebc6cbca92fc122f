import { may, REGISTERS, type Actor, type EntryId, type Placed } from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Context } from '../trpc.ts'

/** True of a register that only those read who have to; each of their reads stands in the record. */
export const isRestricted = (register: Placed): boolean => register.readsAreLogged === true

/** Lets a transaction (`Database.transaction`, for a reading is several) see restricted entries. The caller has asked whether the reader may, or shows him none of it. */
export const showRestricted = (tx: Tx): Promise<unknown> =>
  sql`select set_config('anlan.restricted', 'on', true)`.execute(tx)

/** True when the reader may read some restricted register at all: for others such entries are not there. */
export const readsRestricted = (actor: Actor): boolean =>
  REGISTERS.some(register => isRestricted(register) && may(actor, register.permissions.read))

/** Writes down who read which restricted entries. */
export async function recordReading(
  tx: Tx,
  context: Context,
  register: Placed,
  entries: readonly { readonly id: EntryId; readonly unitId: Actor['unitId'] }[],
): Promise<void> {
  for (const { id, unitId } of entries)
    await recordAudit(tx, context, {
      ...{ action: 'entry.read', subject: { kind: 'entry', id }, unitId },
      after: { register: register.key },
    })
}
