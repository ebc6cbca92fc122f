import { decidePlace, err, listSubtree, ok, SETTLED_HAZARD_STATES, UnitId, type Result } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { manageUnit, type UnitInput, type UnitTurn } from './manage-unit.ts'
import { hasTownship, type KeptUnit } from './unit.queries.ts'

export const UnitMove = z.object({ parentId: UnitId, township: z.string().nullable() })
export type UnitMove = z.infer<typeof UnitMove>

/**
 * Hangs a unit under another parent, with all that hangs below it. Units below that lay in the same township go
 * to the new one along with it, and so do their open hazards and their tasks of campaigns at work.
 */
export function moveUnit(context: Context, input: UnitInput & UnitMove): Promise<Result<UnitTurn, Refusal>> {
  return manageUnit(context, input, async (tx, before, tree): Promise<Result<UnitTurn, Refusal>> => {
    if (before.parentId === null) return err({ code: 'unit-is-root' })
    if (before.openUntil !== null) return err({ code: 'unit-closed' })
    if (input.parentId !== before.parentId) {
      const place = decidePlace(tree, before, input.parentId)
      if (!place.ok) return place
    }
    if (!(await hasTownship(tx, input.township))) return err({ code: 'unknown-township' })
    const revision = before.revision + 1
    await tx
      .updateTable('units')
      .set({ parent_id: input.parentId, revision })
      .where('id', '=', before.id)
      .execute()
    const along =
      input.township === before.township
        ? []
        : listSubtree(tree, before.id).filter(unit => unit.township === before.township)
    await changeTownship(tx, along, input.township)
    await raiseRevisions(
      tx,
      along.filter(unit => unit.id !== before.id),
    )
    await recordAudit(tx, context, {
      action: 'unit.move',
      subject: { kind: 'unit', id: before.id },
      unitId: before.id,
      before: { parentId: before.parentId, township: before.township },
      after: {
        ...{ parentId: input.parentId, township: input.township },
        parentName: tree.find(unit => unit.id === input.parentId)?.name,
        townshipChanged: along.map(unit => unit.id),
      },
    })
    return ok({ id: before.id, revision })
  })
}

/** Whoever has one of the units below on his screen sees its old township, and must not write it back. */
async function raiseRevisions(tx: Tx, units: readonly KeptUnit[]): Promise<void> {
  if (units.length === 0) return
  const ids = units.map(unit => unit.id)
  await tx
    .updateTable('units')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
}

/**
 * Boards count by township without looking at units. A campaign at work moves as a whole, so that its counts stay
 * together; closed hazards and ended campaigns stay where they were settled.
 */
async function changeTownship(tx: Tx, units: readonly KeptUnit[], township: string | null): Promise<void> {
  if (units.length === 0) return
  const ids = units.map(unit => unit.id)
  await tx.updateTable('units').set({ township }).where('id', 'in', ids).execute()
  await tx
    .updateTable('hazards')
    .set({ township })
    .where('unit_id', 'in', ids)
    .where('state', 'not in', SETTLED_HAZARD_STATES)
    .execute()
  const running = await tx
    .selectFrom('campaigns')
    .select('id')
    .where('state', 'in', ['running', 'suspended'])
    .execute()
  for (const { id } of running) {
    await tx
      .updateTable('assignments')
      .set({ township })
      .where('campaign_id', '=', id)
      .where('unit_id', 'in', ids)
      .execute()
    announce(tx, `campaign:${id}`)
  }
  announce(tx, 'hazards')
}
