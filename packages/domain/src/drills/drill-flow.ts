import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const DRILL_STATES = {
  scheduled: { zh: '已安排', en: 'Scheduled' },
  running: { zh: '进行中', en: 'Running' },
  'all-clear': { zh: '已解除', en: 'All clear' },
  reviewed: { zh: '已复盘', en: 'Reviewed' },
  closed: { zh: '已归档', en: 'Closed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type DrillState = keyof typeof DRILL_STATES
export const DRILL_STATE_IDS = Object.keys(DRILL_STATES) as [DrillState, ...DrillState[]]

export const DRILL_EVENTS = {
  start: { zh: '开始', en: 'Start' },
  'all-clear': { zh: '解除', en: 'Give the all-clear' },
  review: { zh: '完成复盘', en: 'Finish the review' },
  return: { zh: '退回复盘', en: 'Return for review' },
  close: { zh: '归档', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const satisfies Record<string, Label>
export type DrillEvent = keyof typeof DRILL_EVENTS
export const DRILL_EVENT_IDS = Object.keys(DRILL_EVENTS) as [DrillEvent, ...DrillEvent[]]

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const SCHOOL = ['principal', 'safety-officer', 'school-admin'] as const
const STARTERS = [...SCHOOL, 'staff-member', ...BUREAU] as const

/**
 * A drill's life. Whoever sees smoke may start one; whether it may begin is not the machine's to doubt. A kiosk with no
 * network starts and ends a drill by a fact of its own, and the state follows when the fact arrives.
 */
export const DRILL_FLOW = {
  scheduled: {
    start: { to: 'running', by: STARTERS },
    cancel: { to: 'cancelled', by: [...SCHOOL, ...BUREAU] },
  },
  running: {
    'all-clear': { to: 'all-clear', by: [...SCHOOL, ...BUREAU] },
    cancel: { to: 'cancelled', by: [...SCHOOL, ...BUREAU] },
  },
  'all-clear': { review: { to: 'reviewed', by: ['principal', 'safety-officer'] } },
  reviewed: {
    close: { to: 'closed', by: ['principal', ...BUREAU] },
    return: { to: 'all-clear', by: ['principal', ...BUREAU] },
  },
  closed: {},
  cancelled: {},
} as const satisfies Flow<DrillState, DrillEvent>
