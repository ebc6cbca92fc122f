import {
  MusterBook,
  timeMuster,
  type Day,
  type DrillState,
  type Fact,
  type FactSet,
  type Instant,
  type Muster,
  type Roster,
} from '@anlan/domain'
import { sql } from 'kysely'
import { SYSTEM, type Database, type Tx } from '../db/scope.ts'
import type { Topic } from '../live/news.ts'
import { toFact, type FactRow } from './fact-row.ts'

/** Facts become visible in the order of their commits, not of their times: each look goes back this far again. */
const OVERLAP_MS = 3_000
/** Now and then a look goes back further, for a commit that hung. */
const FAR_OVERLAP_MS = 60_000
const FAR_EVERY_MS = 20_000
/** Other servers' news of a drill have the database asked at most so often. */
const LOOK_EVERY_MS = 500
/** A server that dies takes its last news with it: so often the database is asked without any. */
const LOOK_ANYWAY_MS = 5_000
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
  head: DrillHead
  since: string | null
  muster: Muster | null
  lookedAt: number
  farAt: number
  usedAt: number
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
  readonly #reading = new Map<string, Promise<Held | null>>()
  /** Drills of which the database may know more than is held: others changed them, or this server while they were read. */
  readonly #behind = new Set<string>()
  readonly #seen: Seen
  /** Drills of which somebody was given what was in memory, and that are looked at soon. */
  readonly #due = new Set<string>()

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
      if (!held && this.#reading.has(fact.drill)) this.#behind.add(fact.drill)
      if (!held || held.book.facts.has(fact.id)) continue
      held.book.enter([fact])
      held.muster = null
      held.since ??= now
      if (now > held.since) held.since = now
    }
  }

  /** Takes note of news: of a drill, whoever announced it, and of facts that other servers took; null: of anything. */
  hear(topic: Topic | null, isOwn: boolean): void {
    if (topic === null)
      for (const drill of [...this.#held.keys(), ...this.#reading.keys()]) this.#behind.add(drill)
    const [, kind, drill = ''] = /^(drill|facts):(.*)$/.exec(topic ?? '') ?? []
    if (kind === undefined || (kind === 'facts' && isOwn)) return
    if (this.#held.has(drill) || this.#reading.has(drill)) this.#behind.add(drill)
  }

  /**
   * The muster of a drill, with the head of its row; null for a drill without a frozen roster. Every fact this server
   * has acknowledged is in it, and those of others within half a second. Scope is the caller's to check.
   */
  async of(drill: string, options: { readonly fresh?: boolean } = {}): Promise<LiveMuster | null> {
    const held = await this.#hold(drill, options.fresh ?? false)
    return held && this.#give(held)
  }

  /** How many facts of a drill there are, as {@link of} says it, and without counting anybody. */
  async countOf(drill: string): Promise<number> {
    const held = await this.#hold(drill, false)
    if (held) held.usedAt = Date.now()
    return held?.book.facts.size ?? 0
  }

  /** A drill's state where it is held and nobody has changed it since; null where only the database knows. */
  stateOf(drill: string): DrillState | null {
    return this.#behind.has(drill) ? null : (this.#held.get(drill)?.head.state ?? null)
  }

  async #hold(drill: string, fresh: boolean): Promise<Held | null> {
    const held = this.#held.get(drill)
    if (held && !fresh) {
      const age = Date.now() - held.lookedAt
      const isBehind = this.#behind.has(drill)
      if (isBehind && age < LOOK_EVERY_MS) this.#lookSoon(drill, held)
      if (age < (isBehind ? LOOK_EVERY_MS : LOOK_ANYWAY_MS)) return held
    }
    const before = this.#reading.get(drill)
    // Whoever asks while a look is under way waits for the next, begun after he asked.
    const reading = (before?.catch(() => null) ?? Promise.resolve(null)).then(() => this.#look(drill))
    this.#reading.set(drill, reading)
    try {
      return await reading
    } finally {
      if (this.#reading.get(drill) === reading) this.#reading.delete(drill)
    }
  }

  /** Forgets a drill: its roster's names were deleted. */
  forget(drill: string): void {
    this.#held.delete(drill)
    this.#behind.delete(drill)
  }

  /** Whoever was called by news and got what was in memory may have missed just these news, and no others may follow. */
  #lookSoon(drill: string, { head, book }: Held): void {
    if (this.#due.has(drill)) return
    this.#due.add(drill)
    const [shown, count] = [JSON.stringify(head), book.facts.size]
    const look = async (): Promise<void> => {
      this.#due.delete(drill)
      const found = await this.#hold(drill, true)
      if (JSON.stringify(found?.head) !== shown) this.#seen.changed(`drill:${drill}`)
      else if (found?.book.facts.size !== count) this.#seen.changed(`facts:${drill}`)
    }
    // A look that fails is made again by whoever asks next.
    setTimeout(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref()
  }

  #give(held: Held): LiveMuster {
    held.usedAt = Date.now()
    held.muster ??= held.book.read(NOT_CONTESTED)
    const set = { facts: held.book.facts, contested: NOT_CONTESTED }
    return {
      ...{ roster: held.roster, set, muster: timeMuster(held.muster, set, timesOf(held.head)) },
      ...{ head: held.head, heardAt: held.since as Instant | null },
    }
  }

  async #look(drill: string): Promise<Held | null> {
    // What is announced from here on may not be in the answer.
    this.#behind.delete(drill)
    const known = this.#held.get(drill)
    const isFar = known !== undefined && Date.now() - known.farAt > FAR_EVERY_MS
    const since = known?.since
      ? new Date(Date.parse(known.since) - (isFar ? FAR_OVERLAP_MS : OVERLAP_MS)).toISOString()
      : '-infinity'
    const [row, rows] = await this.#db.read(SYSTEM, tx =>
      Promise.all([known ? findHead(tx, drill) : findWhole(tx, drill), listFacts(tx, drill, since)]),
    )
    // Its names went, perhaps by another server's hand: they leave this one's memory too.
    if (!row?.named) this.forget(drill)
    const roster = row?.named ? (known?.roster ?? row.roster) : null
    if (!row || !roster) return null
    const head = {
      state: row.state,
      startedAt: row.started_at,
      allClearAt: row.all_clear_at,
      storeys: row.storeys,
      onDay: row.on_day,
    }
    const held: Held = this.#held.get(drill) ?? {
      ...{ roster, book: new MusterBook(roster), head, since: null, muster: null },
      ...{ lookedAt: 0, farAt: Date.now(), usedAt: 0 },
    }
    this.#held.set(drill, held)
    const news = rows.filter(({ id }) => !held.book.facts.has(id)).map(toFact)
    if (news.length > 0) {
      held.book.enter(news)
      held.muster = null
    }
    const last = rows.at(-1)?.received_at
    if (last !== undefined && (held.since === null || last > held.since)) held.since = last
    if (known?.head.state === 'running' && head.state !== 'running') this.#seen.ended(drill)
    Object.assign(held, { head, lookedAt: Date.now(), ...(isFar && { farAt: Date.now() }) })
    this.#sweep()
    return held
  }

  #sweep(): void {
    if (Date.now() - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = Date.now()
    for (const [drill, { usedAt }] of this.#held)
      if (usedAt > 0 && Date.now() - usedAt > FORGET_MS) this.forget(drill)
  }
}

const HEAD = ['state', 'started_at', 'all_clear_at', 'storeys', 'on_day'] as const

interface Row {
  readonly state: DrillState
  readonly started_at: Instant | null
  readonly all_clear_at: Instant | null
  readonly storeys: number | null
  readonly on_day: Day
  readonly named: boolean
  /** The frozen list; read once, for it is by far the largest part of the row. */
  readonly roster: Roster | null
}

const named = sql<boolean>`roster is not null`.as('named')

async function findHead(tx: Tx, drill: string): Promise<Row | undefined> {
  const row = await tx
    .selectFrom('drills')
    .select([...HEAD, named])
    .where('id', '=', drill)
    .executeTakeFirst()
  return row && { ...row, roster: null }
}

const findWhole = (tx: Tx, drill: string): Promise<Row | undefined> =>
  tx
    .selectFrom('drills')
    .select([...HEAD, named, 'roster'])
    .where('id', '=', drill)
    .executeTakeFirst()

async function listFacts(tx: Tx, drill: string, since: string): Promise<readonly FactRow[]> {
  const { rows } = await sql<FactRow>`
    select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
    where drill_id = ${drill} and received_at > ${since}::timestamptz order by received_at`.execute(tx)
  return rows
}
