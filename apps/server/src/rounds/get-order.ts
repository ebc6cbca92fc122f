import {
  err,
  listOrderItems,
  ok,
  type HazardId,
  type InspectionRunId,
  type OrderedHazard,
  type OrderItem,
  type Result,
  type Visit,
  type VisitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { versionOf } from '../inspections/inspections.table.ts'
import { findRun, judgeKept, listAnswers } from '../inspections/run.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findVisit, listVisitRuns } from './visit.queries.ts'

/**
 * What a visit orders its school to put right, from the checklists that were handed in. There is an order once the record is
 * written; before that the team may still change its mind.
 */
export function getOrder(context: Context, id: VisitId): Promise<Result<OrderItem[], Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<Result<OrderItem[], Refusal>> => {
    const visit = await findVisit(tx, id)
    if (!visit?.recordedAt) return err({ code: 'not-found' })
    const runs = (await listVisitRuns(tx, id)).filter(({ state }) => state === 'handed-in')
    const items: OrderItem[] = []
    for (const run of runs) items.push(...(await itemsOf(tx, run.id, visit)))
    return ok(items)
  })
}

async function itemsOf(tx: Tx, id: InspectionRunId, { record }: Visit): Promise<OrderItem[]> {
  const run = await findRun(tx, id)
  const version = run && versionOf(run)
  if (!run || !version?.ok) return []
  const [answers, hazards] = await Promise.all([listAnswers(tx, id), listOrdered(tx, id)])
  const judged = judgeKept(version.value, run, answers)
  const given = answers.map(({ answer }) => answer)
  return listOrderItems(version.value, run, judged, given, hazards, record?.dueOn ?? null)
}

/** The hazards that came of a run's items, by item. */
async function listOrdered(tx: Tx, id: InspectionRunId): Promise<Map<string, OrderedHazard>> {
  const rows = await tx
    .selectFrom('inspection_hazards')
    .innerJoin('hazards', 'hazards.id', 'inspection_hazards.hazard_id')
    .select(['inspection_hazards.code', 'hazards.id', 'hazards.number', 'hazards.grade', 'hazards.due_on'])
    .where('inspection_hazards.run_id', '=', id)
    .execute()
  return new Map(
    rows.map(({ code, id: hazard, number, grade, due_on: dueOn }) => [
      code,
      { id: hazard as HazardId, number, grade, dueOn },
    ]),
  )
}
