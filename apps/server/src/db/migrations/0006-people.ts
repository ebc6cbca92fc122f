import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const AUTH = 'anlan_auth'

/** Roles that somebody whose scope is not the county may hand out and take back. */
const SCHOOL_ROLES = `('principal', 'safety-officer', 'staff-member')`

/**
 * What the administration of people needs beyond the scope of accounts (0005): a school reaches the passwords,
 * sessions and second factors of its own people, and of nobody with more rights than a school hands out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...SECRETS.map(ofManagedAccounts),
    `create policy of_managed_accounts on sign_in_failures as restrictive for delete to ${APP} using (
      exists (select 1 from accounts a where a.username = sign_in_failures.username and (${MANAGED})))`,
    ...ENROLMENTS,
    ...NOBODY_LIFTED,
    `create index hazards_lead on hazards (lead_id) where state not in ('closed', 'dismissed')`,
    `create index appointments_account on appointments (account_id)`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}

const MANAGED = `(select anlan_county()) or a.role in ${SCHOOL_ROLES}`

const SECRETS = ['credentials', 'sessions', 'two_factors']
const ofManagedAccounts = (table: string): string => {
  const managed = `user_id = (select anlan_account())
    or exists (select 1 from accounts a where a.id = ${table}.user_id and (${MANAGED}))`
  return `create policy of_managed_accounts on ${table} as restrictive to ${APP}
    using (${managed}) with check (${managed})`
}

/** Resetting a second factor ends one that is just being set up, too. */
const ENROLMENTS = ['select', 'delete'].map(
  verb => `create policy ${verb}_managed on two_factor_enrolments for ${verb} to ${APP} using (
    exists (select 1 from accounts a where a.id = account_id and (${MANAGED})))`,
)

/**
 * A verb that forgot to ask would still lift nobody: outside the county's scope no role but a school's is given
 * or taken, and no account of another role is moved or disabled. The sign-in library changes neither at all.
 */
const NOBODY_LIFTED = [
  `create function refuse_lifting() returns trigger language plpgsql as $$
    begin
      if current_user = '${AUTH}' then
        raise exception 'the sign-in library changes no role, unit or state of an account';
      end if;
      if current_user <> '${APP}' or anlan_county() then return new; end if;
      if tg_op = 'INSERT' and new.role in ${SCHOOL_ROLES} then return new; end if;
      if tg_op = 'UPDATE' and old.role in ${SCHOOL_ROLES} and new.role in ${SCHOOL_ROLES} then return new; end if;
      raise exception 'no role but a school''s is given or taken within a school''s scope';
    end $$`,
  `create trigger adds_no_bureau_role before insert on accounts
    for each row when (current_user = '${APP}') execute function refuse_lifting()`,
  `create trigger lifts_nobody before update on accounts for each row
    when (old.role is distinct from new.role or old.unit_id is distinct from new.unit_id
      or old.disabled_at is distinct from new.disabled_at)
    execute function refuse_lifting()`,
]
