import type {
  AreaId,
  Day,
  FileId,
  HazardId,
  InspectionRunId,
  Team,
  UnitId,
  Visit,
  VisitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toVisit } from './rounds.table.ts'

/** The visit within the scope, or nothing; held until the transaction ends where it is to be changed. */
export async function findVisit(tx: Tx, id: VisitId, hold = false): Promise<Visit | undefined> {
  let query = tx.selectFrom('inspection_visits').selectAll().where('id', '=', id)
  if (hold) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row && toVisit(row)
}

/** Writes a visit as the domain decided it. */
export async function saveVisit(tx: Tx, visit: Visit): Promise<void> {
  await tx
    .updateTable('inspection_visits')
    .set({
      ...{ state: visit.state, announced: visit.announced, arrived_at: visit.arrivedAt },
      ...{ record: visit.record && JSON.stringify(visit.record), recorded_at: visit.recordedAt },
      ...{ signatures: visit.signatures && JSON.stringify(visit.signatures), signed_at: visit.signedAt },
      ...{ objections: JSON.stringify(visit.objections), closed_at: visit.closedAt },
      ...{ cancel_reason: visit.cancelReason, revision: visit.revision },
    })
    .where('id', '=', visit.id)
    .execute()
}

export interface VisitPhoto {
  readonly id: FileId
  readonly purpose: 'photo' | 'signature'
}

/** Pictures of the visit itself. */
export async function listVisitFiles(tx: Tx, id: VisitId): Promise<VisitPhoto[]> {
  const rows = await tx
    .selectFrom('visit_files')
    .select(['file_id', 'purpose'])
    .where('visit_id', '=', id)
    .orderBy('file_id')
    .execute()
  return rows.map(row => ({ id: row.file_id as FileId, purpose: row.purpose }))
}

/** How many photos a visit has, those in its checklists included; one picture in two places is one. */
export async function countPhotos(tx: Tx, id: VisitId): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select file_id from visit_files where visit_id = ${id} and purpose = 'photo'
    union select f.file_id from inspection_files f join inspection_runs r on r.id = f.run_id
      where r.visit_id = ${id} and r.discarded_at is null) as photos`.execute(tx)
  return Number(rows[0]?.count ?? 0)
}

export interface FoundHazard {
  readonly id: HazardId
  readonly number: string
  readonly place: string
  readonly description: string
}

/** The hazards that came of the checklists of a visit. */
export async function listFound(tx: Tx, id: VisitId): Promise<FoundHazard[]> {
  const rows = await tx
    .selectFrom('inspection_hazards')
    .innerJoin('inspection_runs', 'inspection_runs.id', 'inspection_hazards.run_id')
    .innerJoin('hazards', 'hazards.id', 'inspection_hazards.hazard_id')
    .select(['hazards.id', 'hazards.number', 'hazards.place', 'hazards.description'])
    .where('inspection_runs.visit_id', '=', id)
    .orderBy('hazards.number')
    .execute()
  return rows.map(row => ({ ...row, id: row.id as HazardId }))
}

export interface VisitRun {
  readonly id: InspectionRunId
  readonly area: AreaId
  readonly state: 'open' | 'handed-in'
  readonly asked: number
  readonly answered: number
  readonly failing: number
}

/** The checklists of a visit, those thrown away aside. */
export async function listVisitRuns(tx: Tx, id: VisitId): Promise<VisitRun[]> {
  const rows = await tx
    .selectFrom('inspection_runs')
    .select(['id', 'area', 'handed_in_at', 'asked', 'answered', 'failing'])
    .where('visit_id', '=', id)
    .where('discarded_at', 'is', null)
    .orderBy('begun_at')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as InspectionRunId, area: row.area, asked: row.asked, answered: row.answered },
    ...{ failing: row.failing, state: row.handed_in_at === null ? 'open' : 'handed-in' },
  }))
}

export interface MyVisit {
  readonly id: VisitId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly state: Visit['state']
  readonly kind: Visit['kind']
  readonly title: string
  readonly from: Day
  readonly until: Day
  readonly team: Team
  /** A checklist of it that was begun and neither handed in nor discarded. */
  readonly openRun: InspectionRunId | null
}

/** What somebody still has to visit or to finish, what is under way first. */
export async function listMyVisits(tx: Tx, accountId: string): Promise<MyVisit[]> {
  const rows = await tx
    .selectFrom('inspection_visits as visit')
    .innerJoin('inspection_rounds as round', 'round.id', 'visit.round_id')
    .innerJoin('units', 'units.id', 'visit.unit_id')
    .select(['visit.id', 'visit.state', 'visit.kind', 'round.title', 'round.from_on', 'round.until_on'])
    .select(['units.id as unit_id', 'units.name', 'round.team'])
    .select(eb =>
      eb
        .selectFrom('inspection_runs as run')
        .select('run.id')
        .whereRef('run.visit_id', '=', 'visit.id')
        .where('run.handed_in_at', 'is', null)
        .where('run.discarded_at', 'is', null)
        .orderBy('run.begun_at', 'desc')
        .limit(1)
        .as('open_run'),
    )
    .where(sql<boolean>`visit.members @> array[${accountId}::uuid]`)
    .where('visit.state', 'in', ['planned', 'on-site', 'recorded', 'signed'])
    .orderBy(sql`array_position(array['on-site', 'recorded', 'planned', 'signed'], visit.state)`)
    .orderBy('round.from_on')
    .orderBy('visit.id')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as VisitId, unit: { id: row.unit_id as UnitId, name: row.name } },
    ...{ state: row.state, kind: row.kind, title: row.title, from: row.from_on, until: row.until_on },
    ...{ team: row.team, openRun: row.open_run as InspectionRunId | null },
  }))
}
