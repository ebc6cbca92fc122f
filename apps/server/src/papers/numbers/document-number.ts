import {
  dayOf,
  err,
  isOffice,
  LAST_SERIAL,
  ok,
  parseDocumentNumber,
  type DocumentNumberParts,
  type OfficialPaper,
  type Result,
  UNIT_KIND_IDS,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import { recordAudit, type Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { bulkInsert } from '../../seed/bulk-insert.ts'

interface Series {
  /** 机关代字 */
  readonly office: string
  readonly year: number
}

interface Subject {
  readonly kind: string
  readonly id: string
}

interface Asked extends Series {
  /** Who issues. */
  readonly unitId: UnitId
  readonly subject: Subject
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

const OFFICES = UNIT_KIND_IDS.filter(isOffice)

/** Whether it is an office of the bureau that numbers. */
const isBureaus = (unitId: UnitId | null) =>
  unitId === null
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from units where id = ${unitId} and kind = any (${OFFICES}::text[]))`

/**
 * Every number that is known to be used by whoever numbers, given by the system or typed, with its parts. A school has series
 * of its own; the offices of the bureau have theirs in common (null stands for them).
 */
const usedBy = (unitId: UnitId | null) => sql`(
  select office, year, serial, given_at as at, subject_kind, subject_id
    from document_numbers join units on units.id = document_numbers.unit_id
    where units.id = ${unitId} or (units.kind = any (${OFFICES}::text[]) and ${isBureaus(unitId)})
  union all
  select parts[1], parts[2]::integer, parts[3]::integer, at, null, null from (
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
  where parts is not null and ${isBureaus(unitId)}) used`

export interface AskedSeries {
  /** Who issues. */
  readonly unitId: UnitId
  /** 机关代字 */
  readonly office: string
}

/**
 * Gives papers of one kind the next numbers of a series of this year, one after the other as they stand, in the transaction in
 * which they go out. Whoever issues many says in his own line of the record from where to where.
 */
export async function takeNumbers(
  tx: Tx,
  occasion: Occasion,
  { unitId, office }: AskedSeries,
  { kind, ids }: { readonly kind: string; readonly ids: readonly string[] },
): Promise<Result<string[], { code: 'number-series-full' }>> {
  const series = { office, year: numberYear(occasion) }
  await lockSeries(tx, series)
  const { rows } = await sql<{
    next: number
  }>`select coalesce(max(serial), 0) + 1 as next from ${usedBy(unitId)}
    where office = ${office} and year = ${series.year}`.execute(tx)
  const first = rows[0]?.next ?? 1
  if (first + ids.length - 1 > LAST_SERIAL) return err({ code: 'number-series-full' })
  await bulkInsert(
    tx,
    'document_numbers',
    ids.map((id, at) => ({
      ...rowOf(occasion, { ...series, unitId, subject: { kind, id } }, first + at),
      paper: null,
    })),
  )
  return ok(ids.map((_, at) => say({ ...series, serial: first + at })))
}

/**
 * Keeps a number that somebody chose himself for a paper; refused where another paper has it. What has the number already, such
 * as a paper that was returned and is signed again, keeps it.
 */
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
  const users = await findUsers(tx, asked.unitId, parts)
  if (users.some(({ id }) => id !== asked.subject.id)) return err({ code: 'number-taken' })
  if (users.length === 0) await insert(tx, occasion, { ...asked, ...parts }, parts.serial)
  return ok(say(parts))
}

/** The papers that have a number; one that was typed into its own paper has no id. */
async function findUsers(
  tx: Tx,
  unitId: UnitId | null,
  { office, year, serial }: DocumentNumberParts,
): Promise<{ id: string | null }[]> {
  const { rows } = await sql<{ id: string | null }>`select subject_id as id from ${usedBy(unitId)}
    where office = ${office} and year = ${year} and serial = ${serial}`.execute(tx)
  return rows
}

/** True when another paper of the bureau has the number, of whatever kind and however it came by it; of two who ask at once one waits. */
export async function isNumberUsed(tx: Tx, number: string): Promise<boolean> {
  const parts = parseDocumentNumber(number)
  if (!parts.ok) return false
  await lockSeries(tx, parts.value)
  return (await findUsers(tx, null, parts.value)).length > 0
}

/** Letters of responsibility are numbered by the batch, in series in which a unit numbers nothing else. */
export const SeriesOf = z.enum(['letters', 'papers'])
export type SeriesOf = z.infer<typeof SeriesOf>

/** The next number of each series that a unit has in a year for its letters or its other papers, the one used last before the others. */
export async function offerNumbers(tx: Tx, of: SeriesOf, unitId: UnitId, year: number): Promise<string[]> {
  const isLetter = sql`(subject_kind is not distinct from 'letter')`
  const { rows } = await sql<{ office: string; next: number }>`
    select office, max(serial) + 1 as next from ${usedBy(unitId)} where year = ${year}
    group by office having max(serial) < ${LAST_SERIAL}
      and ${of === 'letters' ? sql`bool_or(${isLetter})` : sql`not bool_and(${isLetter})`}
    order by max(at) desc nulls last, office limit 6`.execute(tx)
  return rows.map(({ office, next }) => say({ office, year, serial: next }))
}

const rowOf = ({ actor, now }: Occasion, asked: Omit<Asked, 'paper'>, serial: number) => ({
  ...{ unit_id: asked.unitId, office: asked.office, year: asked.year, serial },
  ...{ subject_kind: asked.subject.kind, subject_id: asked.subject.id },
  ...{ given_at: now, given_by: actor.accountId, given_by_name: actor.name },
})

async function insert(tx: Tx, occasion: Occasion, asked: Asked, serial: number): Promise<void> {
  await tx
    .insertInto('document_numbers')
    .values({
      ...rowOf(occasion, asked, serial),
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
