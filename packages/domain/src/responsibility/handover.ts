import { z } from 'zod'
import { addDays, dayOf, Day, Instant } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { humanText, isBlank } from '../kernel/human-text.ts'
import { AccountId, HandoverId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { covers, type Actor } from '../organisation/may.ts'
import type { RoleId } from '../organisation/role.ts'
import { PostId, type Appointment } from '../organisation/post.ts'

export const HANDOVER_STATES = {
  open: { zh: '待移交', en: 'To be handed over' },
  handed: { zh: '待接收', en: 'Handed over' },
  received: { zh: '已交接', en: 'Taken over' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type HandoverState = keyof typeof HANDOVER_STATES
export const HandoverState = z.enum(Object.keys(HANDOVER_STATES) as [HandoverState, ...HandoverState[]])

export const HANDOVER_EVENTS = {
  'hand-over': { zh: '确认移交', en: 'Hand over' },
  'take-over': { zh: '确认接收', en: 'Take over' },
  'send-back': { zh: '退回补充', en: 'Send back' },
  cancel: { zh: '取消交接', en: 'Call off' },
} as const satisfies Record<string, Label>
export type HandoverEvent = keyof typeof HANDOVER_EVENTS
const HANDOVER_EVENT_IDS = Object.keys(HANDOVER_EVENTS) as [HandoverEvent, ...HandoverEvent[]]

const ANYBODY = [
  'county-admin',
  'section-officer',
  'bureau-leader',
  'bureau-director',
  'bureau-inspector',
  'township-coordinator',
  'school-admin',
  'principal',
  'safety-officer',
  'staff-member',
] as const
const LEADERS = ['section-officer', 'bureau-leader', 'principal'] as const

/** From one holder of a post to the next. Who of the two may raise what, `decideHandover` says. */
export const HANDOVER_FLOW = {
  open: { 'hand-over': { to: 'handed', by: ANYBODY }, cancel: { to: 'cancelled', by: LEADERS } },
  handed: {
    'take-over': { to: 'received', by: ANYBODY },
    'send-back': { to: 'open', by: ANYBODY },
    cancel: { to: 'cancelled', by: LEADERS },
  },
  received: {},
  cancelled: {},
} as const satisfies Flow<HandoverState, HandoverEvent>
export const PENDING_HANDOVER_STATES = ['open', 'handed'] as const satisfies readonly HandoverState[]

/** What goes from hand to hand. Things themselves, keys and seals, are named by whoever hands over. */
export const HANDOVER_ITEM_KINDS = {
  hazard: { zh: '牵头整改的隐患', en: 'Hazards he leads' },
  risk: { zh: '负责管控的风险点', en: 'Risk points he controls' },
  assignment: { zh: '未完成的任务', en: 'Tasks that are open' },
  duty: { zh: '岗位安全责任', en: 'Duties of the post' },
  letter: { zh: '未签的责任书', en: 'Letters not signed' },
  register: { zh: '经办的台账', en: 'Registers he keeps' },
  object: { zh: '钥匙、印章、资料等', en: 'Keys, seals, papers' },
} as const satisfies Record<string, Label>
export type HandoverItemKind = keyof typeof HANDOVER_ITEM_KINDS
export const HANDOVER_ITEM_KIND_IDS = Object.keys(HANDOVER_ITEM_KINDS) as [
  HandoverItemKind,
  ...HandoverItemKind[],
]

export const HandoverItem = z.object({
  kind: z.enum(HANDOVER_ITEM_KIND_IDS),
  /** The id of the record, the key of the register; of a thing what it is called. */
  reference: z.string().min(1).max(200),
  title: humanText(1, 200),
  due: Day.nullable(),
  /** The successor has seen it. */
  checked: z.boolean(),
})
export type HandoverItem = z.infer<typeof HandoverItem>

/** Names one item among those of a handover. */
export const itemKey = ({ kind, reference }: Pick<HandoverItem, 'kind' | 'reference'>): string =>
  `${kind} ${reference}`

const Name = z.string().min(1)
const Someone = z.object({ accountId: AccountId, name: Name })

export const HandoverStep = z.object({
  at: Instant,
  byName: Name,
  event: z.enum(['make', 'successor', 'again', 'day', ...HANDOVER_EVENT_IDS]),
  note: z.string().nullable(),
})
export type HandoverStep = z.infer<typeof HandoverStep>

/** What happened to a handover, the changes of posts it follows among them. */
export const HANDOVER_HAPPENINGS = {
  make: { zh: '生成交接单', en: 'Made' },
  successor: { zh: '确定接任人', en: 'Successor named' },
  again: { zh: '接任人变动，重新移交', en: 'The successor left, to be handed over again' },
  day: { zh: '更正离任日期', en: 'Last day corrected' },
  ...HANDOVER_EVENTS,
} as const satisfies Record<HandoverStep['event'], Label>

export const Handover = z.object({
  id: HandoverId,
  unitId: UnitId,
  post: PostId,
  fromId: AccountId,
  fromName: Name,
  /** The last day in office of whoever hands over. */
  untilOn: Day,
  /** Null while the post waits for a successor. */
  toId: AccountId.nullable(),
  toName: Name.nullable(),
  state: HandoverState,
  items: z.array(HandoverItem).max(2000),
  /** Who was to take over and left the post before he did: what lay with him goes on to the next as well. */
  passedOver: z.array(Someone),
  handedOn: Day.nullable(),
  /** Somebody who had left could not sign: who did so in his place, and why. */
  handedFor: Someone.extend({ reason: humanText(2, 300) }).nullable(),
  receivedOn: Day.nullable(),
  note: humanText(0, 1000).nullable(),
  steps: z.array(HandoverStep),
  revision: z.number().int(),
})
export type Handover = z.infer<typeof Handover>

export const HandoverCommand = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('hand-over'),
    /** The keys of the list as the signer saw it. */
    seen: z.array(z.string().max(240)).max(2000),
    /** Keys, seals, papers that the system does not know of. */
    objects: z.array(humanText(1, 200)).max(50),
    note: humanText(0, 1000),
    /** Asked of whoever signs in the place of somebody who has left. */
    reason: humanText(0, 300).nullable(),
  }),
  z.object({
    event: z.literal('take-over'),
    checked: z.array(z.string().max(240)).max(2000),
    note: humanText(0, 1000),
  }),
  z.object({ event: z.literal('send-back'), reason: humanText(0, 1000) }),
  z.object({ event: z.literal('cancel'), reason: humanText(0, 1000) }),
])
export type HandoverCommand = z.infer<typeof HandoverCommand>

