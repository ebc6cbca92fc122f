import type pg from 'pg'
import { canonicalEvent, EVENT_COLUMNS, GENESIS, linkHash, type EventRow } from './canonical.ts'
import { findHead, inTransaction, lockChain } from './owner.ts'

/** Drafts of long plans make long events; a batch of them has to fit into memory. */
const BATCH = 100

/**
 * Links the next events into the chain; gives how many.
 *
 * Why a job does this and not the change itself: the hash of an event needs the hash before it, so chaining
 * inside each transaction lets one transaction commit at a time. Measured on two cores with eight writers, a
 * change with its event: 2,500-2,900 a second without a chain, 560-740 with one inside (p99 from 9 to 50-70
 * ms), 2,650-2,800 with the work list below. The event itself is written in the change's transaction, so
 * nothing is lost by linking it a second later; until then it is counted as waiting, in figures and on screen.
 *
 * Why a work list and not "everything after the last id": an id is made when the change begins, and a change
 * that took long commits after younger ones; a mark moved past its id would pass it by for ever. A trigger
 * lists every event in its own transaction, so an event and its place on the list become visible together,
 * whenever that is, and whoever inserted it. The same holds after a dump and restore, where transaction
 * numbers start anew. Each event is linked once: `event_id` is unique, and the list's row goes in the
 * transaction that links. Order is the order in which events became visible, by id within one batch.
 *
 * One writer at a time, by an advisory lock that ends with its transaction: a second server waits its turn
 * and then reads the head the first one left. A crash before commit leaves list and chain as they were; a
 * crash between linking and sealing leaves links that the next seal covers.
 *
 * No notification wakes the job: NOTIFY takes a lock on the whole database at commit, and would bring
 * back the queue that the work list avoids. It looks once a second, which costs one query on a short table.
 */
export function chainEvents(owner: pg.Pool): Promise<number> {
  return inTransaction(owner, async client => {
    await lockChain(client)
    // As they lie on the list, and only then by id: sorting all of a long list for each batch would never end.
    const { rows } = await client.query<EventRow & { place: string }>(
      `select * from (
         select ${EVENT_COLUMNS}, u.ctid::text as place from audit_unchained u join audit_events e on e.id = u.event_id
         where not exists (select from audit_chain c where c.event_id = e.id) limit ${BATCH}) batch
       order by id`,
    )
    if (rows.length === 0) return 0
    const head = (await findHead(client)) ?? { position: 0, hash: GENESIS }
    let { hash } = head
    const hashes = rows.map(row => (hash = linkHash(hash, canonicalEvent(row))))
    const ids = rows.map(row => row.id)
    await client.query(
      `insert into audit_chain (position, event_id, hash)
       select $1::bigint + ordinal, event_id, hash
       from unnest($2::uuid[], $3::text[]) with ordinality as linked (event_id, hash, ordinal)`,
      [head.position, ids, hashes],
    )
    // The list has no index. Rows on it are never moved, so where one lies is good until this transaction ends.
    await client.query('delete from audit_unchained where ctid = any($1::tid[])', [
      rows.map(row => row.place),
    ])
    return rows.length
  })
}

/**
 * Puts the work list right, once at each start: lists events that a restore without triggers left out, and
 * drops those that are linked already. An event that is listed and gone stays listed: verification shows it.
 */
export function relistEvents(owner: pg.Pool): Promise<void> {
  return inTransaction(owner, async client => {
    await lockChain(client)
    await client.query(`delete from audit_unchained u using audit_chain c where c.event_id = u.event_id`)
    await client.query(`insert into audit_unchained select e.id from audit_events e
      where not exists (select from audit_chain c where c.event_id = e.id)
        and not exists (select from audit_unchained u where u.event_id = e.id)`)
  })
}

/** How many events wait to be linked. */
export async function countUnchained(owner: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows } = await owner.query<{ count: number }>('select count(*) from audit_unchained')
  return rows[0]?.count ?? 0
}
