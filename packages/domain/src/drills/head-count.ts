import type { Label } from '../kernel/label.ts'
import { readFactId } from './fact-id.ts'
import type { Fact } from './fact.ts'
import type { MusterPerson } from './muster.ts'

/** Why a group's numbers cannot all be right. */
export const GROUP_CONFLICTS = {
  'counts-differ': { zh: '同一集合点两次清点人数不同', en: 'Two counts of one point differ' },
  'more-than-expected': { zh: '清点人数多于应到人数', en: 'More were counted than belong here' },
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
 * Puts names and numbers of one group together. At each point the greater of head-count and people seen there counts,
 * for a count there includes those who were also seen by name. Where two devices counted one point differently the
 * smaller number is taken, so that nobody is thought safe by mistake; and whoever is reported missing is outstanding,
 * however many heads there were.
 */
export function countGroup(
  unnamed: number,
  people: readonly MusterPerson[],
  facts: readonly Fact[],
): GroupCount {
  const expected = people.filter(each => each.expected).length + unnamed
  const seenAt = new Map<string, number>()
  for (const { sightings, state } of people) {
    // Of several places the first counts him, so that he is counted once.
    const [first] = sightings
    if (first && state === 'safe') seenAt.set(first.point ?? '', (seenAt.get(first.point ?? '') ?? 0) + 1)
  }
  const seen = sumOf(seenAt.values())
  const counts = latestCounts(facts)
  if (counts.size === 0) {
    const accounted = Math.min(seen, expected)
    return {
      ...{ expected, accounted, outstanding: expected - accounted, completeByNumber: false },
      ...{ counted: null, conflict: null },
    }
  }
  let total = 0
  let differ = false
  for (const point of new Set([...seenAt.keys(), ...counts.keys()])) {
    const here = counts.get(point) ?? []
    if (new Set(here).size > 1) differ = true
    total += Math.max(seenAt.get(point) ?? 0, here.length > 0 ? Math.min(...here) : 0)
  }
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
