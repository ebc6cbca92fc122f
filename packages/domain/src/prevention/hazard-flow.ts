import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const HAZARD_STATES = {
  reported: { zh: '待核实', en: 'Reported' },
  rectifying: { zh: '整改中', en: 'Under rectification' },
  'awaiting-acceptance': { zh: '待验收', en: 'Awaiting acceptance' },
  closed: { zh: '已销号', en: 'Closed' },
  dismissed: { zh: '核实不属实', en: 'Dismissed' },
} as const satisfies Record<string, Label>
export type HazardState = keyof typeof HAZARD_STATES
export const HAZARD_STATE_IDS = Object.keys(HAZARD_STATES) as [HazardState, ...HazardState[]]
export const HazardState = z.enum(HAZARD_STATE_IDS)

/** How far a hazard is in each state: nobody has looked yet, its deadline runs, or it is settled. */
const STANDINGS = {
  reported: 'new',
  rectifying: 'running',
  'awaiting-acceptance': 'running',
  closed: 'settled',
  dismissed: 'settled',
} as const satisfies Record<HazardState, 'new' | 'running' | 'settled'>

/** States in which a confirmed hazard's deadline runs. */
export const RUNNING_HAZARD_STATES: readonly HazardState[] = HAZARD_STATE_IDS.filter(
  state => STANDINGS[state] === 'running',
)
/** States in which nothing is left to be done. */
export const SETTLED_HAZARD_STATES: readonly HazardState[] = HAZARD_STATE_IDS.filter(
  state => STANDINGS[state] === 'settled',
)

export const HAZARD_EVENTS = {
  confirm: { zh: '核实定级并派单', en: 'Confirm, grade and assign' },
  dismiss: { zh: '核实不属实', en: 'Dismiss' },
  regrade: { zh: '调整级别', en: 'Change grade' },
  replan: { zh: '修改整改方案', en: 'Change the plan' },
  'ask-extension': { zh: '申请延期', en: 'Ask for an extension' },
  'grant-extension': { zh: '同意延期', en: 'Grant the extension' },
  'refuse-extension': { zh: '不同意延期', en: 'Refuse the extension' },
  submit: { zh: '提请验收', en: 'Submit for acceptance' },
  accept: { zh: '验收销号', en: 'Accept and close' },
  return: { zh: '退回整改', en: 'Return' },
} as const satisfies Record<string, Label>
export type HazardEvent = keyof typeof HAZARD_EVENTS
export const HAZARD_EVENT_IDS = Object.keys(HAZARD_EVENTS) as [HazardEvent, ...HazardEvent[]]
export const HazardEvent = z.enum(HAZARD_EVENT_IDS)

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const LEADS = ['principal', 'safety-officer', ...BUREAU] as const
const WORKERS = ['principal', 'safety-officer', 'school-admin', 'staff-member'] as const

/**
 * The loop of a hazard (FACTS 3.3): 登记 → 核实定级派单 → 整改 → 验收 → 销号. Which grade a role may close,
 * and that nobody accepts his own rectification, no table can hold: see `decideHazard`.
 */
export const HAZARD_FLOW = {
  reported: {
    confirm: { to: 'rectifying', by: LEADS },
    dismiss: { to: 'dismissed', by: LEADS },
  },
  rectifying: {
    submit: { to: 'awaiting-acceptance', by: WORKERS },
    replan: { to: 'rectifying', by: LEADS },
    regrade: { to: 'rectifying', by: LEADS },
    'ask-extension': { to: 'rectifying', by: WORKERS },
    'grant-extension': { to: 'rectifying', by: LEADS },
    'refuse-extension': { to: 'rectifying', by: LEADS },
  },
  'awaiting-acceptance': {
    accept: { to: 'closed', by: LEADS },
    return: { to: 'rectifying', by: LEADS },
  },
  closed: {},
  dismissed: {},
} as const satisfies Flow<HazardState, HazardEvent>
