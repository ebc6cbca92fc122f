import { Appointment, type Duty, type DutyId, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { toDuty } from './duties.table.ts'

/** Every edition of the duties of some units, drafts included; what is in force on a day, `listDutiesInForce` says. */
export async function listDutyEditions(tx: Tx, unitIds: readonly UnitId[]): Promise<Duty[]> {
  if (unitIds.length === 0) return []
  const rows = await tx
    .selectFrom('duties')
    .selectAll()
    .where('unit_id', 'in', [...unitIds])
    .orderBy('id')
    .orderBy('version')
    .execute()
  return rows.map(toDuty)
}

/** The newest edition of a duty of a unit, published or not. */
export async function findNewest(tx: Tx, unitId: UnitId, id: DutyId): Promise<Duty | undefined> {
  const row = await tx
    .selectFrom('duties')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toDuty(row)
}

/** Who held which post at some units, and when: the newest last, those who are gone included. */
export async function listAppointmentsAt(tx: Tx, unitIds: readonly UnitId[]): Promise<Appointment[]> {
  if (unitIds.length === 0) return []
  const rows = await tx
    .selectFrom('appointments')
    .select(['account_id as accountId', 'unit_id as unitId', 'post', 'from_on as from', 'until_on as until'])
    .where('unit_id', 'in', [...unitIds])
    .orderBy('from_on')
    .orderBy('id')
    .execute()
  return rows.map(row => Appointment.parse(row))
}
