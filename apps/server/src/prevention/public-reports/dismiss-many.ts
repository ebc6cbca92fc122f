import { err, ok, type DismissMany, type Result } from '@anlan/domain'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { settleReportIn } from './settle-report.ts'

export interface ManyDismissed {
  readonly dismissed: number
  /** Settled by somebody else before; they stay as he settled them. */
  readonly settledBefore: number
}

/**
 * Dismisses many reports for one reason, as after a flood: each is settled and recorded by itself, and all of them or none.
 * Refuses the whole where one is unknown, lies outside the scope, or is not the actor's to dismiss.
 */
export function dismissMany(
  context: Context,
  { ids, reason }: DismissMany,
): Promise<Result<ManyDismissed, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<ManyDismissed, Refusal>> => {
    const counted = { dismissed: 0, settledBefore: 0 }
    // In one order everywhere: two people with the same page open wait for each other and do not lock each other out.
    for (const id of [...new Set(ids)].toSorted()) {
      const settled = await settleReportIn(tx, context, { id, command: { event: 'dismiss', reason } })
      if (settled.ok) counted.dismissed += 1
      else if (settled.error.code === 'report-settled') counted.settledBefore += 1
      else return err(settled.error)
    }
    return ok(counted)
  })
}
