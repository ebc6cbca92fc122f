import type { Instant, Roster } from '@anlan/domain'
import type { App } from '../app.ts'
import { actorOf, type Device } from './device.ts'
import { markOf, readRoster } from './roster.queries.ts'

/** A kiosk may have been without a network for so long and still tell of its drill, counted by the list it had. */
export const OLDEST_START_MS = 14 * 24 * 3600_000

/** Lists from before this moment are of no drill that can still come in. */
export const packsFrom = (now: Instant): Instant =>
  new Date(Date.parse(now) - OLDEST_START_MS).toISOString() as Instant

export interface RosterPack {
  readonly mark: string
  readonly roster: Roster
  readonly madeAt: Instant
}

/** The list a kiosk may start from without the server; the server knows it again by its mark. */
export function makePack({ db, clock }: App, device: Device): Promise<RosterPack> {
  const now = clock.now()
  return db.unrecorded(actorOf(device), 'roster-pack', async tx => {
    const roster = await readRoster(tx, device.unitId, '', clock.today())
    const mark = markOf(roster)
    await tx
      .insertInto('roster_packs')
      .values({ unit_id: device.unitId, mark, roster: JSON.stringify(roster), made_at: now })
      .onConflict(conflict => conflict.columns(['unit_id', 'mark']).doUpdateSet({ made_at: now }))
      .execute()
    return { mark, roster, madeAt: now }
  })
}
