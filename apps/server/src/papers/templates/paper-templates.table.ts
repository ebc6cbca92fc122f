import type { Instant, PaperKindId } from '@anlan/domain'

/** Versions of the bureau's own templates; one without a file goes back to the built-in page. */
export interface PaperTemplatesTable {
  id: string
  kind: PaperKindId
  version: number
  file_name: string | null
  bytes: Buffer | null
  made_at: Instant
  made_by: string
  made_by_name: string
}
