import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { HazardGrade, RectificationPlan } from './hazard.ts'
import type { HazardEvent } from './hazard-flow.ts'

const reason = humanText(2, 500)
const basis = humanText(2, 300)
const rectification = humanText(4, 2000)
const control = { interimControl: humanText(0, 500).nullable(), stopUse: z.boolean() }

/** An event with what it needs; a command without its fields cannot be written. */
export const HazardCommand = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('confirm'),
    grade: HazardGrade,
    basis,
    plan: RectificationPlan,
    ...control,
  }),
  z.object({ event: z.literal('fix-at-once'), basis, rectification }),
  z.object({ event: z.literal('dismiss'), reason }),
  z.object({ event: z.literal('regrade'), grade: HazardGrade, basis, reason }),
  z.object({ event: z.literal('replan'), plan: RectificationPlan, reason }),
  z.object({ event: z.literal('control'), ...control, reason }),
  z.object({ event: z.literal('list'), number: humanText(0, 60), until: Day, reason }),
  z.object({ event: z.literal('unlist'), reason }),
  z.object({
    event: z.literal('transfer'),
    department: humanText(2, 60),
    matter: humanText(4, 500),
    dueOn: Day,
    /** Until the department has dealt with it the school keeps people away from it (FACTS 8). */
    interimControl: humanText(2, 500),
  }),
  z.object({ event: z.literal('take-back'), dueOn: Day, reason }),
  z.object({ event: z.literal('settle-elsewhere'), rectification }),
  z.object({ event: z.literal('ask-extension'), until: Day, reason }),
  z.object({ event: z.literal('grant-extension') }),
  z.object({ event: z.literal('refuse-extension'), reason }),
  z.object({ event: z.literal('submit'), rectification }),
  z.object({ event: z.literal('accept'), note: humanText(0, 500) }),
  z.object({ event: z.literal('return'), reason }),
  z.object({ event: z.literal('look-back'), holds: z.boolean(), note: humanText(2, 500) }),
])
export type HazardCommand = z.infer<typeof HazardCommand>
export type CommandOf<Event extends HazardEvent> = Extract<HazardCommand, { event: Event }>

/** Events whose command gives a reason. */
export const HAZARD_EVENTS_WITH_REASON: readonly HazardEvent[] = HazardCommand.options.flatMap(({ shape }) =>
  'reason' in shape ? [shape.event.value] : [],
)

/** What a photo or paper that comes with a command shows. */
export const HAZARD_FILE_STAGES = {
  before: { zh: '整改前', en: 'Before' },
  after: { zh: '整改后', en: 'After' },
  acceptance: { zh: '验收材料', en: 'Acceptance' },
  'look-back': { zh: '回头看', en: 'Look-back' },
} as const
export type HazardFileStage = keyof typeof HAZARD_FILE_STAGES

/** Events that files come with, and what they are then kept as. */
export const FILES_OF_EVENT: Partial<Record<HazardEvent, HazardFileStage>> = {
  'fix-at-once': 'after',
  submit: 'after',
  'settle-elsewhere': 'after',
  accept: 'acceptance',
  'look-back': 'look-back',
}
