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
  date_trunc('month', reported_at at time zone interval '8 hours')::date as reported_in,
  date_trunc('month', closed_at at time zone interval '8 hours')::date as closed_in,
  (closed_at at time zone interval '8 hours')::date <= due_on as in_time,
  times_returned > 0 as was_returned`
const COLUMNS = `unit_id, township, area, grade, source, state, reported_in, closed_in, in_time, was_returned`

const trigger = (on: 'insert' | 'update' | 'delete'): string[] => {
  const tables = {
    insert: `new table as come`,
    update: `old table as gone new table as come`,
    delete: `old table as gone`,
  }[on]
  const parts = [
    ...(on === 'insert' ? [] : [`select ${COUNTED_UNDER}, -1 as n from gone`]),
    ...(on === 'delete' ? [] : [`select ${COUNTED_UNDER}, 1 as n from come`]),
  ]
  return [
    `create function tally_hazards_on_${on}() returns trigger language plpgsql as $$
    begin
      insert into hazard_tallies (${COLUMNS}, count)
        select ${COLUMNS}, sum(n) from (${parts.join(' union all ')}) changed
        group by ${COLUMNS} having sum(n) <> 0;
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
    reported_in date not null,
    closed_in date,
    in_time boolean,
    was_returned boolean not null,
    count integer not null check (count <> 0))`,
  `insert into hazard_tallies (${COLUMNS}, count)
    select ${COLUMNS}, count(*) from (select ${COUNTED_UNDER} from hazards) counted group by ${COLUMNS}`,
  `create index hazard_tallies_unit on hazard_tallies (unit_id)`,
  `alter table hazard_tallies enable row level security`,
  `alter table hazard_tallies force row level security`,
  `create policy in_scope on hazard_tallies for select to ${APP} using (${IN_SCOPE})`,
  `create policy added on hazard_tallies for insert to ${APP} with check (${IN_SCOPE})`,
  // Adding up takes rows away and puts their sums in their place: the county's job alone.
  `create policy added_up on hazard_tallies for delete to ${APP} using ((select anlan_county()))`,
  `grant select, insert, delete on hazard_tallies to ${APP}`,
  ...(['insert', 'update', 'delete'] as const).flatMap(trigger),
]
