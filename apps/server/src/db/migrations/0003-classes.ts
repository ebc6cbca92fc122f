import { sql, type Kysely } from 'kysely'

/** Classes of a school with their number of pupils; no child is named here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const inScope = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`
  for (const statement of [
    `create table school_classes (
      id uuid primary key,
      unit_id uuid not null references units,
      grade integer not null check (grade between 1 and 12),
      ordinal integer not null check (ordinal >= 1),
      name text not null,
      pupils integer not null check (pupils >= 0),
      unique (unit_id, name))`,
    `alter table school_classes enable row level security`,
    `alter table school_classes force row level security`,
    `create policy in_scope on school_classes to anlan_app using (${inScope}) with check (${inScope})`,
    `grant select, insert, update on school_classes to anlan_app`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
