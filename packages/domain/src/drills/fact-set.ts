import { canonicalFact, type Fact } from './fact.ts'

/**
 * Facts by their id. A set: the order in which they came, how often, and by which way do not exist in it. Two facts of
 * one id with different bodies are somebody's fault or fraud; every device keeps the same one of them, and both ids stand
 * in `contested` so that people see it.
 */
export interface FactSet {
  readonly facts: ReadonlyMap<string, Fact>
  readonly contested: ReadonlySet<string>
}

export const NO_FACTS: FactSet = { facts: new Map(), contested: new Set() }

/** The set of some facts. */
export const toFactSet = (facts: Iterable<Fact>): FactSet => addFacts(NO_FACTS, facts)

/** A set with more facts in it; the given set stays as it is. */
export function addFacts(set: FactSet, more: Iterable<Fact>): FactSet {
  const facts = new Map(set.facts)
  const contested = new Set(set.contested)
  for (const fact of more) {
    const known = facts.get(fact.id)
    if (!known) facts.set(fact.id, fact)
    else {
      const [mine, other] = [canonicalFact(known), canonicalFact(fact)]
      if (mine === other) continue
      contested.add(fact.id)
      if (other < mine) facts.set(fact.id, fact)
    }
  }
  return { facts, contested }
}

/** Both sets together: commutative, associative, idempotent, and nothing that either held is lost. */
export function mergeFacts(a: FactSet, b: FactSet): FactSet {
  const merged = addFacts(a, b.facts.values())
  return { facts: merged.facts, contested: new Set([...merged.contested, ...b.contested]) }
}

/** How far each device's facts have come: by device, which numbers are there, as ranges from–to. */
export type FactReach = ReadonlyMap<string, readonly (readonly [from: number, to: number])[]>

/** Which numbers of which device a set holds, so that another device can tell what is missing without the facts. */
export function reachOf({ facts }: FactSet): FactReach {
  const numbers = new Map<string, number[]>()
  for (const { device, seq } of facts.values()) {
    const known = numbers.get(device)
    if (known) known.push(seq)
    else numbers.set(device, [seq])
  }
  return new Map([...numbers].map(([device, seqs]) => [device, toRanges(seqs)]))
}

function toRanges(seqs: number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const seq of [...new Set(seqs)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && seq === last[1] + 1) last[1] = seq
    else ranges.push([seq, seq])
  }
  return ranges
}

/** The facts somebody with this reach does not have. */
export const factsBeyond = ({ facts }: FactSet, reach: FactReach): Fact[] =>
  [...facts.values()].filter(
    ({ device, seq }) => !reach.get(device)?.some(([from, to]) => from <= seq && seq <= to),
  )
