import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const HAZARD_STATES = {
  reported: { zh: '待核实', en: 'Reported' },
  rectifying: { zh: '整改中', en: 'Under rectification' },
  transferred: { zh: '已移交部门', en: 'With another department' },
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
  transferred: 'running',
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
/** States of a hazard that was registered and found to be so. */
export const VERIFIED_HAZARD_STATES: readonly HazardState[] = HAZARD_STATE_IDS.filter(
  state => STANDINGS[state] !== 'new' && state !== 'dismissed',
)

export const HAZARD_EVENTS = {
  confirm: { zh: '核实定级并派单', en: 'Confirm, grade and assign' },
  'fix-at-once': { zh: '即查即改', en: 'Put right at once' },
  dismiss: { zh: '核实不属实', en: 'Dismiss' },
  regrade: { zh: '调整级别', en: 'Change grade' },
  replan: { zh: '修改整改方案', en: 'Change the plan' },
  control: { zh: '调整防控措施', en: 'Change interim control' },
  list: { zh: '挂牌督办', en: 'Put under listed supervision' },
  unlist: { zh: '摘牌', en: 'Take off listed supervision' },
  transfer: { zh: '移交有关部门', en: 'Transfer to a department' },
  'take-back': { zh: '部门退回', en: 'Take back' },
  'settle-elsewhere': { zh: '部门已处理，提请验收', en: 'Dealt with by the department' },
  'ask-extension': { zh: '申请延期', en: 'Ask for an extension' },
  'grant-extension': { zh: '同意延期', en: 'Grant the extension' },
  'refuse-extension': { zh: '不同意延期', en: 'Refuse the extension' },
  submit: { zh: '提请验收', en: 'Submit for acceptance' },
  accept: { zh: '验收销号', en: 'Accept and close' },
  return: { zh: '退回整改', en: 'Return' },
  'look-back': { zh: '回头看', en: 'Look back' },
} as const satisfies Record<string, Label>
export type HazardEvent = keyof typeof HAZARD_EVENTS
export const HAZARD_EVENT_IDS = Object.keys(HAZARD_EVENTS) as [HazardEvent, ...HazardEvent[]]
export const HazardEvent = z.enum(HAZARD_EVENT_IDS)

/** Events by which somebody says that the work is done: whoever raised one never accepts it. */
export const FINISHING_EVENTS: readonly HazardEvent[] = ['submit', 'fix-at-once', 'settle-elsewhere']

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const LEADERS = ['bureau-leader', 'bureau-director'] as const
const SCHOOL_LEADS = ['principal', 'safety-officer'] as const
const LEADS = [...SCHOOL_LEADS, ...BUREAU] as const
const WORKERS = ['principal', 'safety-officer', 'school-admin', 'staff-member'] as const

/**
 * The loop of a hazard (FACTS 3.3): 登记 → 核实定级派单 → 整改 → 验收 → 销号 → 回头看, with what can be put right at once and
 * what another department has to do. Which grade a role may close, and that nobody accepts his own rectification, no
 * table can hold: see `decideHazard`.
 */
export const HAZARD_FLOW = {
  reported: {
    confirm: { to: 'rectifying', by: LEADS },
    'fix-at-once': { to: 'awaiting-acceptance', by: WORKERS },
    control: { to: 'reported', by: LEADS },
    dismiss: { to: 'dismissed', by: LEADS },
  },
  rectifying: {
    submit: { to: 'awaiting-acceptance', by: WORKERS },
    replan: { to: 'rectifying', by: LEADS },
    regrade: { to: 'rectifying', by: LEADS },
    control: { to: 'rectifying', by: LEADS },
    list: { to: 'rectifying', by: LEADERS },
    unlist: { to: 'rectifying', by: LEADERS },
    transfer: { to: 'transferred', by: BUREAU },
    'ask-extension': { to: 'rectifying', by: WORKERS },
    'grant-extension': { to: 'rectifying', by: LEADS },
    'refuse-extension': { to: 'rectifying', by: LEADS },
  },
  transferred: {
    control: { to: 'transferred', by: LEADS },
    list: { to: 'transferred', by: LEADERS },
    unlist: { to: 'transferred', by: LEADERS },
    'take-back': { to: 'rectifying', by: BUREAU },
    'settle-elsewhere': { to: 'awaiting-acceptance', by: [...WORKERS, ...BUREAU] },
  },
  'awaiting-acceptance': {
    accept: { to: 'closed', by: LEADS },
    return: { to: 'rectifying', by: LEADS },
  },
  closed: {
    'look-back': { to: 'closed', by: LEADS },
  },
  dismissed: {},
} as const satisfies Flow<HazardState, HazardEvent>
