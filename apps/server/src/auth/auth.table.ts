import type { Instant } from '@anlan/domain'
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

/** Sessions, which the runtime role may list and end; it never reads a token. */
export interface SessionsTable {
  id: string
  user_id: string
  created_at: Instant
  updated_at: Instant
  expires_at: Instant
  ip_address: string | null
  user_agent: string | null
}

/** Second factors. The runtime role writes and removes them and never reads a secret (migration 0005). */
export interface TwoFactorsTable {
  id: string
  user_id: string
  secret: string
  backup_codes: string
  verified: boolean
}

/** A secret that was shown and waits for the first code from the authenticator. */
export interface TwoFactorEnrolmentsTable {
  account_id: string
  secret: string
  at: Instant
}

/** Failed attempts in a row by user name, of accounts in scope; deleting a row unlocks the account. */
export interface SignInFailuresTable {
  username: string
  /** Empty for all browsers nobody knows. */
  browser: string
  failures: number
  last_at: Instant
  locked_until: Instant | null
}
