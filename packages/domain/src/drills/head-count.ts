import type { Label } from '../kernel/label.ts'
import { readFactId } from './fact-id.ts'
import type { Fact } from './fact.ts'
import type { MusterPerson } from './muster.ts'

/** Why a group's numbers cannot all be right. */
export const GROUP_CONFLICTS = {
  'counts-differ': { zh: '同一集合点两次清点人数不同', en: 'Two counts of one point differ' },
  'more-than-expected': { zh: '清点人数多于应到人数', en: 'More were counted than belong here' },
  'seen-elsewhere': {
    zh: '人数相加已齐，但有人在别处被点到，可能重复计算：请在该处也清点本班人数',
    en: 'The sum is complete, yet somebody was seen elsewhere and may be among the heads: count this class there too',
  },
  'count-includes-missing': {
    zh: '人数已齐，但有人被报告失联',
    en: 'The count is complete, yet somebody is reported missing',
  },
} as const satisfies Record<string, Label>
export type GroupConflict = keyof typeof GROUP_CONFLICTS

/** How it stands with a class, by names and by numbers together. */
export interface GroupCount {
  readonly expected: number
  readonly accounted: number
  readonly outstanding: number
  /** A head-count was made, and it says that nobody is missing. */
  readonly completeByNumber: boolean
  /** How many a head-count gave, all points together; null while nobody counted. */
  readonly counted: number | null
  readonly conflict: GroupConflict | null
}

/**
 * Puts names and numbers of one group together. At each point where heads were counted the greater of the count and of
 * the people seen there stands, for a count includes those who were also seen by name. Somebody seen only where nobody
 * counted heads adds nothing to counts made elsewhere: he may have been sent on to his class and be among the heads
 * there, and in his place one who is missing would be thought safe. Where two devices counted one point differently the
 * smaller number is taken, for the same reason; and whoever is reported missing is outstanding, however many heads there
 * were.
 */
export function countGroup(
  unnamed: number,
  people: readonly MusterPerson[],
  facts: readonly Fact[],
): GroupCount {
  const expected = people.filter(each => each.expected).length + unnamed
  const counts = latestCounts(facts)
  const seenAt = new Map<string, number>()
  for (const { sightings, state } of people) {
    if (state !== 'safe') continue
    // Of several places one counts him, so that he is counted once: where heads were counted he is among them.
    const places = sightings.map(({ point }) => point ?? '')
    const place = places.find(each => counts.has(each)) ?? places[0]
    if (place !== undefined) seenAt.set(place, (seenAt.get(place) ?? 0) + 1)
  }
  const seen = sumOf(seenAt.values())
  if (counts.size === 0) {
    const accounted = Math.min(seen, expected)
    return {
      ...{ expected, accounted, outstanding: expected - accounted, completeByNumber: false },
      ...{ counted: null, conflict: null },
    }
  }
  let heads = 0
  let elsewhere = seen
  let differ = false
  for (const [point, here] of counts) {
    const seenHere = seenAt.get(point) ?? 0
    if (new Set(here).size > 1) differ = true
    heads += Math.max(seenHere, Math.min(...here))
    elsewhere -= seenHere
  }
  const total = Math.max(seen, heads)
  const sought = people.filter(({ state }) => state === 'missing' || state === 'conflict').length
  const accounted = Math.min(total, expected - sought)
  return {
    ...{ expected, accounted, outstanding: expected - accounted },
    completeByNumber: total === expected && !differ,
    counted: sumOf([...counts.values()].map(here => Math.min(...here))),
    conflict: differ
      ? 'counts-differ'
      : total > expected
        ? 'more-than-expected'
        : total === expected && people.some(({ state }) => state === 'missing')
          ? 'count-includes-missing'
          : total < expected && heads + elsewhere >= expected
            ? 'seen-elsewhere'
            : null,
  }
}

const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}

/**
 * At each point the last count of each device: whoever counts again corrects himself, not another. A second run of one
 * device may be a second device, and corrects nobody.
 */
function latestCounts(facts: readonly Fact[]): Map<string, number[]> {
  const last = new Map<string, Fact & { kind: 'v1.counted' }>()
  for (const fact of facts) {
    if (fact.kind !== 'v1.counted') continue
    const key = `${fact.device} ${readFactId(fact.id)?.run ?? ''} ${fact.point ?? ''}`
    const known = last.get(key)
    if (!known || fact.seq > known.seq || (fact.seq === known.seq && fact.id > known.id)) last.set(key, fact)
  }
  const counts = new Map<string, number[]>()
  for (const { point, count } of last.values())
    counts.set(point ?? '', [...(counts.get(point ?? '') ?? []), count])
  return counts
}
