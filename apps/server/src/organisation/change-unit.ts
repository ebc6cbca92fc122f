import { decideKind, err, ok, UnitFacts, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { manageUnit, type UnitInput, type UnitTurn } from './manage-unit.ts'
import { isNameTaken } from './unit.queries.ts'

/** Corrects what is said of a unit. Another kind must fit the unit above and the units below. */
export function changeUnit(
  context: Context,
  input: UnitInput & { facts: UnitFacts },
): Promise<Result<UnitTurn, Refusal>> {
  return manageUnit(context, input, async (tx, before, tree): Promise<Result<UnitTurn, Refusal>> => {
    const { facts } = input
    const kind = decideKind(tree, before, facts.kind)
    if (!kind.ok) return kind
    if (facts.name !== before.name && (await isNameTaken(tx, facts.name, before.id)))
      return err({ code: 'name-taken' })
    const revision = before.revision + 1
    await tx
      .updateTable('units')
      .set({
        ...{ kind: facts.kind, name: facts.name, short_name: facts.shortName },
        ...{ school_code: facts.schoolCode, boarding: facts.boarding, has_bus: facts.hasBus },
        ...{ has_lab: facts.hasLab, has_canteen: facts.hasCanteen, pupils: facts.pupils, revision },
      })
      .where('id', '=', before.id)
      .execute()
    await recordAudit(tx, context, {
      action: 'unit.change',
      subject: { kind: 'unit', id: before.id },
      unitId: before.id,
      before: UnitFacts.parse(before),
      after: facts,
    })
    return ok({ id: before.id, revision })
  })
}
