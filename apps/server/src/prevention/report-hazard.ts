import {
  AccountId,
  dayOf,
  decideReport,
  err,
  ok,
  type FileId,
  type Hazard,
  type HazardFileStage,
  type HazardId,
  type NewHazard,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { noteHazardAt } from './risk/change-risk.ts'
import { appendHazardEvent } from './save-hazard.ts'

interface Input {
  readonly unitId: UnitId
  readonly hazard: NewHazard
  readonly files: readonly FileId[]
  /** The closed hazard that came back in it. */
  readonly ancestorId?: HazardId
}

/** Records a hazard somebody found at a unit within his scope; from now on it is on the list until it is closed. */
export const reportHazard = (context: Context, input: Input): Promise<Result<Hazard, Refusal>> =>
  context.app.db.transaction(context.actor, tx => reportHazardIn(tx, context, input))

/** The same inside somebody else's transaction: what led to the hazard and the hazard are kept together or not at all. */
export async function reportHazardIn(
  tx: Tx,
  context: Context,
  input: Input,
): Promise<Result<Hazard, Refusal>> {
  const { actor, now } = context
  const [unit, number, files] = await Promise.all([
    findUnit(tx, input.unitId),
    nextNumber(tx, dayOf(now).slice(0, 4)),
    findOwnFiles(tx, input.unitId, input.files),
  ])
  if (!unit) return err({ code: 'not-found' })
  const decision = decideReport(actor, unit, input.hazard, dayOf(now))
  if (!decision.ok) return decision
  if (!files.ok) return files

  const hazard: Hazard = {
    ...input.hazard,
    id: newId<HazardId>(),
    unitId: input.unitId,
    ancestorId: input.ancestorId ?? null,
    number,
    state: 'reported',
    reportedBy: AccountId.parse(actor.accountId),
    reportedAt: now,
    grade: null,
    basis: null,
    plan: null,
    extensions: [],
    transfer: null,
    listing: null,
    rectifiedBy: null,
    rectifiedAt: null,
    rectification: null,
    acceptedBy: null,
    closedAt: null,
    closingNote: null,
    lookBacks: [],
    revision: 1,
  }
  const noted = await noteHazardAt(tx, context, hazard)
  if (!noted.ok) return noted
  // Sent together and carried out in this order: the hazard is there when the rows that name it arrive.
  await Promise.all([
    insertHazard(tx, hazard, unit.township, actor.name),
    attachHazardFiles(tx, hazard, files.value, 'before'),
    appendHazardEvent(tx, context, hazard, { event: 'report', note: null, changes: {} }),
    recordAudit(tx, context, {
      action: 'hazard.report',
      subject: { kind: 'hazard', id: hazard.id },
      unitId: hazard.unitId,
      after: hazard,
    }),
  ])
  announce(tx, 'hazards')
  return ok(hazard)
}

/** Numbers run through the county and are never given twice; a number lost to a rollback leaves a gap, not a doubt. */
async function nextNumber(tx: Tx, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('hazard_numbers') as n`.execute(tx)
  return `${year}-${String(rows[0]?.n ?? 0).padStart(5, '0')}`
}

async function insertHazard(
  tx: Tx,
  hazard: Hazard,
  township: string | null,
  reporter: string,
): Promise<void> {
  await tx
    .insertInto('hazards')
    .values({
      id: hazard.id,
      unit_id: hazard.unitId,
      township,
      number: hazard.number,
      state: hazard.state,
      area: hazard.area,
      source: hazard.source,
      place: hazard.place,
      description: hazard.description,
      risk_point_id: hazard.riskPointId,
      ancestor_id: hazard.ancestorId,
      discovered_on: hazard.discoveredOn,
      reported_by: hazard.reportedBy,
      reported_by_name: reporter,
      reported_at: hazard.reportedAt,
      interim_control: hazard.interimControl,
      stop_use: hazard.stopUse,
      extensions: '[]',
    })
    .execute()
}

/** Ties files to a hazard as what they show: the place as found, the finished work, its acceptance, a look-back. */
export async function attachHazardFiles(
  tx: Tx,
  hazard: Pick<Hazard, 'id' | 'unitId'>,
  files: readonly { id: string }[],
  stage: HazardFileStage,
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('hazard_files')
    .values(files.map(file => ({ hazard_id: hazard.id, file_id: file.id, unit_id: hazard.unitId, stage })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
