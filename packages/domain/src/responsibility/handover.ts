import { z } from 'zod'
import { addDays, dayOf, Day, type Instant } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { AccountId, HandoverId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { PostId, type Appointment } from '../organisation/post.ts'
import { humanText, isBlank } from '../kernel/human-text.ts'

export const HANDOVER_STATES = {
  open: { zh: '待移交', en: 'To be handed over' },
  handed: { zh: '待接收', en: 'Handed over' },
  received: { zh: '已交接', en: 'Taken over' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type HandoverState = keyof typeof HANDOVER_STATES
export const HandoverState = z.enum(Object.keys(HANDOVER_STATES) as [HandoverState, ...HandoverState[]])

export type HandoverEvent = 'hand-over' | 'take-over' | 'send-back' | 'cancel'

const ANYBODY = [
  'section-officer',
  'bureau-leader',
  'bureau-director',
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

/** Something that goes from hand to hand: an open hazard, a task, a register, a set of keys. */
export const HandoverItem = z.object({
  kind: z.enum(['hazard', 'assignment', 'register', 'object']),
  reference: z.string().min(1),
  title: humanText(1, 200),
  /** The successor has seen it. */
  checked: z.boolean(),
})
export type HandoverItem = z.infer<typeof HandoverItem>

export const Handover = z.object({
  id: HandoverId,
  unitId: UnitId,
  post: PostId,
  fromId: AccountId,
  toId: AccountId,
  state: HandoverState,
  items: z.array(HandoverItem),
  handedOn: Day.nullable(),
  receivedOn: Day.nullable(),
  note: humanText(0, 1000).nullable(),
})
export type Handover = z.infer<typeof Handover>

export type HandoverRefusal =
  | { readonly code: 'event-not-allowed'; readonly state: HandoverState }
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'not-your-handover' }
  | { readonly code: 'items-unchecked'; readonly titles: readonly string[] }
  | { readonly code: 'reason-required' }

/**
 * Decides an event on a handover. The predecessor hands over, the successor takes over, neither does both,
 * and nothing is taken over that the successor has not looked at.
 */
export function decideHandover(
  before: Handover,
  event: HandoverEvent,
  { actor, now, note }: { readonly actor: Actor; readonly now: Instant; readonly note: string | null },
): Result<Handover, HandoverRefusal> {
  const step = findStep<HandoverState, HandoverEvent>(HANDOVER_FLOW, before.state, event)
  if (!step) return err({ code: 'event-not-allowed', state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
  const today = dayOf(now)
  switch (event) {
    case 'hand-over':
      if (actor.accountId !== before.fromId) return err({ code: 'not-your-handover' })
      return ok({ ...before, state: step.to, handedOn: today, note })
    case 'take-over': {
      if (actor.accountId !== before.toId || before.fromId === before.toId)
        return err({ code: 'not-your-handover' })
      const unchecked = before.items.filter(item => !item.checked).map(item => item.title)
      if (unchecked.length > 0) return err({ code: 'items-unchecked', titles: unchecked })
      return ok({ ...before, state: step.to, receivedOn: today, note })
    }
    case 'send-back':
      if (actor.accountId !== before.toId) return err({ code: 'not-your-handover' })
      if (isBlank(note)) return err({ code: 'reason-required' })
      return ok({ ...before, state: step.to, handedOn: null, note })
    case 'cancel':
      if (isBlank(note)) return err({ code: 'reason-required' })
      return ok({ ...before, state: step.to, note })
    default:
      return unreachable(event)
  }
}

/**
 * Who answers for a post on a day: its holders, but a successor only from the day on which the handover was
 * taken over; until then the predecessor still answers, also after the appointment ended.
 */
export function listAnswerable(
  place: { readonly unitId: UnitId; readonly post: PostId },
  appointments: readonly Appointment[],
  handovers: readonly Handover[],
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
