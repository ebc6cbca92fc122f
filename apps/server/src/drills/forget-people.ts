import { addDays, retentionDays, type Day, type RetentionLimit, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'

export interface ForgottenPeople {
  readonly pupils: number
  readonly attendance: number
}

/**
 * Removes pupils who left a while ago, unless a drill's list still names them, and attendance whose day is long past.
 * The record says how many of which school, and of nobody who.
 */
export function forgetPeople(app: App): Promise<ForgottenPeople> {
  const [today, now] = [app.clock.today(), app.clock.now()]
  return app.db.transaction(SYSTEM, async tx => {
    const { value: overrides } = await readRuleLimits(tx)
    const before = (limit: RetentionLimit): Day => addDays(today, 1 - retentionDays(limit, overrides, today))
    const [leftBefore, dayBefore] = [before('left-days'), before('attendance-days')]
    const old = await sql<{ unit_id: UnitId }>`
      delete from attendance where on_day < ${dayBefore}::date returning unit_id`.execute(tx)
    const left = await sql<{ unit_id: UnitId }>`
      delete from pupils where left_on < ${leftBefore}::date and not exists (
        select from drills where drills.unit_id = pupils.unit_id and drills.roster is not null
          and jsonb_path_exists(drills.roster, '$.groups[*].people[*] ? (@.key == $key)',
            jsonb_build_object('key', pupils.badge_key)))
      returning unit_id`.execute(tx)
    const units = new Map<UnitId, { pupils: number; attendance: number }>()
    const countIn = (unit: UnitId, of: keyof ForgottenPeople): void => {
      const counts = units.get(unit) ?? { pupils: 0, attendance: 0 }
      counts[of] += 1
      units.set(unit, counts)
    }
    for (const { unit_id } of left.rows) countIn(unit_id, 'pupils')
    for (const { unit_id } of old.rows) countIn(unit_id, 'attendance')
    for (const [unitId, counts] of units)
      await recordAudit(
        tx,
        { actor: SYSTEM, now, requestId: null },
        { action: 'roster.forget', subject: { kind: 'unit', id: unitId }, unitId, after: counts },
      )
    return { pupils: left.rows.length, attendance: old.rows.length }
  })
}
