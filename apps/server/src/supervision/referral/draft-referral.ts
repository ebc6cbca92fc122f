import {
  AccountId,
  err,
  hasClosed,
  type FileId,
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
import { putLetterFiles } from './letter-files.ts'
import { appendReferralEvent, insertReferral, nextReferralNumber } from './referral.queries.ts'

interface Draft {
  readonly letter: NewReferral
  /** Its evidence. */
  readonly files: readonly FileId[]
  /** The letter before, where a matter is referred again. */
  readonly previousId: ReferralId | null
}

/** Drafts a letter to another department about a matter of a unit; a hazard and files it rests on are the unit's own. */
export const draftReferral = (
  context: Context,
  draft: Omit<Draft, 'previousId'>,
): Promise<Result<Referral, Refusal>> =>
  context.app.db.transaction(context.actor, tx =>
    draftReferralIn(tx, context, { ...draft, previousId: null }),
  )

/** The same inside a transaction. */
export async function draftReferralIn(
  tx: Tx,
  context: Context,
  { letter: input, files, previousId }: Draft,
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
  const put = await putLetterFiles(tx, referral, files)
  if (!put.ok) return put
  await appendReferralEvent(tx, context, referral, { event: 'draft', note: null })
  await recordAudit(tx, context, {
    ...{ action: 'referral.draft', subject: { kind: 'referral', id: referral.id }, unitId: unit.id },
    after: { ...referral, files },
  })
  return ok(referral)
}
