import {
  ADMINISTRATION_POSTS,
  PARTY_POSTS,
  type AreaId,
  type Day,
  type PostId,
  type Scope,
  type UnitId,
  type UnitKind,
} from '@anlan/domain'
import { SCHOOL_KINDS } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** A school of the county with how its areas are owned: by how many people, zero where a duty lies on a post nobody holds. */
export interface CoverageRow {
  readonly id: UnitId
  readonly name: string
  readonly kind: UnitKind
  readonly township: string | null
  readonly hasBus: boolean
  readonly hasLab: boolean
  readonly boarding: boolean
  readonly hasCanteen: boolean
  readonly areas: Readonly<Partial<Record<AreaId, number>>>
  /** How many hold the posts of secretary and of head on that day: one each is right. */
  readonly secretaries: number
  readonly heads: number
  readonly duties: number
}

const holds = (today: Day) =>
  sql`a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)`

/**
 * Area by school for all schools within reach that are open, in one statement. What is owed in every area at once owns none:
 * somebody has to be named for each.
 */
export async function listCountyCoverage(tx: Tx, scope: Scope, today: Day): Promise<CoverageRow[]> {
  const within = scope.kind === 'county' ? sql`true` : sql`u.id = any (${[...scope.units]}::uuid[])`
  const { rows } = await sql<CoverageRow>`
    with newest as (
      select distinct on (id) * from duties where published_on <= ${today}::date order by id, version desc),
    owned as (
      select d.unit_id, d.area, count(distinct a.account_id)::int as holders
      from newest d left join appointments a on a.unit_id = d.unit_id and ${holds(today)}
        and (a.post = d.post or d.co_owners ? a.post)
      where not d.retired and d.kind = 'safety' and d.area is not null
      group by d.unit_id, d.area),
    areas as (select unit_id, jsonb_object_agg(area, holders) as areas from owned group by unit_id),
    counts as (select unit_id, count(*)::int as duties from newest where not retired group by unit_id),
    leaders as (
      select a.unit_id, count(*) filter (where a.post = any (${[...PARTY_POSTS]}::text[]))::int as secretaries,
        count(*) filter (where a.post = any (${[...ADMINISTRATION_POSTS]}::text[]))::int as heads
      from appointments a where ${holds(today)} group by a.unit_id)
    select u.id, u.name, u.kind, u.township, u.has_bus as "hasBus", u.has_lab as "hasLab", u.boarding,
      u.has_canteen as "hasCanteen", coalesce(areas.areas, '{}') as areas,
      coalesce(leaders.secretaries, 0) as secretaries, coalesce(leaders.heads, 0) as heads,
      coalesce(counts.duties, 0) as duties
    from units u left join areas on areas.unit_id = u.id left join leaders on leaders.unit_id = u.id
      left join counts on counts.unit_id = u.id
    where u.kind = any (${[...SCHOOL_KINDS]}::text[]) and (u.open_until is null or u.open_until >= ${today}::date)
      and ${within}
    order by u.township nulls first, u.name collate "zh-x-icu", u.id`.execute(tx)
  return rows
}

/** Who holds which post of a unit on a day. */
export const listPostHolders = (tx: Tx, unitId: UnitId, today: Day) =>
  tx
    .selectFrom('appointments as a')
    .innerJoin('accounts', 'accounts.id', 'a.account_id')
    .select(['a.post', 'a.account_id as accountId', 'accounts.name'])
    .where('a.unit_id', '=', unitId)
    .where(sql<boolean>`${holds(today)}`)
    .where('accounts.disabled_at', 'is', null)
    .orderBy('a.from_on')
    .$narrowType<{ post: PostId }>()
    .execute()
