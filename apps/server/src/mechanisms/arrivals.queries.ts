import { addDays, startOfDay, type ArrivalKind, type Day, type Department, type Instant } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** Days a list of arrivals goes back. */
const BACK_DAYS = 366

/** A piece of information that came or went through the system. Nothing of it is copied: it is read where it lies. */
export interface Arrival {
  readonly id: string
  readonly kind: ArrivalKind
  readonly at: Instant
  /** The other department of a letter; null where it is none of them. */
  readonly department: Department | null
  /** Whoever sent it otherwise: a unit of education or the platform of somebody who runs buses. */
  readonly from: string | null
  /** What a letter is called, or the register lines were imported into. */
  readonly what: string | null
  /** The unit a letter is about. */
  readonly about: string | null
  readonly byName: string | null
  /** Lines, pupils, people, units, alarms; of a letter one. */
  readonly count: number
  /** The page that shows it. */
  readonly path: string
}

/**
 * One page of what came and went in the last year, the newest first: letters to other departments and their answers, alarms of
 * bus platforms by platform and day, imports by run. Registers that few may read stay out.
 */
export async function listArrivals(
  tx: Tx,
  { kind, today }: { readonly kind: ArrivalKind | undefined; readonly today: Day },
  paging: Paging,
): Promise<Page<Arrival>> {
  const since = startOfDay(addDays(today, -BACK_DAYS))
  const { rows } = await sql<Arrival & { total: number }>`
    select *, (count(*) over ())::int as total from (
      select r.id::text as id, e.kind, e.at, r.department, null as "from", r.title as what, u.name as about,
        null as "byName", 1 as count, '/referrals/' || r.id as path
      from referrals r join units u on u.id = r.unit_id
        cross join lateral (values ('referral-sent', r.sent_at), ('referral-answered', r.replied_at)) as e (kind, at)
      where e.at >= ${since}
      union all
      select p.id::text, 'bus-alarms', max(b.received_at), null, p.name, null, null, null, count(*)::int,
        '/registers/bus/bus-alarm-log'
      from bus_alarms b join bus_platforms p on p.id = b.platform_id
      where b.received_at >= ${since}
      group by p.id, (b.received_at at time zone interval '8 hours')::date
      union all
      select i.id::text, 'register-import', i.created_at, null, u.name, i.register, null, i.account_name, i.written,
        '/registers/' || i.register || '?unit=' || i.unit_id
      from imports i join units u on u.id = i.unit_id
      where i.state = 'done' and not i.restricted and i.written > 0 and i.created_at >= ${since}
      union all
      select a.id::text, m.kind, a.at, null, u.name, null, null, a.actor_name, (a.after ->> m.counted)::int,
        case m.kind when 'roster-import' then '/units/' || a.unit_id when 'unit-import' then '/units' else '/people' end
      from (values ('roster.import', 'roster-import', 'entered'), ('person.import', 'people-import', 'people'),
          ('unit.import', 'unit-import', 'units')) as m (action, kind, counted)
        join audit_events a on a.action = m.action and a.at >= ${since} left join units u on u.id = a.unit_id
      where (a.after ->> m.counted)::int > 0) arrivals
    where ${kind ? sql`kind = ${kind}` : sql`true`}
    order by at desc, kind, id limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      ...{ id: row.id, kind: row.kind, at: row.at, department: row.department, from: row.from },
      ...{ what: row.what, about: row.about, byName: row.byName, count: row.count, path: row.path },
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}
