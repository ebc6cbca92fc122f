import { sql, type Kysely } from 'kysely'

/**
 * Classes have a life of their own: they are renamed, move up a grade and are closed. A closed one stays, because
 * drills and pupils who left name it; its name is free for another.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table school_classes add column closed_on date`,
    `alter table school_classes add column revision integer not null default 1`,
    `alter table school_classes drop constraint school_classes_unit_id_name_key`,
    `create unique index school_classes_name on school_classes (unit_id, name) where closed_on is null`,
  ])
    await sql.raw(statement).execute(db)
}
