import { happenedAt, type DrillId, type Fact, type Instant } from '@anlan/domain'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { announce } from '../live/news.ts'
import { actorOf, type Device } from './device.ts'

/** What a drill becomes when a kiosk ends it, by the fact that says so. */
const ENDS = {
  'v1.all-clear': { state: 'all-clear', action: 'drill.all-clear', at: 'all_clear_at' },
  'v1.cancelled': { state: 'cancelled', action: 'drill.cancel', at: 'cancelled_at' },
} as const

/**
 * Lets the drill's state follow a fact that a kiosk established, perhaps hours ago and without a network. A drill that
 * has ended otherwise meanwhile stays as it is; the fact is kept all the same.
 */
export async function followFact(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  device: Device,
  fact: Fact,
): Promise<void> {
  if (fact.kind !== 'v1.all-clear' && fact.kind !== 'v1.cancelled') return
  const end = ENDS[fact.kind]
  const note = fact.kind === 'v1.all-clear' && fact.note !== undefined ? { all_clear_note: fact.note } : {}
  const now = clock.now()
  await db.transaction(actorOf(device), async tx => {
    const drill = await tx
      .selectFrom('drills')
      .select(['state', 'county_drill_id', 'started_at'])
      .where('id', '=', fact.drill)
      .forUpdate()
      .executeTakeFirst()
    if (drill?.state !== 'running') return
    const at = endOf(fact, drill.started_at ?? now, now)
    await tx
      .updateTable('drills')
      .set(eb => ({ state: end.state, [end.at]: at, ...note, revision: eb('revision', '+', 1) }))
      .where('id', '=', fact.drill)
      .execute()
    await recordAudit(
      tx,
      { actor: actorOf(device), now, requestId: null },
      {
        ...{ action: end.action, subject: { kind: 'drill', id: fact.drill }, unitId: device.unitId },
        ...{ before: { state: 'running' }, after: { state: end.state, at, ...note } },
      },
    )
    announce(tx, `drill:${fact.drill as DrillId}`)
    announce(tx, `drills:${device.unitId}`)
    if (drill.county_drill_id) announce(tx, `county-drill:${drill.county_drill_id}`)
  })
}

/** A kiosk's clock may be wrong by years: a drill ends neither in the future nor before it began. */
const endOf = (fact: Fact, startedAt: Instant, now: Instant): Instant =>
  new Date(
    Math.min(Math.max(happenedAt(fact), Date.parse(startedAt)), Date.parse(now)),
  ).toISOString() as Instant
