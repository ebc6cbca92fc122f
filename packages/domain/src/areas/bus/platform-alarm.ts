import { z } from 'zod'
import { dayOf, type Instant } from '../../kernel/day.ts'
import { ShortText } from '../../kernel/form.ts'
import type { EntryOf } from '../../kernel/register.ts'
import { busAlarmLog } from './bus-alarm-log.ts'

/** A moment as a platform writes it, with its offset: `2026-10-15T07:10:00+08:00`. */
const Moment = z.iso
  .datetime({ offset: true, error: 'not-an-instant' })
  .transform(text => new Date(text).toISOString() as Instant)

/** What a school writes of an alarm; all else in the register comes from the platform. */
const WRITTEN_BY_SCHOOL = { verdict: true, handling: true, handledOn: true } as const

/**
 * An alarm as an operator's positioning platform sends it: the register's own fields, with the platform's name for it and
 * the moment it was raised. A field it does not know is refused, so that a misspelt one is noticed.
 */
export const PlatformAlarm = z.strictObject({
  id: ShortText,
  at: Moment,
  ...busAlarmLog.entry.omit({ ...WRITTEN_BY_SCHOOL, on: true, at: true, platform: true, number: true }).shape,
})
export type PlatformAlarm = z.infer<typeof PlatformAlarm>

/** The alarm of a platform, by its name, as a line of the register, which nobody has looked into yet. */
export const entryOfAlarm = (
  { id, ...alarm }: PlatformAlarm,
  platform: string,
): EntryOf<typeof busAlarmLog> => ({
  ...alarm,
  platform,
  ...{ number: id, on: dayOf(alarm.at), verdict: 'open' },
})

/** Alarms in one message. */
export const MOST_ALARMS = 500

/** What became of an alarm that a platform sent. */
export const ALARM_RESULTS = {
  recorded: { zh: '已登记', en: 'Recorded' },
  known: { zh: '已收过', en: 'Known already' },
  held: { zh: '暂存待处理', en: 'Held' },
  refused: { zh: '未接收', en: 'Refused' },
} as const
export type AlarmResult = keyof typeof ALARM_RESULTS

/** Why an alarm is held until somebody of the bureau has seen to it. */
export const HELD_REASONS = {
  'unknown-plate': { zh: '校车台账中没有这个号牌', en: 'No bus ledger has this plate' },
  'other-operator': { zh: '该车登记在其他服务提供者名下', en: 'The bus is another provider’s in the ledger' },
} as const
export type HeldReason = keyof typeof HELD_REASONS

/** How long an alarm that finds no school is held, and how often it is tried again, before it is given up. */
export const HELD_DAYS = 30
export const HELD_TRIES = 30
