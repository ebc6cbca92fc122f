import { err, may, ok, type InspectionRunId, type Result, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { showRestricted } from '../registers/restricted.ts'
import type { Context } from '../trpc.ts'
import { mayRecordRun } from './may-record-run.ts'
import { stateOf, versionOf, type KeptAnswer, type KeptRun, type RunState } from './inspections.table.ts'
import {
  findRun,
  judgeKept,
  listAnswers,
  listOpened,
  listOtherAnswers,
  restrictedCodes,
  type OpenedItem,
} from './run.queries.ts'

export interface RunDetail {
  readonly run: KeptRun & { readonly state: RunState }
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly answers: readonly KeptAnswer[]
  /** What somebody answered besides and does not count. */
  readonly others: readonly KeptAnswer[]
  /** Items about single pupils that the reader does not read: only whether each is settled. */
  readonly hidden: readonly { readonly code: string; readonly settled: boolean }[]
  /** How many of those fail. */
  readonly hiddenFailing: number
  readonly opened: readonly OpenedItem[]
  readonly mayRecord: boolean
  readonly mayReport: boolean
}

/**
 * A run with its answers, read by the version it was begun with. Items about single pupils are there for whoever reads
 * the bullying register, and that he read them is on record.
 */
export function getRun(context: Context, id: InspectionRunId): Promise<Result<RunDetail, Refusal>> {
  const { app, actor } = context
  // One transaction, and not a reading's several: what it may see is said once, at its beginning.
  return app.db.transaction(actor, async (tx): Promise<Result<RunDetail, Refusal>> => {
    await showRestricted(tx)
    const run = await findRun(tx, id)
    const unit = run && (await findUnit(tx, run.unitId))
    if (!run || !unit) return err({ code: 'not-found' })
    const version = versionOf(run)
    if (!version.ok) return version
    const [answers, others, opened] = await Promise.all([
      listAnswers(tx, id),
      listOtherAnswers(tx, id),
      listOpened(tx, id),
    ])
    const judged = judgeKept(version.value, run, answers)
    const restricted = restrictedCodes(version.value)
    const isRestricted = ({ answer }: KeptAnswer): boolean => restricted.has(answer.code)
    const readsAll = may(actor, 'bullying-case.read')
    const read = answers.filter(isRestricted).map(({ answer }) => answer.code)
    if (readsAll && read.length > 0)
      await recordAudit(tx, context, {
        ...{ action: 'inspection.read', subject: { kind: 'inspection', id }, unitId: run.unitId },
        after: { items: read },
      })
    const faulty = new Set(judged.faults.map(({ code }) => code))
    const hidden = readsAll ? [] : judged.asked.filter(({ code }) => restricted.has(code))
    const shown = (kept: readonly KeptAnswer[]) =>
      readsAll ? kept : kept.filter(each => !isRestricted(each))
    return ok({
      run: { ...run, state: stateOf(run) },
      unit: { id: unit.id, name: unit.name },
      answers: shown(answers),
      others: shown(others),
      hidden: hidden.map(({ code }) => ({ code, settled: !faulty.has(code) })),
      hiddenFailing: readsAll ? 0 : judged.failing.filter(({ code }) => restricted.has(code)).length,
      opened: readsAll ? opened : opened.filter(({ code }) => !restricted.has(code)),
      mayRecord: await mayRecordRun(tx, actor, run),
      mayReport: may(actor, 'hazard.report', run.unitId),
    })
  })
}
