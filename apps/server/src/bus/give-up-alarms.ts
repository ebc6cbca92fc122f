import { HELD_DAYS, HELD_TRIES, type Instant } from '@anlan/domain'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { recordDeed } from './take-alarms.ts'

const DAY_MS = 24 * 3600_000

/**
 * Gives up held alarms: all of some platforms, or those that were held for too long or tried too often. Bus, kind and moment
 * stay for the bureau to see; what else the platform said of it is let go.
 * @returns how many were given up
 */
export async function giveUp(
  tx: Tx,
  occasion: Occasion,
  platforms: readonly string[] | 'spent',
): Promise<number> {
  const { now, actor } = occasion
  const given = await tx
    .updateTable('bus_alarms')
    .from('bus_platforms')
    .set({ state: 'given-up', body: null, settled_at: now, settled_by_name: actor.name })
    .whereRef('bus_platforms.id', '=', 'platform_id')
    .where('state', '=', 'held')
    .where(({ eb, or }) =>
      platforms === 'spent'
        ? or([eb('received_at', '<', heldSince(now)), eb('tries', '>=', HELD_TRIES)])
        : eb('platform_id', 'in', [...platforms]),
    )
    .returning(['bus_alarms.alarm_id as id', 'platform_id', 'bus_platforms.name'])
    .execute()
  for (const [id, of] of Map.groupBy(given, each => each.platform_id))
    await recordDeed(tx, occasion, { id, name: of[0]?.name ?? '' }, 'give-up', of)
  return given.length
}

/** Alarms that came before this moment are held no longer. */
const heldSince = (now: Instant): Instant =>
  new Date(Date.parse(now) - HELD_DAYS * DAY_MS).toISOString() as Instant
