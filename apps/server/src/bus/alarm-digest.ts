import type { PlatformAlarm } from '@anlan/domain'
import { createHash } from 'node:crypto'
import { canonical } from '../audit/canonical.ts'

/** An alarm as it was read, and as it came. */
export interface SentAlarm {
  readonly alarm: PlatformAlarm
  readonly sent: unknown
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Tells an alarm from another with its number: over what was sent, in whatever order its fields came. What this server reads
 * into it may change with a new version, a field nobody sent for one, and a repetition must stay one.
 */
export const digestOf = ({ sent }: SentAlarm): string => `sent:${hash(canonical(sent))}`

/** The fields of an alarm at the time when a digest was made over what was read, in their order then. */
const FIELDS_READ = [
  ...(['id', 'at', 'plate', 'kind', 'driver', 'place', 'road', 'speed', 'drivenMinutes'] as const),
  ...(['restMinutes', 'carried', 'offlineMinutes', 'onTrip', 'switchedOff'] as const),
]
const formerDigestOf = ({ alarm }: SentAlarm): string =>
  hash(JSON.stringify(Object.fromEntries(FIELDS_READ.map(field => [field, alarm[field]]))))

/** Whether an alarm is the one that was taken with that digest, by this version of the server or an earlier one. */
export const isSameAlarm = (digest: string, sent: SentAlarm): boolean =>
  digest === digestOf(sent) || digest === formerDigestOf(sent)
