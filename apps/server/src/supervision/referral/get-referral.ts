import {
  err,
  listReferralEvents,
  ok,
  supervisionNumbers,
  type HazardState,
  type Referral,
  type ReferralEvent,
  type ReferralId,
  type Result,
  type SupervisionNumbers,
} from '@anlan/domain'
import type { Refusal } from '../../refusal.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import type { Context } from '../../trpc.ts'
import { listReferralFiles, type ReferralFile } from './letter-files.ts'
import { findReferral, namesOfLetter } from './referral.queries.ts'

export interface ReferralDetail {
  readonly referral: Referral
  readonly unit: { readonly id: string; readonly name: string }
  readonly events: ReferralEvent[]
  /** Who signs the letter. */
  readonly bureau: string
  /** The hazard it is about, as it stands now. */
  readonly hazard: { readonly id: string; readonly number: string; readonly state: HazardState } | null
  readonly files: ReferralFile[]
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
      listReferralFiles(tx, id),
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
    const [{ unit, bureau }, hazard] = await Promise.all([
      namesOfLetter(tx, referral),
      referral.hazardId === null
        ? null
        : tx
            .selectFrom('hazards')
            .select(['id', 'number', 'state'])
            .where('id', '=', referral.hazardId)
            .executeTakeFirst(),
    ])
    return ok({
      ...{
        referral,
        unit: { id: referral.unitId, name: unit },
        bureau,
        hazard: hazard ?? null,
        files,
        link: link ?? null,
        events: listReferralEvents(referral, actor),
      },
      timeline: events.map(each => ({
        ...{ id: each.id, at: each.at, name: each.actor_name, role: each.actor_role },
        ...{ event: each.event, note: each.note },
      })),
      numbers: supervisionNumbers(limits.value, app.clock.today()),
    })
  })
}
