import { Day, decidePlace, err, ok, UnitFacts, UnitId, type Result, type Unit } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { manageTree, type UnitTurn } from './manage-unit.ts'
import { hasTownship, isNameTaken } from './unit.queries.ts'

export const NewUnit = UnitFacts.extend({
  parentId: UnitId,
  township: z.string().nullable(),
  openFrom: Day.nullable(),
})
export type NewUnit = z.infer<typeof NewUnit>

/** Adds a unit to the tree, where its kind may hang. */
export function createUnit(context: Context, input: NewUnit): Promise<Result<UnitTurn, Refusal>> {
  return manageTree(context, async (tx, tree): Promise<Result<UnitTurn, Refusal>> => {
    const place = decidePlace(tree, { id: null, kind: input.kind }, input.parentId)
    if (!place.ok) return place
    if (!(await hasTownship(tx, input.township))) return err({ code: 'unknown-township' })
    if (await isNameTaken(tx, input.name, null)) return err({ code: 'name-taken' })
    const unit = { ...input, id: newId<UnitId>(), openUntil: null }
    await insertUnit(tx, context, unit)
    return ok({ id: unit.id, revision: 1 })
  })
}

/** Writes one new unit and its line of the record. */
export async function insertUnit(tx: Tx, context: Context, unit: Unit): Promise<void> {
  await tx
    .insertInto('units')
    .values({
      ...{ id: unit.id, kind: unit.kind, name: unit.name, short_name: unit.shortName },
      ...{ parent_id: unit.parentId, township: unit.township, school_code: unit.schoolCode },
      ...{ boarding: unit.boarding, has_bus: unit.hasBus, has_lab: unit.hasLab },
      ...{ has_canteen: unit.hasCanteen, pupils: unit.pupils },
      ...{ open_from: unit.openFrom, open_until: unit.openUntil },
    })
    .execute()
  await recordAudit(tx, context, {
    action: 'unit.create',
    subject: { kind: 'unit', id: unit.id },
    unitId: unit.id,
    after: unit,
  })
}
