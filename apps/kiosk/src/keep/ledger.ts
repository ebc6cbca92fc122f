import {
  addFacts,
  makeFactId,
  makeRun,
  MAX_SEQ,
  NO_FACTS,
  type Fact,
  type FactBody,
  type FactSet,
  type Roster,
} from '@anlan/domain/drills'
import type { Change, Contact, Disk, Everything, HeldDrill, HeldFact, Identity, Pack } from './held.ts'

/** When something happens by this device's clock, and how far that one is off as far as anybody knows. */
export interface Moment {
  readonly at: number
  readonly offset: number | null
}

/** A new drill as its first screen knows it. */
export type NewDrill = Pick<HeldDrill, 'id' | 'type' | 'mode' | 'startedAt' | 'mark' | 'known'>

/**
 * What this kiosk holds, in memory for the screen and on the disk for the next start. Nothing is told to the screen
 * before it is on the disk; where the disk takes nothing more, it stays in memory, is said to be there only, and is
 * written as soon as there is room.
 */
export class Ledger {
  readonly #disk: Disk
  readonly #heard = new Set<() => void>()
  #identity: Identity | null
  #contact: Contact | null
  #pack: Pack | null
  readonly #drills: Map<string, HeldDrill>
  readonly #rosters: Map<string, Roster>
  readonly #facts = new Map<string, Map<string, HeldFact>>()
  readonly #sets = new Map<string, FactSet>()
  /** What the disk refused, to be tried again. */
  #unwritten: Change[] = []

  private constructor(disk: Disk, held: Everything) {
    this.#disk = disk
    this.#identity = held.identity
    this.#contact = held.contact
    this.#pack = held.pack
    this.#drills = new Map(held.drills.map(drill => [drill.id, drill]))
    this.#rosters = new Map(held.rosters.map(roster => [roster.drill, roster]))
    for (const each of held.facts) this.#factsOf(each.fact.drill).set(each.fact.id, each)
  }

  static async open(disk: Disk): Promise<Ledger> {
    return new Ledger(disk, await disk.load())
  }

