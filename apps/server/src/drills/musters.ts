import {
  MusterBook,
  type Day,
  type DrillState,
  type Fact,
  type FactSet,
  type Instant,
  type Muster,
  type Roster,
} from '@anlan/domain'
import { SYSTEM, type Database } from '../db/scope.ts'
import type { Topic } from '../live/news.ts'
import { Sharer } from '../live/sharer.ts'
import { toFact, type FactRow } from './fact-row.ts'
import { countFacts, findHead, findWhole, listFactsSince } from './muster.queries.ts'

/** Facts become visible in the order of their commits, not of their times: each look goes back this far again. */
const OVERLAP_MS = 3_000
/** For a commit that hung longer all of them are counted now and then, and whenever somebody must have them all. */
const COUNT_EVERY_MS = 20_000
/** Other servers' news of a drill have the database asked at most so often. */
const LOOK_EVERY_MS = 500
/** A server that dies takes its last news with it: so often the database is asked without any. */
const LOOK_ANYWAY_MS = 10_000
/** A drill nobody looked at for so long is read anew. */
const FORGET_MS = 10 * 60_000
const SWEEP_EVERY_MS = 60_000

/** The part of a drill's row that a board shows. */
export interface DrillHead {
  readonly state: DrillState
  readonly startedAt: Instant | null
  readonly allClearAt: Instant | null
  readonly storeys: number | null
  readonly onDay: Day
}

interface Held {
  readonly roster: Roster
  readonly book: MusterBook
  readonly words: SharedWords
  head: DrillHead
  /** The newest fact the database has given, by its clock: this server's may be another's. */
  readTo: string | null
  heardAt: string | null
  muster: Muster | null
  lookedAt: number
  /** How long after that nobody looks unless there are news. */
  restMs: number
  countedAt: number
  usedAt: number
}

/**
 * Every fact of a drill names the drill and one of a few devices, each time in letters of its own: a county's day of three
 * hundred thousand would hold forty megabytes of the same few hundred words.
 */
class SharedWords {
  readonly #known = new Map<string, string>()

  share(fact: Fact): Fact {
    return { ...fact, drill: this.#one(fact.drill), device: this.#one(fact.device) }
  }

  #one(word: string): string {
    const known = this.#known.get(word)
    if (known === undefined) this.#known.set(word, word)
    return known ?? word
  }
}

export interface LiveMuster {
  readonly roster: Roster
  readonly set: FactSet
  readonly muster: Muster
  readonly head: DrillHead
  /** When the server took the last fact it knows of. */
  readonly heardAt: Instant | null
}

/** An alarm or all-clear given in the console left no fact; it stands in the drill's row. */
const timesOf = ({ startedAt, allClearAt }: DrillHead) => ({
  startedAt: startedAt === null ? null : Date.parse(startedAt),
  allClearAt: allClearAt === null ? null : Date.parse(allClearAt),
})

const isSameTimes = (a: DrillHead, b: DrillHead): boolean =>
  a.startedAt === b.startedAt && a.allClearAt === b.allClearAt

/** Who is told what a look brought. */
interface Seen {
  /** A drill turned out to be further than somebody was just shown. */
  changed(topic: Topic): void
  /** A drill that ran runs no more. */
  ended(drill: string): void
}

const NOT_CONTESTED: ReadonlySet<string> = new Set()

/**
 * The musters of drills that somebody looks at: facts are read once, then only what has come since. Any server of the
 * database has its own, and all of them say the same, because the muster is a function of the set alone. The database
 * keeps one body for each id, so that nothing is contested here.
 */
export class Musters {
  readonly #db: Database
  readonly #held = new Map<string, Held>()
  #sweptAt = 0
  readonly #looks = new Sharer()
  /** Drills of which the database may know more than is held: others changed them, or this server while they were read. */
  readonly #behind = new Set<string>()
  /** Drills of which somebody must have every fact: the next look counts them. */
  readonly #counting = new Set<string>()
  readonly #seen: Seen
  /** Drills of which somebody was given what was in memory, and that are looked at soon. */
  readonly #due = new Map<string, NodeJS.Timeout>()
  #stopped = false

  constructor(db: Database, seen: Seen) {
    this.#db = db
    this.#seen = seen
  }

