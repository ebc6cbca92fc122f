import { dueOnOf, type Hazard, type HazardEvent } from '@anlan/domain'
import { sql } from 'kysely'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'

/** Columns that a change of a hazard may touch; unit, number and report never change. */
export async function saveHazard(
  tx: Tx,
  hazard: Hazard,
  leadName: string | null,
  event: HazardEvent,
): Promise<void> {
  await tx
    .updateTable('hazards')
    .set({
      state: hazard.state,
      grade: hazard.grade,
      basis: hazard.basis,
      interim_control: hazard.interimControl,
      stop_use: hazard.stopUse,
      plan: hazard.plan && JSON.stringify(hazard.plan),
      due_on: dueOnOf(hazard),
      lead_id: hazard.plan?.leadId ?? null,
      lead_name: leadName,
      extensions: JSON.stringify(hazard.extensions),
      transfer: hazard.transfer && JSON.stringify(hazard.transfer),
      listing: hazard.listing && JSON.stringify(hazard.listing),
      look_backs: JSON.stringify(hazard.lookBacks),
      rectified_by: hazard.rectifiedBy,
      rectified_at: hazard.rectifiedAt,
      rectification: hazard.rectification,
      accepted_by: hazard.acceptedBy,
      closed_at: hazard.closedAt,
      closing_note: hazard.closingNote,
      revision: hazard.revision,
      ...(event === 'return' && { times_returned: sql`times_returned + 1` }),
    })
    .where('id', '=', hazard.id)
    .execute()
}

export interface HazardHappening {
  readonly event: HazardEvent | 'report'
  readonly note: string | null
  readonly changes: Record<string, unknown>
}

/** One line of the hazard's own time line. */
export async function appendHazardEvent(
  tx: Tx,
  { actor, now }: Occasion,
  hazard: Hazard,
  happening: HazardHappening,
): Promise<void> {
  await tx
    .insertInto('hazard_events')
    .values({
      id: newId(),
      hazard_id: hazard.id,
      unit_id: hazard.unitId,
      at: now,
      actor_id: actor.accountId,
      actor_name: actor.name,
      actor_role: actor.role,
      event: happening.event,
      note: happening.note,
      changes: JSON.stringify(happening.changes),
    })
    .execute()
}

/** The fields in which two states of a hazard differ, with the later value. */
export function changesBetween(before: Hazard, after: Hazard): Record<string, unknown> {
  const keys = (Object.keys(after) as (keyof Hazard)[]).filter(key => key !== 'revision')
  return Object.fromEntries(
    keys
      .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map(key => [key, after[key]]),
  )
}
