import { z } from 'zod'
import { addDays, Day, daysBetween, type Instant, dayOf } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { PublicityActivityId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import { mayRole, type Actor } from '../organisation/may.ts'
import { listPublicityDays, PUBLICITY_DAY_IDS, type PublicityDayId } from './publicity-days.ts'

export const ACTIVITY_STATES = {
  planned: { zh: '未开展', en: 'Planned' },
  done: { zh: '已开展', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type ActivityState = keyof typeof ACTIVITY_STATES
export const ActivityState = z.enum(Object.keys(ACTIVITY_STATES) as [ActivityState, ...ActivityState[]])

export const ACTIVITY_EVENTS = {
  report: { zh: '登记开展情况', en: 'Report it' },
  correct: { zh: '更正', en: 'Correct' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const satisfies Record<string, Label>
export type ActivityEvent = keyof typeof ACTIVITY_EVENTS

const LEADS = [
  'section-officer',
  'bureau-leader',
  'township-coordinator',
  'principal',
  'safety-officer',
] as const

export const ACTIVITY_FLOW = {
  planned: { report: { to: 'done', by: LEADS }, cancel: { to: 'cancelled', by: LEADS } },
  done: { correct: { to: 'done', by: LEADS } },
  cancelled: {},
} as const satisfies Flow<ActivityState, ActivityEvent>

/** What a person plans against a day of the calendar, or on a day of his own. */
export const NewActivity = z.object({
  id: PublicityActivityId,
  day: z.enum(PUBLICITY_DAY_IDS).nullable(),
  title: humanText(2, 80),
  content: humanText(0, 2000),
  place: humanText(0, 120),
  plannedOn: Day,
})
export type NewActivity = z.infer<typeof NewActivity>

/** What came of it. */
export const ActivityReport = z.object({
  heldOn: Day,
  participants: z.number().int().min(1).max(1_000_000),
  summary: humanText(2, 2000),
})
export type ActivityReport = z.infer<typeof ActivityReport>

export const PublicityActivity = NewActivity.extend({
  unitId: UnitId,
  state: ActivityState,
  report: ActivityReport.nullable(),
  cancelReason: z.string().nullable(),
  revision: z.number().int().min(1),
})
export type PublicityActivity = z.infer<typeof PublicityActivity>

export const ActivityCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('report'), report: ActivityReport }),
  z.object({ event: z.literal('correct'), report: ActivityReport }),
  z.object({ event: z.literal('cancel'), reason: humanText(2, 300) }),
])
export type ActivityCommand = z.infer<typeof ActivityCommand>

export type ActivityRefusal = StepRefusal<ActivityState> | { readonly code: 'day-in-the-future' }

/** Decides an activity that is planned by the actor's own unit. */
export const decideActivity = (
  actor: Actor,
  activity: NewActivity,
): Result<PublicityActivity, ActivityRefusal> =>
  mayRole(actor.role, 'training.manage')
    ? ok({
        ...{ ...activity, unitId: actor.unitId, state: 'planned', report: null, cancelReason: null },
        revision: 1,
      })
    : err({ code: 'role-not-allowed' })

/** Decides what becomes of an activity: nobody reports what is still to come. */
export function advanceActivity(
  before: PublicityActivity,
  command: ActivityCommand,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Result<PublicityActivity, ActivityRefusal> {
  const step = admitStep(
    findStep<ActivityState, ActivityEvent>(ACTIVITY_FLOW, before.state, command.event),
    before,
    actor,
  )
  if (!step.ok) return step
  const after = { ...before, state: step.value.to, revision: before.revision + 1 }
  if (command.event === 'cancel') return ok({ ...after, cancelReason: command.reason })
  if (command.report.heldOn > dayOf(now)) return err({ code: 'day-in-the-future' })
  return ok({ ...after, report: command.report })
}

/** The year an activity counts for: that of the day it is planned on. */
export const activityYear = (day: Day): number => Number(day.slice(0, 4))

/** The same activity a year later: as far from its day of the calendar as it was, or on the same date. */
export function copyToYear(
  { day, plannedOn }: { readonly day: PublicityDayId | null; readonly plannedOn: Day },
  year: number,
): Day {
  const fall = (in_: number) => listPublicityDays(in_).find(each => each.id === day)
  const [then, now] = [fall(activityYear(plannedOn)), fall(year)]
  if (then && now) return addDays(now.from, daysBetween(then.from, plannedOn))
  // The 29th of February has no year after it.
  const [, month = '01', date = '01'] = plannedOn.split('-')
  return `${year}-${month}-${month === '02' && date === '29' ? '28' : date}` as Day
}
