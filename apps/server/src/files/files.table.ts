import type { Instant } from '@anlan/domain'
import type { Generated } from 'kysely'

/** A file kept on disk under its own hash; the row says whose it is and who may fetch it. */
export interface FilesTable {
  id: string
  unit_id: string
  sha256: string
  name: string
  media_type: string
  size: number
  width: number | null
  height: number | null
  created_by: string
  created_at: Generated<Instant>
  /** About single pupils: hidden from whoever has not said that he reads such things. */
  restricted: Generated<boolean>
}
