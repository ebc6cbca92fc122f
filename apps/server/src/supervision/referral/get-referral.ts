import {
  err,
  listReferralEvents,
  ok,
  supervisionNumbers,
  type Referral,
  type ReferralEvent,
  type ReferralId,
  type Result,
  type SupervisionNumbers,
} from '@anlan/domain'
import type { Refusal } from '../../refusal.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import type { Context } from '../../trpc.ts'
import { findReferral } from './referral.queries.ts'

export interface ReferralDetail {
  readonly referral: Referral
  readonly unit: { readonly id: string; readonly name: string }
  readonly events: ReferralEvent[]
  readonly files: { id: string; name: string; width: number | null }[]
  readonly link: { readonly expiresAt: string } | null
  readonly timeline: {
    id: string
    at: string
    name: string
    role: string
    event: string
    note: string | null
  }[]
  readonly numbers: SupervisionNumbers
}

/** A letter with its whole story, as far as the reader sees it. Whether a link is open is the bureau's to know; its token nobody's. */
export function getReferral(context: Context, id: ReferralId): Promise<Result<ReferralDetail, Refusal>> {
  const { app, actor, now } = context
  return app.db.read(actor, async tx => {
    const [referral, events, files, link, limits] = await Promise.all([
      findReferral(tx, id),
      tx.selectFrom('referral_events').selectAll().where('referral_id', '=', id).orderBy('id').execute(),
      tx
        .selectFrom('referral_files')
        .innerJoin('files', 'files.id', 'referral_files.file_id')
        .select(['files.id', 'files.name', 'files.width'])
        .where('referral_id', '=', id)
        .orderBy('files.id')
        .execute(),
      tx
        .selectFrom('referral_links')
        .select('expires_at as expiresAt')
        .where('referral_id', '=', id)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>=', now)
        .executeTakeFirst(),
      readRuleLimits(tx),
    ])
    if (!referral) return err({ code: 'not-found' })
    const unit = await tx
      .selectFrom('units')
      .select(['id', 'name'])
      .where('id', '=', referral.unitId)
      .executeTakeFirstOrThrow()
    return ok({
      ...{ referral, unit, files, link: link ?? null, events: listReferralEvents(referral, actor) },
      timeline: events.map(each => ({
        ...{ id: each.id, at: each.at, name: each.actor_name, role: each.actor_role },
        ...{ event: each.event, note: each.note },
      })),
      numbers: supervisionNumbers(limits.value, app.clock.today()),
    })
  })
}
