import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/**
 * Which way a measure goes: answered in writing by the unit, with a talk before the answer, handed over to those who decide on
 * accountability, or an honour that nobody has to answer.
 */
export const MEASURE_COURSES = ['answered', 'talked', 'handed-over', 'honour'] as const
export type MeasureCourse = (typeof MEASURE_COURSES)[number]

interface Kind {
  readonly label: Label
  /** Its place on the ladder, from 1; an honour has none. */
  readonly rung: number | null
  readonly course: MeasureCourse
  /** Goes out as a document, under a number. */
  readonly numbered: boolean
}

/** The ladder of supervision (FACTS 6), and the two honours that go the same way. */
export const SUPERVISION_KINDS = {
  reminder: { label: { zh: '提醒', en: 'Reminder' }, rung: 1, course: 'answered', numbered: false },
  'supervision-notice': {
    label: { zh: '督办通知', en: 'Supervision notice' },
    ...{ rung: 2, course: 'answered', numbered: true },
  },
  circular: { label: { zh: '通报', en: 'Circular' }, rung: 3, course: 'answered', numbered: true },
  warning: { label: { zh: '警示函', en: 'Warning letter' }, rung: 4, course: 'answered', numbered: true },
  'admonition-talk': {
    label: { zh: '约谈', en: 'Admonition talk' },
    ...{ rung: 5, course: 'talked', numbered: true },
  },
  'accountability-transfer': {
    label: { zh: '问责移交', en: 'Accountability transfer' },
    ...{ rung: 6, course: 'handed-over', numbered: true },
  },
  praise: { label: { zh: '表扬', en: 'Praise' }, rung: null, course: 'honour', numbered: true },
  highlight: { label: { zh: '亮点推广', en: 'Highlight' }, rung: null, course: 'honour', numbered: false },
} as const satisfies Record<string, Kind>
export type SupervisionKind = keyof typeof SUPERVISION_KINDS
export const SUPERVISION_KIND_IDS = Object.keys(SUPERVISION_KINDS) as [SupervisionKind, ...SupervisionKind[]]
export const SupervisionKind = z.enum(SUPERVISION_KIND_IDS)

export const rungOf = (kind: SupervisionKind): number | null => SUPERVISION_KINDS[kind].rung
export const isHonour = (kind: SupervisionKind): boolean => SUPERVISION_KINDS[kind].course === 'honour'
/** True for a measure to which the unit has to answer by a day. */
export const asksReply = (kind: SupervisionKind): boolean => {
  const { course } = SUPERVISION_KINDS[kind]
  return course === 'answered' || course === 'talked'
}

/** The kinds of the ladder from the mildest to the gravest. */
export const LADDER: readonly SupervisionKind[] = SUPERVISION_KIND_IDS.filter(kind => rungOf(kind) !== null)
export const HONOURS: readonly SupervisionKind[] = SUPERVISION_KIND_IDS.filter(isHonour)
