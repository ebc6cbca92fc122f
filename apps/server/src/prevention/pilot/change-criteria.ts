import { err, ok, type PilotCriteria, type Result } from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { readCriteriaInForce } from './criteria.queries.ts'

/**
 * Keeps changed criteria as the next version, under which schools are named from now on; those on their way stay under
 * theirs. Refuses what changes nothing, and what was made from a version that is not the newest any more.
 */
export function saveCriteria(
  context: Context,
  { from, criteria }: { readonly from: number; readonly criteria: PilotCriteria },
): Promise<Result<{ version: number }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ version: number }, Refusal>> => {
    const newest = await readCriteriaInForce(tx)
    if (newest.version !== from) return err({ code: 'stale-revision', current: newest.version })
    if (JSON.stringify(criteria) === JSON.stringify(newest.criteria))
      return err({ code: 'criteria-unchanged' })
    const version = from + 1
    const made = await tx
      .insertInto('pilot_criteria')
      .values({
        ...{ version, body: JSON.stringify(criteria) },
        ...{ made_by: actor.accountId, made_by_name: actor.name, made_at: now },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    // Somebody else kept the same version at the same moment.
    if (!made) return err({ code: 'stale-revision', current: version })
    await recordAudit(tx, context, {
      ...{ action: 'pilot-criteria.save', unitId: null, before: { criteria: newest.criteria } },
      ...{ after: { criteria }, subject: { kind: 'pilot-criteria', id: String(version) } },
    })
    return ok({ version })
  })
}
