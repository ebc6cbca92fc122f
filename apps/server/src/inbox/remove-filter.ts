import { recordAudit } from '../audit/record-audit.ts'
import type { Context } from '../trpc.ts'

/** Takes away a filter of the person's own; one that is gone, or somebody else's, is nothing to take. */
export function removeFilter(context: Context, id: string): Promise<{ removed: boolean }> {
  const { app, actor } = context
  return app.db.transaction(actor, async tx => {
    const removed = await tx
      .deleteFrom('saved_filters')
      .where('id', '=', id)
      .returning(['page', 'name', 'filter'])
      .executeTakeFirst()
    if (removed)
      await recordAudit(tx, context, {
        ...{ action: 'saved-filter.remove', unitId: actor.unitId },
        subject: { kind: 'saved-filter', id },
        before: removed,
      })
    return { removed: removed !== undefined }
  })
}
