export { default as CurveChart } from './CurveChart.vue'
export { default as EmptyState } from './EmptyState.vue'
export { type Glyph } from './glyph.ts'
export { default as GlyphSign } from './GlyphSign.vue'
export { default as ModalDialog } from './ModalDialog.vue'
export { default as ModeSign } from './ModeSign.vue'
export { default as PagerBar } from './PagerBar.vue'
export { default as ProgressBar } from './ProgressBar.vue'
export { default as StateTag } from './StateTag.vue'
export {
  ASSIGNMENT_TONES,
  CAMPAIGN_TONES,
  COMPLIANCE_TONES,
  DRILL_TONES,
  HAZARD_TONES,
  MEASURE_TONES,
  REFERRAL_TONES,
  PERSON_TONES,
  SCHOOL_TONES,
  SEVERITY_TONES,
  STANDING_TONES,
  TIMELINESS_TONES,
  type Tone,
  TONE_GLYPHS,
} from './tone.ts'