  /** Enters facts that this server has just committed. */
  enter(facts: readonly Fact[]): void {
    const now = new Date().toISOString()
    for (const fact of facts) {
      const held = this.#held.get(fact.drill)
      // Whoever reads the drill for the first time may have asked just before these were committed.
      if (!held && this.#looks.has(fact.drill)) this.#behind.add(fact.drill)
      if (!held || held.book.facts.has(fact.id)) continue
      held.book.enter([held.words.share(fact)])
      held.muster = null
      held.heardAt = laterOf(held.heardAt, now)
    }
  }

  /**
   * Takes note of news: of a drill, whoever announced it, and of facts that other servers took; null: of anything. To be
   * told before whoever shows the drill is, or he is given what was in memory and never called again.
   */
  hear(topic: Topic | null, isOwn: boolean): void {
    if (topic === null) for (const drill of this.#held.keys()) this.#behind.add(drill)
    if (topic === null) for (const drill of this.#looks.keys()) this.#behind.add(drill)
    const [, kind, drill = ''] = /^(drill|facts):(.*)$/.exec(topic ?? '') ?? []
    if (kind === undefined || (kind === 'facts' && isOwn)) return
    if (this.#held.has(drill) || this.#looks.has(drill)) this.#behind.add(drill)
  }

  /**
   * The muster of a drill, with the head of its row; null for a drill without a frozen roster. Every fact this server
   * has acknowledged is in it, and those of others within half a second; with `fresh` every fact that was committed by
   * whomever before it was asked. Scope is the caller's to check.
   */
  async of(drill: string, options: { readonly fresh?: boolean } = {}): Promise<LiveMuster | null> {
    const held = await this.#hold(drill, options.fresh ?? false)
    return held && this.#give(held)
  }

  /** How many facts of a drill there are, as {@link of} says it, and without counting anybody. */
  async countOf(drill: string): Promise<number> {
    const held = await this.#hold(drill, false)
    return held?.book.facts.size ?? 0
  }

  /** A drill's state where it was read a moment ago and nobody has changed it since; null where only the database knows. */
  stateOf(drill: string): DrillState | null {
    const held = this.#held.get(drill)
    if (!held || this.#behind.has(drill) || Date.now() - held.lookedAt > LOOK_ANYWAY_MS) return null
    return held.head.state
  }

  /**
   * Looks at a drill that is shown somewhere, if nobody has for a while: the news of its last fact may have died with the
   * server that took it. Whoever shows it is called if there is something new.
   */
  revisit(drill: string): void {
    const held = this.#held.get(drill)
    if (held && Date.now() - held.lookedAt > LOOK_ANYWAY_MS) this.#lookSoon(drill, held)
  }

  /** Forgets a drill: its roster's names were deleted. */
  forget(drill: string): void {
    this.#drop(drill)
    // Whoever reads it for the first time just now may have the names still.
    if (this.#looks.has(drill)) this.#behind.add(drill)
  }

  /** Looks at nothing by itself any more. */
  stop(): void {
    this.#stopped = true
    for (const timer of this.#due.values()) clearTimeout(timer)
    this.#due.clear()
  }

  async #hold(drill: string, fresh: boolean): Promise<Held | null> {
    const held = this.#held.get(drill)
    if (held) held.usedAt = Date.now()
    if (held && !fresh) {
      const age = Date.now() - held.lookedAt
      const isBehind = this.#behind.has(drill)
      if (isBehind && age < LOOK_EVERY_MS) this.#lookSoon(drill, held)
      if (age < (isBehind ? LOOK_EVERY_MS : held.restMs)) return held
      // Nothing was heard of it, and most probably nothing was lost: nobody waits for the look that makes sure.
      if (!isBehind && age < LOOK_ANYWAY_MS * 3) {
        this.#lookSoon(drill, held)
        return held
      }
    }
    if (fresh) this.#counting.add(drill)
    // Whoever asks while a look is under way waits for the next, begun after he asked.
    return this.#looks.ask(drill, () => this.#look(drill))
  }

  /** Whoever was called by news and got what was in memory may have missed just these news, and no others may follow. */
  #lookSoon(drill: string, { head, book }: Held): void {
    if (this.#stopped || this.#due.has(drill)) return
    const [shown, count] = [JSON.stringify(head), book.facts.size]
    const look = async (): Promise<void> => {
      this.#due.delete(drill)
      const found = await this.#hold(drill, true)
      if (JSON.stringify(found?.head) !== shown) this.#seen.changed(`drill:${drill}`)
      else if (found?.book.facts.size !== count) this.#seen.changed(`facts:${drill}`)
    }
    // Nobody may ask again by himself: a look that fails is made again for as long as the drill is held.
    const again = (): void => {
      const held = this.#held.get(drill)
      if (held) this.#lookSoon(drill, held)
    }
    this.#due.set(drill, setTimeout(() => void look().catch(again), LOOK_EVERY_MS).unref())
  }

  #give(held: Held): LiveMuster {
    held.muster ??= held.book.read(NOT_CONTESTED, timesOf(held.head))
    const set = { facts: held.book.facts, contested: NOT_CONTESTED }
    return {
      ...{ roster: held.roster, set, muster: held.muster },
      ...{ head: held.head, heardAt: held.heardAt as Instant | null },
    }
  }

  async #look(drill: string): Promise<Held | null> {
    // What is announced from here on may not be in the answer.
    const wasBehind = this.#behind.delete(drill)
    try {
      return await this.#readOn(drill)
    } catch (error) {
      if (wasBehind) this.#behind.add(drill)
      throw error
    }
  }

  async #readOn(drill: string): Promise<Held | null> {
    const known = this.#held.get(drill)
    const isToCount =
      this.#counting.delete(drill) || (known !== undefined && Date.now() - known.countedAt > COUNT_EVERY_MS)
    const [row, count, rows] = await this.#read(drill, known, known !== undefined && isToCount)
    // Its names went, perhaps by another server's hand: they leave this one's memory too.
    if (!row?.named) this.#drop(drill)
    // Only what is new was asked for, and what that belongs to is no longer held.
    if (row?.named && known && this.#held.get(drill) !== known) return this.#look(drill)
    const roster = row?.named ? (known?.roster ?? row.roster) : null
    if (!row || !roster) return null
    const head = {
      state: row.state,
      startedAt: row.started_at,
      allClearAt: row.all_clear_at,
      storeys: row.storeys,
      onDay: row.on_day,
    }
    const held: Held = known ?? {
      ...{
        roster,
        book: new MusterBook(roster),
        words: new SharedWords(),
        head,
        readTo: null,
        heardAt: null,
        muster: null,
      },
      ...{ lookedAt: 0, restMs: 0, countedAt: Date.now(), usedAt: Date.now() },
    }
    this.#held.set(drill, held)
    enterRows(held, rows)
    if (count !== null && held.book.facts.size < count)
      enterRows(held, await this.#db.read(SYSTEM, tx => listFactsSince(tx, drill, null)))
    if (!isSameTimes(held.head, head)) held.muster = null
    const hasEnded = held.head.state === 'running' && head.state !== 'running'
    // Hundreds of boards are opened at one moment, and are not to be looked after at one moment for ever after.
    const restMs = LOOK_ANYWAY_MS * (0.5 + Math.random() / 2)
    Object.assign(held, {
      head,
      lookedAt: Date.now(),
      restMs,
      ...(count !== null && { countedAt: Date.now() }),
    })
    if (hasEnded) this.#seen.ended(drill)
    this.#sweep()
    // What this server took, or forgot, while it was read for the first time.
    return !known && this.#behind.has(drill) ? this.#look(drill) : held
  }

  #read(drill: string, known: Held | undefined, isToCount: boolean) {
    const since = known?.readTo ? new Date(Date.parse(known.readTo) - OVERLAP_MS).toISOString() : null
    return this.#db.read(SYSTEM, tx =>
      Promise.all([
        known ? findHead(tx, drill) : findWhole(tx, drill),
        // Counted before they are listed: more in the list than in the number is no gap.
        isToCount ? countFacts(tx, drill) : null,
        listFactsSince(tx, drill, since),
      ]),
    )
  }

  #drop(drill: string): void {
    this.#held.delete(drill)
    this.#behind.delete(drill)
  }

  #sweep(): void {
    if (Date.now() - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = Date.now()
    for (const [drill, { usedAt }] of this.#held) if (Date.now() - usedAt > FORGET_MS) this.#drop(drill)
  }
}

const laterOf = (a: string | null, b: string): string => (a === null || b > a ? b : a)

function enterRows(held: Held, rows: readonly FactRow[]): void {
  const news = rows.filter(({ id }) => !held.book.facts.has(id)).map(toFact)
  const last = rows.at(-1)?.received_at
  if (last !== undefined) {
    held.readTo = laterOf(held.readTo, last)
    held.heardAt = laterOf(held.heardAt, last)
  }
  if (news.length === 0) return
  held.book.enter(news.map(fact => held.words.share(fact)))
  held.muster = null
}
