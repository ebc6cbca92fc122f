import { findStep } from '../kernel/flow.ts'
import type { Day } from '../kernel/day.ts'
import { isBlank } from '../kernel/human-text.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { mayRole, type Actor } from '../organisation/may.ts'
import { RECORD_FLOW, type RecordEvent } from './record-flow.ts'
import type { Handling, MechanismItem, MechanismRecord, NewItem, RecordBody } from './record.ts'

export type RecordRefusal =
  | { code: 'role-not-allowed' }
  | { code: 'record-event-not-allowed' }
  | { code: 'record-closed' }
  | { code: 'day-in-the-future' }
  | { code: 'items-missing' }
  | { code: 'items-undecided'; count: number }
  | { code: 'item-decided' }
  | { code: 'item-without-text' }
  | { code: 'item-of-other-unit' }
  | { code: 'target-twice'; target: string }
  | { code: 'target-unnamed' }

type Author = Pick<Actor, 'role'>

/** What names a target, so that none is listed twice: the unit, or the place where there is no unit. */
export const targetKey = ({ unitId, target }: Pick<NewItem, 'unitId' | 'target'>): string =>
  unitId ?? target.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()

/** Refuses items that say nothing, and of a joint action targets that are unnamed or listed twice. */
export function checkItems(
  kind: RecordBody['kind'],
  items: readonly NewItem[],
  known: readonly Pick<NewItem, 'unitId' | 'target'>[] = [],
): Result<'sound', RecordRefusal> {
  if (kind !== 'joint-action')
    return items.some(({ text }) => isBlank(text) || text.length < 4)
      ? err({ code: 'item-without-text' })
      : ok('sound')
  const seen = new Set(known.map(targetKey))
  for (const item of items) {
    const key = targetKey(item)
    if (key === '') return err({ code: 'target-unnamed' })
    if (seen.has(key)) return err({ code: 'target-twice', target: item.target })
    seen.add(key)
  }
  return ok('sound')
}

/** Decides whether a record may be put down: by the bureau's desk, of what has happened, or, a joint action, of what is to come. */
export function decideNewRecord(
  actor: Author,
  body: RecordBody,
  items: readonly NewItem[],
  today: Day,
): Result<'keep', RecordRefusal> {
  if (!mayRole(actor.role, 'mechanism.write')) return err({ code: 'role-not-allowed' })
  if (body.kind !== 'joint-action' && body.on > today) return err({ code: 'day-in-the-future' })
  const sound = checkItems(body.kind, items)
  return sound.ok ? ok('keep') : sound
}

/**
 * Decides whether what an open record says may be corrected. Its kind never changes, and an inquiry stays with its unit once
 * something has been decided about it.
 */
export function decideRevision(
  actor: Author,
  before: RecordBody,
  after: RecordBody,
  items: readonly Pick<MechanismItem, 'conclusion'>[],
  today: Day,
): Result<'keep', RecordRefusal> {
  if (after.kind !== before.kind) return err({ code: 'record-event-not-allowed' })
  const moves = before.kind === 'inquiry' && after.kind === 'inquiry' && before.unitId !== after.unitId
  if (moves && items.some(({ conclusion }) => conclusion !== null)) return err({ code: 'item-of-other-unit' })
  return decideNewRecord(actor, after, [], today)
}

/**
 * Decides whether a record may be filed or opened again. It is not filed while it has no items, or one of them has neither
 * led to work nor says why not.
 */
export function decideRecordEvent(
  actor: Author,
  record: Pick<MechanismRecord, 'state'>,
  items: readonly Pick<MechanismItem, 'conclusion'>[],
  event: RecordEvent,
): Result<MechanismRecord['state'], RecordRefusal> {
  const step = findStep(RECORD_FLOW, record.state, event)
  if (!step) return err({ code: 'record-event-not-allowed' })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (event === 'reopen') return ok(step.to)
  if (items.length === 0) return err({ code: 'items-missing' })
  const undecided = items.filter(({ conclusion }) => conclusion === null).length
  return undecided > 0 ? err({ code: 'items-undecided', count: undecided }) : ok(step.to)
}

/**
 * Decides whether an item may be handled so. Each is decided once; only a target of a joint action may lead to several
 * pieces of work, all of one unit, and needs its result first.
 */
export function decideHandling(
  actor: Author,
  record: { readonly state: MechanismRecord['state']; readonly kind: RecordBody['kind'] },
  item: Pick<MechanismItem, 'conclusion' | 'unitId' | 'text'>,
  handling: Handling,
): Result<'handle', RecordRefusal> {
  if (!mayRole(actor.role, 'mechanism.write')) return err({ code: 'role-not-allowed' })
  if (record.state === 'closed') return err({ code: 'record-closed' })
  if (isBlank(item.text)) return err({ code: 'item-without-text' })
  const addsWork =
    record.kind === 'joint-action' && item.conclusion?.kind === 'work' && handling.kind !== 'no-work'
  if (item.conclusion !== null && !addsWork) return err({ code: 'item-decided' })
  if (handling.kind !== 'no-work' && item.unitId !== null && handling.unitId !== item.unitId)
    return err({ code: 'item-of-other-unit' })
  return ok('handle')
}
