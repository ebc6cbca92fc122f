import type {
  AssignmentState,
  CampaignState,
  ComplianceState,
  DrillState,
  HazardState,
  MeasureState,
  PersonState,
  ReferralState,
  SchoolState,
  Severity,
  Standing,
  Timeliness,
} from '@anlan/domain'
import type { Glyph } from './glyph.ts'

/** How a state looks: a colour and a glyph, so that nobody needs the colour to read it. */
export type Tone = 'neutral' | 'info' | 'warning' | 'danger' | 'success'

export const TONE_GLYPHS: Record<Tone, Glyph> = {
  neutral: 'circle',
  info: 'half',
  warning: 'triangle',
  danger: 'cross',
  success: 'check',
}

export const ASSIGNMENT_TONES: Record<AssignmentState, Tone> = {
  pending: 'neutral',
  received: 'info',
  submitted: 'warning',
  returned: 'danger',
  accepted: 'success',
  excused: 'neutral',
}

export const HAZARD_TONES: Record<HazardState, Tone> = {
  reported: 'neutral',
  rectifying: 'info',
  transferred: 'info',
  'awaiting-acceptance': 'warning',
  closed: 'success',
  dismissed: 'neutral',
}

export const MEASURE_TONES: Record<MeasureState, Tone> = {
  proposed: 'warning',
  declined: 'neutral',
  approved: 'info',
  issued: 'warning',
  received: 'info',
  talked: 'info',
  replied: 'warning',
  appealed: 'danger',
  closed: 'success',
  withdrawn: 'neutral',
  superseded: 'neutral',
}

export const REFERRAL_TONES: Record<ReferralState, Tone> = {
  draft: 'neutral',
  approved: 'info',
  sent: 'warning',
  received: 'info',
  replied: 'warning',
  escalated: 'danger',
  verified: 'info',
  closed: 'success',
  'referred-again': 'neutral',
  withdrawn: 'neutral',
}

export const TIMELINESS_TONES: Record<Timeliness, Tone> = {
  done: 'success',
  'done-late': 'warning',
  overdue: 'danger',
  'due-soon': 'warning',
  'in-time': 'neutral',
  undated: 'neutral',
  'not-owed': 'neutral',
}

export const CAMPAIGN_TONES: Record<CampaignState, Tone> = {
  draft: 'neutral',
  confirmed: 'info',
  running: 'success',
  suspended: 'warning',
  archived: 'neutral',
  discarded: 'neutral',
}

export const DRILL_TONES: Record<DrillState, Tone> = {
  scheduled: 'info',
  running: 'warning',
  'all-clear': 'warning',
  reviewed: 'info',
  closed: 'success',
  cancelled: 'neutral',
}

export const COMPLIANCE_TONES: Record<ComplianceState, Tone> = {
  done: 'success',
  scheduled: 'info',
  'not-scheduled': 'warning',
  'out-of-compliance': 'danger',
  'not-counted': 'neutral',
}

export const SCHOOL_TONES: Record<SchoolState, Tone> = {
  'not-started': 'neutral',
  running: 'info',
  'all-accounted': 'success',
  'all-clear': 'success',
  silent: 'danger',
  cancelled: 'neutral',
}

export const PERSON_TONES: Record<PersonState, Tone> = {
  safe: 'success',
  counted: 'success',
  absent: 'neutral',
  missing: 'danger',
  unaccounted: 'warning',
  conflict: 'danger',
}

export const STANDING_TONES: Record<Standing, Tone> = {
  met: 'success',
  'not-met': 'danger',
  unknown: 'warning',
  'not-applicable': 'neutral',
}

export const SEVERITY_TONES: Record<Severity, Tone> = {
  major: 'danger',
  general: 'warning',
  notice: 'info',
}
