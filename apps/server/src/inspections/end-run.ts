import { err, ok, type InspectionRunId, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import { showRestricted } from '../registers/restricted.ts'
import type { Context } from '../trpc.ts'
import { mayRecordRun } from './may-record-run.ts'
import { stateOf, versionOf, type KeptRun } from './inspections.table.ts'
import { findRun, judgeKept, listAnswers, restrictedCodes } from './run.queries.ts'

/** Hands a run in, once nothing is lacking; from then on it is read and not written. Handed in again, it stays as it is. */
export const handInRun = (context: Context, id: InspectionRunId): Promise<Result<null, Refusal>> =>
  end(context, id, 'handed-in', async (tx, run) => {
    const version = versionOf(run)
    if (!version.ok) return version
    const judged = judgeKept(version.value, run, await listAnswers(tx, id))
    if (!judged.complete) return err({ code: 'run-incomplete', faults: judged.faults })
    const restricted = restrictedCodes(version.value)
    await tx
      .updateTable('inspection_runs')
      .set({ handed_in_at: context.now, handed_in_by_name: context.actor.name, revision: run.revision + 1 })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'inspection.hand-in', subject: { kind: 'inspection', id }, unitId: run.unitId },
      after: {
        ...{ area: run.area, asked: judged.asked.length },
        failing: judged.failing.map(({ code }) => code).filter(code => !restricted.has(code)),
      },
    })
    return ok(null)
  })

/** Takes back a run that was begun by mistake; it stays on record and counts nowhere. */
export const discardRun = (context: Context, id: InspectionRunId): Promise<Result<null, Refusal>> =>
  end(context, id, 'discarded', async (tx, run) => {
    await tx
      .updateTable('inspection_runs')
      .set({ discarded_at: context.now, revision: run.revision + 1 })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'inspection.discard', subject: { kind: 'inspection', id }, unitId: run.unitId },
      after: { area: run.area, on: run.on },
    })
    return ok(null)
  })

/** What both ends of a run have in common: it is held, open, and of somebody who may write it. */
const end = (
  { app, actor }: Context,
  id: InspectionRunId,
  to: 'handed-in' | 'discarded',
  work: (tx: Tx, run: KeptRun) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> =>
  app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    await showRestricted(tx)
    const run = await findRun(tx, id, true)
    if (!run) return err({ code: 'not-found' })
    if (!(await mayRecordRun(tx, actor, run))) return err({ code: 'not-permitted' })
    const state = stateOf(run)
    if (state === to) return ok(null)
    return state === 'open' ? work(tx, run) : err({ code: 'run-over' })
  })
