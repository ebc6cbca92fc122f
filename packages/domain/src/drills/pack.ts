import { err, ok, type Result } from '../kernel/result.ts'
import { fromUtf8, toUtf8 } from './bytes.ts'
import { ABSENCE_IDS, SEEN_HOW, type Fact, type FactBody, type FactKind } from './fact.ts'
import { makeFactId, readFactId } from './fact-id.ts'
import { DRILL_MODE_IDS } from './drill.ts'
import type { Roster } from './roster.ts'

/**
 * Facts as bytes, for two kiosks that show each other pictures: about eight bytes a fact. People, classes and points are
 * named by their place in the roster, which both devices have; ids follow from time, run and number (`fact-id.ts`).
 * What cannot be named so is written out, so that every fact of a drill can be packed.
 */
const VERSION = 1

/** Kinds by their number in the packed form: a number once given is never another kind's. */
const KIND_NUMBERS = {
  'v1.seen': 0,
  'v1.missing': 1,
  'v1.absent': 2,
  'v1.counted': 3,
  'v1.added': 4,
  'v1.retracted': 5,
  'v1.started': 6,
  'v1.all-clear': 7,
  'v1.cancelled': 8,
} as const satisfies Record<FactKind, number>
const KINDS = new Map<number, FactKind>(
  Object.entries(KIND_NUMBERS).map(([kind, number]) => [number, kind as FactKind]),
)
/** Of what a newer kiosk told this version cannot say what is in it: it goes by way of the server. */
const isPackable = ({ kind }: Fact): boolean => kind in KIND_NUMBERS

export type PackRefusal = { code: 'other-drill' | 'other-roster' | 'unknown-version' | 'damaged' }

interface Places {
  readonly people: readonly string[]
  readonly groups: readonly string[]
  readonly points: readonly string[]
}

const placesOf = (roster: Roster): Places => ({
  people: roster.groups.flatMap(({ people }) => people.map(({ key }) => key)),
  groups: roster.groups.map(({ id }) => id),
  points: roster.points.map(({ id }) => id),
})

/** A small number that tells two rosters apart (FNV-1a over their keys); it is a check, not a proof. */
function rosterMark({ people, groups, points }: Places): number {
  let mark = 0x811c9dc5
  for (const text of [...people, '|', ...groups, '|', ...points]) {
    for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193)
    mark = Math.imul(mark ^ 10, 0x01000193)
  }
  return mark >>> 0
}

/** Packs facts of a roster's drill. */
export function packFacts(roster: Roster, facts: Iterable<Fact>): Uint8Array {
  const places = placesOf(roster)
  const index = {
    people: indexOf(places.people),
    groups: indexOf(places.groups),
    points: indexOf(places.points),
  }
  const out = new Writer()
  out.number(VERSION)
  out.text(roster.drill)
  out.number(rosterMark(places))
  const runs = new Map<string, { device: string; run: string; facts: Fact[] }>()
  for (const fact of facts) {
    if (!isPackable(fact)) continue
    const run = readFactId(fact.id)?.run ?? ''
    const key = `${fact.device} ${run}`
    const known = runs.get(key)
    if (known) known.facts.push(fact)
    else runs.set(key, { device: fact.device, run, facts: [fact] })
  }
  out.number(runs.size)
  for (const { device, run, facts: each } of runs.values()) {
    out.text(device)
    out.text(run)
    each.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
    out.number(each.length)
    let [seq, at, offset] = [0, 0, 0]
    for (const fact of each) {
      const derived = run !== '' && fact.seq >= 0 && isDerived(fact, run)
      out.number(KIND_NUMBERS[fact.kind] * 4 + (fact.offset === null ? 2 : 0) + (derived ? 0 : 1))
      if (!derived) out.text(fact.id)
      out.signed(fact.seq - seq)
      out.signed(fact.at - at)
      if (fact.offset !== null) {
        out.signed(fact.offset - offset)
        offset = fact.offset
      }
      ;[seq, at] = [fact.seq, fact.at]
      writeBody(out, fact, index)
    }
  }
  return out.bytes()
}

const isDerived = (fact: Fact, run: string): boolean => {
  const read = readFactId(fact.id)
  return read !== null && read.at === fact.at && read.run === run && read.seq === fact.seq
}

