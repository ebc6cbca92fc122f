import type { Instant, PaperKindId } from '@anlan/domain'

/** Official papers that went out, by the code with which they are verified. */
export interface PapersTable {
  id: string
  code: string
  unit_id: string
  kind: PaperKindId
  subject_id: string
  /** SHA-256 of what it says, in hexadecimal digits. */
  digest: string
  number: string | null
  title: string
  issuer: string
  addressee: string | null
  made_at: Instant
  made_by: string
  made_by_name: string
}
