import {
  dayOf,
  err,
  ok,
  parseDocumentNumber,
  type DocumentNumberParts,
  type OfficialPaper,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit, type Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'

interface Series {
  /** 机关代字 */
  readonly office: string
  readonly year: number
}

interface Asked extends Series {
  /** Who issues. */
  readonly unitId: UnitId
  readonly subject: { readonly kind: string; readonly id: string }
  /** What the paper said when it was numbered; left out where the step that issues it keeps its words. */
  readonly paper?: OfficialPaper
}

const say = ({ office, year, serial }: Series & { readonly serial: number }): string =>
  `${office}〔${year}〕${serial}号`

/**
 * Whoever numbers a paper of a series goes one after the other until he has committed, so that none is given twice and one
 * that was rolled back leaves no gap.
 */
export async function lockSeries(tx: Tx, { office, year }: Series): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`document-number ${office} ${year}`}, 0))`.execute(
    tx,
  )
}

/** Every number that is known to be used, given by the system or typed, with its parts. */
const USED = sql`(
  select office, year, serial, given_at as at from document_numbers
  union all
  select parts[1], parts[2]::integer, parts[3]::integer, at from (
    select regexp_match(document_number, '^(.+)〔(\\d{4})〕([1-9]\\d{0,4})号$') as parts, issued_at as at
      from supervision_measures where document_number is not null
    union all
    select regexp_match(document_number, '^(.+)〔(\\d{4})〕([1-9]\\d{0,4})号$'), sent_at
      from referrals where document_number is not null
    union all
    select regexp_match(body #>> '{committee,documentNumber}', '^(.+)〔(\\d{4})〕([1-9]\\d{0,4})号$'), sent_at
      from referrals where body #>> '{committee,documentNumber}' is not null
    union all
    select regexp_match(document_number, '^(.+)〔(\\d{4})〕([1-9]\\d{0,4})号$'), issued_at
      from bulletins where document_number is not null
    union all
    select regexp_match(document_number, '^(.+)〔(\\d{4})〕([1-9]\\d{0,4})号$'), signed_at
      from county_summaries where document_number is not null) typed
  where parts is not null) used`

/** Gives a paper the next number of its series, in the transaction in which it is signed. */
export async function takeNumber(tx: Tx, occasion: Occasion, asked: Asked): Promise<string> {
  await lockSeries(tx, asked)
  const { rows } = await sql<{ next: number }>`select coalesce(max(serial), 0) + 1 as next from ${USED}
    where office = ${asked.office} and year = ${asked.year}`.execute(tx)
  const serial = rows[0]?.next ?? 1
  await insert(tx, occasion, asked, serial)
  return say({ ...asked, serial })
}

/** Keeps a number that somebody chose himself for a paper; refused where another paper has it. */
export async function keepNumber(
  tx: Tx,
  occasion: Occasion,
  number: string,
  asked: Omit<Asked, keyof Series>,
): Promise<Result<string, { code: 'number-taken' }>> {
  const parsed = parseDocumentNumber(number)
  if (!parsed.ok) throw new Error('a document number that the domain did not read')
  const parts = parsed.value
  await lockSeries(tx, parts)
  if (await isUsed(tx, parts)) return err({ code: 'number-taken' })
  await insert(tx, occasion, { ...asked, ...parts }, parts.serial)
  return ok(say(parts))
}

async function isUsed(tx: Tx, { office, year, serial }: DocumentNumberParts): Promise<boolean> {
  const { rows } = await sql`select from ${USED}
    where office = ${office} and year = ${year} and serial = ${serial} limit 1`.execute(tx)
  return rows.length > 0
}

/** True when another paper has the number, of whatever kind and however it came by it; of two who ask at once one waits. */
export async function isNumberUsed(tx: Tx, number: string): Promise<boolean> {
  const parts = parseDocumentNumber(number)
  if (!parts.ok) return false
  await lockSeries(tx, parts.value)
  return isUsed(tx, parts.value)
}

/** The next number of each series of a year, the one used last before the others. */
export async function offerNumbers(tx: Tx, year: number): Promise<string[]> {
  const { rows } = await sql<{ office: string; next: number }>`
    select office, max(serial) + 1 as next from ${USED} where year = ${year}
    group by office order by max(at) desc nulls last, office limit 6`.execute(tx)
  return rows.map(({ office, next }) => say({ office, year, serial: next }))
}

async function insert(tx: Tx, occasion: Occasion, asked: Asked, serial: number): Promise<void> {
  const { actor, now } = occasion
  await tx
    .insertInto('document_numbers')
    .values({
      ...{ unit_id: asked.unitId, office: asked.office, year: asked.year, serial },
      ...{ subject_kind: asked.subject.kind, subject_id: asked.subject.id },
      ...{ given_at: now, given_by: actor.accountId, given_by_name: actor.name },
      paper: asked.paper ? JSON.stringify({ ...asked.paper, number: say({ ...asked, serial }) }) : null,
    })
    .execute()
  await recordAudit(tx, occasion, {
    ...{ action: 'paper.number', subject: asked.subject, unitId: asked.unitId },
    after: { documentNumber: say({ ...asked, serial }) },
  })
}

/** The year that numbers given now belong to. */
export const numberYear = ({ now }: Pick<Occasion, 'now'>): number => Number(dayOf(now).slice(0, 4))
