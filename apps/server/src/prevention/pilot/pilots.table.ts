import {
  Pairing,
  Pilot,
  type Day,
  type Instant,
  type PilotCriteria,
  type PilotHappening,
  type PilotState,
  type SaidDeed,
} from '@anlan/domain'
import type { ColumnType, JSONColumnType, Selectable } from 'kysely'

export interface PilotCriteriaTable {
  version: number
  body: JSONColumnType<PilotCriteria>
  made_by: string
  made_by_name: string
  made_at: Instant
}

/** What lists and rules of the database need stands in columns, the rest in the body. */
export interface PilotsTable {
  id: string
  unit_id: string
  state: PilotState
  criteria: number
  target_on: Day | null
  recheck_on: Day | null
  begun_at: Instant
  revision: number
  body: JSONColumnType<PilotBody>
}
type PilotBody = Omit<Pilot, 'id' | 'unitId' | 'state' | 'criteria' | 'targetOn' | 'recheckOn' | 'revision'>

/** What happened to a pilot, one row an event, never changed. */
export interface PilotEventsTable {
  id: string
  pilot_id: string
  unit_id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: PilotHappening
  note: string | null
}

export interface PilotPairingsTable {
  id: string
  pilot_id: string
  unit_id: string
  helped_id: string
  goal: string
  until_on: Day
  paired: JSONColumnType<Omit<SaidDeed, 'note'>>
  ended: ColumnType<SaidDeed | null, string | null, string | null>
}

/** The pilot a row holds; a row the domain refuses fails here and not in a rule. */
export const toPilot = (row: Selectable<PilotsTable>): Pilot =>
  Pilot.parse({
    ...row.body,
    ...{ id: row.id, unitId: row.unit_id, state: row.state, criteria: row.criteria },
    ...{ targetOn: row.target_on, recheckOn: row.recheck_on, revision: row.revision },
  })

/** The row of a pilot. */
export function toPilotRow(pilot: Pilot) {
  const { id, unitId, state, criteria, targetOn, recheckOn, revision, ...body } = pilot
  return {
    ...{ id, unit_id: unitId, state, criteria, target_on: targetOn, recheck_on: recheckOn, revision },
    body: JSON.stringify(body),
  }
}

export const toPairing = (row: Selectable<PilotPairingsTable>): Pairing =>
  Pairing.parse({
    ...{ id: row.id, pilotId: row.pilot_id, unitId: row.unit_id, helpedId: row.helped_id },
    ...{ goal: row.goal, until: row.until_on, paired: row.paired, ended: row.ended },
  })
