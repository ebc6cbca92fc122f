import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`
/** Whoever has moved to another school still hands over what he left at the first. */
const OWN = `from_id = (select anlan_account()) or to_id = (select anlan_account())`

/** Handovers of posts: from whom to whom, what lies with the post, and who signed when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of HANDOVERS) await sql.raw(statement).execute(db)
}

const HANDOVERS = [
  `create table handovers (
    id uuid primary key,
    unit_id uuid not null references units,
    post text not null,
    from_id uuid not null,
    from_name text not null,
    until_on date not null,
    to_id uuid,
    to_name text,
    state text not null,
    handed_on date,
    received_on date,
    made_at timestamptz not null,
    revision integer not null default 1,
    body jsonb not null,
    check (from_id <> to_id))`,
  // Nobody hands the same post over twice at once, also when two end his term at the same moment.
  `create unique index handovers_one_pending on handovers (unit_id, post, from_id) where state in ('open', 'handed')`,
  `create index handovers_unit on handovers (unit_id, state)`,
  `create index handovers_pending on handovers (until_on) where state in ('open', 'handed')`,
  `create index handovers_from on handovers (from_id)`,
  `create index handovers_to on handovers (to_id)`,
  `alter table handovers enable row level security`,
  `alter table handovers force row level security`,
  `create policy in_scope on handovers to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy own_seen on handovers for select to ${APP} using (${OWN})`,
  `create policy own_signed on handovers for update to ${APP} using (${OWN}) with check (${OWN})`,
  `grant select, insert, update on handovers to ${APP}`,
]
