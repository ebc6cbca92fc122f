import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, PilotId, UnitId } from '../../kernel/ids.ts'
import { PilotFigures } from './pilot-criteria.ts'
import { PILOT_STAGES, PilotState, RECHECKED_PILOT_STATES, SETTLED_PILOT_STATES } from './pilot-flow.ts'

/** Who did something, when, and in which words. */
export const SaidDeed = z.object({ by: AccountId, name: z.string(), at: Instant, note: z.string() })
export type SaidDeed = z.infer<typeof SaidDeed>

/** What a school answers to the criteria that no figure can show, by their ids. */
export const PilotAnswers = z.record(z.string().max(40), humanText(2, 1000))
export type PilotAnswers = z.infer<typeof PilotAnswers>

/** The way of one school as a pilot; the figures stand as they were counted when somebody relied on them. */
export const Pilot = z.object({
  id: PilotId,
  unitId: UnitId,
  state: PilotState,
  /** With its reasons; null where the bureau named it without having been asked. */
  applied: SaidDeed.nullable(),
  /** With the reason why it is this school. */
  named: SaidDeed.nullable(),
  /** The day by which it is to be built up; null before it was named. */
  targetOn: Day.nullable(),
  /** The version of the criteria it was named under: a school is not accepted by what was set afterwards. */
  criteria: z.number().int().min(0),
  assessment: SaidDeed.extend({ answers: PilotAnswers, figures: PilotFigures }).nullable(),
  /** How often it was sent back, or failed a re-check. */
  returned: z.number().int().min(0),
  /** `despite` says why it was accepted although a figure falls short. */
  accepted: SaidDeed.extend({ despite: z.string().nullable(), figures: PilotFigures }).nullable(),
  promoted: SaidDeed.nullable(),
  recheckOn: Day.nullable(),
  rechecked: SaidDeed.nullable(),
  /** Declined, withdrawn or revoked. */
  ended: SaidDeed.nullable(),
  revision: z.number().int().min(1),
})
export type Pilot = z.infer<typeof Pilot>

/** A pilot that the bureau names of itself. */
export const NewPilot = z.object({ unitId: UnitId, reason: humanText(4, 500), targetOn: Day })
export type NewPilot = z.infer<typeof NewPilot>

/** An event on a pilot with what it needs. */
export const PilotCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('name'), reason: humanText(4, 500), targetOn: Day }),
  z.object({ event: z.literal('decline'), reason: humanText(2, 500) }),
  z.object({ event: z.literal('extend'), reason: humanText(2, 500), targetOn: Day }),
  z.object({ event: z.literal('assess'), summary: humanText(4, 2000), answers: PilotAnswers }),
  z.object({
    event: z.literal('accept'),
    note: humanText(2, 1000),
    /** Needed where a figure falls short. */
    despite: humanText(4, 500).nullable(),
  }),
  z.object({ event: z.literal('return'), reason: humanText(2, 1000), targetOn: Day }),
  z.object({ event: z.literal('promote'), note: humanText(2, 1000) }),
  z.object({ event: z.literal('confirm'), note: humanText(2, 1000) }),
  z.object({ event: z.literal('lapse'), reason: humanText(2, 1000), targetOn: Day }),
  z.object({ event: z.literal('withdraw'), reason: humanText(2, 500) }),
  z.object({ event: z.literal('revoke'), reason: humanText(2, 500) }),
])
export type PilotCommand = z.infer<typeof PilotCommand>

/** The words a person gave with a command, for the line of what happened. */
export function noteOfPilotCommand(command: PilotCommand): string {
  switch (command.event) {
    case 'assess':
      return command.summary
    case 'accept':
    case 'promote':
    case 'confirm':
      return command.note
    case 'name':
    case 'decline':
    case 'extend':
    case 'return':
    case 'lapse':
    case 'withdraw':
    case 'revoke':
      return command.reason
  }
}

const has = (states: readonly PilotState[], state: PilotState): boolean => states.includes(state)

/** True when nothing is left to be done and the school may be named anew. */
export const isPilotSettled = ({ state }: Pick<Pilot, 'state'>): boolean => has(SETTLED_PILOT_STATES, state)

/** True when the day by which it was to be built up has passed. */
export const isPilotLate = ({ state, targetOn }: Pick<Pilot, 'state' | 'targetOn'>, today: Day): boolean =>
  state === 'building' && targetOn !== null && targetOn < today

/** True when it is to be looked at again. */
export const isRecheckDue = ({ state, recheckOn }: Pick<Pilot, 'state' | 'recheckOn'>, today: Day): boolean =>
  has(RECHECKED_PILOT_STATES, state) && recheckOn !== null && recheckOn <= today

/** How far it has come on the way, from 0; of one that ended, nothing. */
export const stageOf = ({ state }: Pick<Pilot, 'state'>): number =>
  (PILOT_STAGES as readonly PilotState[]).indexOf(state)
