import { ANSWERING_STATES, MEASURE_STATE_IDS, SETTLED_MEASURE_STATES, type MeasureState } from '@anlan/domain'

/** What a measure waits for, in the order in which it comes up; each opens the list behind its number. */
export const WAITS = {
  proposed: { state: ['proposed'], bureau: true },
  approved: { state: ['approved'], bureau: true },
  issued: { state: ['issued'], bureau: false },
  answering: { state: ANSWERING_STATES, bureau: false },
  late: { state: ANSWERING_STATES, bureau: false },
  replied: { state: ['replied'], bureau: false },
  appealed: { state: ['appealed'], bureau: false },
  settled: { state: SETTLED_MEASURE_STATES, bureau: false },
  all: { state: MEASURE_STATE_IDS, bureau: false },
} as const satisfies Record<string, { state: readonly MeasureState[]; bureau: boolean }>
export type Wait = keyof typeof WAITS
export const WAIT_IDS = Object.keys(WAITS) as Wait[]

/** How many measures wait for it. */
export const countOfWait = (wait: Wait, counts: Record<MeasureState, number> & { late: number }): number =>
  wait === 'late'
    ? counts.late
    : (WAITS[wait].state as readonly MeasureState[]).reduce((sum, state) => sum + counts[state], 0)

/** The filter that finds them. */
export const filterOfWait = (wait: Wait): { state?: MeasureState[]; late?: boolean } =>
  wait === 'late' ? { late: true } : wait === 'all' ? {} : { state: [...WAITS[wait].state] }
