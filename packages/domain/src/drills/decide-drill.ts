import { findStep } from '../kernel/flow.ts'
import { tidyText } from '../kernel/human-text.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { UnitId } from '../kernel/ids.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { DRILL_FLOW, type DrillEvent, type DrillState } from './drill-flow.ts'
import type { DrillMode } from './drill.ts'

export type DrillRefusal =
  | { code: 'event-not-allowed'; state: DrillState }
  | { code: 'role-not-allowed' }
  | { code: 'outside-scope' }
  | { code: 'reason-required' }
  | { code: 'not-complete'; outstanding: number }

/** What a decision about a drill looks at. */
export interface DrillStanding {
  readonly unitId: UnitId
  readonly state: DrillState
  readonly mode: DrillMode
}

/** Longest and shortest reason in words. */
const MIN_REASON = 2

/**
 * Whether somebody may take a drill a step further, and where it then is. An all-clear while people are outstanding, and
 * a cancellation, need a reason: it will stand in the report.
 */
export function decideDrill(
  drill: DrillStanding,
  event: DrillEvent,
  actor: Actor,
  said: { readonly outstanding: number; readonly reason: string | null },
): Result<DrillState, DrillRefusal> {
  if (!covers(actor.scope, drill.unitId)) return err({ code: 'outside-scope' })
  const step = findStep(DRILL_FLOW, drill.state, event)
  if (!step) return err({ code: 'event-not-allowed', state: drill.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  const hasReason = tidyText(said.reason ?? '').length >= MIN_REASON
  if (event === 'cancel' && !hasReason) return err({ code: 'reason-required' })
  if (event === 'return' && !hasReason) return err({ code: 'reason-required' })
  if (event === 'all-clear' && said.outstanding > 0 && !hasReason)
    return err({ code: 'not-complete', outstanding: said.outstanding })
  return ok(step.to)
}
