import type { Instant } from '../kernel/day.ts'

/** A kiosk on stand-by says each minute that it is alive: after so long without a word nobody should count on it. */
export const QUIET_AFTER_HOURS = 24
/** Per cent; a drill takes longer than it seems. */
export const LOW_BATTERY = 20

/** What somebody should look after before the next alarm. */
export type KioskTrouble = 'never-heard' | 'quiet' | 'low-battery'

/** What is wrong with a kiosk that is in use, as far as it told. A silent one's battery is old news. */
export function troubleOf(
  { seenAt, battery }: { readonly seenAt: Instant | null; readonly battery: number | null },
  now: number,
): KioskTrouble | null {
  if (seenAt === null) return 'never-heard'
  if (now - Date.parse(seenAt) >= QUIET_AFTER_HOURS * 3600_000) return 'quiet'
  return battery !== null && battery <= LOW_BATTERY ? 'low-battery' : null
}
