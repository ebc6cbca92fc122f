import { sql, type Kysely } from 'kysely'

/** The whole loop of a hazard: with other departments, listed, looked back at, and come back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table hazards
      add column transfer jsonb,
      add column listing jsonb,
      add column look_backs jsonb not null default '[]',
      add column risk_point_id uuid,
      add column ancestor_id uuid,
      add constraint hazards_ancestor_id_fkey foreign key (ancestor_id, unit_id) references hazards (id, unit_id)`,
    `create index hazards_ancestor on hazards (ancestor_id) where ancestor_id is not null`,
    `create index hazards_risk_point on hazards (risk_point_id) where risk_point_id is not null`,
    // Listed and not taken off: few, and asked for by every public list.
    `create index hazards_listed on hazards (unit_id) where listing ->> 'off' is null and listing is not null`,
    `drop index hazards_due`,
    `create index hazards_due on hazards (due_on)
      where state in ('rectifying', 'transferred', 'awaiting-acceptance')`,
    `alter table hazard_files drop constraint hazard_files_stage_check`,
    `alter table hazard_files add constraint hazard_files_stage_check
      check (stage in ('before', 'after', 'acceptance', 'look-back'))`,
  ])
    await sql.raw(statement).execute(db)
}
