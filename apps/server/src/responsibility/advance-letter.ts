import {
  decideLetter,
  err,
  ok,
  parseDocumentNumber,
  type FileId,
  type Letter,
  type LetterCommand,
  type LetterId,
  type Result,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { takeNumbers } from '../papers/numbers/document-number.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { seesLetter } from './get-letter.ts'
import { findIssuer } from './issuer.ts'
import { wordAnew } from './reissue-wording.ts'
import { appendLetterEvent, attachLetterFiles, findLetterForUpdate, saveLetter } from './letters.queries.ts'

interface Input {
  readonly id: LetterId
  readonly revision: number
  readonly command: LetterCommand
  readonly files: readonly FileId[]
}

/** Carries one command on a letter: what may happen is the domain's decision, this only loads, saves, records and tells. */
export function advanceLetter(
  context: Context,
  { id, revision, command, files: named }: Input,
): Promise<Result<Letter, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Letter, Refusal>> => {
    const before = await findLetterForUpdate(tx, id)
    if (!before || !seesLetter(actor, before)) return err({ code: 'not-found' })
    if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
    const decision = decideLetter(before, command, context)
    if (!decision.ok) return decision
    const asksPost = command.event === 'sign' || command.event === 'reissue'
    if (asksPost && !(await stillHolds(tx, before, app.clock.today()))) return err({ code: 'moved-away' })
    const worded = command.event === 'reissue' ? await wordAnew(tx, before, app.clock.today()) : ok(null)
    if (!worded.ok) return worded
    const numbered = command.event === 'reissue' ? await numberAnew(tx, context, before) : ok(null)
    if (!numbered.ok) return numbered
    const after: Letter = { ...decision.value, ...worded.value, ...numbered.value }
    const isPaper = command.event === 'sign-on-paper'
    if (isPaper && named.length === 0) return err({ code: 'scan-required' })
    const files = await findOwnFiles(tx, before.unitId, isPaper ? named : [])
    if (!files.ok) return files
    await saveLetter(tx, after)
    await attachLetterFiles(tx, after, files.value)
    await appendLetterEvent(tx, context, after, command)
    await recordAudit(tx, context, {
      ...{ action: `letter.${command.event}`, subject: { kind: 'letter', id }, unitId: after.unitId },
      before,
      after: isPaper ? { ...after, files: files.value.map(file => file.id) } : after,
    })
    await tellOther(tx, context, after, command)
    return ok(after)
  })
}

/** A letter that goes out again is a paper of its own: it gets the next number of the series it was numbered in, of this year. */
async function numberAnew(
  tx: Tx,
  context: Context,
  { id, documentNumber }: Letter,
): Promise<Result<Pick<Letter, 'documentNumber'>, Refusal>> {
  const parts = documentNumber === null ? null : parseDocumentNumber(documentNumber)
  if (!parts?.ok) return ok({ documentNumber })
  const issuer = await findIssuer(tx, context.actor)
  if (!issuer) return err({ code: 'no-bureau' })
  const series = { unitId: issuer.id, office: parts.value.office }
  const taken = await takeNumbers(tx, context, series, { kind: 'letter', ids: [id] })
  return taken.ok ? ok({ documentNumber: taken.value[0] ?? null }) : taken
}

/** Whether the signer still holds the post he signs as. Whoever signs without an account holds none. */
async function stillHolds(tx: Tx, { signerId, unitId, post }: Letter, today: string): Promise<boolean> {
  if (signerId === null || post === null) return true
  const found = await tx
    .selectFrom('appointments')
    .select('id')
    .where('account_id', '=', signerId)
    .where('unit_id', '=', unitId)
    .where('post', '=', post)
    .where('from_on', '<=', sql<never>`${today}::date`)
    .where(sql<boolean>`(until_on is null or until_on >= ${today}::date)`)
    .executeTakeFirst()
  return found !== undefined
}

/** Tells whoever issued of a signature or a refusal, and the signer when the letter comes again or is taken back. */
async function tellOther(
  tx: Tx,
  { actor }: Context,
  letter: Letter,
  { event }: LetterCommand,
): Promise<void> {
  const toIssuer = event === 'refuse'
  const told = toIssuer
    ? letter.issuedBy
    : event === 'reissue' || event === 'withdraw'
      ? letter.signerId
      : null
  if (told === null || told === actor.accountId) return
  const WORDS = {
    refuse: { zh: '拒签', en: 'Refused' },
    reissue: { zh: '请重新签署', en: 'To be signed, issued again' },
    withdraw: { zh: '已撤回', en: 'Withdrawn' },
  } as const
  const what = WORDS[event as keyof typeof WORDS]
  const why = letter.withdrawal ?? letter.answer ?? letter.refusal?.reason ?? ''
  await sendNotices(tx, [
    {
      ...{ accountId: told, kind: 'responsibility', link: `/letters/${letter.id}` },
      title: { zh: `责任书${what.zh}：${letter.signerName}`, en: `${what.en}: ${letter.signerName}` },
      body: { zh: `${letter.text.title}。${why}`, en: `${letter.text.title}. ${why}` },
      dedupeKey: `letter ${letter.id} ${letter.revision}`,
    },
  ])
}
