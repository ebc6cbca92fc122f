import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/** Document numbers (发文字号) that were given out, each once for its unit, its words and its year. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table document_numbers (
    unit_id uuid not null references units,
    office text not null,
    year integer not null,
    serial integer not null check (serial > 0),
    subject_kind text not null,
    subject_id uuid not null,
    given_at timestamptz not null,
    given_by uuid not null,
    given_by_name text not null,
    primary key (unit_id, office, year, serial))`,
  `alter table document_numbers enable row level security`,
  `alter table document_numbers force row level security`,
  `create policy in_scope on document_numbers to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert on document_numbers to ${APP}`,
  `create trigger append_only before update or delete on document_numbers for each row execute function refuse_change()`,
]
