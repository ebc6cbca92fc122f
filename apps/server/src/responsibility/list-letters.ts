import {
  Day,
  LetterBatchId,
  LetterLevel,
  LetterState,
  UnitId,
  type Actor,
  type LetterId,
  type PostId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** What letters can be narrowed to. An empty list of states means every state. */
export const LetterFilter = z.object({
  state: z.array(LetterState).max(10).optional(),
  level: LetterLevel.optional(),
  unitId: UnitId.optional(),
  batchId: LetterBatchId.optional(),
  /** The first day of the year they hold for. */
  from: Day.optional(),
  /** A day in their year: the letters that hold on it. */
  on: Day.optional(),
  township: z.string().max(9).optional(),
  /** The reader's own. */
  mine: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
})
export type LetterFilter = z.infer<typeof LetterFilter>

export interface LetterRow {
  readonly id: LetterId
  readonly unitId: UnitId
  readonly unitName: string
  readonly level: LetterLevel
  readonly state: LetterState
  readonly post: PostId | null
  readonly signerName: string
  readonly title: string
  readonly documentNumber: string | null
  readonly from: Day
  readonly to: Day
  readonly issuedOn: Day | null
  readonly signedOn: Day | null
  readonly paper: boolean
}

/** A member of a school's staff sees his own letters; who runs the school, its township or the county sees all within reach. */
export const visibleLetters = ({
  role,
  accountId,
}: Pick<Actor, 'accountId' | 'role'>): RawBuilder<boolean> =>
  role === 'staff-member' ? sql`letters.signer_id = ${accountId}` : sql`true`

function conditions(filter: LetterFilter, actor: Actor): RawBuilder<boolean> {
  const all = [visibleLetters(actor)]
  if (filter.state && filter.state.length > 0) all.push(sql`letters.state = any (${filter.state}::text[])`)
  if (filter.level) all.push(sql`letters.level = ${filter.level}`)
  if (filter.unitId) all.push(sql`letters.unit_id = ${filter.unitId}`)
  if (filter.batchId) all.push(sql`letters.batch_id = ${filter.batchId}`)
  if (filter.from) all.push(sql`letters.from_on = ${filter.from}::date`)
  if (filter.on)
    all.push(sql`(letters.from_on <= ${filter.on}::date and letters.to_on >= ${filter.on}::date)`)
  if (filter.township) all.push(sql`units.township = ${filter.township}`)
  if (filter.mine) all.push(sql`letters.signer_id = ${actor.accountId}`)
  if (filter.search)
    all.push(
      sql`(letters.signer_name ilike ${holding(filter.search)} or units.name ilike ${holding(filter.search)}
        or letters.document_number ilike ${holding(filter.search)})`,
    )
  return sql.join(all, sql` and `)
}

/** What waits first, what is refused before what is only open; then by school and name. */
const ORDER = sql`array_position('{refused,issued,signed,withdrawn}'::text[], letters.state),
  letters.from_on desc, units.name collate "zh-x-icu", letters.signer_name collate "zh-x-icu", letters.id`

/** One page of letters within the scope, with the filter's total. */
export async function listLetters(
  tx: Tx,
  filter: LetterFilter,
  paging: Paging,
  actor: Actor,
): Promise<Page<LetterRow>> {
  const where = conditions(filter, actor)
  const from = tx.selectFrom('letters').innerJoin('units', 'units.id', 'letters.unit_id')
  const [rows, { total }] = await Promise.all([
    from
      .select(['letters.id', 'letters.unit_id as unitId', 'units.name as unitName', 'level', 'state', 'post'])
      .select(['signer_name as signerName', 'from_on as from', 'to_on as to'])
      .select(['issued_on as issuedOn', 'signed_on as signedOn', 'document_number as documentNumber'])
      .select(sql<string>`body->'text'->>'title'`.as('title'))
      .select(sql<boolean>`coalesce(body->'signedBy'->>'how' = 'paper', false)`.as('paper'))
      .where(where)
      .orderBy(ORDER)
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .$narrowType<{ id: LetterId; unitId: UnitId }>()
      .execute(),
    from
      .select(sql<number>`count(*)`.as('total'))
      .where(where)
      .executeTakeFirstOrThrow(),
  ])
  return { rows, total, page: paging.page, pageSize: paging.pageSize }
}

/** How letters of one level and year stand at a school. */
export interface BoardRow {
  readonly unitId: UnitId
  readonly unitName: string
  readonly township: string | null
  readonly level: LetterLevel
  readonly issued: number
  readonly refused: number
  readonly signed: number
}

/** Letters of the year a day lies in, by school and level: one statement for the county. */
export async function boardOfLetters(tx: Tx, actor: Actor, on: Day): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    select letters.unit_id as "unitId", units.name as "unitName", units.township, letters.level,
      count(*) filter (where state = 'issued')::int as issued,
      count(*) filter (where state = 'refused')::int as refused,
      count(*) filter (where state = 'signed')::int as signed
    from letters join units on units.id = letters.unit_id
    where letters.from_on <= ${on}::date and letters.to_on >= ${on}::date and state <> 'withdrawn'
      and ${visibleLetters(actor)}
    group by letters.unit_id, units.name, units.township, letters.level
    order by count(*) filter (where state <> 'signed') desc, units.name collate "zh-x-icu"`.execute(tx)
  return rows
}

/** The posts and schools that had letters of a level in the year before a day: what a renewal asks for. */
export async function listLastYear(tx: Tx, level: LetterLevel, before: Day) {
  const { rows } = await sql<{ unitId: UnitId; post: PostId | null; signerName: string; from: Day }>`
    select unit_id as "unitId", post, signer_name as "signerName", from_on as "from" from letters
    where level = ${level} and state in ('issued', 'signed') and to_on < ${before}::date
      and to_on >= ${before}::date - 366`.execute(tx)
  return {
    count: rows.length,
    unitIds: [...new Set(rows.map(({ unitId }) => unitId))],
    posts: [...new Set(rows.flatMap(({ post }) => post ?? []))],
    names: [...new Set(rows.flatMap(({ post, signerName }) => (post === null ? [signerName] : [])))],
  }
}
