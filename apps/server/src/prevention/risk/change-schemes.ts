import {
  err,
  type GradingScheme,
  listSchemeFaults,
  ok,
  type Result,
  type SchemeFault,
  type SchemeName,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Refusal } from '../../refusal.ts'
import { changeSetting, type Changed } from '../../settings/setting.ts'
import type { Context } from '../../trpc.ts'
import { findScheme, listSchemes, SCHEME_CHOICE } from './scheme.queries.ts'

/** Why a version of a scheme is not kept. */
export type SchemeRefusal =
  { code: 'scheme-faulty'; faults: readonly SchemeFault[] } | { code: 'scheme-unchanged' }

/**
 * Keeps a changed scheme as its next version; nothing is graded by it until the county chooses it. Refuses one that gives
 * a score two levels or none, one that changes nothing, and one made from a version that is not the newest any more.
 */
export function saveScheme(
  context: Context,
  { from, scheme }: { from: SchemeName; scheme: GradingScheme },
): Promise<Result<SchemeName, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SchemeName, Refusal>> => {
    const newest = (await listSchemes(tx)).find(each => each.scheme.id === from.id)?.scheme
    if (!newest) return err({ code: 'not-found' })
    if (newest.version !== from.version) return err({ code: 'stale-revision', current: newest.version })
    const faults = listSchemeFaults(scheme)
    if (faults.length > 0) return err({ code: 'scheme-faulty', faults })
    const version = newest.version + 1
    const body: GradingScheme = { ...scheme, id: from.id, version }
    if (JSON.stringify({ ...body, version: 0 }) === JSON.stringify({ ...newest, version: 0 }))
      return err({ code: 'scheme-unchanged' })
    const made = await tx
      .insertInto('grading_schemes')
      .values({
        ...{ id: from.id, version, body: JSON.stringify(body) },
        ...{ made_by: actor.accountId, made_by_name: actor.name, made_at: now },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // Somebody else kept the same version at the same moment.
    if (!made) return err({ code: 'stale-revision', current: version })
    await recordAudit(tx, context, {
      ...{ action: 'grading-scheme.save', unitId: null, before: newest, after: body },
      subject: { kind: 'grading-scheme', id: `${from.id} ${version}` },
    })
    return ok({ id: from.id, version })
  })
}

/** Chooses the version of a scheme that risks are graded by from now on. What an older one graded stays as it was. */
export async function chooseScheme(
  context: Context,
  { revision, scheme }: { revision: number; scheme: SchemeName },
): Promise<Changed> {
  const known = await context.app.db.read(context.actor, tx => findScheme(tx, scheme))
  if (!known) return err({ code: 'not-found' })
  return changeSetting(context, SCHEME_CHOICE, { revision }, before =>
    ok({
      value: [{ id: scheme.id, version: scheme.version }],
      deed: {
        ...{ action: 'grading-scheme.choose', before: before[0] ?? null, after: scheme },
        subject: { kind: 'grading-scheme', id: `${scheme.id} ${scheme.version}` },
      },
    }),
  )
}
