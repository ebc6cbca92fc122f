import type { Label } from '../kernel/label.ts'
import type { MusterTotals } from './muster.ts'

/** How a school stands on the county's drill day. */
export const SCHOOL_STATES = {
  'not-started': { zh: '未开始', en: 'Not started' },
  running: { zh: '清点中', en: 'Counting' },
  'all-accounted': { zh: '全部到齐', en: 'All accounted for' },
  'all-clear': { zh: '已解除', en: 'All clear' },
  silent: { zh: '无数据', en: 'Silent' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type SchoolState = keyof typeof SCHOOL_STATES

/** Seconds without a fact after which a school that is still counting is called silent. */
export const SILENT_AFTER_S = 30
/** Seconds after the county's signal from which a start is marked late. */
export const LATE_START_S = 60

export interface SchoolStanding {
  readonly startedAt: number | null
  readonly allClearAt: number | null
  readonly cancelledAt: number | null
  /** When the server last took a fact of this school; milliseconds since 1970. */
  readonly heardAt: number | null
  readonly totals: MusterTotals | null
  readonly complete: boolean
}

export interface SchoolOnTheDay {
  readonly state: SchoolState
  /** People still looked for; null before the school's first fact. */
  readonly outstanding: number | null
  /** Age of what is shown, in seconds; null where nothing was heard. */
  readonly age: number | null
  readonly lateStart: boolean
}

/** What the county's board says of one school at a moment. */
export function standOnTheDay(school: SchoolStanding, signalAt: number | null, now: number): SchoolOnTheDay {
  const age = school.heardAt === null ? null : Math.max(0, Math.floor((now - school.heardAt) / 1000))
  // Of a school that has begun and told nothing, the silence counts from its start.
  const quiet = age ?? (school.startedAt === null ? 0 : (now - school.startedAt) / 1000)
  const lateStart = signalAt !== null && (school.startedAt ?? now) - signalAt > LATE_START_S * 1000
  const outstanding = school.totals?.outstanding ?? null
  const state: SchoolState =
    school.cancelledAt !== null
      ? 'cancelled'
      : school.allClearAt !== null
        ? 'all-clear'
        : school.startedAt === null
          ? 'not-started'
          : school.complete
            ? 'all-accounted'
            : quiet > SILENT_AFTER_S
              ? 'silent'
              : 'running'
  return { state, outstanding, age, lateStart }
}
