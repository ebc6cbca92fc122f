import type { Day } from '../kernel/day.ts'
import type { AccountId, DutyId } from '../kernel/ids.ts'
import type { Rate } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import { listHolders, type Appointment } from '../organisation/post.ts'
import { listDutiesInForce, postsOf, type Duty } from './duty.ts'
import { isLetterValid, type Letter } from './letter-of-responsibility.ts'

/** 明责、知责、履责、问责: each link holds only when those before it do. */
export const CHAIN_LINKS = {
  defined: { zh: '明责', en: 'Defined' },
  known: { zh: '知责', en: 'Known' },
  performed: { zh: '履责', en: 'Performed' },
  accounted: { zh: '问责', en: 'Accounted for' },
} as const satisfies Record<string, Label>
export type ChainLink = keyof typeof CHAIN_LINKS
export const CHAIN_LINK_IDS = Object.keys(CHAIN_LINKS) as [ChainLink, ...ChainLink[]]

/** Someone has read and accepted an edition of a duty without a letter. */
export interface Receipt {
  readonly dutyId: DutyId
  readonly version: number
  readonly accountId: AccountId
  readonly on: Day
}

/** A record that shows a duty being done: a patrol, an inspection, a hand-in. */
export interface Performance {
  readonly dutyId: DutyId
  readonly accountId: AccountId
  readonly on: Day
}

/** A supervision case that called somebody to account over a duty and is closed. */
export interface Accounting {
  readonly dutyId: DutyId
  readonly accountId: AccountId
  readonly closedOn: Day
}

/** Everything the chain is read from. */
export interface ChainFacts {
  readonly duties: readonly Duty[]
  readonly appointments: readonly Appointment[]
  readonly letters: readonly Letter[]
  readonly receipts: readonly Receipt[]
  readonly performances: readonly Performance[]
  readonly accountings: readonly Accounting[]
}

/** How far one person's chain reaches, and at which duties it breaks. */
export interface Chain {
  readonly accountId: AccountId
  readonly duties: readonly Duty[]
  /** The furthest unbroken link; null when nobody has said what the person owes. */
  readonly link: ChainLink | null
  /** Duties of the person that keep the next link from closing. */
  readonly broken: readonly DutyId[]
}

/**
 * Reads a person's chain on a day, performances counting from `since` (the beginning of the term or the year).
 * Known means every duty in its present edition, by a signed letter or a receipt; performed means every duty
 * of safety has left a record (those of business leave theirs elsewhere); accounted means that a closed case has dealt with one of them.
 */
export function readChain(accountId: AccountId, facts: ChainFacts, since: Day, on: Day): Chain {
  const held = listHolders(facts.appointments, on).filter(each => each.accountId === accountId)
  const duties = listDutiesInForce(facts.duties, on).filter(duty =>
    held.some(each => each.unitId === duty.unitId && postsOf(duty).includes(each.post)),
  )
  const mine = <Fact extends { readonly accountId: AccountId; readonly dutyId: DutyId }>(
    facts: readonly Fact[],
  ) => facts.filter(fact => fact.accountId === accountId)
  const letters = facts.letters.filter(each => each.signerId === accountId && isLetterValid(each, on))
  const receipts = mine(facts.receipts).filter(each => each.on <= on)
  const performances = mine(facts.performances).filter(each => since <= each.on && each.on <= on)
  const accountings = mine(facts.accountings).filter(each => each.closedOn <= on)

  const isKnown = ({ id, version }: Duty) =>
    letters.some(letter => letter.duties.some(each => each.id === id && each.version === version)) ||
    receipts.some(receipt => receipt.dutyId === id && receipt.version === version)
  const unknown = duties.filter(duty => !isKnown(duty))
  const undone = duties.filter(
    duty => duty.kind === 'safety' && !performances.some(each => each.dutyId === duty.id),
  )
  const settled = duties.some(duty => accountings.some(each => each.dutyId === duty.id))

  const ids = (broken: readonly Duty[]) => broken.map(duty => duty.id)
  const chain = { accountId, duties }
  if (duties.length === 0) return { ...chain, link: null, broken: [] }
  if (unknown.length > 0) return { ...chain, link: 'defined', broken: ids(unknown) }
  if (undone.length > 0) return { ...chain, link: 'known', broken: ids(undone) }
  return { ...chain, link: settled ? 'accounted' : 'performed', broken: [] }
}

/** Everybody who holds a post on a day: each person once, however many posts. */
export const listRoster = (appointments: readonly Appointment[], on: Day): AccountId[] => [
  ...new Set(listHolders(appointments, on).map(each => each.accountId)),
]

/** For each link, the persons whose chain reaches it, over the whole roster. */
export function coverageOf(chains: readonly Chain[]): Record<ChainLink, Rate> {
  const reach = chains.map(({ link }) => (link === null ? -1 : CHAIN_LINK_IDS.indexOf(link)))
  const rate = (link: ChainLink): Rate => ({
    numerator: reach.filter(far => far >= CHAIN_LINK_IDS.indexOf(link)).length,
    denominator: chains.length,
  })
  return {
    defined: rate('defined'),
    known: rate('known'),
    performed: rate('performed'),
    accounted: rate('accounted'),
  }
}
