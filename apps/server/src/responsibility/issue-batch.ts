import {
  AccountId,
  barToIssue,
  composeLetter,
  decideLetterSpan,
  dayOf,
  err,
  issuesLevel,
  ok,
  PAPER_LEVELS,
  planBatch,
  sayYears,
  type BatchFacts,
  type BatchPlan,
  type Day,
  type Letter,
  type LetterBatchId,
  type LetterId,
  type LetterSigner,
  type LetterSpanRefusal,
  type LetterTemplateId,
  type PlannedLetter,
  type Result,
  type SkippedLetter,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { lockLetters } from '../organisation/locks.ts'
import { takeNumbers } from '../papers/numbers/document-number.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'
import { holdPeople, readBatchFacts, type BatchAsked } from './batch-facts.ts'
import { findIssuer } from './issuer.ts'
import { readTemplate } from './letter-templates.ts'
import { toLetterColumns } from './letters.table.ts'

export interface AskedBatch extends BatchAsked {
  readonly templateId: LetterTemplateId | null
  /** Of levels whose signers have no account: the names that are written in. */
  readonly names: readonly string[]
  /** 机关代字 of the series that the letters are numbered in, or none where they bear no number. */
  readonly officeMark: string | null
}

export interface BatchPreview extends BatchPlan {
  readonly title: string
}

/** Who would get a letter and who would not, and why; nothing goes out. */
export async function previewBatch(
  { app, actor }: Context,
  asked: AskedBatch,
): Promise<Result<BatchPreview, Refusal>> {
  if (!issuesLevel(actor.role, asked.level)) return err({ code: 'not-your-level', level: asked.level })
  return app.db.read(actor, async (tx): Promise<Result<BatchPreview, Refusal>> => {
    const [template, span] = await Promise.all([
      readTemplate(tx, asked.level, asked.templateId),
      decideSpan(tx, asked, app.clock.today()),
    ])
    if (!template) return err({ code: 'not-found' })
    if (!span.ok) return span
    const facts = await readBatchFacts(tx, actor, asked, template, app.clock.today())
    return ok({ ...planBatch(facts), title: `${sayYears(asked.from, asked.to)}${template.title}` })
  })
}

export interface BatchOutcome {
  readonly id: LetterBatchId
  readonly issued: number
  readonly skipped: readonly SkippedLetter[]
  /** From which to which document number they go. */
  readonly numbers: { readonly first: string; readonly last: string } | null
}

/**
 * Issues a batch as it was previewed, as one act: all of it goes out or nothing. Whoever has left his post since, even at this
 * moment, gets none and is named.
 */
export function issueBatch(
  context: Context,
  { asked, expected }: { readonly asked: AskedBatch; readonly expected: readonly LetterSigner[] },
): Promise<Result<BatchOutcome, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<BatchOutcome, Refusal>> => {
    const bar = barToIssue({ level: asked.level, signerId: null }, actor)
    if (bar) return err(bar)
    if (asked.to < dayOf(now)) return err({ code: 'letter-over' })
    const [issuer, template, span] = await Promise.all([
      findIssuer(tx, actor),
      readTemplate(tx, asked.level, asked.templateId),
      decideSpan(tx, asked, dayOf(now)),
    ])
    if (!issuer) return err({ code: 'no-bureau' })
    if (!template) return err({ code: 'not-found' })
    if (!span.ok) return span
    await lockLetters(tx, issuer.id)
    await holdPeople(
      tx,
      expected.map(({ signerId }) => signerId),
    )
    const facts = await readBatchFacts(tx, actor, asked, template, app.clock.today())
    const plan = planBatch(facts, expected)
    const id = newId<LetterBatchId>()
    const base = { context, asked, batchId: id, issuerName: issuer.name }
    const letters = PAPER_LEVELS.includes(asked.level)
      ? await paperLetters(tx, base, facts)
      : plan.planned.map(each => plannedLetter(base, each))
    if (letters.length === 0) return err({ code: 'nobody-to-sign' })
    await linkRenewed(tx, letters)
    const numbered = await numberLetters(
      tx,
      context,
      { issuerId: issuer.id, mark: asked.officeMark },
      letters,
    )
    if (!numbered.ok) return numbered
    const numbers = numbered.value
    const title = `${sayYears(asked.from, asked.to)}${template.title}`
    await tx
      .insertInto('letter_batches')
      .values({
        ...{ id, unit_id: issuer.id, level: asked.level, title, from_on: asked.from, to_on: asked.to },
        ...{ issued: letters.length, skipped: JSON.stringify(plan.skipped), issued_at: now },
        ...{ issued_by: actor.accountId, issued_by_name: actor.name },
      })
      .execute()
    await insertLetters(tx, context, letters)
    await recordAudit(tx, context, {
      ...{ action: 'letter-batch.issue', subject: { kind: 'letter-batch', id }, unitId: issuer.id },
      after: {
        ...{ title, level: asked.level, from: asked.from, to: asked.to, count: letters.length },
        ...(numbers && { firstNumber: numbers.first, lastNumber: numbers.last }),
      },
    })
    await tellSigners(tx, letters, issuer.name)
    return ok({ id, issued: letters.length, skipped: plan.skipped, numbers })
  })
}

