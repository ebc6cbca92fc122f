import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * Pictures of what is about single pupils are not there for a transaction that has not said that it reads such things, as
 * the answers that name them are not. What once was about single pupils stays so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...COLUMNS, ...MARKED, ...POLICIES, ...STAYS]) await sql.raw(statement).execute(db)
}

const COLUMNS = ['files', 'inspection_files'].map(
  table => `alter table ${table} add column restricted boolean not null default false`,
)

/** Row-level security binds the owner too, and shows it none of the answers. */
const asOwner = (statements: string[], ...tables: string[]): string[] => [
  ...tables.map(table => `alter table ${table} no force row level security`),
  ...statements,
  ...tables.map(table => `alter table ${table} force row level security`),
]
const ANSWERS = ['inspection_answers', 'inspection_other_answers']
const MARKED = asOwner(
  [
    ...ANSWERS.map(
      table => `update inspection_files named set restricted = true from ${table} said
        where said.restricted and said.run_id = named.run_id and said.body -> 'photos' ? named.file_id::text`,
    ),
    `update files set restricted = true where id in (select file_id from inspection_files where restricted)`,
  ],
  ...ANSWERS,
  'inspection_files',
  'files',
)

const POLICIES = [
  ...['files', 'inspection_files'].map(
    table => `create policy need_to_know on ${table} as restrictive for select to ${APP}
      using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`,
  ),
  `grant update (restricted) on files to ${APP}`,
]

const STAYS = [
  `create function keep_restricted() returns trigger language plpgsql as $$
  begin
    if old.restricted and not new.restricted then
      raise exception 'what is about single pupils stays so';
    end if;
    return new;
  end $$`,
  `create trigger files_stay_restricted before update on files
    for each row execute function keep_restricted()`,
]
