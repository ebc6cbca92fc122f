import type { Instant } from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

export interface InboxMessagesTable {
  id: string
  account_id: string
  kind: string
  title: JSONColumnType<{ zh: string; en: string }>
  body: JSONColumnType<{ zh: string; en: string }>
  link: string | null
  /** One message per reason: a job that runs twice sends once. */
  dedupe_key: string
  at: Generated<Instant>
  read_at: Instant | null
}

export interface SavedFiltersTable {
  id: string
  account_id: string
  page: string
  name: string
  filter: JSONColumnType<Record<string, unknown>>
}

export interface SettingsTable {
  key: string
  value: JSONColumnType<Record<string, unknown>>
  revision: Generated<number>
}
