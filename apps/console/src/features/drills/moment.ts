import type { Instant } from '@anlan/domain'

/** A day and a time as people of the county write them, which is all one zone without summer time. */
export const toInstant = (day: string, time: string): Instant =>
  new Date(`${day}T${time}:00+08:00`).toISOString() as Instant

const OFFSET_MS = 8 * 3_600_000

export function fromInstant(at: string): { day: string; time: string } {
  const local = new Date(Date.parse(at) + OFFSET_MS).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16) }
}
