import { AREAS, type Area, type Placed, type RegisterKey, type UnitId } from '@anlan/domain'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import { readOccasion } from './occasion.ts'
import { holdArea, restand, restandBetween } from './restand.ts'

/**
 * Draws every standing anew that is of another day: clocks run out over night. A register in which a unit has never
 * written needs nothing; an empty book reads the same every day. Each unit's area is one short transaction, so that whoever
 * writes meanwhile waits for a moment only; two servers at once do the work once.
 * @returns how many were drawn
 */
export async function restandCounty({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<number> {
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
  for (const { unit_id, area: areaId } of due) {
    const unit = units.get(unit_id as UnitId)
    const area = AREAS.find(({ id }) => id === areaId) as Pick<Area, 'id' | 'registers' | 'cross'> | undefined
    if (!unit || !area) continue
    drawn += await db.unrecorded(SYSTEM, 'standing', async tx => {
      await holdArea(tx, unit.id, areaId)
      const rows = await tx
        .selectFrom('register_standings')
        .select('register')
        .where('unit_id', '=', unit.id)
        .where('area', '=', areaId)
        .where('day', '<', today)
        .execute()
      const stale = new Set<RegisterKey | ''>(rows.map(({ register }) => register))
      const county = await readOccasion(tx, today)
      for (const register of area.registers as readonly Placed[])
        if (stale.has(register.key as RegisterKey)) await restand(tx, register, unit, county)
      if (stale.has('')) await restandBetween(tx, area, unit, county)
      return stale.size
    })
  }
  return drawn
}
