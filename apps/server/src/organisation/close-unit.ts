import {
  Day,
  decideClosing,
  err,
  humanText,
  ok,
  type AccountId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { disableAccount } from './disable-person.ts'
import { lockCountyAdmins } from './locks.ts'
import { manageUnit, type UnitInput, type UnitTurn } from './manage-unit.ts'
import { countOtherAdmins } from './person.queries.ts'
import { countRemains } from './unit.queries.ts'

export const Closing = z.object({
  reason: humanText(2, 200),
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
    if (input.disablePeople) {
      const disabled = await disableAll(tx, context, before.id, input.reason)
      if (!disabled.ok) return disabled
    }
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

/** Refuses what disabling them one by one would refuse: to shut oneself out, and to leave no county administrator. */
async function disableAll(
  tx: Tx,
  context: Context,
  unitId: UnitId,
  reason: string,
): Promise<Result<null, Refusal>> {
  // Before the accounts' own locks, as in `managePerson`: two who shut each other out must not wait for each other.
  await lockCountyAdmins(tx)
  const people = await tx
    .selectFrom('accounts')
    .select(['id', 'role', 'revision'])
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = people.map(({ id }) => id as AccountId)
  if (ids.some(id => id === context.actor.accountId)) return err({ code: 'own-account' })
  const takesAdmins = people.some(({ role }) => role === 'county-admin')
  if (takesAdmins && (await countOtherAdmins(tx, ids)) === 0) return err({ code: 'last-county-admin' })
  for (const { id, revision } of people) {
    const person = { accountId: id as AccountId, unitId, revision }
    await disableAccount(tx, context, person, { reason, endPosts: true }, false)
  }
  return ok(null)
}
