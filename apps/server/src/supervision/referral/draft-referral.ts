import {
  AccountId,
  err,
  hasClosed,
  ok,
  type NewReferral,
  type Referral,
  type ReferralId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { newId } from '../../ids.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import { findHazard } from '../../prevention/hazard.queries.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { appendReferralEvent, insertReferral, nextReferralNumber } from './referral.queries.ts'

/** Drafts a letter to another department about a matter of a unit; a hazard it rests on is the unit's own. */
export const draftReferral = (context: Context, input: NewReferral): Promise<Result<Referral, Refusal>> =>
  context.app.db.transaction(context.actor, tx => draftReferralIn(tx, context, input, null))

/** The same inside a transaction; `previousId` is the letter before, where a matter is referred again. */
export async function draftReferralIn(
  tx: Tx,
  context: Context,
  input: NewReferral,
  previousId: ReferralId | null,
): Promise<Result<Referral, Refusal>> {
  const { actor, now } = context
  const unit = await findUnit(tx, input.unitId)
  if (!unit) return err({ code: 'not-found' })
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  const hazard = input.hazardId && (await findHazard(tx, input.hazardId))
  if (input.hazardId && (!hazard || hazard.unitId !== unit.id)) return err({ code: 'unknown-fact' })
  const referral: Referral = {
    ...input,
    ...{ id: newId<ReferralId>(), number: await nextReferralNumber(tx, now.slice(0, 4)), state: 'draft' },
    drafted: { by: AccountId.parse(actor.accountId), name: actor.name, at: now },
    ...{ previousId, approved: null, sent: null, dueOn: null, received: null, urged: [], reply: null },
    ...{ committee: null, verified: null, ended: null, revision: 1 },
  }
  await insertReferral(tx, referral)
  await appendReferralEvent(tx, context, referral, { event: 'draft', note: null })
  await recordAudit(tx, context, {
    ...{ action: 'referral.draft', subject: { kind: 'referral', id: referral.id }, unitId: unit.id },
    after: referral,
  })
  return ok(referral)
}
