import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Official papers that went out of the system, each with the code by which whoever holds it can ask whether it is one. What a
 * paper says is kept as its digest: the same words are the same paper, other words another.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table papers (
    id uuid primary key,
    code text not null unique,
    unit_id uuid not null references units,
    kind text not null,
    subject_id uuid not null,
    digest text not null,
    number text,
    title text not null,
    issuer text not null,
    addressee text,
    made_at timestamptz not null,
    made_by uuid not null,
    made_by_name text not null,
    constraint papers_once unique (subject_id, kind, digest))`,
  `create index papers_unit on papers (unit_id)`,
  `alter table papers enable row level security`,
  `alter table papers force row level security`,
  `create policy in_scope on papers to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert on papers to ${APP}`,
  `create trigger append_only before update or delete on papers for each row execute function refuse_change()`,
]
