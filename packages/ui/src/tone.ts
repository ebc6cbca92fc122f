import type { AssignmentState, CampaignState, HazardState, Timeliness } from '@anlan/domain'
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
  'awaiting-acceptance': 'warning',
  closed: 'success',
  dismissed: 'neutral',
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
