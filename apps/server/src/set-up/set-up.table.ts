import type { Instant } from '@anlan/domain'
import type { Generated } from 'kysely'

/** The one-time link of an empty system; at most one row. The token itself is printed once and kept nowhere. */
export interface SetUpLinksTable {
  single: Generated<boolean>
  token_hash: string
  expires_at: Instant
}
