import { err, ok, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { LINE_COLUMNS, toLine, type EventLine, type EventRow } from './event.queries.ts'
import { subjectsOf } from './subjects.ts'

export interface EventDetail extends EventLine {
  /** As the record holds them, digit for digit. */
  readonly before: string | null
  readonly after: string | null
  readonly requestId: string | null
  /** Its place in the chain, null while it waits for one. */
  readonly link: { readonly position: number; readonly hash: string } | null
  /** The first seal that covers it. */
  readonly seal: { readonly position: number; readonly at: string; readonly keyId: string } | null
  /** What the ids in it are called today. */
  readonly names: Readonly<Record<string, string>>
}

interface DetailRow extends EventRow {
  readonly before: string | null
  readonly after: string | null
  readonly request_id: string | null
  readonly position: number | null
  readonly hash: string | null
  readonly seal: EventDetail['seal']
}

/** One event with all that is known of it, when it lies in the reader's scope. */
export async function getEvent({ app, actor }: Context, id: string): Promise<Result<EventDetail, Refusal>> {
  const event = await app.db.read(actor, tx => findEvent(tx, id))
  return event ? ok(event) : err({ code: 'not-found' })
}

async function findEvent(tx: Tx, id: string): Promise<EventDetail | undefined> {
  const { rows } = await sql<DetailRow>`
    select ${LINE_COLUMNS}, units.name as unit_name, e.before::text as before, e.after::text as after, e.request_id,
      c.position, c.hash, (select jsonb_build_object('position', s.position, 'at', s.at, 'keyId', s.key_id)
        from audit_seals s where s.position >= c.position order by s.position limit 1) as seal
    from audit_events e left join units on units.id = e.unit_id left join audit_chain c on c.event_id = e.id
    where e.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const { position, hash } = row
  const subjectOf = await subjectsOf(tx, [row])
  return {
    ...toLine(row, subjectOf(row)),
    ...{ before: row.before, after: row.after, requestId: row.request_id, seal: row.seal },
    link: position === null || hash === null ? null : { position, hash },
    names: await nameIds(tx, `${row.before ?? ''} ${row.after ?? ''}`),
  }
}

const MOST_NAMES = 500
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What the ids in a text are called: people, units, files, tasks and phases, as far as the reader sees them. */
async function nameIds(tx: Tx, text: string): Promise<Record<string, string>> {
  const ids = [...new Set(text.match(UUID))].slice(0, MOST_NAMES)
  if (ids.length === 0) return {}
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from accounts where id = any (${ids}::uuid[])
    union all select id, name from units where id = any (${ids}::uuid[])
    union all select id, name from files where id = any (${ids}::uuid[])
    union all select id, title from tasks where id = any (${ids}::uuid[])
    union all select id, name from phases where id = any (${ids}::uuid[])`.execute(tx)
  return Object.fromEntries(rows.map(({ id: each, name }) => [each, name]))
}
