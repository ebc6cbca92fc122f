import { MAY, PILOT_HAPPENINGS, sayDay, type Pilot, type PilotEvent, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'

/** Who is told of an event: the school of what the bureau does, the bureau’s safety desk of what the school does. */
const TOLD = {
  ...{ apply: 'bureau', assess: 'bureau', withdraw: 'bureau' },
  ...{ name: 'school', decline: 'school', extend: 'school', accept: 'school', return: 'school' },
  ...{ promote: 'school', confirm: 'school', lapse: 'school', revoke: 'school' },
} as const satisfies Record<PilotEvent | 'apply', 'school' | 'bureau'>

/** The people of a school who answer for its pilot. */
export async function listBuilders(tx: Tx, unitId: UnitId): Promise<string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('role', 'in', [...MAY['pilot.build']])
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** The bureau’s safety desk, as its ids: a school sees no account of the bureau. */
export async function listDesk(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select anlan_safety_desk() as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Lays an event on a pilot into the in-trays of the other side. Nobody is told of his own deed. */
export async function tellPilot(
  tx: Tx,
  { actor }: Occasion,
  pilot: Pilot,
  event: PilotEvent | 'apply',
  unitName: string,
): Promise<void> {
  const told = TOLD[event] === 'school' ? await listBuilders(tx, pilot.unitId) : await listDesk(tx)
  const what = PILOT_HAPPENINGS[event]
  const due = pilot.state === 'building' && pilot.targetOn ? sayDay(pilot.targetOn) : null
  await sendNotices(
    tx,
    told
      .filter(accountId => accountId !== actor.accountId)
      .map(accountId => ({
        ...{ accountId, kind: 'pilot', link: `/pilots/${pilot.id}` },
        title: { zh: `双重预防试点：${what.zh}`, en: `Dual prevention pilot: ${what.en}` },
        body: due
          ? { zh: `${unitName}，完成期限：${due.zh}。`, en: `${unitName}, to be done by ${due.en}.` }
          : { zh: `${unitName}。`, en: `${unitName}.` },
        dedupeKey: `pilot ${pilot.id} ${pilot.revision}`,
      })),
  )
}
