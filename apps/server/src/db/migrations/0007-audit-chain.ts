import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * What chaining and sealing need (`audit/chain.ts` says why it is done this way): a work list of events that
 * are in no chain yet, positions without gaps, the public halves of sealing keys, and runs of verification.
 * The runtime role loses the right to write the chain: it adds events, the server's own hand links them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...WORK_LIST, ...CHAIN, ...KEYS, ...VERIFICATIONS]) {
    await sql.raw(statement).execute(db)
  }
}

const WORK_LIST = [
  // No index and no foreign key: the list is as short as the last second, and every audited change writes to it.
  `create table audit_unchained (event_id uuid not null)`,
  // Of the owner's right, so that whoever may add an event (the sign-in role too) needs none here.
  `create function list_unchained() returns trigger language plpgsql security definer set search_path = ''
    as $$ begin insert into public.audit_unchained values (new.id); return null; end $$`,
  `create trigger listed after insert on audit_events for each row execute function list_unchained()`,
  `insert into audit_unchained select id from audit_events
    where not exists (select from audit_chain where event_id = audit_events.id)`,
  `create index audit_events_actor on audit_events (actor_id, at desc)`,
]

/** Row-level security binds the owner too, unless it is a superuser; it gets the policies the runtime role had. */
const CHAIN = [
  `alter table audit_chain alter column position drop identity`,
  ...['audit_chain', 'audit_seals'].flatMap(table => [
    `drop policy added on ${table}`,
    `revoke insert on ${table} from ${APP}`,
    `create policy kept on ${table} to current_user using (true) with check (true)`,
  ]),
  `create policy chained on audit_events for select to current_user using (true)`,
]

const KEYS = [
  `create table audit_keys (
    key_id text primary key,
    public_key text not null,
    created_at timestamptz not null)`,
  `alter table audit_keys enable row level security`,
  `create policy readable on audit_keys for select to ${APP} using (true)`,
  `create policy kept on audit_keys to current_user using (true) with check (true)`,
  `grant select on audit_keys to ${APP}`,
  `create trigger append_only before update or delete on audit_keys for each row execute function refuse_change()`,
  `create trigger not_emptied before truncate on audit_keys execute function refuse_change()`,
]

const VERIFICATIONS = [
  `create table audit_verifications (
    id uuid primary key,
    started_by uuid not null,
    started_by_name text not null,
    started_at timestamptz not null,
    checked bigint not null default 0,
    total bigint not null default 0,
    seen_at timestamptz not null,
    finished_at timestamptz,
    outcome jsonb)`,
  `create index audit_verifications_started on audit_verifications (started_at desc)`,
  `alter table audit_verifications enable row level security`,
  `create policy county on audit_verifications for select to ${APP} using ((select anlan_county()))`,
  `create policy kept on audit_verifications to current_user using (true) with check (true)`,
  `grant select on audit_verifications to ${APP}`,
]
