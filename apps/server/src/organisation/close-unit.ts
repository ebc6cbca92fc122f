import { Day, decideClosing, err, ok, type AccountId, type Result, type UnitId } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { disableAccount } from './disable-person.ts'
import { manageUnit, type UnitInput, type UnitTurn } from './manage-unit.ts'
import { countRemains } from './unit.queries.ts'

export const Closing = z.object({
  reason: z.string().trim().min(2).max(200),
  /** The unit's last day, not after today. */
  lastDay: Day,
  /** Disables everybody who still has an account there; without it they must have moved first. */
  disablePeople: z.boolean(),
  /** How many open tasks and hazards the person saw when he decided. */
  openWorkSeen: z.number().int().min(0),
})
export type Closing = z.infer<typeof Closing>

/**
 * Closes a unit: it gets no new work, and nobody signs in from there. Open tasks and hazards stay as they are for
 * the bureau to settle, and everything done stays readable.
 */
export function closeUnit(context: Context, input: UnitInput & Closing): Promise<Result<UnitTurn, Refusal>> {
  return manageUnit(context, input, async (tx, before): Promise<Result<UnitTurn, Refusal>> => {
    if (input.lastDay > context.app.clock.today()) return err({ code: 'day-in-the-future' })
    const remains = await countRemains(tx, before.id)
    const decision = decideClosing(before, remains, input)
    if (!decision.ok) return decision
    if (input.disablePeople) await disableAll(tx, context, before.id, input.reason)
    const revision = before.revision + 1
    await tx
      .updateTable('units')
      .set({ open_until: input.lastDay, revision })
      .where('id', '=', before.id)
      .execute()
    await recordAudit(tx, context, {
      action: 'unit.close',
      subject: { kind: 'unit', id: before.id },
      unitId: before.id,
      before: { openUntil: before.openUntil, ...remains },
      after: { openUntil: input.lastDay, reason: input.reason, disablePeople: input.disablePeople },
    })
    return ok({ id: before.id, revision })
  })
}

async function disableAll(tx: Tx, context: Context, unitId: UnitId, reason: string): Promise<void> {
  const people = await tx
    .selectFrom('accounts')
    .select(['id', 'revision'])
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .forUpdate()
    .execute()
  for (const { id, revision } of people) {
    const person = { accountId: id as AccountId, unitId, revision }
    await disableAccount(tx, context, person, { reason, endPosts: true })
  }
}
