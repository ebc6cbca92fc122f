import type { Instant, UnitId } from '@anlan/domain'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import { packsFrom } from './roster-pack.ts'

export interface CleanedUpKiosks {
  /** Kiosks that were approved and never came to collect their token. */
  readonly devices: number
  /** Lists that no kiosk may start from any more. */
  readonly packs: number
}

/** Removes codes that ran out, kiosks nobody collected, and old copies of schools' lists. */
export async function cleanUpKiosks({ db, clock }: App): Promise<CleanedUpKiosks> {
  const now = clock.now()
  await db.unrecorded(SYSTEM, 'pairing-over', tx =>
    tx.deleteFrom('pairing_requests').where('expires_at', '<', now).execute(),
  )
  const devices = await removeUncollected(db, now)
  const packs = await db.unrecorded(SYSTEM, 'roster-pack', tx =>
    tx.deleteFrom('roster_packs').where('made_at', '<', packsFrom(now)).executeTakeFirst(),
  )
  return { devices, packs: Number(packs.numDeletedRows) }
}

const removeUncollected = (db: App['db'], now: Instant): Promise<number> =>
  db.transaction(SYSTEM, async tx => {
    const removed = await tx
      .deleteFrom('devices')
      .where('seen_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('pairing_requests').select('id').whereRef('device_id', '=', 'devices.id'))),
      )
      .returning(['id', 'unit_id', 'name', 'paired_at'])
      .execute()
    for (const { id, unit_id, name, paired_at } of removed)
      await recordAudit(
        tx,
        { actor: SYSTEM, now, requestId: null },
        {
          ...{ action: 'device.clean-up', subject: { kind: 'device', id }, unitId: unit_id as UnitId },
          before: { name, pairedAt: paired_at },
        },
      )
    if (removed.length > 0) announce(tx, 'devices')
    return removed.length
  })
