import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * Names leave when their purpose ends, by themselves where nobody closed the drill. What the daily job may take away is
 * the least that does it: a name out of a fact, the whole of what was refused, and a kiosk that never collected its token.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table drills add column names_removed_at timestamptz`,
  // Small: the drills that still have names, and the facts with one.
  `create index drills_named on drills (unit_id) where roster is not null`,
  `create index drill_facts_named on drill_facts (drill_id) where kind = 'v1.added' and body ->> 'name' <> '—'`,
  `create index pupils_left on pupils (left_on) where left_on is not null`,
  `create index attendance_old on attendance (on_day)`,
  `create index refused_facts_kept on refused_facts (received_at) where body <> '{}'`,
  `grant update (body) on refused_facts to ${APP}`,
  `create policy only_emptied on refused_facts as restrictive for update to ${APP}
    using (true) with check (body = '{}')`,
  `grant delete on pairing_requests, devices to ${APP}`,
  `create policy never_collected on devices as restrictive for delete to ${APP} using (token_hash is null)`,
]
