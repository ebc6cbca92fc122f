import {
  badgeSchool,
  type DrillMode,
  type DrillState,
  type DrillType,
  type Instant,
  type PublicListLine,
} from '@anlan/domain'
import type { App } from '../app.ts'
import { readShown } from '../prevention/display/display.ts'
import { actorOf, type Device } from './device.ts'

/** A drill that ended so long ago is no longer the kiosk's. */
const RECENT_MS = 4 * 3600_000

export interface KioskDrill {
  readonly id: string
  readonly type: DrillType
  readonly mode: DrillMode
  readonly state: DrillState
  readonly title: string
  readonly scheduledAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly factCount: number
  readonly receipt: string | null
}

/** Everything a kiosk shows while nobody is counted, and what it needs to notice an alarm. */
export interface KioskState {
  readonly serverTime: Instant
  readonly api: string
  readonly device: { readonly id: string; readonly name: string }
  readonly school: { readonly id: string; readonly name: string; readonly badge: string }
  /** The running drill, else the one that ended last and may still get facts. */
  readonly drill: KioskDrill | null
  readonly next: KioskDrill | null
  /** The school’s public list of hazards, for stand-by; null where it is not shown. */
  readonly hazards: readonly PublicListLine[] | null
}

/** Reads a kiosk's state within its own school. */
export async function readKioskState(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  device: Device,
  api: string,
): Promise<KioskState> {
  const now = clock.now()
  const recent = new Date(Date.parse(now) - RECENT_MS).toISOString() as Instant
  return db.read(actorOf(device), async tx => {
    const drills = tx
      .selectFrom('drills')
      .select([
        ...(['id', 'type', 'mode', 'state', 'title', 'scheduled_at', 'started_at', 'all_clear_at'] as const),
        ...(['cancelled_at', 'fact_count', 'receipt'] as const),
      ])
      .where('unit_id', '=', device.unitId)
    const [unit, current, next, hazards] = await Promise.all([
      tx.selectFrom('units').select('name').where('id', '=', device.unitId).executeTakeFirst(),
      drills
        .where(eb =>
          eb.or([
            eb('state', '=', 'running'),
            eb('all_clear_at', '>', recent),
            eb.and([eb('cancelled_at', '>', recent), eb('started_at', 'is not', null)]),
          ]),
        )
        .orderBy(eb => eb('state', '=', 'running'), 'desc')
        .orderBy(eb => eb.fn.coalesce('all_clear_at', 'cancelled_at'), 'desc')
        .limit(1)
        .executeTakeFirst(),
      drills
        .where('state', '=', 'scheduled')
        .where('scheduled_at', '>', recent)
        .orderBy('scheduled_at')
        .limit(1)
        .executeTakeFirst(),
      readShown(tx, device.unitId, clock.today()),
    ])
    return {
      ...{ serverTime: now, api, device: { id: device.id, name: device.name } },
      school: { id: device.unitId, name: unit?.name ?? '', badge: badgeSchool(device.unitId) },
      drill: current ? toKioskDrill(current) : null,
      next: next ? toKioskDrill(next) : null,
      hazards,
    }
  })
}

interface Row {
  readonly id: string
  readonly type: DrillType
  readonly mode: DrillMode
  readonly state: DrillState
  readonly title: string
  readonly scheduled_at: Instant | null
  readonly started_at: Instant | null
  readonly all_clear_at: Instant | null
  readonly cancelled_at: Instant | null
  readonly fact_count: number
  readonly receipt: string | null
}

const toKioskDrill = (row: Row): KioskDrill => ({
  ...{ id: row.id, type: row.type, mode: row.mode, state: row.state, title: row.title },
  ...{ scheduledAt: row.scheduled_at, startedAt: row.started_at },
  endedAt: row.all_clear_at ?? row.cancelled_at,
  ...{ factCount: row.fact_count, receipt: row.receipt },
})
