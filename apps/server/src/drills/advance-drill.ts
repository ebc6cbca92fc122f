import {
  decideDrill,
  err,
  ok,
  type DrillEvent,
  type DrillId,
  type DrillState,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { forgetNames } from './forget-names.ts'
import { settleDrill } from './settle-drill.ts'

interface Input {
  readonly id: DrillId
  readonly revision: number
  readonly event: Exclude<DrillEvent, 'start'>
  readonly reason: string | null
}

/**
 * Takes a drill a step further. What was counted is written down with the all-clear; with closing the names go, from
 * the roster and from the facts that wrote somebody down, and the counts stay.
 */
export async function advanceDrill(
  context: Context,
  input: Input,
): Promise<Result<{ state: DrillState; revision: number }, Refusal>> {
  const { app, actor, now } = context
  // Counted before the row is locked: kiosks go on sending meanwhile, and none of them waits for this.
  const live = await app.musters.of(input.id, { fresh: true })
  const outstanding = live?.muster.totals.outstanding ?? 0
  // A server that died after the all-clear may have left this undone, and with the names goes what it is drawn from.
  if (input.event === 'close') await settleDrill(app, input.id)
  const result = await app.db.transaction(
    actor,
    async (tx): Promise<Result<{ state: DrillState; revision: number }, Refusal>> => {
      const before = await tx
        .selectFrom('drills')
        .select(['unit_id', 'state', 'mode', 'revision', 'county_drill_id'])
        .where('id', '=', input.id)
        .forUpdate()
        .executeTakeFirst()
      if (!before) return err({ code: 'not-found' })
      if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
      const unitId = before.unit_id as UnitId
      const standing = { unitId, state: before.state, mode: before.mode }
      const decision = decideDrill(standing, input.event, actor, { outstanding, reason: input.reason })
      if (!decision.ok) return decision
      const revision = before.revision + 1
      await tx
        .updateTable('drills')
        .set({ state: decision.value, revision, ...traceOf(input, now) })
        .where('id', '=', input.id)
        .execute()
      if (decision.value === 'closed') await forgetNames(tx, input.id, now)
      await recordAudit(tx, context, {
        ...{ action: `drill.${input.event}`, subject: { kind: 'drill', id: input.id }, unitId },
        before: { state: before.state },
        after: { state: decision.value, reason: input.reason, outstanding },
      })
      announce(tx, `drill:${input.id}`)
      announce(tx, `drills:${unitId}`)
      if (before.county_drill_id) announce(tx, `county-drill:${before.county_drill_id}`)
      return ok({ state: decision.value, revision })
    },
  )
  if (result.ok && result.value.state === 'all-clear') await settleDrill(app, input.id)
  if (result.ok && result.value.state === 'closed') app.musters.forget(input.id)
  return result
}

function traceOf({ event, reason }: Input, now: Context['now']) {
  switch (event) {
    case 'all-clear':
      return { all_clear_at: now, all_clear_note: reason }
    case 'cancel':
      return { cancelled_at: now, cancel_reason: reason }
    case 'review':
    case 'return':
    case 'close':
      return {}
  }
}
