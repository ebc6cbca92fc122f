import { DrillId, Instant, makeMergeReceipt, toFactSet, type FactSet } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { actorOf, type Device } from './device.ts'
import { toFact, type FactRow } from './fact-row.ts'
import { refuse, type C } from './kiosk-answers.ts'
import { sha256 } from './settle-drill.ts'

/** A day's facts of a school without a network, in one piece. */
export const MOST_FACTS = 2_000

/** The list of a drill as it was frozen at its alarm; nothing of another school's, and none once the names are gone. */
export async function giveRoster(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const drill = id.success
    ? await app.db.read(actorOf(device), tx =>
        tx
          .selectFrom('drills')
          .select('roster')
          .where('id', '=', id.data)
          .where('unit_id', '=', device.unitId)
          .executeTakeFirst(),
      )
    : undefined
  return drill?.roster ? c.json(drill.roster) : refuse(c, 'not-found')
}

/** A page of a drill's facts that came after a moment, with the moment to ask from next. */
export async function giveFacts(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const after = c.req.query('after')
  const since = Instant.safeParse(after).data ?? '-infinity'
  if (!id.success) return refuse(c, 'not-found')
  const rows = await app.db.read(actorOf(device), async tx => {
    const found = await sql<FactRow>`
      select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
      where drill_id = ${id.data} and unit_id = ${device.unitId} and received_at > ${since}::timestamptz
      order by received_at fetch first ${MOST_FACTS} rows with ties`.execute(tx)
    return found.rows
  })
  return c.json({
    ...{ facts: rows.map(toFact), upTo: rows.at(-1)?.received_at ?? Instant.safeParse(after).data ?? null },
    ...{ more: rows.length >= MOST_FACTS, serverTime: app.clock.now() },
  })
}

const readFactSet = (app: App, device: Device, drill: string): Promise<FactSet> =>
  app.db.read(actorOf(device), async tx => {
    const { rows } = await sql<FactRow>`
      select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
      where drill_id = ${drill} and unit_id = ${device.unitId}`.execute(tx)
    return toFactSet(rows.map(toFact))
  })

/** How many facts of a drill the server has, and the hash of them all: by it a kiosk sees that nothing of its own is missing. */
export async function giveReceipt(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const own = id.success
    ? await app.db.read(actorOf(device), tx =>
        tx
          .selectFrom('drills')
          .select(['id', 'receipt', 'fact_count'])
          .where('id', '=', id.data)
          .where('unit_id', '=', device.unitId)
          .executeTakeFirst(),
      )
    : undefined
  if (!own) return refuse(c, 'not-found')
  // A drill that was cancelled before it began has no list and no muster, and may have facts all the same.
  const live = await app.musters.of(own.id, { fresh: true })
  if (live) return c.json(await makeMergeReceipt(live.set, sha256))
  const set = await readFactSet(app, device, own.id)
  // With the list went the names in the facts: what they were hashed to before stands.
  return c.json(
    own.receipt !== null && own.fact_count === set.facts.size
      ? { facts: own.fact_count, hash: own.receipt }
      : await makeMergeReceipt(set, sha256),
  )
}
