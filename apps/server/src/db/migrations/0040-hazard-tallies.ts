import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * What boards over hazards need. Of 200,000 an index that covers the question still reads them all: open ones are few and
 * have such an index, the others are counted as they change. A count is a row that is added (+1, -1) and never changed, so
 * that writers wait for nobody; a job adds them up at night. A trigger keeps them, so that whoever writes hazards cannot forget it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // An owner who is not the cluster's superuser is bound by the policies of his own tables and would see nothing to count.
  const force = (how: string): string[] =>
    ['hazards', 'hazard_events'].map(table => `alter table ${table} ${how} row level security`)
  for (const statement of [...force('no force'), ...STATEMENTS, ...force('force')])
    await sql.raw(statement).execute(db)
}

/** What a hazard is counted under. Nothing of it changes by the turn of a day. The offset is the domain's own. */
const COUNTED_UNDER = `unit_id, township, area, grade, source, state,
  (closed_at at time zone interval '8 hours')::date <= due_on as in_time, times_returned > 0 as was_returned`
const COLUMNS = `unit_id, township, area, grade, source, state, in_time, was_returned`

/** The months in which hazards were reported and closed, by township: by unit they would be as many as the hazards. */
const monthsOf = (rows: string, n: string): string =>
  (['reported', 'closed'] as const)
    .map(
      event => `select township, area, grade, source, '${event}' as event,
        date_trunc('month', ${event}_at at time zone interval '8 hours')::date as month, ${n} as n
        from ${rows} where ${event === 'closed' ? `state = 'closed'` : 'true'}`,
    )
    .join(' union all ')
const MONTH_COLUMNS = `township, area, grade, source, event, month`

const trigger = (on: 'insert' | 'update' | 'delete'): string[] => {
  const tables = {
    insert: `new table as come`,
    update: `old table as gone new table as come`,
    delete: `old table as gone`,
  }[on]
  const changed = [
    ...(on === 'insert' ? [] : [['gone', '-1'] as const]),
    ...(on === 'delete' ? [] : [['come', '1'] as const]),
  ]
  const counts = changed.map(([rows, n]) => `select ${COUNTED_UNDER}, ${n} as n from ${rows}`)
  const months = changed.map(([rows, n]) => monthsOf(rows, n))
  return [
    `create function tally_hazards_on_${on}() returns trigger language plpgsql as $$
    begin
      insert into hazard_tallies (${COLUMNS}, count)
        select ${COLUMNS}, sum(n) from (${counts.join(' union all ')}) changed
        group by ${COLUMNS} having sum(n) <> 0;
      insert into hazard_months (${MONTH_COLUMNS}, count)
        select ${MONTH_COLUMNS}, sum(n) from (${months.join(' union all ')}) changed
        group by ${MONTH_COLUMNS} having sum(n) <> 0;
      return null;
    end $$`,
    `create trigger tallied_on_${on} after ${on} on hazards referencing ${tables}
      for each statement execute function tally_hazards_on_${on}()`,
  ]
}

const STATEMENTS = [
  `alter table hazards add column times_returned integer not null default 0`,
  `update hazards set times_returned = sent.back from
    (select hazard_id, count(*) as back from hazard_events where event = 'return' group by hazard_id) sent
    where sent.hazard_id = hazards.id`,
  `create index hazards_returned on hazards (unit_id) where times_returned > 0`,
  `create index hazards_open on hazards (unit_id, discovered_on)
    include (township, area, grade, source, state, due_on) where state not in ('closed', 'dismissed')`,
  // The columns of the board: what is due first, and what was reported last.
  `create index hazards_urgent on hazards (state, due_on, id)`,
  `create index hazards_latest on hazards (state, reported_at desc, id desc)`,
  `create index hazards_look_back on hazards (closed_at)
    where state = 'closed' and grade = 'major' and look_backs = '[]'`,
  `create table hazard_tallies (
    unit_id uuid not null references units,
    township text,
    area text not null,
    grade text,
    source text not null,
    state text not null,
    in_time boolean,
    was_returned boolean not null,
    count integer not null check (count <> 0))`,
  `insert into hazard_tallies (${COLUMNS}, count)
    select ${COLUMNS}, count(*) from (select ${COUNTED_UNDER} from hazards) counted group by ${COLUMNS}`,
  `create index hazard_tallies_unit on hazard_tallies (unit_id)`,
  `create table hazard_months (
    township text,
    area text not null,
    grade text,
    source text not null,
    event text not null check (event in ('reported', 'closed')),
    month date not null,
    count integer not null check (count <> 0))`,
  `insert into hazard_months (${MONTH_COLUMNS}, count)
    select ${MONTH_COLUMNS}, sum(n) from (${monthsOf('hazards', '1')}) counted group by ${MONTH_COLUMNS}`,
  `create index hazard_months_month on hazard_months (month)`,
  `alter table hazard_months enable row level security`,
  `alter table hazard_months force row level security`,
  // Of whole townships: read and added up by the county, added to by whoever changes a hazard of his own.
  `create policy county on hazard_months for select to ${APP} using ((select anlan_county()))`,
  `create policy added on hazard_months for insert to ${APP} with check (true)`,
  `create policy added_up on hazard_months for delete to ${APP} using ((select anlan_county()))`,
  `grant select, insert, delete on hazard_months to ${APP}`,
  `alter table hazard_tallies enable row level security`,
  `alter table hazard_tallies force row level security`,
  `create policy in_scope on hazard_tallies for select to ${APP} using (${IN_SCOPE})`,
  `create policy added on hazard_tallies for insert to ${APP} with check (${IN_SCOPE})`,
  // Adding up takes rows away and puts their sums in their place: the county's job alone.
  `create policy added_up on hazard_tallies for delete to ${APP} using ((select anlan_county()))`,
  `grant select, insert, delete on hazard_tallies to ${APP}`,
  ...(['insert', 'update', 'delete'] as const).flatMap(trigger),
]
