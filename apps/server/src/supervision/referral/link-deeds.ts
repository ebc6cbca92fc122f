import {
  decideByLink,
  DEPARTMENTS,
  err,
  listLinkEvents,
  ok,
  SETTLED_REFERRAL_STATES,
  type LinkCommand,
  type Referral,
  type ReferralLetter,
  type ReferralState,
  type Result,
} from '@anlan/domain'
import type { App } from '../../app.ts'
import { recordAudit, type Occasion } from '../../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../../db/scope.ts'
import { openFile, type OpenedFile } from '../../files/open-file.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import { listReferralFiles } from './letter-files.ts'
import { keepReplyFile, type ReplyFile } from './reply-files.ts'
import {
  appendReferralEvent,
  findReferral,
  findReferralForUpdate,
  namesOfLetter,
  saveReferral,
} from './referral.queries.ts'
import { findByToken, type LinkRefusal } from './referral-link.ts'

export type LinkAnswer = LinkRefusal | { code: 'event-not-allowed'; state: ReferralState }

/** Opens the letter of a token. One that was answered, taken back or replaced shows nothing any more. */
export function openLetter(app: App, token: string): Promise<Result<ReferralLetter, LinkRefusal>> {
  return app.db.read(SYSTEM, async tx => {
    const found = await findByToken(tx, token, app.clock.now())
    if (!found.ok) return found
    const referral = await findReferral(tx, found.value)
    if (!referral?.sent) return err({ code: 'link-unknown' })
    if (referral.reply) return err({ code: 'link-used' })
    if (SETTLED_REFERRAL_STATES.includes(referral.state)) return err({ code: 'link-revoked' })
    const { addressee, title, matter, evidence, basis, interimControl, sent, dueOn, received } = referral
    return ok({
      ...{ documentNumber: sent.documentNumber, addressee, title, matter, evidence, basis, interimControl },
      ...{ sentAt: sent.at, dueOn, receivedBy: received?.name ?? null, events: listLinkEvents(referral) },
      urged: referral.urged.map(({ at, note }) => ({ at, note })),
      ...(await namesOfLetter(tx, referral)),
      files: (await listReferralFiles(tx, referral.id))
        .filter(({ stage }) => stage === 'letter')
        .map(({ id, name, width }) => ({ id, name, width })),
    })
  })
}

/**
 * A file of the evidence of the letter a token is for, in the form it may be looked at; nothing else is reached by a token: no
 * file of another letter, and none of an answer.
 */
export async function openLetterFile(
  app: App,
  token: string,
  fileId: string,
): Promise<Result<OpenedFile, LinkRefusal | { code: 'not-found' }>> {
  const letter = await openLetter(app, token)
  if (!letter.ok) return letter
  if (!letter.value.files.some(({ id }) => id === fileId)) return err({ code: 'not-found' })
  const file = await app.db.read(SYSTEM, tx =>
    tx.selectFrom('files').selectAll().where('id', '=', fileId).executeTakeFirst(),
  )
  const opened = file && (await openFile(app.files, file, file.width === null ? 'original' : 'view'))
  return opened ? ok(opened) : err({ code: 'not-found' })
}

interface Sent {
  readonly token: string
  readonly command: LinkCommand
  readonly files: readonly ReplyFile[]
  readonly requestId: string
}

/** Carries what a department does by its link: it receives its letter, and answers it once. */
export function carryByLink(app: App, sent: Sent): Promise<Result<{ state: ReferralState }, LinkAnswer>> {
  const now = app.clock.now()
  return app.db.transaction(SYSTEM, async (tx): Promise<Result<{ state: ReferralState }, LinkAnswer>> => {
    const found = await findByToken(tx, sent.token, now)
    if (!found.ok) return found
    const before = await findReferralForUpdate(tx, found.value)
    if (!before?.sent) return err({ code: 'link-unknown' })
    const decision = decideByLink(before, sent.command, now)
    if (!decision.ok) {
      const { error } = decision
      return error.code === 'event-not-allowed' || error.code === 'link-used'
        ? err(error)
        : err({ code: 'link-unknown' })
    }
    const after = decision.value
    const occasion = occasionOf(before, sent, now)
    await saveReferral(tx, after)
    for (const file of sent.files) await keepReplyFile(tx, app, before, before.sent.by, file, now)
    const event = `${sent.command.event}-by-link` as const
    const note = sent.command.event === 'reply' ? sent.command.answer.text : sent.command.name
    await appendReferralEvent(tx, occasion, after, { event, note })
    await recordAudit(tx, occasion, {
      ...{ action: `referral.${event}`, subject: { kind: 'referral', id: after.id }, unitId: after.unitId },
      ...{ before, after: { ...after, files: sent.files.length } },
    })
    await tellOfficers(tx, after, sent.command)
    return ok({ state: after.state })
  })
}

/** A department has no account: the record names it by its office and the letter. */
const occasionOf = (
  { id, unitId, department, addressee }: Referral,
  sent: Sent,
  now: Occasion['now'],
): Occasion => ({
  actor: {
    ...{ accountId: id, name: addressee || DEPARTMENTS[department].zh, role: 'department', unitId },
    scope: { kind: 'county' },
  },
  ...{ now, requestId: sent.requestId },
})

async function tellOfficers(tx: Tx, referral: Referral, { event }: LinkCommand): Promise<void> {
  const { id, addressee, title, drafted, sent } = referral
  const told = [...new Set([drafted.by, ...(sent ? [sent.by] : [])])]
  const [zh, en] =
    event === 'reply' ? ['已回函，请核实', 'has answered'] : ['已签收移送函', 'has received its letter']
  await sendNotices(
    tx,
    told.map(accountId => ({
      ...{ accountId, kind: 'supervision' as const, link: `/referrals/${id}` },
      title: { zh: `${addressee}${zh}`, en: `${addressee} ${en}` },
      body: { zh: `${title}。`, en: `${title}.` },
      dedupeKey: `referral ${id} ${event}`,
    })),
  )
}
