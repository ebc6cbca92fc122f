import { barToTakeOver, err, ok, type MaterialId, type Result, type TakeOver } from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findMaterial } from './material.queries.ts'

/** Notes that the actor’s own school takes published material over, and for what. It counts once a school. */
export function takeOver(
  context: Context,
  { id, note }: { readonly id: MaterialId; readonly note: string },
): Promise<Result<TakeOver, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<TakeOver, Refusal>> => {
    const material = await findMaterial(tx, id)
    if (!material) return err({ code: 'not-found' })
    const bar = barToTakeOver(material, actor)
    if (bar) return err(bar)
    const taken: TakeOver = { materialId: id, unitId: actor.unitId, note, name: actor.name, at: now }
    const made = await tx
      .insertInto('pilot_take_overs')
      .values({
        ...{ material_id: id, unit_id: taken.unitId, note, at: now },
        ...{ by_id: actor.accountId, by_name: actor.name },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('material_id')
      .executeTakeFirst()
    if (!made) return err({ code: 'taken-over-already' })
    await recordAudit(tx, context, {
      ...{ action: 'material.take-over', subject: { kind: 'material', id }, unitId: actor.unitId },
      after: taken,
    })
    return ok(taken)
  })
}
