import type { HeldReason, Instant, PlatformAlarm } from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

export interface BusPlatformsTable {
  id: string
  name: string
  /** Whose buses it may speak of, as the bus ledgers name them. */
  providers: string[]
  made_at: Instant
  made_by_name: string
  revoked_at: Generated<Instant | null>
  revoked_by_name: Generated<string | null>
  seen_at: Generated<Instant | null>
  refused_at: Generated<Instant | null>
  refused_code: Generated<string | null>
}

/** Every alarm that was taken, by the platform's own number for it. */
export interface BusAlarmsTable {
  platform_id: string
  alarm_id: string
  /** Of the alarm as it was read: the same number with another content is no repetition. */
  digest: string
  state: 'recorded' | 'held' | 'dismissed'
  reason: HeldReason | null
  body: JSONColumnType<PlatformAlarm>
  received_at: Instant
  settled_at: Generated<Instant | null>
  settled_by_name: Generated<string | null>
  note: Generated<string | null>
}
