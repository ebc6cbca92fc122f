import { err, ok, type Result } from '@anlan/domain'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findImport, type KeptImport } from './imports.queries.ts'
import { stateAt } from './imports.table.ts'
import { sayWaiting } from './say-waiting.ts'
import { writeImport } from './write-import.ts'

/**
 * Has a checked table written into its register. `without` sets the faulty rows apart; otherwise a table with any is
 * refused. Resolves when the writing has begun: its page asks how far it is.
 */
export async function acceptImport(
  context: Context,
  { id, without }: { readonly id: string; readonly without: boolean },
): Promise<Result<{ state: 'writing' }, Refusal>> {
  const { app, actor, now } = context
  const worker = newId<string>()
  const claimed = await app.db.unrecorded(
    actor,
    'import-under-way',
    async (tx): Promise<Result<KeptImport, Refusal>> => {
      const found = await findImport(tx, actor, id, true)
      if (!found.ok) return found
      const { value: row } = found
      if (stateAt(row, now) !== 'checked' || row.size === 0) return err({ code: 'import-not-ready' })
      if (row.faulty > 0 && !without) return err({ code: 'import-has-faults', count: row.faulty })
      if (row.clean === 0) return err({ code: 'import-nothing-new' })
      await tx
        .updateTable('imports')
        .set({ state: 'writing', refusal: null, worker, heard_at: now, read: 0 })
        .where('id', '=', id)
        .execute()
      return found
    },
  )
  if (!claimed.ok) return claimed
  app.imports.begin(
    actor.accountId,
    () => writeImport({ context, row: claimed.value, worker, without }),
    () => sayWaiting(app, actor, id, worker),
  )
  return ok({ state: 'writing' })
}
