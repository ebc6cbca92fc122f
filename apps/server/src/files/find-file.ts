import { may, type UnitId } from '@anlan/domain'
import type { Selectable } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { showRestricted } from '../registers/restricted.ts'
import type { Context } from '../trpc.ts'
import type { FilesTable } from './files.table.ts'

/**
 * A file within the reader's scope, or nothing. One about single pupils is there for those alone who read such things, and
 * each time somebody asks for it stands in the record.
 */
export async function findFile(context: Context, id: string): Promise<Selectable<FilesTable> | undefined> {
  const { app, actor } = context
  const open = await app.db.read(actor, tx => readRow(tx, id))
  if (open || !may(actor, 'bullying-case.read')) return open
  return app.db.transaction(actor, async tx => {
    await showRestricted(tx)
    const file = await readRow(tx, id)
    if (file)
      await recordAudit(tx, context, {
        ...{ action: 'file.read', subject: { kind: 'file', id }, unitId: file.unit_id as UnitId, after: {} },
      })
    return file
  })
}

const readRow = (tx: Tx, id: string): Promise<Selectable<FilesTable> | undefined> =>
  tx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()
