import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const AUTH = 'anlan_auth'

/** As in 0006, which the function stands in place of. */
const SCHOOL_ROLES = `('principal', 'safety-officer', 'staff-member')`

/**
 * Rights that no verb needs and a mistake could use: nobody gives himself another role, unit or state, whatever his
 * scope (his own row was his to change, and so to move to any unit); the sign-in library makes no accounts; and
 * what a file is, and what it shows, stands from the day it came in, like the hand-in it is evidence of.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...OWN_ACCOUNT, ...EVIDENCE]) await sql.raw(statement).execute(db)
}

const OWN_ACCOUNT = [
  `create or replace function refuse_lifting() returns trigger language plpgsql as $$
    begin
      if current_user = '${AUTH}' then
        raise exception 'the sign-in library changes no role, unit or state of an account';
      end if;
      if current_user <> '${APP}' then return new; end if;
      if tg_op = 'UPDATE' and old.id = anlan_account() then
        raise exception 'nobody changes his own role, unit or state';
      end if;
      if anlan_county() then return new; end if;
      if tg_op = 'INSERT' and new.role in ${SCHOOL_ROLES} then return new; end if;
      if tg_op = 'UPDATE' and old.role in ${SCHOOL_ROLES} and new.role in ${SCHOOL_ROLES} then return new; end if;
      raise exception 'no role but a school''s is given or taken within a school''s scope';
    end $$`,
  `revoke insert on accounts from ${AUTH}`,
]

const EVIDENCE = [
  `revoke update on files, hazard_files from ${APP}`,
  // To hold a row while it is attached or removed asks for the right to change something of it.
  `grant update (created_at) on files to ${APP}`,
]
