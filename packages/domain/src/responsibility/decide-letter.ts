import { z } from 'zod'
import { dayOf, Day, type Instant } from '../kernel/day.ts'
import { findStep } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import type { Actor } from '../organisation/may.ts'
import {
  issuesLevel,
  LETTER_FLOW,
  type LetterEvent,
  type LetterLevel,
  type LetterState,
} from './letter-flow.ts'
import type { Letter } from './letter-of-responsibility.ts'

const reason = humanText(2, 500)

/** An event on a letter with what it needs. */
export const LetterCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('issue') }),
  /** Whoever signs says that he has read it. */
  z.object({ event: z.literal('sign'), read: z.literal(true) }),
  z.object({ event: z.literal('sign-on-paper'), on: Day }),
  z.object({ event: z.literal('refuse'), reason }),
  z.object({ event: z.literal('reissue'), answer: reason }),
  z.object({ event: z.literal('withdraw'), reason }),
])
export type LetterCommand = z.infer<typeof LetterCommand>

/** The words a person gave with a command, for the line of what happened. */
export function noteOfLetterCommand(command: LetterCommand): string | null {
  switch (command.event) {
    case 'refuse':
    case 'withdraw':
      return command.reason
    case 'reissue':
      return command.answer
    case 'sign-on-paper':
      return command.on
    case 'issue':
    case 'sign':
      return null
  }
}

export type LetterRefusal =
  | StepRefusal<LetterState>
  | { readonly code: 'signs-for-another' }
  | { readonly code: 'signs-own-letter' }
  | { readonly code: 'letter-over' }
  | { readonly code: 'not-your-level'; readonly level: LetterLevel }
  | { readonly code: 'signed-before-issue'; readonly issuedOn: Day }
  | { readonly code: 'day-in-the-future' }
  | { readonly code: 'moved-away' }

export interface LetterOccasion {
  readonly actor: Actor
  readonly now: Instant
}

/**
 * Decides an event on a letter. A letter is signed by the person it names and by nobody else, not by whoever
 * issued it, and not after its year; a signed paper is entered by the side that issued it, and never for oneself.
 */
export function decideLetter(
  before: Letter,
  command: LetterCommand,
  { actor, now }: LetterOccasion,
): Result<Letter, LetterRefusal> {
  const { event } = command
  const step = admitStep(findStep<LetterState, LetterEvent>(LETTER_FLOW, before.state, event), before, actor)
  if (!step.ok) return step
  const today = dayOf(now)
  const isSigner = before.signerId === actor.accountId
  const next = { ...before, state: step.value.to, revision: before.revision + 1 }
  switch (event) {
    case 'sign':
    case 'refuse':
      if (!isSigner) return err({ code: 'signs-for-another' })
      if (before.to < today) return err({ code: 'letter-over' })
      return event === 'sign'
        ? ok({
            ...{ ...next, signedOn: today },
            signedBy: { how: 'screen', name: actor.name, enteredBy: null },
          })
        : ok({ ...next, refusal: { reason: command.reason, on: today }, answer: null })
    case 'issue':
    case 'reissue': {
      const bar = barToIssue(before, actor)
      if (bar) return err(bar)
      if (before.to < today) return err({ code: 'letter-over' })
      const issued = { ...next, issuedBy: AccountId.parse(actor.accountId), issuedOn: today }
      return ok(event === 'issue' ? issued : { ...issued, answer: command.answer })
    }
    case 'sign-on-paper': {
      const bar = barToIssue(before, actor)
      if (bar) return err(bar)
      if (command.on > today) return err({ code: 'day-in-the-future' })
      if (before.issuedOn !== null && command.on < before.issuedOn)
        return err({ code: 'signed-before-issue', issuedOn: before.issuedOn })
      if (command.on > before.to) return err({ code: 'letter-over' })
      const signedBy = { how: 'paper', name: before.signerName, enteredBy: actor.name } as const
      return ok({ ...next, signedOn: command.on, signedBy })
    }
    case 'withdraw': {
      const bar = barToIssue(before, actor)
      return bar ? err(bar) : ok({ ...next, withdrawal: command.reason })
    }
    default:
      return unreachable(event)
  }
}

/** Why somebody does not act for the issuing side of a letter, or nothing. */
export function barToIssue(
  letter: Pick<Letter, 'level' | 'signerId'>,
  actor: Actor,
): Extract<LetterRefusal, { code: 'not-your-level' | 'signs-own-letter' }> | null {
  if (!issuesLevel(actor.role, letter.level)) return { code: 'not-your-level', level: letter.level }
  return letter.signerId === actor.accountId ? { code: 'signs-own-letter' } : null
}
