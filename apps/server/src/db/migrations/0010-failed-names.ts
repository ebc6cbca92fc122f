import { sql, type Kysely } from 'kysely'

const AUTH = 'anlan_auth'

/** An address is held back by the names that stay failed from it, and no longer by its failures (`peer-throttle.ts`). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `drop table peer_failures`,
    `create table peer_failures (
      peer text not null,
      name_hash text not null,
      at timestamptz not null,
      primary key (peer, name_hash))`,
    `create index peer_failures_at on peer_failures (peer, at desc)`,
    `alter table peer_failures enable row level security`,
    `alter table peer_failures force row level security`,
    `create policy signing_in on peer_failures to ${AUTH} using (true) with check (true)`,
    `grant select, insert, update, delete on peer_failures to ${AUTH}`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