  get identity(): Identity | null {
    return this.#identity
  }
  get contact(): Contact | null {
    return this.#contact
  }
  get pack(): Pack | null {
    return this.#pack
  }
  get drills(): readonly HeldDrill[] {
    return [...this.#drills.values()]
  }
  /** Things that are in memory only, because the disk takes nothing more. */
  get unwritten(): number {
    return this.#unwritten.length
  }

  drill(id: string): HeldDrill | null {
    return this.#drills.get(id) ?? null
  }
  roster(drill: string): Roster | null {
    return this.#rosters.get(drill) ?? null
  }
  /** Every fact of a drill that is here, as the muster wants it. */
  set(drill: string): FactSet {
    const known = this.#sets.get(drill)
    if (known) return known
    const set = addFacts(
      NO_FACTS,
      [...this.#factsOf(drill).values()].map(({ fact }) => fact),
    )
    this.#sets.set(drill, set)
    return set
  }
  /** Facts the server has not acknowledged, oldest first, of a drill or of all. */
  waiting(drill?: string): Fact[] {
    const drills = drill === undefined ? [...this.#facts.keys()] : [drill]
    return drills
      .flatMap(id => [...this.#factsOf(id).values()])
      .filter(({ sent }) => sent === 'waiting')
      .map(({ fact }) => fact)
  }
  /** How many facts of a drill the server has as well, as far as is known here. */
  acknowledged(drill: string): number {
    let count = 0
    for (const { sent } of this.#factsOf(drill).values()) if (sent === 'taken') count += 1
    return count
  }
  /** Facts that the server will never take, with its word for it. */
  refused(drill: string): HeldFact[] {
    return [...this.#factsOf(drill).values()].filter(({ sent }) => sent !== 'waiting' && sent !== 'taken')
  }

  /** Calls after every change. @returns how to stop */
  listen(heard: () => void): () => void {
    this.#heard.add(heard)
    return () => this.#heard.delete(heard)
  }

  async pair(identity: Identity): Promise<void> {
    await this.#write([{ put: 'identity', value: identity }])
    this.#identity = identity
    this.#tell()
  }
  async noteContact(contact: Contact): Promise<void> {
    this.#contact = contact
    await this.#write([{ put: 'contact', value: contact }])
  }
  async takePack(pack: Pack): Promise<void> {
    await this.#write([{ put: 'pack', value: pack }])
    this.#pack = pack
    this.#tell()
  }

  /** Holds a drill with its list; one that is held already stays as it is. */
  async hold(drill: NewDrill, roster: Roster, random: Uint8Array): Promise<HeldDrill> {
    const known = this.#drills.get(drill.id)
    if (known) return known
    const held: HeldDrill = {
      ...drill,
      ...{ ended: null, run: makeRun(random), next: 1, point: null, upTo: null, receipt: null },
      ...{ alarmSeen: false, left: false },
    }
    await this.#write([
      { put: 'drill', value: held },
      { put: 'roster', value: { ...roster, drill: drill.id } },
    ])
    this.#drills.set(held.id, held)
    this.#rosters.set(held.id, { ...roster, drill: held.id })
    this.#tell()
    return held
  }

  /** The list as the server froze it, in place of the one this kiosk began with. */
  async takeRoster(roster: Roster): Promise<void> {
    await this.#write([{ put: 'roster', value: roster }])
    this.#rosters.set(roster.drill, roster)
    this.#tell()
  }

  async change(id: string, change: Partial<HeldDrill>): Promise<void> {
    const before = this.#drills.get(id)
    if (!before) return
    const value = { ...before, ...change }
    this.#drills.set(id, value)
    await this.#write([{ put: 'drill', value }])
    this.#tell()
  }

  /**
   * Establishes a fact of this device: durable before anybody sees it.
   * @throws when the drill is not held, or this device was never paired
   */
  async record(drill: string, body: FactBody, { at, offset }: Moment): Promise<Fact> {
    const held = this.#drills.get(drill)
    if (!held || !this.#identity) throw new Error('no such drill on this device')
    if (held.next > MAX_SEQ) throw new RangeError('this device has no number left for this drill')
    const fact: Fact = {
      ...{ id: makeFactId(at, held.run, held.next), drill, device: this.#identity.deviceId },
      ...{ seq: held.next, at, offset, ...body },
    }
    const value = { ...held, next: held.next + 1 }
    // The number is taken at once: the next tap does not wait for this one's disk.
    this.#drills.set(drill, value)
    const row: HeldFact = { fact, sent: 'waiting' }
    await this.#write([
      { put: 'drill', value },
      { put: 'fact', value: row },
    ])
    this.#keep([row])
    return fact
  }

  /** Takes facts from elsewhere: from the server (`taken`), or from another kiosk's picture (`waiting`). */
  async take(facts: readonly Fact[], sent: 'taken' | 'waiting'): Promise<number> {
    const fresh = facts.filter(fact => {
      const known = this.#factsOf(fact.drill).get(fact.id)
      return !known || (sent === 'taken' && known.sent === 'waiting')
    })
    if (fresh.length === 0) return 0
    const rows = fresh.map((fact): HeldFact => ({ fact, sent }))
    await this.#write(rows.map(value => ({ put: 'fact', value })))
    this.#keep(rows)
    return rows.length
  }

  /** What the server said of facts it was sent. */
  async settle(drill: string, words: ReadonlyMap<string, string>): Promise<void> {
    const rows = [...words].flatMap(([id, sent]): HeldFact[] => {
      const known = this.#factsOf(drill).get(id)
      return known?.sent === 'waiting' ? [{ fact: known.fact, sent }] : []
    })
    if (rows.length === 0) return
    for (const row of rows) this.#factsOf(drill).set(row.fact.id, row)
    await this.#write(rows.map(value => ({ put: 'fact', value })))
    this.#tell()
  }

  /** The server has lost a drill, as after a restore: its start is sent again, and everything that is held of it. */
  async sendAgain(drill: string): Promise<void> {
    const before = this.#drills.get(drill)
    if (!before) return
    const value = { ...before, known: false, receipt: null }
    const rows = [...this.#factsOf(drill).values()]
      .filter(({ sent }) => sent === 'taken')
      .map(({ fact }): HeldFact => ({ fact, sent: 'waiting' }))
    this.#drills.set(drill, value)
    for (const row of rows) this.#factsOf(drill).set(row.fact.id, row)
    await this.#write([{ put: 'drill', value }, ...rows.map((row): Change => ({ put: 'fact', value: row }))])
    this.#tell()
  }

  /**
   * Moves what was counted into a drill that turned out to be the school's into that one: both screens pressed start.
   * A fact keeps its id, so that two devices that move the same one end with one fact.
   */
  async rehome(from: string, to: NewDrill, roster: Roster): Promise<void> {
    const before = this.#drills.get(from)
    if (!before || from === to.id) return
    const target = this.#drills.get(to.id)
    const held: HeldDrill = target ?? { ...before, ...to, upTo: null, receipt: null, ended: null }
    const rows = [...this.#factsOf(from).values()].map(({ fact }): HeldFact => ({
      fact: { ...fact, drill: to.id },
      sent: 'waiting',
    }))
    await this.#write([
      { put: 'drill', value: held },
      { put: 'roster', value: { ...roster, drill: to.id } },
      ...rows.map((value): Change => ({ put: 'fact', value })),
      ...dropDrill(from),
    ])
    this.#drills.set(to.id, held)
    this.#rosters.set(to.id, { ...roster, drill: to.id })
    this.#forget(from)
    this.#keep(rows)
  }

  /** Lets go of a drill: its list and its facts leave the device. */
  async drop(drill: string): Promise<void> {
    await this.#write(dropDrill(drill))
    this.#forget(drill)
    this.#tell()
  }

  /** Lists of names leave the device; what was counted and not yet sent stays. */
  async dropRosters(): Promise<void> {
    if (!this.#pack && this.#rosters.size === 0) return
    await this.#write([
      { drop: 'pack' },
      ...[...this.#rosters.keys()].map((drill): Change => ({ drop: 'roster', drill })),
    ])
    this.#pack = null
    this.#rosters.clear()
    this.#tell()
  }

  /** Everything leaves the device: it is nobody's any more. */
  async wipe(): Promise<void> {
    this.#identity = this.#contact = this.#pack = null
    for (const id of [...this.#drills.keys()]) this.#forget(id)
    this.#facts.clear()
    this.#rosters.clear()
    this.#unwritten = []
    await this.#disk.write([{ drop: 'everything' }]).catch(() => undefined)
    this.#tell()
  }

  /** Tries again what the disk refused. @returns whether nothing is left */
  async retryWriting(): Promise<boolean> {
    if (this.#unwritten.length === 0) return true
    const again = this.#unwritten.flatMap(change => this.#asOfNow(change))
    this.#unwritten = []
    await this.#write(again)
    this.#tell()
    return this.#unwritten.length === 0
  }

  /** What was refused is older than what is held now: the present state is written, and of what is gone nothing. */
  #asOfNow(change: Change): Change[] {
    if (!('put' in change)) return [change]
    switch (change.put) {
      case 'drill': {
        const value = this.#drills.get(change.value.id)
        return value ? [{ put: 'drill', value }] : []
      }
      case 'roster': {
        const value = this.#rosters.get(change.value.drill)
        return value ? [{ put: 'roster', value }] : []
      }
      case 'fact': {
        const value = this.#facts.get(change.value.fact.drill)?.get(change.value.fact.id)
        return value ? [{ put: 'fact', value }] : []
      }
      case 'pack':
        return this.#pack ? [{ put: 'pack', value: this.#pack }] : []
      case 'identity':
      case 'contact':
        return [change]
    }
  }

  async #write(changes: readonly Change[]): Promise<void> {
    try {
      await this.#disk.write(changes)
    } catch {
      // Full, or broken: the children stand outside, and counting goes on in memory.
      this.#unwritten.push(...changes)
    }
  }

  #keep(rows: readonly HeldFact[]): void {
    for (const row of rows) this.#factsOf(row.fact.drill).set(row.fact.id, row)
    const [first] = rows
    if (first)
      this.#sets.set(
        first.fact.drill,
        addFacts(
          this.set(first.fact.drill),
          rows.map(({ fact }) => fact),
        ),
      )
    this.#tell()
  }
  #factsOf(drill: string): Map<string, HeldFact> {
    const known = this.#facts.get(drill)
    if (known) return known
    const fresh = new Map<string, HeldFact>()
    this.#facts.set(drill, fresh)
    return fresh
  }
  #forget(drill: string): void {
    this.#drills.delete(drill)
    this.#rosters.delete(drill)
    this.#facts.delete(drill)
    this.#sets.delete(drill)
  }
  #tell(): void {
    for (const heard of this.#heard) heard()
  }
}

const dropDrill = (drill: string): Change[] => [
  { drop: 'facts', drill },
  { drop: 'roster', drill },
  { drop: 'drill', drill },
]
