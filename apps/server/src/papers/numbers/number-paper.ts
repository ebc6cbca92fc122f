import {
  dayOf,
  err,
  may,
  ok,
  type OfficialPaper,
  type PaperKindId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { SYSTEM, type Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import type { Refusal } from '../../refusal.ts'
import { listAnswerers } from '../../supervision/tell-measure.ts'
import type { Context } from '../../trpc.ts'
import type { LoadedPaper, PaperSource } from '../paper-source.ts'
import { PAPER_SOURCES } from '../paper-sources.ts'
import { keepNumber } from './document-number.ts'

interface Named {
  readonly kind: PaperKindId
  readonly id: string
}

/** A paper on the screen, with its number where it has one. */
export interface ShownPaper {
  readonly paper: OfficialPaper
  /** It has not gone out; what stands there may still change. */
  readonly isDraft: boolean
  /** The reader may give it its number now. */
  readonly mayNumber: boolean
}

/**
 * What a paper said when it was numbered. Whoever may have the paper may have this: the numbers are kept by those who issue,
 * whose records a school does not see.
 */
export async function findNumbered(
  { db }: Pick<App, 'db'>,
  kind: PaperKindId,
  id: string,
): Promise<{ readonly paper: OfficialPaper } | undefined> {
  return db.read(SYSTEM, tx => findIn(tx, { kind, id }))
}

async function findIn(tx: Tx, { kind, id }: Named): Promise<{ readonly paper: OfficialPaper } | undefined> {
  const row = await tx
    .selectFrom('document_numbers')
    .select('paper')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('paper', 'is not', null)
    .executeTakeFirst()
  return row?.paper ? { paper: row.paper } : undefined
}

/** A paper as its source gives it to this reader, or as it was when it got its number. */
export async function showPaper(context: Context, named: Named): Promise<Result<ShownPaper, Refusal>> {
  const source: PaperSource = PAPER_SOURCES[named.kind]
  if (!may(context.actor, source.permission)) return err({ code: 'not-found' })
  const loaded = await source.load(context, named.id)
  if (!loaded.ok) return loaded
  const { numbering } = source
  const mayGive = numbering !== undefined && may(context.actor, numbering.by)
  const numbered = numbering && (await findNumbered(context.app, named.kind, named.id))
  if (numbered) return ok({ paper: numbered.paper, isDraft: false, mayNumber: false })
  if (numbering?.isNeeded && !mayGive) return err({ code: 'not-found' })
  const { paper, wentOut } = loaded.value
  return ok({
    ...{ paper, isDraft: !wentOut || numbering?.isNeeded === true },
    mayNumber: mayGive && wentOut && paper.number === null,
  })
}

/**
 * Gives a finished paper its number, once. From then on it says what it says now: what is changed in the data later is no
 * part of a paper that went out under a number.
 */
export async function numberPaper(
  context: Context,
  { kind, id, number }: Named & { readonly number: string },
): Promise<Result<string, Refusal>> {
  const { app, actor, now } = context
  const source: PaperSource = PAPER_SOURCES[kind]
  if (!source.numbering || !may(actor, source.numbering.by)) return err({ code: 'not-permitted' })
  const loaded = await source.load(context, id)
  if (!loaded.ok) return loaded
  const { paper, wentOut, unitId, link } = loaded.value
  if (!wentOut || paper.number !== null) return err({ code: 'paper-not-numberable' })
  return app.db.transaction(actor, async (tx): Promise<Result<string, Refusal>> => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`paper-number ${kind} ${id}`}, 0))`.execute(tx)
    if (await findIn(tx, { kind, id })) return err({ code: 'paper-not-numberable' })
    const kept = await keepNumber(tx, context, number, {
      ...{ unitId: actor.unitId, subject: { kind, id } },
      paper: source.numbering?.isNeeded ? datedOn(paper, dayOf(now)) : paper,
    })
    if (kept.ok && link !== undefined)
      await tellUnit(tx, unitId, { title: paper.title, link, number: kept.value })
    return kept
  })
}

/** A paper that goes out with its number bears the day of it. */
const datedOn = (paper: OfficialPaper, day: ReturnType<typeof dayOf>): OfficialPaper => ({
  ...paper,
  signature: paper.signature && { ...paper.signature, day },
})

async function tellUnit(
  tx: Tx,
  unitId: UnitId,
  {
    title,
    link,
    number,
  }: { readonly title: string; readonly link: NonNullable<LoadedPaper['link']>; readonly number: string },
): Promise<void> {
  const people = await listAnswerers(tx, unitId)
  await sendNotices(
    tx,
    people.map(accountId => ({
      ...{ accountId, kind: 'hazard' as const, link, dedupeKey: `paper ${number}` },
      title: { zh: `${title}（${number}）`, en: `A paper for your unit: ${number}` },
      body: { zh: '请签收并按要求整改。', en: 'Please receive it and do what it asks.' },
    })),
  )
}
