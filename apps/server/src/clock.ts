import { dayOf, type Day, type Instant } from '@anlan/domain'

/** The one clock of the server. Tests and the demonstration replay set their own. */
export interface Clock {
  now(): Instant
  today(): Day
}

/** A clock that reads the machine's time. */
export const systemClock: Clock = {
  now: () => new Date().toISOString() as Instant,
  today: () => dayOf(new Date().toISOString() as Instant),
}

/** A clock whose time the caller decides, moment by moment. */
export const clockAt = (now: () => Instant): Clock => ({ now, today: () => dayOf(now()) })
