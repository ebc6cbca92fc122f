import type { ColumnType } from 'kysely'

/** Password hashes. The runtime role writes them and can never read one (migration 0002). */
export interface CredentialsTable {
  id: string
  account_id: string
  provider_id: string
  user_id: string
  password: string
  created_at: ColumnType<string, string | undefined, string>
  updated_at: ColumnType<string, string | undefined, string>
}

/** Sessions, of which the runtime role may only delete a person's: that is signing him out. */
export interface SessionsTable {
  id: string
  user_id: string
}

/** Second factors, of which the runtime role may only delete a person's: that is resetting him. */
export interface TwoFactorsTable {
  id: string
  user_id: string
}
