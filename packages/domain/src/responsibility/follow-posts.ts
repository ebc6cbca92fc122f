import type { Day, Instant } from '../kernel/day.ts'
import type { AccountId, HandoverId, UnitId } from '../kernel/ids.ts'
import type { PostId } from '../organisation/post.ts'
import type { Handover, HandoverStep } from './handover.ts'

/** Posts that whole groups hold side by side and from which nothing goes to one certain successor. */
export const NEVER_HANDED_OVER: readonly PostId[] = ['subject-teacher']
/** How many days after its last one a term that ran out is still followed: a server may be off over the holidays. */
export const LAST_DAYS_FOLLOWED = 60

/** A term in a post, with what its holder is called. */
export interface Term {
  readonly accountId: AccountId
  readonly name: string
  readonly unitId: UnitId
  readonly post: PostId
  readonly from: Day
  readonly until: Day | null
}

/** A term before and after somebody changed it; null where there was, or is, none. */
export interface TermChange {
  readonly before: Term | null
  readonly after: Term
}

interface Situation {
  /** Handovers of the places concerned that are not signed by both. */
  readonly pending: readonly Handover[]
  /** Everybody who holds a post there now, for who began before the other ended. */
  readonly holders: readonly Term[]
  readonly now: Instant
  readonly byName: string
  readonly newId: () => HandoverId
}

/** A handover that a change of posts made or turned, with what it was before. */
export interface HandoverChange {
  readonly before: Handover | null
  readonly after: Handover
}

/**
 * What follows for handovers when terms in posts begin, end or go on after all. One gap has one handover: when the
 * successor leaves before he signed, it goes on to the next, who is given what lay with him too.
 */
export function followPosts(changes: readonly TermChange[], situation: Situation): HandoverChange[] {
  const { now, byName } = situation
  const original = new Map(situation.pending.map(each => [each.id, each]))
  const current = new Map(original)
  const step = (event: HandoverStep['event'], note: string | null): HandoverStep => ({
    ...{ at: now, byName, event, note },
  })
  const turn = (handover: Handover, change: Partial<Handover>, happened: HandoverStep): void => {
    const steps = [...handover.steps, happened]
    current.set(handover.id, { ...handover, ...change, steps, revision: handover.revision + 1 })
  }
  const at = ({ unitId, post }: Term): Handover[] =>
    [...current.values()].filter(
      each =>
        each.unitId === unitId && each.post === post && (each.state === 'open' || each.state === 'handed'),
    )
  const listTaken = (term: Term) => new Set(at(term).map(each => each.toId))

  const end = (term: Term, until: Day): void => {
    const [awaited] = at(term).filter(each => each.toId === term.accountId)
    if (awaited) {
      const passedOver = [...awaited.passedOver, { accountId: term.accountId, name: term.name }]
      const again = { state: 'open', toId: null, toName: null, handedOn: null, handedFor: null } as const
      turn(awaited, { ...again, passedOver }, step('again', term.name))
      return
    }
    const [own] = at(term).filter(each => each.fromId === term.accountId)
    if (own) {
      if (own.untilOn !== until) turn(own, { untilOn: until }, step('day', until))
      return
    }
    const taken = listTaken(term)
    const next = situation.holders.find(
      ({ accountId, unitId, post, from }) =>
        unitId === term.unitId &&
        post === term.post &&
        accountId !== term.accountId &&
        from > term.from &&
        !taken.has(accountId),
    )
    const made: Handover = {
      ...{ id: situation.newId(), unitId: term.unitId, post: term.post, state: 'open', items: [] },
      ...{ fromId: term.accountId, fromName: term.name, untilOn: until },
      ...{ toId: next?.accountId ?? null, toName: next?.name ?? null, passedOver: [] },
      ...{ handedOn: null, handedFor: null, receivedOn: null, note: null, revision: 1 },
      steps: [step('make', null)],
    }
    current.set(made.id, made)
  }

  const resume = (term: Term): void => {
    for (const own of at(term).filter(each => each.fromId === term.accountId))
      turn(own, { state: 'cancelled' }, step('cancel', null))
  }

  const begin = (term: Term): void => {
    const waiting = at(term)
      .filter(each => each.toId === null)
      .toSorted((a, b) => a.untilOn.localeCompare(b.untilOn))
    const back = waiting.find(each => each.fromId === term.accountId)
    if (back) return turn(back, { state: 'cancelled' }, step('cancel', null))
    const [first] = waiting
    if (first && !listTaken(term).has(term.accountId))
      turn(first, { toId: term.accountId, toName: term.name }, step('successor', term.name))
  }

  // What ends comes first: in one act a post may leave one hand and come into another.
  const handed = changes.filter(({ after }) => !NEVER_HANDED_OVER.includes(after.post))
  for (const { before, after } of handed)
    if (before !== null && after.until !== null && before.until !== after.until) end(after, after.until)
  for (const { before, after } of handed) {
    if (before === null) begin(after)
    else if (before.until !== null && after.until === null) resume(after)
  }
  return [...current.values()]
    .filter(after => original.get(after.id) !== after)
    .map(after => ({ before: original.get(after.id) ?? null, after }))
}
