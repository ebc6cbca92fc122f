import {
  dayOf,
  decideLink,
  decidePublicReport,
  err,
  ok,
  unreachable,
  type FileId,
  type HazardId,
  type PublicReport,
  type PublicReportCommand,
  type PublicReportId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { announce } from '../../live/news.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findHazard } from '../hazard.queries.ts'
import { attachHazardFiles, reportHazardIn } from '../report-hazard.ts'
import { findPublicReportForUpdate } from './public-reports.queries.ts'

interface Input {
  readonly id: PublicReportId
  readonly command: PublicReportCommand
}

export interface Settled {
  /** The hazard it became, or turned out to be. */
  readonly hazard: { readonly id: HazardId; readonly number: string } | null
}

/**
 * Settles a report once: it becomes a hazard with its words and photos, counts as one that is known, or is dismissed. Of
 * two people at the same moment the second is told that the first was there.
 */
export function settleReport(context: Context, input: Input): Promise<Result<Settled, Refusal>> {
  return context.app.db.transaction(context.actor, tx => settleReportIn(tx, context, input))
}

/** The same, as part of a greater deed. */
export async function settleReportIn(
  tx: Tx,
  context: Context,
  { id, command }: Input,
): Promise<Result<Settled, Refusal>> {
  const { actor, now } = context
  const before = await findPublicReportForUpdate(tx, id)
  if (!before) return err({ code: 'not-found' })
  const decision = decidePublicReport(before, command.event, actor)
  if (!decision.ok) return decision
  const hazard = await findOrMakeHazard(tx, context, before, command)
  if (!hazard.ok) return hazard
  const after: PublicReport = {
    ...before,
    ...{ state: decision.value, hazardId: hazard.value?.id ?? null },
    ...{ settledByName: actor.name, settledAt: now },
    reason: command.event === 'dismiss' ? command.reason : null,
  }
  await tx
    .updateTable('public_reports')
    .set({
      ...{ state: after.state, hazard_id: after.hazardId, reason: after.reason },
      ...{ settled_by_name: after.settledByName, settled_at: after.settledAt },
    })
    .where('id', '=', id)
    .execute()
  await recordAudit(tx, context, {
    ...{ action: `public-report.${command.event}`, subject: { kind: 'public-report', id } },
    unitId: before.unitId,
    ...{ before: { state: before.state }, after: told(after, hazard.value?.number) },
  })
  announce(tx, 'hazards')
  return ok({ hazard: hazard.value })
}

const told = ({ state, reason }: PublicReport, number: string | undefined): object => ({
  state,
  ...(number !== undefined && { number }),
  ...(reason !== null && { reason }),
})

async function findOrMakeHazard(
  tx: Tx,
  context: Context,
  report: PublicReport,
  command: PublicReportCommand,
): Promise<Result<Settled['hazard'], Refusal>> {
  switch (command.event) {
    case 'dismiss':
      return ok(null)
    case 'link':
      return linkTo(tx, context, report, command.hazardId)
    case 'verify': {
      const made = await reportHazardIn(tx, context, {
        unitId: report.unitId,
        hazard: {
          ...command.hazard,
          ...{ source: 'public-report', discoveredOn: dayOf(report.receivedAt), riskPointId: null },
        },
        files: await listFiles(tx, report.id),
      })
      return made.ok ? ok({ id: made.value.id, number: made.value.number }) : made
    }
    default:
      return unreachable(command)
  }
}

/** The hazard gets the photos as well: they show it as others found it. */
async function linkTo(
  tx: Tx,
  { actor }: Context,
  report: PublicReport,
  id: HazardId,
): Promise<Result<Settled['hazard'], Refusal>> {
  const hazard = await findHazard(tx, id)
  if (!hazard) return err({ code: 'not-found' })
  const decision = decideLink(report, hazard, actor)
  if (!decision.ok) return decision
  const files = await listFiles(tx, report.id)
  await attachHazardFiles(
    tx,
    hazard,
    files.map(file => ({ id: file })),
    'before',
  )
  return ok({ id: hazard.id, number: hazard.number })
}

async function listFiles(tx: Tx, id: PublicReportId): Promise<FileId[]> {
  const rows = await tx
    .selectFrom('public_report_files')
    .select('file_id')
    .where('report_id', '=', id)
    .orderBy('file_id')
    .execute()
  return rows.map(row => row.file_id as FileId)
}
