import { sql, type Kysely } from 'kysely'

/** A summary that is archived with its campaign is changed as little as one that was handed in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `drop trigger submitted_stays on summaries`,
    `create trigger submitted_stays before update on summaries for each row
      when (old.state in ('submitted', 'accepted', 'merged', 'archived')
        and (old.title, old.sections, old.taken_at, old.version, old.signed_by, old.signed_at)
          is distinct from (new.title, new.sections, new.taken_at, new.version, new.signed_by, new.signed_at))
      execute function refuse_change_of_submitted()`,
  ])
    await sql.raw(statement).execute(db)
}
