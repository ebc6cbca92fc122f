import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MINE = `unit_id = any ((select anlan_units())::uuid[])`

/**
 * A fact is the unit's to see once a measure that rests on it has been issued. Facts used to be seen with their matter: what
 * a further measure was proposed on lay open to the unit before anybody had approved it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const force = (how: string): string[] =>
    ['supervision_measures', 'supervision_facts'].map(
      table => `alter table ${table} ${how} row level security`,
    )
  // Row-level security binds the owner too, and shows it nothing to change.
  for (const statement of [COLUMN, ...force('no force'), KNOWN, ...force('force'), ...POLICIES])
    await sql.raw(statement).execute(db)
}

const COLUMN = `alter table supervision_facts add column known_at timestamptz`

/** When a fact was named: its id begins with the milliseconds (RFC 9562, version 7). */
const NAMED_MS = `('x' || lpad(replace(left(f.id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint`

/** A fact became known with the first measure issued once it was there; what no measure has gone out on yet has not. */
const KNOWN = `update supervision_facts f set known_at = (
  select min(issued_at) from supervision_measures measures
  where measures.matter_id = f.matter_id
    and (substr(f.id::text, 15, 1) <> '7' or floor(extract(epoch from issued_at) * 1000) >= ${NAMED_MS}))`

const POLICIES = [
  `drop policy in_scope on supervision_facts`,
  `create policy of_county on supervision_facts to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `create policy known on supervision_facts for select to ${APP} using (${MINE} and known_at is not null)`,
  `grant update (known_at) on supervision_facts to ${APP}`,
]
