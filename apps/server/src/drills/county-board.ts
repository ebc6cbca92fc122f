import {
  standOnTheDay,
  type CountyDrillId,
  type DrillId,
  type DrillMode,
  type DrillState,
  type DrillType,
  type Instant,
  type MusterTotals,
  type SchoolOnTheDay,
  type UnitId,
} from '@anlan/domain'
import { setImmediate } from 'node:timers/promises'
import type { App } from '../app.ts'
import type { Tx } from '../db/scope.ts'
import type { Context } from '../trpc.ts'

/** Schools that are read before others have their turn. */
const AT_ONCE = 20

/** How one school stands on the county's day. */
export interface CountySchool extends SchoolOnTheDay {
  readonly drillId: DrillId
  readonly unit: { readonly id: UnitId; readonly name: string; readonly township: string | null }
  readonly drillState: DrillState
  readonly totals: MusterTotals | null
  readonly startedAt: Instant | null
}

/** What the bureau watches: every school of a county drill at one moment. */
export interface CountyBoard {
  readonly id: CountyDrillId
  readonly title: string
  readonly type: DrillType
  readonly mode: DrillMode
  readonly scheduledAt: Instant
  readonly signalAt: Instant | null
  readonly cancelledAt: Instant | null
  readonly asOf: Instant
  readonly schools: readonly CountySchool[]
}

/** What the county's board shows, within the reader's scope; nothing where there is no such day. */
export async function readCountyBoard(
  app: Pick<App, 'db' | 'musters' | 'clock'>,
  actor: Context['actor'],
  id: CountyDrillId,
): Promise<CountyBoard | null> {
  const found = await app.db.read(actor, tx => findDay(tx, id))
  if (!found) return null
  const now = app.clock.now()
  const signal = found.day.signal_at === null ? null : Date.parse(found.day.signal_at)
  const schools: CountySchool[] = []
  for (const [at, row] of found.rows.entries()) {
    // Three hundred schools in one go would keep every kiosk's acknowledgement waiting.
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate()
    // A school that has not begun, or whose result is written down, is not folded again.
    const isOpen = row.state === 'running' || (row.state === 'all-clear' && row.result === null)
    const live = isOpen ? await app.musters.of(row.id) : null
    const totals = live?.muster.totals ?? row.result?.totals ?? null
    const standing = {
      startedAt: row.started_at === null ? null : Date.parse(row.started_at),
      allClearAt: row.all_clear_at === null ? null : Date.parse(row.all_clear_at),
      cancelledAt: row.cancelled_at === null ? null : Date.parse(row.cancelled_at),
      heardAt: live?.heardAt ? Date.parse(live.heardAt) : null,
      ...{ totals, complete: live?.muster.complete ?? row.result?.complete ?? false },
    }
    schools.push({
      ...standOnTheDay(standing, signal, Date.parse(now)),
      ...{ drillId: row.id as DrillId, drillState: row.state, totals, startedAt: row.started_at },
      unit: { id: row.unit_id as UnitId, name: row.name, township: row.township },
    })
  }
  const { day } = found
  return {
    ...{ id, title: day.title, type: day.type, mode: day.mode, scheduledAt: day.scheduled_at },
    ...{ signalAt: day.signal_at, cancelledAt: day.cancelled_at, asOf: now, schools },
  }
}

async function findDay(tx: Tx, id: CountyDrillId) {
  const [day, rows] = await Promise.all([
    tx.selectFrom('county_drills').selectAll().where('id', '=', id).executeTakeFirst(),
    tx
      .selectFrom('drills')
      .innerJoin('units', 'units.id', 'drills.unit_id')
      .select([
        ...(['drills.id', 'drills.unit_id', 'units.name', 'units.township', 'drills.state'] as const),
        ...(['drills.started_at', 'drills.all_clear_at', 'drills.cancelled_at', 'drills.result'] as const),
      ])
      .where('drills.county_drill_id', '=', id)
      .orderBy('units.ordinal')
      .execute(),
  ])
  return day ? { day, rows } : null
}
