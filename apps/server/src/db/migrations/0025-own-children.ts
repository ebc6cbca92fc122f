import { sql, type Kysely } from 'kysely'

/**
 * What hangs on a line, a run, a hazard or a file is of the same unit, and the database holds it. A row used to be judged
 * by the unit it named itself: whoever wrote rows of his own school could have hung them on another school's line, where
 * everybody who reads that line would have met them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const parent of new Set(CHILDREN.map(([, , parent]) => parent)))
    await sql.raw(`alter table ${parent} add constraint ${parent}_of_unit unique (id, unit_id)`).execute(db)
  for (const [child, column, parent, more = ''] of CHILDREN)
    for (const statement of [
      `alter table ${child} drop constraint ${child}_${column}_fkey`,
      `alter table ${child} add constraint ${child}_${column}_fkey
        foreign key (${column}, unit_id) references ${parent} (id, unit_id) ${more}`,
    ])
      await sql.raw(statement).execute(db)
}

const CHILDREN: readonly (readonly [child: string, column: string, parent: string, more?: string])[] = [
  ['register_history', 'entry_id', 'register_entries'],
  ['register_files', 'entry_id', 'register_entries'],
  ['register_files', 'file_id', 'files'],
  ['entry_facets', 'entry_id', 'register_entries', 'on delete cascade'],
  ['inspection_answers', 'run_id', 'inspection_runs'],
  ['inspection_other_answers', 'run_id', 'inspection_runs'],
  ['inspection_files', 'run_id', 'inspection_runs'],
  ['inspection_files', 'file_id', 'files'],
  ['inspection_hazards', 'run_id', 'inspection_runs'],
  ['inspection_hazards', 'hazard_id', 'hazards'],
  ['finding_hazards', 'hazard_id', 'hazards'],
  ['hazard_events', 'hazard_id', 'hazards'],
  ['hazard_files', 'hazard_id', 'hazards'],
  ['hazard_files', 'file_id', 'files'],
  ['submission_files', 'file_id', 'files'],
]
