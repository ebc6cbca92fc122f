import { err, ok, type Result } from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { dropTables } from './import-chunks.queries.ts'
import { findImport } from './imports.queries.ts'
import { stateAt } from './imports.table.ts'

/** Puts a table aside that nobody wants to write, and its file away. */
export async function discardImport(
  { app, actor, now }: Context,
  id: string,
): Promise<Result<{ state: 'discarded' }, Refusal>> {
  return app.db.unrecorded(
    actor,
    'import-under-way',
    async (tx): Promise<Result<{ state: 'discarded' }, Refusal>> => {
      const found = await findImport(tx, actor, id, true)
      if (!found.ok) return found
      if (stateAt(found.value, now) !== 'checked') return err({ code: 'import-not-ready' })
      await tx
        .updateTable('imports')
        .set({ state: 'discarded', problems: '[]' })
        .where('id', '=', id)
        .execute()
      await dropTables(tx, [id])
      return ok({ state: 'discarded' })
    },
  )
}