/** Unpacks what `packFacts` packed for the same roster; refuses another drill's, another roster's and damaged bytes. */
export function unpackFacts(roster: Roster, bytes: Uint8Array): Result<Fact[], PackRefusal> {
  const places = placesOf(roster)
  const input = new Reader(bytes)
  try {
    if (input.number() !== VERSION) return err({ code: 'unknown-version' })
    const drill = input.text()
    if (drill !== roster.drill) return err({ code: 'other-drill' })
    if (input.number() !== rosterMark(places)) return err({ code: 'other-roster' })
    const facts: Fact[] = []
    for (let runs = input.number(); runs > 0; runs -= 1) {
      const [device, run] = [input.text(), input.text()]
      let [seq, at, offset] = [0, 0, 0]
      for (let left = input.number(); left > 0; left -= 1) {
        const head = input.number()
        const kind = KINDS.get(head >> 2)
        if (!kind) return err({ code: 'damaged' })
        const written = head & 1 ? input.text() : null
        seq += input.signed()
        at += input.signed()
        if (!(head & 2)) offset += input.signed()
        const id = written ?? makeFactId(at, run, seq)
        const body = readBody(input, kind, places)
        facts.push({ id, drill, device, seq, at, offset: head & 2 ? null : offset, ...body })
      }
    }
    return input.atEnd ? ok(facts) : err({ code: 'damaged' })
  } catch {
    // Whatever a torn picture makes of the numbers: it is no fact.
    return err({ code: 'damaged' })
  }
}

interface Index {
  readonly people: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, number>
  readonly points: ReadonlyMap<string, number>
}
const indexOf = (keys: readonly string[]): Map<string, number> => new Map(keys.map((key, at) => [key, at]))

function writeBody(out: Writer, fact: Fact, index: Index): void {
  switch (fact.kind) {
    case 'v1.seen':
      out.place(fact.subject, index.people)
      out.place(fact.point, index.points)
      return out.number(SEEN_HOW.indexOf(fact.how))
    case 'v1.missing':
      return out.place(fact.subject, index.people)
    case 'v1.absent':
      out.place(fact.subject, index.people)
      return out.number(ABSENCE_IDS.indexOf(fact.reason))
    case 'v1.counted':
      out.place(fact.group, index.groups)
      out.place(fact.point, index.points)
      return out.number(fact.count)
    case 'v1.added':
      out.text(fact.subject)
      out.text(fact.name)
      out.place(fact.group, index.groups)
      return out.place(fact.point, index.points)
    case 'v1.retracted':
      return out.text(fact.fact)
    case 'v1.started':
      return out.number(DRILL_MODE_IDS.indexOf(fact.mode))
    case 'v1.all-clear':
      return out.text(fact.note ?? '')
    case 'v1.cancelled':
  }
}

function readBody(input: Reader, kind: FactBody['kind'], { people, groups, points }: Places): FactBody {
  switch (kind) {
    case 'v1.seen':
      return {
        ...{ kind, subject: input.needed(people), point: input.place(points) },
        how: known(SEEN_HOW, input.number()),
      }
    case 'v1.missing':
      return { kind, subject: input.needed(people) }
    case 'v1.absent':
      return { kind, subject: input.needed(people), reason: known(ABSENCE_IDS, input.number()) }
    case 'v1.counted':
      return { kind, group: input.needed(groups), point: input.place(points), count: input.number() }
    case 'v1.added':
      return {
        ...{ kind, subject: input.text(), name: input.text() },
        ...{ group: input.place(groups), point: input.place(points) },
      }
    case 'v1.retracted':
      return { kind, fact: input.text() }
    case 'v1.started':
      return { kind, mode: known(DRILL_MODE_IDS, input.number()) }
    case 'v1.all-clear': {
      const note = input.text()
      return note === '' ? { kind } : { kind, note }
    }
    case 'v1.cancelled':
      return { kind }
  }
}

function known<Member>(members: readonly Member[], at: number): Member {
  const member = members[at]
  if (member === undefined) throw new RangeError('no such member')
  return member
}

/** Numbers in seven bits a byte, the last one without its high bit; signed ones fold the sign into the lowest bit. */
class Writer {
  readonly #bytes: number[] = []

  number(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.#bytes.push(rest)
  }
  signed(value: number): void {
    this.number(value < 0 ? -value * 2 - 1 : value * 2)
  }
  text(text: string): void {
    const bytes = toUtf8(text)
    this.number(bytes.length)
    this.#bytes.push(...bytes)
  }
  /** A key by its place from 2 on; 0 for none, 1 and the key itself where the roster has no place for it. */
  place(key: string | null, index: ReadonlyMap<string, number>): void {
    if (key === null) return this.number(0)
    const at = index.get(key)
    this.number(at === undefined ? 1 : at + 2)
    if (at === undefined) this.text(key)
  }
  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }
  number(): number {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined || factor > 2 ** 49) throw new RangeError('the bytes end too early')
      this.#at += 1
      value += (byte % 128) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  signed(): number {
    const value = this.number()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
  text(): string {
    const length = this.number()
    const end = this.#at + length
    if (end > this.#bytes.length) throw new RangeError('the bytes end too early')
    const text = fromUtf8(this.#bytes.subarray(this.#at, end))
    this.#at = end
    return text
  }
  place(keys: readonly string[]): string | null {
    const at = this.number()
    if (at === 0) return null
    return at === 1 ? this.text() : known(keys, at - 2)
  }
  needed(keys: readonly string[]): string {
    const key = this.place(keys)
    if (key === null) throw new RangeError('a fact about nobody')
    return key
  }
}
