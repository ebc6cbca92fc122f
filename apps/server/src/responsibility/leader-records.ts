import {
  decideLeaderEntry,
  err,
  LEADER_POSTS,
  listHolders,
  may,
  ok,
  type AccountId,
  type Day,
  type FileId,
  type LeaderEntry,
  type LeaderEntryId,
  type LeaderPart,
  type NewLeaderEntry,
  type PostId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { lockSent } from '../organisation/locks.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listAppointmentsAt } from './duties.queries.ts'

interface Span {
  readonly from: Day
  readonly to: Day
}

/**
 * What leaders did between two days, a row a thing: account_id, part, on_day, title, path, entry_id. Studies they were at, visits they
 * were on and inspections they made, major hazards they accepted and matters they decided; and what they wrote themselves.
 */
const drawn = ({ from, to }: Span, accountId: AccountId | null) => {
  const of = (who: string) => (accountId ? sql`${sql.raw(who)} = ${accountId}` : sql`true`)
  const on = (column: string) => sql`${sql.raw(column)} between ${from}::date and ${to}::date`
  const day = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`
  return sql`
    select member as account_id, 'study' as part, held_on as on_day, topic as title, '/study-records/' || id as path,
        null::uuid as entry_id
      from study_records cross join unnest(attended) as member where ${of('member')} and ${on('held_on')}
    union all select member, 'inspection', ${sql.raw(day('arrived_at'))}, u.name, '/visits/' || v.id, null
      from inspection_visits v cross join unnest(v.members) as member join units u on u.id = v.unit_id
      where arrived_at is not null and ${of('member')} and ${on(day('arrived_at'))}
    union all select begun_by, 'inspection', on_day, u.name, '/inspections/' || r.id, null from inspection_runs r
      join units u on u.id = r.unit_id where handed_in_at is not null and visit_id is null and ${of('begun_by')}
      and ${on('on_day')}
    union all select accepted_by, 'decision', ${sql.raw(day('closed_at'))}, number || ' ' || place, '/hazards/' || id, null
      from hazards where accepted_by is not null and closed_at is not null and ${of('accepted_by')}
      and ${on(day('closed_at'))}
    union all select account_id, part, on_day, text, null, id from leader_entries where ${of('account_id')}
      and ${on('on_day')}`
}

export interface LeaderRow {
  readonly accountId: AccountId
  readonly name: string
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly posts: PostId[]
  readonly study: number
  readonly inspection: number
  readonly decision: number
}

/** One page of leaders with how much their records hold; those that hold nothing come first. */
export async function listLeaders(
  tx: Tx,
  span: Span,
  { today, empty }: { today: Day; empty: boolean },
  paging: Paging,
): Promise<Page<LeaderRow> & { readonly empty: number }> {
  const { rows } = await sql<
    { account_id: AccountId; name: string; unit_id: UnitId; unit_name: string; posts: PostId[] } & Record<
      LeaderPart | 'total' | 'empty',
      number
    >
  >`
    with leaders as (select account_id, unit_id, array_agg(distinct post) as posts from appointments
      where post = any (${[...LEADER_POSTS]}::text[]) and from_on <= ${today}::date
        and (until_on is null or until_on >= ${today}::date) group by account_id, unit_id),
    things as (select account_id, (count(*) filter (where part = 'study'))::integer as study,
        (count(*) filter (where part = 'inspection'))::integer as inspection,
        (count(*) filter (where part = 'decision'))::integer as decision
      from (${drawn(span, null)}) d group by account_id),
    counted as (select l.*, coalesce(t.study, 0) as study, coalesce(t.inspection, 0) as inspection,
        coalesce(t.decision, 0) as decision from leaders l left join things t on t.account_id = l.account_id)
    select c.*, a.name, u.name as unit_name, (count(*) over ())::integer as total,
      (select count(*)::integer from counted where study + inspection + decision = 0) as empty
    from counted c join accounts a on a.id = c.account_id join units u on u.id = c.unit_id
    where ${empty ? sql`c.study + c.inspection + c.decision = 0` : sql`true`}
    order by (c.study > 0)::integer + (c.inspection > 0)::integer + (c.decision > 0)::integer, u.ordinal, a.id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      ...{ accountId: row.account_id, name: row.name, unit: { id: row.unit_id, name: row.unit_name } },
      ...{ posts: row.posts, study: row.study, inspection: row.inspection, decision: row.decision },
    })),
    ...{
      total: rows[0]?.total ?? 0,
      empty: rows[0]?.empty ?? 0,
      page: paging.page,
      pageSize: paging.pageSize,
    },
  }
}

