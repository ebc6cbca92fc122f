import {
  type AuditAction,
  err,
  type GradingScheme,
  listSchemeFaults,
  ok,
  type Result,
  type SchemeFaultAt,
  type SchemeName,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import type { Refusal } from '../../refusal.ts'
import { changeSetting, type Changed } from '../../settings/setting.ts'
import type { Context } from '../../trpc.ts'
import { findScheme, listSchemes, SCHEME_CHOICE, type KeptScheme } from './scheme.queries.ts'

/** Why a version of a scheme is not kept. */
export type SchemeRefusal =
  | { code: 'scheme-faulty'; faults: readonly SchemeFaultAt[] }
  | { code: 'scheme-unchanged' }
  | { code: 'scheme-name-taken' }

/**
 * Keeps a changed scheme as its next version; nothing is graded by it until the county chooses it, and what an older one
 * graded stays. Refuses one that gives a score two levels or none, one that changes nothing, one that takes the name of
 * another, and one made from a version that is not the newest any more.
 */
export function saveScheme(
  context: Context,
  { from, scheme }: { from: SchemeName; scheme: GradingScheme },
): Promise<Result<SchemeName, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SchemeName, Refusal>> => {
    const all = await listSchemes(tx)
    const newest = all.find(each => each.scheme.id === from.id)?.scheme
    if (!newest) return err({ code: 'not-found' })
    if (newest.version !== from.version) return err({ code: 'stale-revision', current: newest.version })
    const body: GradingScheme = { ...scheme, id: from.id, version: newest.version + 1 }
    const faulty = check(body, all)
    if (faulty) return err(faulty)
    if (JSON.stringify({ ...body, version: 0 }) === JSON.stringify({ ...newest, version: 0 }))
      return err({ code: 'scheme-unchanged' })
    return keep(tx, context, 'grading-scheme.save', body, newest)
  })
}

/** Adds a scheme of the county's own beside those there are. Refuses a faulty one, and a name that is taken. */
export function addScheme(context: Context, scheme: GradingScheme): Promise<Result<SchemeName, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SchemeName, Refusal>> => {
    const all = await listSchemes(tx)
    let number = 1
    while (all.some(each => each.scheme.id === `own-${number}`)) number += 1
    const body: GradingScheme = { ...scheme, id: `own-${number}`, version: 1 }
    const faulty = check(body, all)
    if (faulty) return err(faulty)
    return keep(tx, context, 'grading-scheme.add', body, undefined)
  })
}

/** What keeps a scheme from standing beside the others; a name is taken while the newest version of another has it. */
function check(scheme: GradingScheme, all: readonly KeptScheme[]): SchemeRefusal | null {
  const faults = listSchemeFaults(scheme)
  if (faults.length > 0) return { code: 'scheme-faulty', faults }
  const newest = all.filter(
    (each, index) => all.findIndex(other => other.scheme.id === each.scheme.id) === index,
  )
  const isTaken = newest.some(
    each => each.scheme.id !== scheme.id && each.scheme.label.zh === scheme.label.zh,
  )
  return isTaken ? { code: 'scheme-name-taken' } : null
}

async function keep(
  tx: Tx,
  context: Context,
  action: AuditAction,
  body: GradingScheme,
  before: GradingScheme | undefined,
): Promise<Result<SchemeName, Refusal>> {
  const { id, version } = body
  const { actor, now } = context
  const made = await tx
    .insertInto('grading_schemes')
    .values({
      ...{ id, version, body: JSON.stringify(body) },
      ...{ made_by: actor.accountId, made_by_name: actor.name, made_at: now },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Somebody else kept the same version at the same moment.
  if (!made) return err({ code: 'stale-revision', current: version })
  await recordAudit(tx, context, {
    ...{ action, unitId: null, ...(before && { before }), after: body },
    subject: { kind: 'grading-scheme', id: `${id} ${version}` },
  })
  return ok({ id, version })
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
