import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * Rights over kiosks that no verb needs and a mistake could use: whoever works for people gives no token, moves no kiosk
 * to another school and takes back no revocation; and a code that was approved stays approved for what it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `revoke insert, update on devices from ${APP}`,
  `grant insert (id, unit_id, name, paired_at, paired_by_name), update (revoked_at, revoked_by_name)
    on devices to ${APP}`,
  `create policy only_revoked on devices as restrictive for update to ${APP}
    using (revoked_at is null) with check (revoked_at is not null)`,
  `create policy only_once on pairing_requests as restrictive for update to ${APP}
    using (device_id is null) with check (device_id is not null)`,
]
