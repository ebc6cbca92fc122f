import { compareFacts, happenedAt, type Absence, type Fact } from './fact.ts'
import { countGroup } from './head-count.ts'
import { UNKNOWN_TIMES, type KnownTimes } from './known-times.ts'
import type { Muster, MusterGroup, MusterPerson, MusterTotals, PersonState, Sighting } from './muster.ts'
import { ADDED, type Roster, type RosterGroup, type RosterPerson } from './roster.ts'

/** What was drawn of one group when it was last looked at. */
interface Page {
  readonly people: readonly MusterPerson[]
  readonly group: MusterGroup
  /** How many of them stand so. */
  readonly tally: Readonly<Record<'absent' | 'missing' | 'conflict', number>>
}

type About<Kind extends Fact['kind']> = Fact & { readonly kind: Kind }

/**
 * A muster that is kept up: facts are entered as they come, and reading it draws anew only the groups they speak of. Says
 * at every moment what folding all of them at once says (`muster.test.ts` holds the two together).
 */
export class MusterBook {
  readonly #roster: Roster
  /** The group of everybody on the list. */
  readonly #home: ReadonlyMap<string, string>
  readonly #groups: ReadonlyMap<string, RosterGroup>
  readonly #points: ReadonlySet<string>
  readonly #facts = new Map<string, Fact>()
  readonly #retracted = new Set<string>()
  readonly #ofPerson = new Map<string, Fact[]>()
  readonly #counts = new Map<string, About<'v1.counted'>[]>()
  readonly #marks: Fact[] = []
  readonly #elsewhere: Fact[] = []
  /** The numbers each device has given. */
  readonly #numbers = new Map<string, Set<number>>()
  readonly #cloned = new Set<string>()
  readonly #pages = new Map<string, Page>()
  /**
   * How it stands with everybody on the list since anything was said of him. One child seen is one judgement made, and not
   * forty of his class: on a county's day what was made anew and soon thrown away was most of the work.
   */
  readonly #judged = new Map<string, MusterPerson>()
  /** Groups whose page no longer holds; somebody on no list may belong to any of them. */
  readonly #stale = new Set<string>()
  #strays = new Map<string, RosterPerson & { readonly group: string }>()
  #straysStale = true
  #strange: readonly string[] | null = []

