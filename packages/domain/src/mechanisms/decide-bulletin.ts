import { AccountId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/day.ts'
import { findStep, listEvents } from '../kernel/flow.ts'
import { isBlank } from '../kernel/human-text.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { mayRole, type Actor } from '../organisation/may.ts'
import { BULLETIN_FLOW, type BulletinEvent, type BulletinState } from './bulletin-flow.ts'
import {
  freezeFigures,
  type Bulletin,
  type BulletinCommand,
  type BulletinFigure,
  type CountedFigure,
  type Drift,
  type NewBulletin,
} from './bulletin.ts'
import { draftBulletinText } from './bulletin-words.ts'

export type BulletinRefusal =
  | { code: 'role-not-allowed' }
  | { code: 'bulletin-event-not-allowed'; state: BulletinState }
  | { code: 'figures-changed'; count: number }
  | { code: 'indicator-unknown' }
  | { code: 'bulletin-says-nothing' }
  | { code: 'day-in-the-future' }

export interface BulletinOccasion {
  readonly actor: Pick<Actor, 'role' | 'accountId' | 'name'>
  readonly now: Instant
  /** The same rates as they are counted now, and the bulletin before; asked of whoever takes or approves them. */
  readonly counted: readonly CountedFigure[]
  readonly before: readonly BulletinFigure[]
  readonly drift: readonly Drift[]
}

/** Drafts a bulletin from counted rates: figures frozen, praise and criticism in words. */
export function draftBulletin(
  { id, title, from, until, by, indicators }: NewBulletin,
  { actor, now, counted, before }: Omit<BulletinOccasion, 'drift'>,
  today: Day,
): Result<Bulletin, BulletinRefusal> {
  if (!mayRole(actor.role, 'mechanism.write')) return err({ code: 'role-not-allowed' })
  if (until > today) return err({ code: 'day-in-the-future' })
  if (indicators.some(each => !counted.some(({ indicator }) => indicator === each)))
    return err({ code: 'indicator-unknown' })
  const figures = freezeFigures(counted, before)
  return ok({
    ...{ id, state: 'draft', from, until, by, figures, takenAt: now },
    text: { title, ...draftBulletinText(figures), practice: '', problems: '' },
    drafted: { by: AccountId.parse(actor.accountId), name: actor.name, at: now },
    ...{ approved: null, issued: null, reason: null, revision: 1 },
  })
}

/** What somebody of that role may do with a bulletin. */
export const listBulletinEvents = (
  { state }: Pick<Bulletin, 'state'>,
  { role }: Pick<Actor, 'role'>,
): BulletinEvent[] => listEvents<BulletinState, BulletinEvent>(BULLETIN_FLOW, state, role)

/**
 * Decides one command on a bulletin. Figures that are counted otherwise by now are neither followed nor passed over: whoever
 * approves is told, and either lets them stand knowingly or sends the bulletin back.
 */
export function decideBulletin(
  bulletin: Bulletin,
  command: BulletinCommand,
  occasion: BulletinOccasion,
): Result<Bulletin, BulletinRefusal> {
  const { actor, now, drift } = occasion
  const step = findStep<BulletinState, BulletinEvent>(BULLETIN_FLOW, bulletin.state, command.event)
  if (!step) return err({ code: 'bulletin-event-not-allowed', state: bulletin.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  const deed = { by: AccountId.parse(actor.accountId), name: actor.name, at: now }
  const next: Bulletin = { ...bulletin, state: step.to, revision: bulletin.revision + 1 }
  switch (command.event) {
    case 'edit':
      return ok({ ...next, text: command.text })
    case 'refresh':
      return ok({ ...next, figures: freezeFigures(occasion.counted, occasion.before), takenAt: now })
    case 'submit': {
      const { praise, criticism, practice, problems } = bulletin.text
      if ([praise, criticism, practice, problems].every(isBlank))
        return err({ code: 'bulletin-says-nothing' })
      return ok({ ...next, reason: null })
    }
    case 'approve':
      if (drift.length > 0 && !command.keepsFigures)
        return err({ code: 'figures-changed', count: drift.length })
      return ok({ ...next, approved: { ...deed, keptFigures: drift.length > 0 } })
    case 'return':
      return ok({ ...next, approved: null, reason: command.reason })
    case 'issue':
      return ok({ ...next, issued: { ...deed, documentNumber: command.documentNumber } })
    case 'withdraw':
      return ok({ ...next, reason: command.reason })
    default:
      return unreachable(command)
  }
}
