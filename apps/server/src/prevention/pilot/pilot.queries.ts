import type { Pilot, PilotHappening, PilotId, RoleId } from '@anlan/domain'
import type { Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { newId } from '../../ids.ts'
import { toPilot, toPilotRow } from './pilots.table.ts'

/** The pilot within the scope, or nothing. */
export async function findPilot(tx: Tx, id: PilotId): Promise<Pilot | undefined> {
  const row = await tx.selectFrom('pilots').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPilot(row)
}

/** The pilot, locked until the transaction ends, or nothing within the scope. */
export async function findPilotForUpdate(tx: Tx, id: PilotId): Promise<Pilot | undefined> {
  const row = await tx.selectFrom('pilots').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toPilot(row)
}

/** Keeps a new pilot; false where the school is on its way as one already, also since this very moment. */
export async function insertPilot(tx: Tx, pilot: Pilot, { now }: Occasion): Promise<boolean> {
  const made = await tx
    .insertInto('pilots')
    .values({ ...toPilotRow(pilot), begun_at: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Saves a changed pilot; its school never changes. */
export async function savePilot(tx: Tx, pilot: Pilot): Promise<void> {
  const { state, criteria, target_on, recheck_on, revision, body } = toPilotRow(pilot)
  await tx
    .updateTable('pilots')
    .set({ state, criteria, target_on, recheck_on, revision, body })
    .where('id', '=', pilot.id)
    .execute()
}

/** One line of what happened to a pilot. */
export async function appendPilotEvent(
  tx: Tx,
  { actor, now }: Occasion,
  { id, unitId }: Pick<Pilot, 'id' | 'unitId'>,
  happening: { readonly event: PilotHappening; readonly note: string | null },
): Promise<void> {
  await tx
    .insertInto('pilot_events')
    .values({
      ...{ id: newId<string>(), pilot_id: id, unit_id: unitId, at: now, ...happening },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role },
    })
    .execute()
}

/** What happened to a pilot, the oldest first. */
export async function listPilotHappenings(tx: Tx, id: PilotId) {
  const rows = await tx
    .selectFrom('pilot_events')
    .select(['id', 'at', 'event', 'note', 'actor_name', 'actor_role'])
    .where('pilot_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(({ actor_name, actor_role, ...row }) => ({
    ...row,
    who: { name: actor_name, role: actor_role as RoleId },
  }))
}