export type HandoverRefusal =
  | { readonly code: 'handover-event-not-allowed'; readonly state: HandoverState }
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'not-your-handover' }
  /** He is still there and signs himself. */
  | { readonly code: 'predecessor-signs' }
  | { readonly code: 'handover-list-changed' }
  | { readonly code: 'items-unchecked'; readonly titles: readonly string[] }
  | { readonly code: 'reason-required' }

interface Occasion {
  readonly actor: Actor
  readonly now: Instant
  /** What lies with the predecessor today, by the records. */
  readonly listed: readonly HandoverItem[]
  /** He has left the unit, or may not sign in any more. */
  readonly predecessorGone: boolean
}

/**
 * Decides a command on a handover. The predecessor hands over, from wherever he is now, and the head in his place when
 * he has left; the successor takes over, nobody does both, and nothing is taken over that the successor has not looked at.
 */
export function decideHandover(
  before: Handover,
  command: HandoverCommand,
  occasion: Occasion,
): Result<Handover, HandoverRefusal> {
  const { actor, now, listed } = occasion
  const { event } = command
  const step = findStep<HandoverState, HandoverEvent>(HANDOVER_FLOW, before.state, event)
  if (!step) return err({ code: 'handover-event-not-allowed', state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  const today = dayOf(now)
  const after = (change: Partial<Handover>, note: string | null): Handover => ({
    ...before,
    ...change,
    state: step.to,
    note: note || null,
    steps: [...before.steps, { at: now, byName: actor.name, event, note: note || null }],
    revision: before.revision + 1,
  })
  switch (event) {
    case 'hand-over': {
      const signer = decideSigner(before, command.reason, occasion)
      if (!signer.ok) return signer
      const seen = new Set(command.seen)
      if (seen.size !== listed.length || listed.some(item => !seen.has(itemKey(item))))
        return err({ code: 'handover-list-changed' })
      const objects = [...new Set(command.objects)].map(title => ({
        ...({ kind: 'object', reference: title, title, due: null, checked: false } as const),
      }))
      const items = [...listed.map(item => ({ ...item, checked: false })), ...objects]
      return ok(after({ items, handedOn: today, handedFor: signer.value }, command.note))
    }
    case 'take-over': {
      if (actor.accountId !== before.toId || before.fromId === before.toId)
        return err({ code: 'not-your-handover' })
      if (before.handedFor?.accountId === before.toId) return err({ code: 'not-your-handover' })
      const checked = new Set(command.checked)
      const items = before.items.map(item => ({ ...item, checked: checked.has(itemKey(item)) }))
      const unchecked = items.filter(item => !item.checked).map(item => item.title)
      if (unchecked.length > 0) return err({ code: 'items-unchecked', titles: unchecked })
      return ok(after({ items, receivedOn: today }, command.note))
    }
    case 'send-back':
      if (actor.accountId !== before.toId) return err({ code: 'not-your-handover' })
      if (isBlank(command.reason)) return err({ code: 'reason-required' })
      return ok(after({ handedOn: null, handedFor: null }, command.reason))
    case 'cancel':
      if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
      if (isSide(before, actor)) return err({ code: 'not-your-handover' })
      if (isBlank(command.reason)) return err({ code: 'reason-required' })
      return ok(after({}, command.reason))
    default:
      return unreachable(event)
  }
}

/** A head on one side would be rid of a list by calling it off: of his own post the bureau does. */
const isSide = ({ fromId, toId }: Handover, { accountId }: Actor): boolean =>
  accountId === fromId || accountId === toId

/** Whether this actor may sign for the side that hands over: null for the predecessor himself, else whoever stands in. */
function decideSigner(
  { fromId, toId, unitId }: Handover,
  reason: string | null,
  { actor, predecessorGone }: Occasion,
): Result<Handover['handedFor'], HandoverRefusal> {
  if (actor.accountId === fromId) return ok(null)
  if (actor.accountId === toId || !(LEADERS as readonly string[]).includes(actor.role))
    return err({ code: 'not-your-handover' })
  if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
  if (!predecessorGone) return err({ code: 'predecessor-signs' })
  if (reason === null || reason.length < 2) return err({ code: 'reason-required' })
  return ok({ accountId: AccountId.parse(actor.accountId), name: actor.name, reason })
}

interface Step {
  readonly by: readonly RoleId[]
}

/** The commands an actor may give to a handover as it stands, for the buttons. */
export function listHandoverEvents(
  handover: Handover,
  { actor, predecessorGone }: Pick<Occasion, 'actor' | 'predecessorGone'>,
): HandoverEvent[] {
  const isLeader = (LEADERS as readonly string[]).includes(actor.role) && covers(actor.scope, handover.unitId)
  const isSuccessor = actor.accountId === handover.toId
  const may = {
    'hand-over': actor.accountId === handover.fromId || (isLeader && predecessorGone && !isSuccessor),
    'take-over': isSuccessor && handover.handedFor?.accountId !== handover.toId,
    'send-back': isSuccessor,
    cancel: isLeader && !isSide(handover, actor),
  } as const satisfies Record<HandoverEvent, boolean>
  const steps = Object.entries(HANDOVER_FLOW[handover.state]) as [HandoverEvent, Step][]
  return steps.filter(([event, { by }]) => may[event] && by.includes(actor.role)).map(([event]) => event)
}

/** True when the post has nobody who has taken it over: the predecessor has left, and no successor has signed. */
export const isGap = ({ state, untilOn }: Pick<Handover, 'state' | 'untilOn'>, today: Day): boolean =>
  (PENDING_HANDOVER_STATES as readonly HandoverState[]).includes(state) && untilOn < today

/**
 * Who answers for a post on a day: its holders, but a successor only from the day on which the handover was
 * taken over; until then the predecessor still answers, also after the appointment ended.
 */
export function listAnswerable(
  place: { readonly unitId: UnitId; readonly post: PostId },
  appointments: readonly Appointment[],
  handovers: readonly Pick<Handover, 'unitId' | 'post' | 'state' | 'fromId' | 'toId' | 'receivedOn'>[],
  on: Day,
): AccountId[] {
  const here = <Row extends { readonly unitId: UnitId; readonly post: PostId }>(rows: readonly Row[]) =>
    rows.filter(row => row.unitId === place.unitId && row.post === place.post)
  const holders = here(appointments).filter(
    each => each.from <= on && (each.until === null || on <= each.until),
  )
  const pending = here(handovers).filter(
    each => each.state !== 'cancelled' && !(each.receivedOn !== null && each.receivedOn <= on),
  )
  const answerable = holders.map(each => each.accountId).filter(id => !pending.some(each => each.toId === id))
  const stillThere = pending
    .filter(each => here(appointments).some(({ accountId, from }) => accountId === each.fromId && from <= on))
    .map(each => each.fromId)
  return [...new Set([...answerable, ...stillThere])]
}

/** Stretches of days on which nobody held a post, between two days. */
export function listVacancies(
  place: { readonly unitId: UnitId; readonly post: PostId },
  appointments: readonly Appointment[],
  from: Day,
  to: Day,
): { readonly from: Day; readonly to: Day }[] {
  const terms = appointments
    .filter(each => each.unitId === place.unitId && each.post === place.post)
    .toSorted((a, b) => a.from.localeCompare(b.from))
  const vacancies: { from: Day; to: Day }[] = []
  let next = from
  for (const term of terms) {
    if (next > to) break
    if (term.from > next) vacancies.push({ from: next, to: term.from > to ? to : addDays(term.from, -1) })
    if (term.until === null) return vacancies
    if (term.until >= next) next = addDays(term.until, 1)
  }
  if (next <= to) vacancies.push({ from: next, to })
  return vacancies
}
