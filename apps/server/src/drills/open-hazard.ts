import { err, ok, type DrillId, type HazardId, type NewHazard, type Result, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { announce } from '../live/news.ts'
import { reportHazardIn } from '../prevention/report-hazard.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

interface Input {
  readonly id: DrillId
  readonly revision: number
  /** The problem of the drill's saved review. */
  readonly problemId: string
  readonly hazard: NewHazard
}

export interface OpenedHazard {
  readonly hazardId: HazardId
  readonly number: string
  readonly revision: number
}

/**
 * Makes a hazard of a problem that a drill brought to light, and says so in the review. Both stand, or neither; a
 * problem becomes a hazard once.
 */
export function openHazard(context: Context, input: Input): Promise<Result<OpenedHazard, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<OpenedHazard, Refusal>> => {
    const before = await tx
      .selectFrom('drills')
      .select(['unit_id', 'state', 'revision', 'review'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.state !== 'all-clear' && before.state !== 'reviewed')
      return err({ code: 'event-not-allowed', state: before.state })
    const { review } = before
    const problem = review?.problems.find(({ id }) => id === input.problemId)
    if (!review || problem?.hazardId !== null) return err({ code: 'not-found' })

    const unitId = before.unit_id as UnitId
    const reported = await reportHazardIn(tx, context, { unitId, hazard: input.hazard, files: [] })
    if (!reported.ok) return reported
    const { id: hazardId, number } = reported.value
    const problems = review.problems.map(each => (each.id === problem.id ? { ...each, hazardId } : each))
    const revision = before.revision + 1
    await tx
      .updateTable('drills')
      .set({ review: JSON.stringify({ ...review, problems }), revision })
      .where('id', '=', input.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'drill.open-hazard', subject: { kind: 'drill', id: input.id }, unitId },
      after: { problem: problem.text, number },
    })
    announce(tx, `drill:${input.id}`)
    return ok({ hazardId, number, revision })
  })
}