  constructor(roster: Roster) {
    this.#roster = roster
    this.#groups = new Map(roster.groups.map(group => [group.id, group]))
    this.#points = new Set(roster.points.map(({ id }) => id))
    this.#home = new Map(
      roster.groups.flatMap(group => group.people.map(({ key }) => [key, group.id] as const)),
    )
  }

  /** Every fact entered so far, by its id. */
  get facts(): ReadonlyMap<string, Fact> {
    return this.#facts
  }

  /** Enters facts that are new to this book; one that it has is not entered again. */
  enter(facts: Iterable<Fact>): void {
    for (const fact of facts) {
      if (this.#facts.has(fact.id)) continue
      this.#facts.set(fact.id, fact)
      this.#number(fact)
      if ('point' in fact && fact.point !== null && !this.#points.has(fact.point)) {
        this.#elsewhere.push(fact)
        this.#strange = null
      }
      this.#place(fact)
    }
  }

  #number({ device, seq }: Fact): void {
    const given = this.#numbers.get(device)
    if (!given) this.#numbers.set(device, new Set([seq]))
    else if (given.has(seq)) this.#cloned.add(device)
    else given.add(seq)
  }

  #place(fact: Fact): void {
    switch (fact.kind) {
      case 'v1.added':
      case 'v1.seen':
      case 'v1.missing':
      case 'v1.absent': {
        const known = this.#ofPerson.get(fact.subject)
        if (known) known.push(fact)
        else this.#ofPerson.set(fact.subject, [fact])
        return this.#touch(fact)
      }
      case 'v1.counted': {
        const known = this.#counts.get(fact.group)
        if (known) known.push(fact)
        else this.#counts.set(fact.group, [fact])
        return this.#touch(fact)
      }
      case 'v1.retracted': {
        this.#retracted.add(fact.fact)
        this.#strange = null
        const target = this.#facts.get(fact.fact)
        return target && this.#touch(target)
      }
      case 'v1.started':
      case 'v1.all-clear':
      case 'v1.cancelled':
        this.#marks.push(fact)
        return
      default:
        // A newer kiosk may tell what this version has no word for: it is kept, and says nothing of anybody.
        fact satisfies never
    }
  }

  #touch(fact: Fact): void {
    if (fact.kind === 'v1.counted') {
      this.#stale.add(fact.group)
      if (!this.#groups.has(fact.group)) this.#strange = null
    } else if ('subject' in fact) {
      this.#judged.delete(fact.subject)
      const home = this.#home.get(fact.subject)
      if (home !== undefined) this.#stale.add(home)
      else {
        this.#straysStale = true
        this.#strange = null
      }
    }
  }

  /**
   * The muster as of the facts entered so far.
   *
   * @param contested ids that came with two bodies
   * @param known what the drill's own row says of its beginning and end: it stands before what the facts say
   */
  read(contested: ReadonlySet<string>, known: KnownTimes = UNKNOWN_TIMES): Muster {
    this.#findStrays()
    const groups = [...this.#strays.values()].some(({ group }) => group === ADDED)
      ? [...this.#roster.groups, EXTRA]
      : this.#roster.groups
    const pages = groups.map(group => this.#pageOf(group))
    const folded = pages.map(({ group }) => group)
    const count = (state: keyof Page['tally']): number => sum(pages, ({ tally }) => tally[state])
    const totals: MusterTotals = {
      expected: sum(folded, ({ expected }) => expected),
      accounted: sum(folded, ({ accounted }) => accounted),
      outstanding: sum(folded, ({ outstanding }) => outstanding),
      absent: count('absent'),
      missing: count('missing'),
      conflicts: count('conflict') + folded.filter(({ conflict }) => conflict !== null).length,
    }
    const startedAt = known.startedAt ?? this.#first('v1.started')
    const allClearAt = known.allClearAt ?? this.#first('v1.all-clear')
    return {
      // Drawn up for who asks: many keep a muster, and few of them look at everybody in it.
      get people() {
        return pages.flatMap(page => page.people)
      },
      ...{ groups: folded, totals, startedAt, allClearAt },
      cancelledAt: this.#first('v1.cancelled'),
      late: allClearAt === null ? [] : this.#lateSince(allClearAt),
      ...{
        strange: (this.#strange ??= this.#findStrange()),
        contested: [...contested].sort(),
        cloned: [...this.#cloned].sort(),
      },
      complete:
        totals.outstanding === 0 && totals.missing === 0 && totals.conflicts === 0 && contested.size === 0,
    }
  }

  #stands = (fact: Fact): boolean => !this.#retracted.has(fact.id)

  #first(kind: Fact['kind']): number | null {
    const times = this.#marks.filter(fact => fact.kind === kind && this.#stands(fact)).map(happenedAt)
    return times.length === 0 ? null : Math.min(...times)
  }

  /** Who is on no list and was written down: of two names for one key the first stands. */
  #findStrays(): void {
    if (!this.#straysStale) return
    this.#straysStale = false
    for (const { group } of this.#strays.values()) this.#stale.add(group)
    this.#strays = new Map()
    for (const [key, facts] of this.#ofPerson) {
      if (this.#home.has(key)) continue
      const [first] = facts
        .filter((fact): fact is About<'v1.added'> => fact.kind === 'v1.added' && this.#stands(fact))
        .sort(compareFacts)
      if (!first) continue
      const group = first.group !== null && this.#groups.has(first.group) ? first.group : ADDED
      this.#strays.set(key, { key, name: first.name, attendance: 'present', group })
      this.#stale.add(group)
    }
  }

  #pageOf(group: RosterGroup): Page {
    const known = this.#pages.get(group.id)
    if (known && !this.#stale.has(group.id)) return known
    this.#stale.delete(group.id)
    const strays = [...this.#strays.values()]
      .filter(each => each.group === group.id)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const all = [
      ...group.people.map(person => this.#judgeListed(person, group)),
      ...strays.map(person => this.#judge(person, group, true)),
    ]
    const count = countGroup(group.unnamed, all, (this.#counts.get(group.id) ?? []).filter(this.#stands))
    // A class that is complete by number has everybody in it, unless somebody says otherwise of one of them.
    const people = count.completeByNumber
      ? all.map(each => (each.state === 'unaccounted' ? { ...each, state: 'counted' as const } : each))
      : all
    const tally = { absent: 0, missing: 0, conflict: 0 }
    for (const { state } of people) if (isTallied(state)) tally[state] += 1
    const page = { people, group: { id: group.id, kind: group.kind, name: group.name, ...count }, tally }
    this.#pages.set(group.id, page)
    return page
  }

  /** What was said of somebody and stands, in the order every device agrees on. */
  #said(key: string): readonly Fact[] {
    const facts = this.#ofPerson.get(key)
    if (!facts) return NOTHING
    // Of nearly everybody one thing is said, and a drill has thousands of them.
    const [only] = facts
    if (facts.length === 1 && only) return this.#stands(only) ? facts : NOTHING
    return facts.filter(this.#stands).sort(compareFacts)
  }

  #judgeListed(person: RosterPerson, group: RosterGroup): MusterPerson {
    const known = this.#judged.get(person.key)
    if (known?.group === group.id) return known
    const judged = this.#judge(person, group, false)
    this.#judged.set(person.key, judged)
    return judged
  }

  #judge(person: RosterPerson, group: RosterGroup, added: boolean): MusterPerson {
    let sightings: Sighting[] | null = null
    let missing = false
    let absence: Absence | null = null
    let wrongPoint = false
    for (const fact of this.#said(person.key)) {
      if (fact.kind === 'v1.seen' || fact.kind === 'v1.added') {
        sightings ??= []
        sightings.push(sightingOf(fact))
        if (group.point !== null && fact.point !== null && fact.point !== group.point) wrongPoint = true
      } else if (fact.kind === 'v1.missing') missing = true
      else if (fact.kind === 'v1.absent') absence ??= fact.reason
    }
    const absentAtAlarm = person.attendance === 'absent'
    const seen = sightings !== null
    const state = stateOf(seen, missing, absence !== null, absentAtAlarm)
    return {
      key: person.key,
      name: person.name,
      group: group.id,
      state,
      expected: state !== 'absent',
      added,
      seenThoughAbsent: absentAtAlarm && seen,
      wrongPoint,
      absence,
      sightings: sightings ?? NOWHERE,
    }
  }

  /** Facts from after the all-clear, in the order every device agrees on. */
  #lateSince(allClearAt: number): string[] {
    return [...this.#facts.values()]
      .filter(fact => happenedAt(fact) > allClearAt && fact.kind !== 'v1.all-clear' && this.#stands(fact))
      .sort(compareFacts)
      .map(({ id }) => id)
  }

  /** Facts about people, classes and points that nobody knows. */
  #findStrange(): string[] {
    const ids = new Set(this.#elsewhere.filter(this.#stands).map(({ id }) => id))
    for (const [key, facts] of this.#ofPerson)
      if (!this.#home.has(key) && !this.#strays.has(key))
        for (const fact of facts) if (this.#stands(fact)) ids.add(fact.id)
    for (const [group, facts] of this.#counts)
      if (!this.#groups.has(group)) for (const fact of facts) if (this.#stands(fact)) ids.add(fact.id)
    return [...ids].sort()
  }
}

const NOTHING: readonly Fact[] = []
const NOWHERE: readonly Sighting[] = []

const isTallied = (state: PersonState): state is keyof Page['tally'] =>
  state === 'absent' || state === 'missing' || state === 'conflict'

function stateOf(seen: boolean, missing: boolean, absent: boolean, absentAtAlarm: boolean): PersonState {
  if (Number(seen) + Number(missing) + Number(absent) > 1) return 'conflict'
  if (seen) return 'safe'
  if (missing) return 'missing'
  return absent || absentAtAlarm ? 'absent' : 'unaccounted'
}

const EXTRA: RosterGroup = { id: ADDED, kind: 'visitors', name: '', point: null, unnamed: 0, people: [] }

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0)

const sightingOf = (fact: About<'v1.seen'> | About<'v1.added'>): Sighting => ({
  fact: fact.id,
  device: fact.device,
  point: fact.point,
  at: happenedAt(fact),
})
