import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Tables on their way into a register: what was sent, what is wrong with it, and how far it has come. Nothing of it is in
 * the register before somebody accepts it; a week later it is forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table imports (
    id uuid primary key,
    unit_id uuid not null references units,
    register text not null,
    restricted boolean not null,
    account_id uuid not null references accounts,
    account_name text not null,
    file_name text not null,
    sha256 text not null,
    state text not null,
    refusal jsonb,
    sheet text,
    rows integer not null default 0,
    read integer not null default 0,
    clean integer not null default 0,
    faulty integer not null default 0,
    known integer not null default 0,
    written integer not null default 0,
    problems jsonb not null default '[]',
    units uuid[] not null default '{}',
    -- Who works on it, and when he was last heard of: work whose server died is nobody's.
    worker uuid,
    heard_at timestamptz not null,
    created_at timestamptz not null)`,
  `create index imports_unit on imports (unit_id, register, created_at desc)`,
  `create index imports_old on imports (created_at)`,
  `alter table imports enable row level security`,
  `alter table imports force row level security`,
  `create policy in_scope on imports to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy need_to_know on imports as restrictive for select to ${APP}
    using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`,
  `grant select, insert, update, delete on imports to ${APP}`,
]
