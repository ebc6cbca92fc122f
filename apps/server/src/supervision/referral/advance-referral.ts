import {
  decideReferral,
  err,
  ok,
  SETTLED_REFERRAL_STATES,
  supervisionNumbers,
  type FileId,
  type NewReferral,
  type Referral,
  type ReferralCommand,
  type ReferralId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import type { Refusal } from '../../refusal.ts'
import { isNumberUsed } from '../../papers/numbers/document-number.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import type { Context } from '../../trpc.ts'
import { listAnswerers } from '../tell-measure.ts'
import { draftReferralIn } from './draft-referral.ts'
import { listReferralFiles, putLetterFiles } from './letter-files.ts'
import { appendReferralEvent, findReferralForUpdate, saveReferral } from './referral.queries.ts'
import { makeLink, revokeLinks } from './referral-link.ts'

interface Input {
  readonly id: ReferralId
  readonly revision: number
  readonly command: ReferralCommand
  /** With a change of a draft: its evidence from now on. */
  readonly files?: readonly FileId[] | undefined
}

/** The letter as it is afterwards; the token of its link, told this once; the new letter where it was referred again. */
export interface Advanced {
  readonly referral: Referral
  readonly token: string | null
  readonly next: ReferralId | null
}

/** Carries one command of the bureau on a letter: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceReferral(context: Context, input: Input): Promise<Result<Advanced, Refusal>> {
  const { app, actor, now } = context
  const { command } = input
  return app.db.transaction(actor, async (tx): Promise<Result<Advanced, Refusal>> => {
    const before = await findReferralForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (await usesNumberOfAnother(tx, command)) return err({ code: 'number-taken' })
    const decision = decideReferral(before, command, { actor, now })
    if (!decision.ok) return decision

    const after = decision.value
    await saveReferral(tx, after)
    const put =
      command.event === 'revise' && input.files ? await putLetterFiles(tx, after, input.files) : null
    if (put && !put.ok) return put
    await appendReferralEvent(tx, context, after, { event: command.event, note: noteOf(command) })
    await recordAudit(tx, context, {
      ...{ action: `referral.${command.event}`, subject: { kind: 'referral', id: after.id } },
      ...{ unitId: after.unitId, before, after: input.files ? { ...after, files: input.files } : after },
    })
    if (SETTLED_REFERRAL_STATES.includes(after.state)) await revokeLinks(tx, after.id, now)
    const token = command.event === 'send' ? await linkFor(tx, context, after) : null
    if (command.event === 'send') await tellUnit(tx, after)
    if (command.event !== 'refer-again') return ok({ referral: after, token, next: null })
    const files = await listReferralFiles(tx, before.id)
    const again = await draftReferralIn(tx, context, {
      ...{ letter: letterOf(before), previousId: before.id },
      files: files.filter(({ stage }) => stage === 'letter').map(({ id }) => id as FileId),
    })
    return again.ok ? ok({ referral: after, token, next: again.value.id }) : again
  })
}

async function usesNumberOfAnother(tx: Tx, command: ReferralCommand): Promise<boolean> {
  if ((command.event !== 'send' && command.event !== 'escalate') || command.documentNumber === null)
    return false
  return isNumberUsed(tx, command.documentNumber)
}

/** Makes a new link for a letter that is with its department; the one before opens nothing from now on. */
export function renewLink(
  context: Context,
  input: { readonly id: ReferralId },
): Promise<Result<string, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<string, Refusal>> => {
    const referral = await findReferralForUpdate(tx, input.id)
    if (!referral?.sent) return err({ code: 'not-found' })
    if (referral.reply || SETTLED_REFERRAL_STATES.includes(referral.state)) return err({ code: 'link-used' })
    const token = await linkFor(tx, context, referral)
    await recordAudit(tx, context, {
      ...{ action: 'referral.renew-link', subject: { kind: 'referral', id: referral.id } },
      ...{ unitId: referral.unitId, after: { number: referral.number } },
    })
    return ok(token)
  })
}

async function linkFor(tx: Tx, { app, now }: Context, referral: Referral): Promise<string> {
  const numbers = supervisionNumbers((await readRuleLimits(tx)).value, app.clock.today())
  return makeLink(tx, referral, now, numbers['link-days'])
}

/** The letter as it is drafted anew: the same matter to the same office. */
const letterOf = (before: Referral): NewReferral => {
  const { unitId, department, addressee, title, matter, evidence, basis, interimControl, hazardId } = before
  return { unitId, department, addressee, title, matter, evidence, basis, interimControl, hazardId }
}

const noteOf = (command: ReferralCommand): string | null => {
  switch (command.event) {
    case 'revise':
      return command.letter.matter
    case 'approve':
      return null
    case 'send':
      return command.documentNumber
    case 'receive':
      return command.name
    case 'reply':
      return command.answer.text
    default:
      return command.note
  }
}

/** The unit keeps people safe until the department has dealt with it, so it is told that the letter has gone out. */
async function tellUnit(tx: Tx, { id, unitId, title, addressee, interimControl }: Referral): Promise<void> {
  const people = await listAnswerers(tx, unitId)
  await sendNotices(
    tx,
    people.map(accountId => ({
      ...{ accountId, kind: 'supervision' as const, link: `/referrals/${id}`, dedupeKey: `referral ${id}` },
      title: { zh: `已移送${addressee}：${title}`, en: `Referred to ${addressee}: ${title}` },
      body: {
        zh: `办结前请落实临时措施：${interimControl}`,
        en: `Until it is settled, keep up: ${interimControl}`,
      },
    })),
  )
}