const decideSpan = async (tx: Tx, asked: AskedBatch, today: Day): Promise<Result<null, LetterSpanRefusal>> =>
  decideLetterSpan(asked, (await readRuleLimits(tx)).value, today)

interface Base {
  readonly context: Context
  readonly asked: AskedBatch
  readonly batchId: LetterBatchId
  readonly issuerName: string
}

const freshLetter = ({ context: { actor, now }, asked, batchId, issuerName }: Base) => ({
  ...{ id: newId<LetterId>(), level: asked.level, state: 'issued' as const, batchId, issuerName },
  ...{ issuedBy: AccountId.parse(actor.accountId), from: asked.from, to: asked.to, issuedOn: dayOf(now) },
  ...{ signedOn: null, signedBy: null, refusal: null, answer: null, withdrawal: null, renews: null },
  documentNumber: null,
  templateId: asked.templateId,
  revision: 1,
})

const plannedLetter = (base: Base, planned: PlannedLetter): Letter => ({
  ...freshLetter(base),
  ...{ unitId: planned.unitId, post: planned.post, signerId: planned.accountId, signerName: planned.name },
  ...{ duties: [...planned.duties], text: planned.text },
})

/** A letter for each name that is written in; who has the year's already gets no second one. */
async function paperLetters(
  tx: Tx,
  base: Base,
  { units: [school], template, from, to }: BatchFacts,
): Promise<Letter[]> {
  if (!school) return []
  const names = [...new Set(base.asked.names)]
  const { rows } = await sql<{ name: string }>`select signer_name as name from letters
    where unit_id = ${school.id} and level = ${base.asked.level} and state <> 'withdrawn'
      and from_on = ${from}::date and signer_name = any (${names}::text[])`.execute(tx)
  const having = new Set(rows.map(({ name }) => name))
  return names.flatMap(name => {
    const text = composeLetter(template, {
      ...{ unitName: school.name, unitKind: school.kind, signerName: name, post: null },
      ...{ years: sayYears(from, to), duties: [] },
    })
    return having.has(name) || !text
      ? []
      : [
          {
            ...freshLetter(base),
            ...{ unitId: school.id, post: null, signerId: null, signerName: name, duties: [], text },
          },
        ]
  })
}

/** Names for each letter the one of the years before that the same post, or the same signer on paper, had. */
async function linkRenewed(tx: Tx, letters: Letter[]): Promise<void> {
  const [first] = letters
  if (!first) return
  const { rows } = await sql<{ id: LetterId; key: string }>`
    select distinct on (key) id, key from (
      select id, to_on, unit_id || ' ' || coalesce(post, '') || ' ' || coalesce(signer_id::text, signer_name) as key
      from letters where level = ${first.level} and state = 'signed' and to_on < ${first.from}::date
        and unit_id = any (${[...new Set(letters.map(({ unitId }) => unitId))]}::uuid[])) as before
    order by key, to_on desc`.execute(tx)
  const before = new Map(rows.map(({ id, key }) => [key, id]))
  for (const letter of letters)
    letter.renews =
      before.get(`${letter.unitId} ${letter.post ?? ''} ${letter.signerId ?? letter.signerName}`) ?? null
}

/** Numbers the letters in the order in which they were planned: school by school, post by post. */
async function numberLetters(
  tx: Tx,
  context: Context,
  { issuerId, mark }: { readonly issuerId: UnitId; readonly mark: string | null },
  letters: Letter[],
): Promise<Result<BatchOutcome['numbers'], Refusal>> {
  if (mark === null) return ok(null)
  const taken = await takeNumbers(
    tx,
    context,
    { unitId: issuerId, office: mark },
    { kind: 'letter', ids: letters.map(({ id }) => id) },
  )
  if (!taken.ok) return taken
  for (const [at, letter] of letters.entries()) letter.documentNumber = taken.value[at] ?? null
  const [first, last] = [taken.value.at(0), taken.value.at(-1)]
  return ok(first !== undefined && last !== undefined ? { first, last } : null)
}

/** Keeps the letters with a line each of what happened; a letter somebody has had since this moment ends the whole batch. */
async function insertLetters(tx: Tx, { actor, now }: Context, letters: readonly Letter[]): Promise<void> {
  await bulkInsert(
    tx,
    'letters',
    letters.map(letter => toLetterColumns(letter) as never),
  )
  await bulkInsert(
    tx,
    'letter_events',
    letters.map(({ id, unitId }) => ({
      ...{ id: newId<string>(), letter_id: id, unit_id: unitId, at: now, event: 'issue' as const },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role, note: null },
    })),
  )
}

const tellSigners = (tx: Tx, letters: readonly Letter[], issuerName: string): Promise<number> =>
  sendNotices(
    tx,
    letters.flatMap(({ id, signerId, text }) =>
      signerId === null
        ? []
        : [
            {
              ...{ accountId: signerId, kind: 'responsibility' as const, link: `/letters/${id}` },
              title: { zh: `请签署：${text.title}`, en: `To be signed: ${text.title}` },
              body: {
                zh: `${issuerName}发出。请阅读后签署。`,
                en: `From ${issuerName}. Please read and sign.`,
              },
              dedupeKey: `letter ${id} 1`,
            },
          ],
    ),
  )
