import { decidePlace, err, ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { manageUnit, type UnitInput, type UnitTurn } from './manage-unit.ts'
import { isNameTaken } from './unit.queries.ts'

/** Opens a unit that had closed, where it hung. Its people stay disabled until each is enabled by name. */
export function reopenUnit(
  context: Context,
  input: UnitInput & { reason: string },
): Promise<Result<UnitTurn, Refusal>> {
  return manageUnit(context, input, async (tx, before, tree): Promise<Result<UnitTurn, Refusal>> => {
    if (before.openUntil === null || before.parentId === null) return err({ code: 'unit-open' })
    const place = decidePlace(tree, before, before.parentId)
    if (!place.ok) return place
    if (await isNameTaken(tx, before.name, before.id)) return err({ code: 'name-taken' })
    const revision = before.revision + 1
    await tx.updateTable('units').set({ open_until: null, revision }).where('id', '=', before.id).execute()
    await recordAudit(tx, context, {
      action: 'unit.reopen',
      subject: { kind: 'unit', id: before.id },
      unitId: before.id,
      before: { openUntil: before.openUntil },
      after: { openUntil: null, reason: input.reason },
    })
    return ok({ id: before.id, revision })
  })
}
