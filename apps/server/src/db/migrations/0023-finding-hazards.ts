import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/** Which findings of the rules were reported as which hazard, so that nothing is reported twice and each shows the other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table finding_hazards (
      hazard_id uuid not null references hazards,
      unit_id uuid not null references units,
      area text not null,
      rule text not null,
      finding text not null,
      primary key (hazard_id, finding))`,
    `create index finding_hazards_unit on finding_hazards (unit_id, area)`,
    `alter table finding_hazards enable row level security`,
    `alter table finding_hazards force row level security`,
    `create policy in_scope on finding_hazards to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
    `grant select, insert on finding_hazards to ${APP}`,
  ])
    await sql.raw(statement).execute(db)
}
