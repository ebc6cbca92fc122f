import { decideHandDown, err, ok, type Hazard, type HandDown, type Result, type UnitId } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { reportHazardIn } from '../report-hazard.ts'

/**
 * Hands a hazard down to schools: one each, with its own number, all of them or none. What their heads and safety officers
 * are to know lies in their in-trays.
 */
export function handDown(context: Context, order: HandDown): Promise<Result<{ count: number }, Refusal>> {
  const { app, actor } = context
  const decision = decideHandDown(order, app.clock.today())
  if (!decision.ok) return Promise.resolve(decision)
  return app.db.transaction(actor, async (tx): Promise<Result<{ count: number }, Refusal>> => {
    const made = new Map<UnitId, Hazard>()
    for (const unitId of decision.value) {
      const hazard = await reportHazardIn(tx, context, {
        ...{ unitId, files: [] },
        hazard: { ...order.hazard, riskPointId: null },
      })
      if (!hazard.ok) return err(hazard.error)
      made.set(unitId, hazard.value)
    }
    await tx
      .insertInto('hazard_orders')
      .values(
        [...made.values()].map(({ id, unitId }) => ({
          ...{ hazard_id: id, unit_id: unitId, document: order.document, due_on: order.dueOn },
        })),
      )
      .execute()
    await tellSchools(tx, made)
    return ok({ count: made.size })
  })
}

async function tellSchools(tx: Tx, made: ReadonlyMap<UnitId, Hazard>): Promise<void> {
  const people = await tx
    .selectFrom('accounts')
    .select(['id', 'unit_id'])
    .where('unit_id', 'in', [...made.keys()])
    .where('role', 'in', ['principal', 'safety-officer'])
    .where('disabled_at', 'is', null)
    .execute()
  await sendNotices(
    tx,
    people.flatMap(({ id, unit_id }) => {
      const hazard = made.get(unit_id as UnitId)
      if (!hazard) return []
      const { number, place } = hazard
      return [
        {
          ...{ accountId: id, kind: 'hazard' as const, link: `/hazards/${hazard.id}` },
          title: { zh: `教育局交办隐患：${place}`, en: `Handed down by the bureau: ${place}` },
          body: { zh: `${number}，请核实并整改。`, en: `${number}. Please verify and rectify it.` },
          dedupeKey: `hazard-handed-down ${hazard.id}`,
        },
      ]
    }),
  )
}
