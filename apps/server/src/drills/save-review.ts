import { err, ok, type DrillId, type DrillReview, type Result, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

interface Input {
  readonly id: DrillId
  readonly revision: number
  readonly review: DrillReview
}

/** Keeps what people made of a drill; after the all-clear and until it is closed. */
export function saveReview(context: Context, input: Input): Promise<Result<{ revision: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ revision: number }, Refusal>> => {
    const before = await tx
      .selectFrom('drills')
      .select(['unit_id', 'state', 'revision', 'review'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.state !== 'all-clear') return err({ code: 'event-not-allowed', state: before.state })
    const revision = before.revision + 1
    await tx
      .updateTable('drills')
      .set({ review: JSON.stringify(input.review), revision })
      .where('id', '=', input.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'drill.save-review', subject: { kind: 'drill', id: input.id } },
      ...{ unitId: before.unit_id as UnitId, before: before.review, after: input.review },
    })
    return ok({ revision })
  })
}
