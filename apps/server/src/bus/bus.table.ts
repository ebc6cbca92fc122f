import type { HeldReason, Instant, PlatformAlarm } from '@anlan/domain'
import type { ColumnType, Generated } from 'kysely'

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
  /** The same number with another content is no repetition (`alarm-digest.ts`). */
  digest: string
  state: 'recorded' | 'held' | 'dismissed' | 'given-up'
  reason: HeldReason | null
  /** Whole as long as it is held; afterwards nobody's name is kept. */
  body: ColumnType<PlatformAlarm | null, string, null>
  plate: string
  kind: PlatformAlarm['kind']
  raised_at: Instant
  tries: Generated<number>
  next_try_at: Instant
  received_at: Instant
  settled_at: Generated<Instant | null>
  settled_by_name: Generated<string | null>
  note: Generated<string | null>
}
