import { err, ok, type Result } from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { recordAudit } from './record-audit.ts'

/** Has the whole record checked in the background, and records who asked for it. Only for whoever sees the county. */
export async function startVerification(context: Context): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor } = context
  if (actor.scope.kind !== 'county') return err({ code: 'outside-scope' })
  const begun = await app.db.transaction(actor, async tx => {
    const run = await app.verifications.begin(actor)
    if (!run.ok) return run
    await recordAudit(tx, context, {
      ...{ action: 'audit.verify', subject: { kind: 'verification', id: run.value.id }, unitId: null },
    })
    return run
  })
  if (!begun.ok) return begun
  app.verifications.go(begun.value.id)
  return ok(begun.value)
}
