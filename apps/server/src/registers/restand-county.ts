import { AREAS, type AreaId, type Day, type Unit, type UnitId } from '@anlan/domain'
import { setImmediate } from 'node:timers/promises'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import { holdOccasion } from './occasion.ts'
import { holdArea, restandArea, type AnyArea } from './restand.ts'

/**
 * Draws every standing anew that is of another day: clocks run out over night. A register in which a unit has never
 * written needs nothing; an empty book reads the same every day. Each unit's area is one short transaction, so that whoever
 * writes meanwhile waits for a moment only; two servers at once do the work once.
 * @returns how many were drawn
 * @throws at the end, where an area of a school could not be judged: it is logged, and all others are drawn
 */
export async function restandCounty({ db, clock, log }: Pick<App, 'db' | 'clock' | 'log'>): Promise<number> {
  const today = clock.today()
  const { units, due } = await db.read(SYSTEM, async tx => ({
    units: new Map((await listUnits(tx)).map(unit => [unit.id, unit])),
    due: await tx
      .selectFrom('register_standings')
      .select(['unit_id', 'area'])
      .where('day', '<', today)
      .groupBy(['unit_id', 'area'])
      .execute(),
  }))
  let drawn = 0
  let failed = 0
  for (const { unit_id, area: areaId } of due) {
    const unit = units.get(unit_id as UnitId)
    const area = AREAS.find(({ id }) => id === areaId) as AnyArea | undefined
    if (!unit || !area) continue
    // Whoever is served besides has his turn after each.
    await setImmediate()
    try {
      drawn += await restandStale({ db }, area, unit, today)
    } catch (error) {
      failed += 1
      log.error({ err: error, unit: unit.id, area: areaId }, 'an area could not be judged')
    }
  }
  if (failed > 0) throw new Error(`${failed} areas of schools could not be judged`)
  return drawn
}

/**
 * Those of a unit's standings in an area that are of another day; gives how many there were. Who sets a number of the
 * county's while they are drawn waits for them, and marks them as stale again.
 */
const restandStale = ({ db }: Pick<App, 'db'>, area: AnyArea, unit: Unit, today: Day): Promise<number> =>
  db.unrecorded(SYSTEM, 'standing', async tx => {
    await holdArea(tx, unit.id, area.id as AreaId)
    const rows = await tx
      .selectFrom('register_standings')
      .select('register')
      .where('unit_id', '=', unit.id)
      .where('area', '=', area.id as AreaId)
      .where('day', '<', today)
      .execute()
    const keys = new Set(rows.map(({ register }) => register))
    await restandArea(tx, area, unit, await holdOccasion(tx, today), keys)
    return rows.length
  })
