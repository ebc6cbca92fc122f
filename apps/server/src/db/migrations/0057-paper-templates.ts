import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`

/**
 * Templates by which the bureau has papers of a kind made instead of by the built-in page. A version is never changed: one
 * without a file is the way back to the built-in page. Schools' papers are made by them too, so everybody may read them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table paper_templates (
    id uuid primary key,
    kind text not null,
    version integer not null check (version > 0),
    file_name text,
    bytes bytea,
    made_at timestamptz not null,
    made_by uuid not null,
    made_by_name text not null,
    constraint paper_templates_version unique (kind, version),
    constraint paper_templates_whole check ((file_name is null) = (bytes is null)))`,
  `alter table paper_templates enable row level security`,
  `alter table paper_templates force row level security`,
  `create policy readable on paper_templates for select to ${APP} using (true)`,
  `create policy added on paper_templates for insert to ${APP} with check (${COUNTY})`,
  `grant select, insert on paper_templates to ${APP}`,
  `create trigger append_only before update or delete on paper_templates for each row execute function refuse_change()`,
]