export interface LeaderThing {
  readonly part: LeaderPart
  readonly on: Day
  readonly title: string
  readonly path: string | null
  /** Of what the leader wrote himself. */
  readonly files: readonly EntryFile[]
}
export interface EntryFile {
  readonly id: FileId
  readonly name: string
  readonly mediaType: string
}
export interface LeaderRecord {
  readonly person: { readonly id: AccountId; readonly name: string; readonly unit: string }
  readonly things: readonly LeaderThing[]
  readonly mayWrite: boolean
}

/** One leader's record between two days: his own, or of somebody of one's units. */
export async function getLeaderRecord(
  tx: Tx,
  { actor }: Pick<Context, 'actor'>,
  accountId: AccountId,
  span: Span,
): Promise<Result<LeaderRecord, Refusal>> {
  const person = await tx
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unit_id')
    .select(['accounts.name', 'accounts.unit_id', 'units.name as unit'])
    .where('accounts.id', '=', accountId)
    .executeTakeFirst()
  const isSelf = actor.accountId === accountId
  if (!person || (!isSelf && !may(actor, 'people.read', person.unit_id as UnitId)))
    return err({ code: 'not-found' })
  const { rows } = await sql<{
    part: LeaderPart
    on_day: Day
    title: string
    path: string | null
    entry_id: string | null
  }>`
    select part, on_day, title, path, entry_id from (${drawn(span, accountId)}) d
    order by on_day desc, part, title limit 500`.execute(tx)
  const files = await listEntryFiles(
    tx,
    rows.flatMap(({ entry_id }) => entry_id ?? []),
  )
  return ok({
    person: { id: accountId, name: person.name, unit: person.unit },
    things: rows.map(({ on_day, entry_id, ...row }) => ({
      ...{ ...row, on: on_day },
      files: entry_id === null ? [] : (files.get(entry_id) ?? []),
    })),
    mayWrite: isSelf,
  })
}

/** The photos and documents of some entries, by entry. */
async function listEntryFiles(tx: Tx, ids: readonly string[]): Promise<Map<string, EntryFile[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('leader_entry_files')
    .innerJoin('files', 'files.id', 'file_id')
    .select(['entry_id', 'files.id', 'files.name', 'files.media_type as mediaType'])
    .where('entry_id', 'in', [...ids])
    .orderBy('files.id')
    .$narrowType<{ id: FileId }>()
    .execute()
  return Map.groupBy(rows, ({ entry_id }) => entry_id)
}

/** A leader writes into his own record what the system does not know of. Sent twice it stands there once. */
export function writeLeaderEntry(
  context: Context,
  { files: named, ...entry }: NewLeaderEntry & { readonly files: readonly FileId[] },
): Promise<Result<LeaderEntry, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<LeaderEntry, Refusal>> => {
    const appointments = await listAppointmentsAt(tx, [actor.unitId])
    const held = listHolders(appointments, app.clock.today())
      .filter(each => each.accountId === actor.accountId)
      .map(each => each.post)
    const decision = decideLeaderEntry(context, entry, { id: newId<LeaderEntryId>(), held })
    if (!decision.ok) return decision
    const { id, unitId, accountId, part, on, text } = decision.value
    const files = await findOwnFiles(tx, unitId, named)
    if (!files.ok) return files
    await lockSent(tx, `leader-entry ${accountId}`)
    const known = await tx
      .selectFrom('leader_entries')
      .select('id')
      .where('account_id', '=', accountId)
      .where('unit_id', '=', unitId)
      .where('part', '=', part)
      .where('on_day', '=', on)
      .where('text', '=', text)
      .where(
        sql<boolean>`array(select file_id from leader_entry_files f where f.entry_id = leader_entries.id order by file_id)
          = ${files.value.map(file => file.id)}::uuid[]`,
      )
      .executeTakeFirst()
    if (known) return ok({ ...decision.value, id: known.id as LeaderEntryId })
    await tx
      .insertInto('leader_entries')
      .values({ id, unit_id: unitId, account_id: accountId, part, on_day: on, text, made_at: now })
      .execute()
    if (files.value.length > 0)
      await tx
        .insertInto('leader_entry_files')
        .values(files.value.map(file => ({ entry_id: id, file_id: file.id, unit_id: unitId })))
        .execute()
    await recordAudit(tx, context, {
      ...{ action: 'leader-record.write', subject: { kind: 'person', id: accountId }, unitId },
      after: { ...decision.value, files: files.value.map(file => file.id) },
    })
    return decision
  })
}
