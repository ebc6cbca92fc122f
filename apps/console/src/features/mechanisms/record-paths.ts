import type { InquiryFactKind, RecordKind } from '@anlan/domain'

/** Where the records of a mechanism are found. */
export const RECORD_PATHS: Readonly<Record<RecordKind, string>> = {
  consultation: '/consultations',
  sharing: '/shared-information',
  'joint-action': '/joint-actions',
  inquiry: '/inquiries',
}
export const MECHANISM_PATHS = { ...RECORD_PATHS, bulletin: '/bulletins' } as const

/** Where the facts an inquiry rests on are found. */
export const FACT_PATHS: Readonly<Record<InquiryFactKind, string>> = {
  ...{ incident: '/entries/', hazard: '/hazards/', matter: '/supervision/', assignment: '/tasks/' },
  inspection: '/inspections/',
}
