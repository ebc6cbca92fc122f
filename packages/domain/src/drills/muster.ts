import type { Absence } from './fact.ts'
import type { FactSet } from './fact-set.ts'
import type { GroupCount } from './head-count.ts'
import { UNKNOWN_TIMES, type KnownTimes } from './known-times.ts'
import { MusterBook } from './muster-book.ts'
import type { GroupKind, Roster } from './roster.ts'

/**
 * How it stands with one person.
 *
 * `safe` somebody saw him; `counted` not seen by name, and his class is complete by number; `absent` known not to be at
 * school; `missing` somebody says he is not here; `unaccounted` nobody says anything; `conflict` two things were said
 * that cannot both be true, and a person has to find out which.
 */
export const PERSON_STATES = {
  safe: { zh: '已到', en: 'Safe' },
  counted: { zh: '已计入班级人数', en: 'In the class count' },
  absent: { zh: '不在校', en: 'Not at school' },
  missing: { zh: '报告失联', en: 'Reported missing' },
  unaccounted: { zh: '未点到', en: 'Unaccounted for' },
  conflict: { zh: '信息矛盾', en: 'Contradiction' },
} as const
export type PersonState = keyof typeof PERSON_STATES

/** Where, when and by which device somebody was seen. */
export interface Sighting {
  readonly fact: string
  readonly device: string
  readonly point: string | null
  readonly at: number
}

export interface MusterPerson {
  readonly key: string
  readonly name: string
  readonly group: string
  readonly state: PersonState
  /** Was to be looked for: false for who was absent at the alarm and was not seen. */
  readonly expected: boolean
  /** On no list: somebody wrote him down on the spot. */
  readonly added: boolean
  /** The attendance said that he was not at school, and he was seen. */
  readonly seenThoughAbsent: boolean
  /** At a point that is not his class's; he counts all the same. */
  readonly wrongPoint: boolean
  readonly absence: Absence | null
  readonly sightings: readonly Sighting[]
}

export interface MusterGroup extends GroupCount {
  readonly id: string
  readonly kind: GroupKind
  readonly name: string
}

export interface MusterTotals {
  readonly expected: number
  /** Safe by name or by number. */
  readonly accounted: number
  /** Expected and not accounted for, by number; the named ones are in the list, the rest is in the class counts. */
  readonly outstanding: number
  readonly absent: number
  readonly missing: number
  readonly conflicts: number
}

export interface Muster {
  readonly people: readonly MusterPerson[]
  readonly groups: readonly MusterGroup[]
  readonly totals: MusterTotals
  /** Milliseconds since 1970 by the corrected clocks: the first start, the first all-clear, the first cancellation. */
  readonly startedAt: number | null
  readonly allClearAt: number | null
  readonly cancelledAt: number | null
  /** Facts from after the all-clear: kept, and shown as late. */
  readonly late: readonly string[]
  /** Facts about people, classes or points the roster does not know; kept, and shown. */
  readonly strange: readonly string[]
  /** Ids that came with two bodies. */
  readonly contested: readonly string[]
  /** Devices that gave one number to two facts: a cloned device, or two of one name. */
  readonly cloned: readonly string[]
  /** Everybody is accounted for, and nothing contradicts. */
  readonly complete: boolean
}

/**
 * What a set of facts says of a roster: the muster. Pure, and a function of the set alone; order, repetition and the way
 * by which facts came do not exist. Kiosk and server run this same code.
 */
export function foldMuster(roster: Roster, set: FactSet, known: KnownTimes = UNKNOWN_TIMES): Muster {
  const book = new MusterBook(roster)
  book.enter(set.facts.values())
  return book.read(set.contested, known)
}
