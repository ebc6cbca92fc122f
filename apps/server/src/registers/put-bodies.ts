import type { Day, EntryId, Instant, Placed } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { identityOf } from './registers.table.ts'

/**
 * Puts other bodies in the places of entries that are held, with what follows from them, in one statement. What they were is
 * in their history by then, and the record is the caller's.
 */
export async function putBodies(
  tx: Tx,
  register: Placed,
  now: Instant,
  rows: readonly { readonly id: EntryId; readonly entry: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  const values = rows.map(({ id, entry }) => ({
    ...{ id, body: entry, identity: identityOf(register, entry) },
    happened_on: register.happenedOn === null ? null : (entry[register.happenedOn] as Day),
  }))
  await sql`update register_entries e
    set body = c.body, identity = c.identity, happened_on = c.happened_on, version = ${register.version},
      changed_at = ${now}, revision = e.revision + 1
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as c (id uuid, body jsonb, identity text, happened_on date)
    where e.id = c.id`.execute(tx)
}
