/**
 * What was written down of a drill's beginning and end, in milliseconds since 1970. An alarm, or an all-clear, that was
 * given in the console or by the county's signal left no fact, and without it there would be no curve, and nothing late.
 */
export interface KnownTimes {
  readonly startedAt: number | null
  readonly allClearAt: number | null
}

export const UNKNOWN_TIMES: KnownTimes = { startedAt: null, allClearAt: null }
