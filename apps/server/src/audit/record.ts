import type pg from 'pg'
import { canonicalEvent, EVENT_COLUMNS, type EventRow } from './canonical.ts'
import { SEAL_COLUMNS, type Seal } from './seal.ts'
import type { PublicKey } from './sealing-key.ts'

/** One step of the record as a checker takes it, from a database or from a file. */
export type AuditRecord =
  | ({ readonly kind: 'key' } & PublicKey)
  /** `event` is the one text of the event, null when the link is there and the event is gone. */
  | {
      readonly kind: 'event'
      readonly position: number
      readonly hash: string
      readonly event: string | null
    }
  | ({ readonly kind: 'seal' } & Seal)
  /** Events outside the chain: on the work list, and, which must not be, on no list or on it without existing. */
  | { readonly kind: 'outside'; readonly waiting: number; readonly unlisted: number; readonly gone: number }

const PAGE = 250

interface Link {
  readonly position: number
  readonly hash: string
}
type Linked = Link & EventRow
/** A link whose event is gone has nothing in the event's columns. */
type ChainRow = Linked | (Link & { readonly id: null })

const hasEvent = (row: ChainRow): row is Linked => row.id !== null

/**
 * The whole record in order, page by page, so that memory stays flat: keys, then links with each seal
 * behind the link it signs. Belongs into one repeatable-read transaction.
 */
export async function* readDatabase(client: pg.PoolClient): AsyncGenerator<AuditRecord> {
  const keys = await client.query<PublicKey>(
    'select key_id as id, public_key as "publicKey" from audit_keys order by created_at, key_id',
  )
  for (const key of keys.rows) yield { kind: 'key', ...key }

  let after = 0
  for (;;) {
    const { rows } = await client.query<ChainRow>(
      `select c.position, c.hash, ${EVENT_COLUMNS}
       from audit_chain c left join audit_events e on e.id = c.event_id
       where c.position > $1 order by c.position limit ${PAGE}`,
      [after],
    )
    const until = rows.length < PAGE ? Number.MAX_SAFE_INTEGER : (rows.at(-1)?.position ?? 0)
    const seals = await listSeals(client, after, until)
    for (const row of rows) {
      while (seals[0] && seals[0].position < row.position) yield { kind: 'seal', ...(seals.shift() as Seal) }
      yield {
        kind: 'event',
        position: row.position,
        hash: row.hash,
        event: hasEvent(row) ? canonicalEvent(row) : null,
      }
    }
    for (const seal of seals) yield { kind: 'seal', ...seal }
    if (rows.length < PAGE) break
    after = until
  }
  yield { kind: 'outside', ...(await countOutside(client)) }
}

async function listSeals(client: pg.PoolClient, after: number, until: number): Promise<Seal[]> {
  const { rows } = await client.query<Seal>(
    `select ${SEAL_COLUMNS} from audit_seals where position > $1 and position <= $2 order by position`,
    [after, until],
  )
  return rows
}

async function countOutside(
  client: pg.PoolClient,
): Promise<{ waiting: number; unlisted: number; gone: number }> {
  const { rows } = await client.query<{ waiting: number; unlisted: number; gone: number }>(
    `select
      (select count(*) from audit_unchained) as waiting,
      (select count(*) from audit_events e
        where not exists (select from audit_chain c where c.event_id = e.id)
          and not exists (select from audit_unchained u where u.event_id = e.id)) as unlisted,
      (select count(*) from audit_unchained u
        where not exists (select from audit_events e where e.id = u.event_id)) as gone`,
  )
  return rows[0] ?? { waiting: 0, unlisted: 0, gone: 0 }
}
