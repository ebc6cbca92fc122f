import {
  schoolYearOf,
  type AccountId,
  type ChainLink,
  type Day,
  type PostId,
  type UnitId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { DEED_RULES, deedsBetween } from './deeds.sql.ts'

/** Where a chain breaks, for whoever looks for those behind a rate. */
export const ChainBreak = z.enum(['undefined', 'unknown', 'undone'])
export type ChainBreak = z.infer<typeof ChainBreak>

/** Of `p` below those whom the rates of duties count, above the line and below it. */
const COUNTED_LINKS = {
  held: sql<boolean>`true`,
  defined: sql<boolean>`p.duties > 0`,
  known: sql<boolean>`(p.duties > 0 and p.unknown = 0)`,
  performed: sql<boolean>`(p.duties > 0 and p.unknown = 0 and p.undone = 0)`,
} as const satisfies Record<string, RawBuilder<boolean>>
export type CountedLink = keyof typeof COUNTED_LINKS
export const CountedLink = z.enum(Object.keys(COUNTED_LINKS) as [CountedLink, ...CountedLink[]])

export interface ChainPerson {
  readonly accountId: AccountId
  readonly name: string
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly posts: PostId[]
  readonly duties: number
  readonly unknown: number
  readonly undone: number
  readonly accounted: number
  /** Posts he came into without having taken them over. */
  readonly untaken: number
  readonly link: ChainLink | null
}

export interface Reach {
  readonly today: Day
  /** Null: every unit in scope. */
  readonly unitId: UnitId | null
}

/**
 * Who owes what today, knows it and has done it, a row a person: two holders of a post owe its duties both, and a post without
 * one is nobody’s (`listOrphans`). One statement, for a school as for the county.
 */
export function standpoints({ today, unitId }: Reach): RawBuilder<unknown> {
  const { from } = schoolYearOf(today)
  const at = (column: string) => (unitId ? sql`${sql.raw(column)} = ${unitId}` : sql`true`)
  return sql`
    with held as (select distinct account_id, unit_id, post from appointments
      where from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date) and ${at('unit_id')}),
    newest as (select distinct on (id) id, version, unit_id, post, kind, area, co_owners, retired from duties
      where published_on <= ${today}::date and ${at('unit_id')} order by id, version desc),
    owing as (select id, version, unit_id, kind, area, post from newest where not retired
      union select n.id, version, unit_id, kind, area, c from newest n
        cross join jsonb_array_elements_text(n.co_owners) c where not retired),
    owed as (select h.account_id, h.unit_id, h.post, o.id, o.version, o.kind, o.area
      from held h join owing o on o.unit_id = h.unit_id and o.post = h.post),
    known as (select account_id, duty_id, version from duty_receipts where ${at('unit_id')}
      union select l.signer_id, x.id, x.version from letters l
        cross join jsonb_to_recordset(l.body->'duties') as x (id uuid, version integer)
        where l.state = 'signed' and l.signed_on <= ${today}::date
          and l.from_on <= ${today}::date and l.to_on >= ${today}::date and ${at('l.unit_id')}),
    rules (kind, in_area, whole) as (values ${DEED_RULES}),
    did as materialized (select d.account_id, d.area, r.in_area, r.whole
      from (select distinct account_id, kind, area from
        (${deedsBetween({ from, to: today, unitId: null, accountId: null })}) all_deeds
        ${unitId ? sql`where account_id in (select account_id from held)` : sql``}) d
      join rules r on r.kind = d.kind),
    shown as (select distinct o.account_id, o.id from owed o join did d on d.account_id = o.account_id
      where case when o.area is null then o.post = any (d.whole)
        else o.area = d.area and o.post = any (d.in_area) end
      union select account_id, duty_id from duty_links where measure_id is null and on_day >= ${from}::date
        and ${at('unit_id')}),
    judged as (select o.account_id, o.unit_id, o.id, bool_or(k.duty_id is not null) as known,
        bool_or(o.kind = 'business' or s.id is not null) as done,
        bool_or(exists (select from duty_links l where l.account_id = o.account_id and l.duty_id = o.id
          and l.measure_id is not null)) as accounted
      from owed o
      left join known k on k.account_id = o.account_id and k.duty_id = o.id and k.version = o.version
      left join shown s on s.account_id = o.account_id and s.id = o.id
      group by o.account_id, o.unit_id, o.id),
    sums as (select account_id, unit_id, count(*)::integer as duties,
        (count(*) filter (where not known))::integer as unknown, (count(*) filter (where not done))::integer as undone,
        (count(*) filter (where accounted))::integer as accounted
      from judged group by account_id, unit_id),
    untaken as (select to_id, unit_id, count(*)::integer as count from handovers
      where state in ('open', 'handed') and to_id is not null group by to_id, unit_id)
    select h.account_id, h.unit_id, array_agg(h.post order by h.post) as posts,
      coalesce(min(s.duties), 0) as duties, coalesce(min(s.unknown), 0) as unknown,
      coalesce(min(s.undone), 0) as undone, coalesce(min(s.accounted), 0) as accounted,
      coalesce(min(t.count), 0) as untaken
    from held h left join sums s on s.account_id = h.account_id and s.unit_id = h.unit_id
      left join untaken t on t.to_id = h.account_id and t.unit_id = h.unit_id
    group by h.account_id, h.unit_id`
}

const BREAKS: Record<ChainBreak, RawBuilder<boolean>> = {
  undefined: sql`p.duties = 0`,
  unknown: sql`p.unknown > 0`,
  undone: sql`p.unknown = 0 and p.undone > 0`,
}

interface Row {
  account_id: AccountId
  name: string
  unit_id: UnitId
  unit_name: string
  posts: PostId[]
  duties: number
  unknown: number
  undone: number
  accounted: number
  untaken: number
  total: number
}

const linkOf = ({ duties, unknown, undone, accounted }: Row): ChainLink | null => {
  if (duties === 0) return null
  if (unknown > 0) return 'defined'
  if (undone > 0) return 'known'
  return accounted > 0 ? 'accounted' : 'performed'
}

/** One page of people who hold a post, those whose chain breaks first on top. */
export async function listChainPeople(
  tx: Tx,
  reach: Reach,
  {
    at,
    counted = 'held',
    search,
  }: { at?: ChainBreak | undefined; counted?: CountedLink | undefined; search?: string | undefined },
  paging: Paging,
): Promise<Page<ChainPerson>> {
  const { rows } = await sql<Row>`
    select p.*, a.name, u.name as unit_name, (count(*) over ())::integer as total
    from (${standpoints(reach)}) p join accounts a on a.id = p.account_id join units u on u.id = p.unit_id
    where ${at ? BREAKS[at] : sql`true`} and ${COUNTED_LINKS[counted]}
      and ${search ? sql`(a.name || ' ' || u.name) ilike ${holding(search)}` : sql`true`}
    order by p.duties = 0 desc, p.unknown > 0 desc, p.undone > 0 desc, u.ordinal, a.name collate "zh-x-icu", a.id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      ...{ accountId: row.account_id, name: row.name, unit: { id: row.unit_id, name: row.unit_name } },
      ...{ posts: row.posts, duties: row.duties, unknown: row.unknown, undone: row.undone },
      ...{ accounted: row.accounted, untaken: row.untaken, link: linkOf(row) },
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}

export interface ChainCounts {
  readonly people: number
  readonly defined: number
  readonly known: number
  readonly performed: number
  readonly accounted: number
}
export interface ChainUnit extends ChainCounts {
  readonly unit: { readonly id: UnitId; readonly name: string }
}

const COUNTS = sql`count(*)::integer as people,
  (count(*) filter (where ${COUNTED_LINKS.defined}))::integer as defined,
  (count(*) filter (where ${COUNTED_LINKS.known}))::integer as known,
  (count(*) filter (where ${COUNTED_LINKS.performed}))::integer as performed,
  (count(*) filter (where p.accounted > 0))::integer as accounted`

/** How far everybody's chain reaches, unit by unit, the worst first. */
export async function countChainUnits(tx: Tx, reach: Reach): Promise<ChainUnit[]> {
  const { rows } = await sql<ChainCounts & { unit_id: UnitId; name: string }>`
    select u.id as unit_id, u.name, ${COUNTS}
    from (${standpoints(reach)}) p join units u on u.id = p.unit_id group by u.id
    order by (count(*) filter (where p.duties > 0 and p.unknown = 0))::float / count(*), u.ordinal`.execute(
    tx,
  )
  return rows.map(({ unit_id, name, ...counts }) => ({ ...counts, unit: { id: unit_id, name } }))
}

export interface OrphanDuty {
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly post: PostId
  readonly duties: number
}

/** Posts that owe something today and that nobody holds. */
export async function listOrphans(tx: Tx, { today, unitId }: Reach): Promise<OrphanDuty[]> {
  const { rows } = await sql<{ unit_id: UnitId; name: string; post: PostId; duties: number }>`
    with newest as (select distinct on (id) id, unit_id, post, retired from duties
      where published_on <= ${today}::date and ${unitId ? sql`unit_id = ${unitId}` : sql`true`} order by id, version desc)
    select n.unit_id, u.name, n.post, count(*)::integer as duties from newest n join units u on u.id = n.unit_id
    where not n.retired and not exists (select from appointments a where a.unit_id = n.unit_id and a.post = n.post
      and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date))
    group by n.unit_id, u.name, u.ordinal, n.post order by u.ordinal, n.post limit 200`.execute(tx)
  return rows.map(({ unit_id, name, ...rest }) => ({ ...rest, unit: { id: unit_id, name } }))
}
