import type { Day } from '../kernel/day.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { hasClosed } from '../organisation/decide-unit.ts'
import { covers, type Actor } from '../organisation/may.ts'
import type { Unit } from '../organisation/unit.ts'
import type { NewHazard } from './hazard.ts'

export type ReportRefusal =
  { code: 'outside-scope' } | { code: 'unit-closed' } | { code: 'day-in-the-future' }

/**
 * Decides whether a hazard may be put on record: at a unit within the actor's scope that has not closed, for
 * nobody would be left there to rectify it, and found today or before.
 */
export function decideReport(
  actor: Pick<Actor, 'scope'>,
  unit: Pick<Unit, 'id' | 'openUntil'>,
  found: Pick<NewHazard, 'discoveredOn'>,
  today: Day,
): Result<'report', ReportRefusal> {
  if (!covers(actor.scope, unit.id)) return err({ code: 'outside-scope' })
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  return found.discoveredOn > today ? err({ code: 'day-in-the-future' }) : ok('report')
}
