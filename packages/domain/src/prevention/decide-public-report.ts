import { findStep } from '../kernel/flow.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { isBureauRole } from '../organisation/role.ts'
import { SETTLED_HAZARD_STATES } from './hazard-flow.ts'
import type { Hazard } from './hazard.ts'
import {
  PUBLIC_REPORT_FLOW,
  type PublicReport,
  type PublicReportEvent,
  type PublicReportState,
} from './public-report.ts'

export type PublicReportRefusal =
  | { code: 'report-settled'; state: PublicReportState }
  | { code: 'role-not-allowed' }
  | { code: 'outside-scope' }
  | { code: 'finding-needs-bureau' }
  | { code: 'hazard-of-another-unit' }
  | { code: 'hazard-settled' }

type Standing = Pick<PublicReport, 'state' | 'unitId'>

/**
 * Decides whether an actor may settle a report so, and gives the state it is in afterwards. Refuses what somebody settled
 * before him, what lies outside his scope, and a dismissal by the school the report is about.
 */
export function decidePublicReport(
  { state, unitId }: Standing,
  event: PublicReportEvent,
  actor: Pick<Actor, 'role' | 'scope'>,
): Result<PublicReportState, PublicReportRefusal> {
  const step = findStep<PublicReportState, PublicReportEvent>(PUBLIC_REPORT_FLOW, state, event)
  if (!step) return err({ code: 'report-settled', state })
  if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
  if (step.by.includes(actor.role)) return ok(step.to)
  const leads: readonly string[] = PUBLIC_REPORT_FLOW.waiting.link.by
  return err({ code: leads.includes(actor.role) ? 'finding-needs-bureau' : 'role-not-allowed' })
}

/**
 * Decides whether a report may be counted as one of a hazard: of the same school, and, unless the bureau says so, one that
 * is still open. Else a school could lay a new report to rest under an old hazard that was closed long ago.
 */
export function decideLink(
  report: Standing,
  hazard: Pick<Hazard, 'unitId' | 'state'>,
  actor: Pick<Actor, 'role'>,
): Result<'link', PublicReportRefusal> {
  if (hazard.unitId !== report.unitId) return err({ code: 'hazard-of-another-unit' })
  const isSettled = SETTLED_HAZARD_STATES.includes(hazard.state)
  if (hazard.state === 'dismissed' || (isSettled && !isBureauRole(actor.role)))
    return err({ code: 'hazard-settled' })
  return ok('link')
}
