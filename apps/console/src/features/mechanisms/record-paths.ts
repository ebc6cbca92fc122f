import type { RecordKind } from '@anlan/domain'

/** Where the records of a mechanism are found. */
export const RECORD_PATHS: Readonly<Record<RecordKind, string>> = {
  consultation: '/consultations',
  sharing: '/shared-information',
  'joint-action': '/joint-actions',
  inquiry: '/inquiries',
}
export const MECHANISM_PATHS = { ...RECORD_PATHS, bulletin: '/bulletins' } as const
