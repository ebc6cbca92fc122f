import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  makeFactId,
  makeRun,
  packFacts,
  toFactSet,
  unpackFacts,
  type Fact,
  type FactBody,
  type FactSet,
  type MergeReceipt,
  type Roster,
} from '@anlan/domain/drills'

/** Taps that follow one another travel together. */
const GATHER_MS = 150
const BATCH = 400
const PATIENCE_MS = 15_000
/** As the kiosk waits between tries, in small: its half a minute would be most of a played day. */
const FIRST_WAIT_MS = 100
const MOST_WAIT_MS = 1_500

export interface Paired {
  readonly token: string
  readonly deviceId: string
}

interface State {
  readonly drill: { readonly id: string; readonly state: string } | null
}

/** When something was tapped and when the server said that it has it; milliseconds since the process began. */
export interface Tap {
  readonly id: string
  readonly at: number
}

/**
 * A kiosk as far as the server can tell, and as far as a school can: it keeps what was tapped, sends it again until it is
 * acknowledged, and hands it to another kiosk by pictures where it has no line.
 */
export class SimulatedKiosk {
  readonly #origin: string
  readonly #paired: Paired
  readonly #run = makeRun(randomBytes(7))
  readonly #held = new Map<string, Fact>()
  readonly #waiting = new Map<string, Fact>()
  readonly acknowledged = new Set<string>()
  /** Milliseconds from a batch's sending to its acknowledgement. */
  readonly waits: number[] = []
  readonly taps: Tap[] = []
  readonly refused: string[] = []
  /** Tries that came to nothing because the server was away. */
  tries = 0
  /** Its cable is out. */
  cut = false
  #seq = 0
  #failures = 0

  constructor(origin: string, paired: Paired) {
    this.#origin = origin
    this.#paired = paired
  }

  get facts(): FactSet {
    return toFactSet(this.#held.values())
  }

  /** Waits for a drill to run at its school. */
  async alarm(isOver: (drill: string) => boolean = () => false): Promise<string> {
    for (;;) {
      const state = await this.#ask<State>('/state')
      const drill = state?.drill
      if (drill?.state === 'running' && !isOver(drill.id)) return drill.id
      await sleep(250 + Math.random() * 250)
    }
  }

  roster = (drill: string): Promise<Roster> => this.#until<Roster>(`/drills/${drill}/roster`)
  receipt = (drill: string): Promise<MergeReceipt> => this.#until<MergeReceipt>(`/drills/${drill}/receipt`)
  start = (drill: object): Promise<{ id: string }> => this.#until<{ id: string }>('/drills', drill)

  /** Every fact the server has of a drill, as often as it gives it out. */
  async factsThere(drill: string): Promise<string[]> {
    const ids: string[] = []
    for (let after: string | null = null; ;) {
      const path: string = `/drills/${drill}/facts${after === null ? '' : `?after=${encodeURIComponent(after)}`}`
      const page: { facts: Fact[]; upTo: string | null; more: boolean } = await this.#until(path)
      ids.push(...page.facts.map(({ id }) => id))
      if (!page.more || page.upTo === after) return ids
      after = page.upTo
    }
  }

  /** Writes down what was established; it is sent with the next round. */
  establish(drill: string, body: FactBody, tappedAt = performance.now()): void {
    this.#seq += 1
    const at = Math.round(performance.timeOrigin + tappedAt)
    const id = makeFactId(at, this.#run, this.#seq)
    const fact: Fact = { id, drill, device: this.#paired.deviceId, seq: this.#seq, at, offset: 0, ...body }
    this.#held.set(id, fact)
    this.#waiting.set(id, fact)
    this.taps.push({ id, at: tappedAt })
  }

  /** Somebody taps these things one after the other within so many seconds, whatever the line does meanwhile. */
  async tapThrough(drill: string, bodies: readonly FactBody[], seconds: number): Promise<void> {
    const [from, step] = [performance.now(), (seconds * 1000) / Math.max(1, bodies.length)]
    for (let next = 0; next < bodies.length;) {
      await this.#rest()
      for (; next < bodies.length && from + (next + 1) * step <= performance.now(); next += 1) {
        const body = bodies[next]
        if (body) this.establish(drill, body, from + (next + 1) * step)
      }
      if (!this.cut) await this.#sendOnce()
    }
  }

  /** Sends until nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#waiting.size > 0) {
      if (!this.cut) await this.#sendOnce()
      if (this.#waiting.size > 0) await this.#rest()
    }
  }

  /** What it holds, as the pictures show it to another kiosk. */
  show = (roster: Roster): Uint8Array => packFacts(roster, this.#held.values())

  /** Takes what another kiosk showed, and sends it for it. */
  scan(roster: Roster, picture: Uint8Array): void {
    const read = unpackFacts(roster, picture)
    if (!read.ok) throw new Error(`the pictures were not read: ${read.error.code}`)
    for (const fact of read.value) {
      if (this.#held.has(fact.id)) continue
      this.#held.set(fact.id, fact)
      this.#waiting.set(fact.id, fact)
    }
  }

  /** Its facts were taken to the server by the other. */
  settleWith(other: SimulatedKiosk): void {
    for (const id of this.#waiting.keys())
      if (other.acknowledged.has(id)) {
        this.#waiting.delete(id)
        this.acknowledged.add(id)
      }
  }

  async #sendOnce(): Promise<void> {
    const facts = [...this.#waiting.values()].slice(0, BATCH)
    if (facts.length === 0) return
    const sent = performance.now()
    const answer = await this.#ask<{ taken: string[]; refused: { id: string; code: string }[] }>('/facts', {
      ...{ facts, version: 'simulated', skew: 0, battery: 90, unsent: this.#waiting.size },
    })
    if (!answer) return
    this.waits.push(performance.now() - sent)
    for (const id of answer.taken) {
      this.#waiting.delete(id)
      this.acknowledged.add(id)
    }
    for (const { id, code } of answer.refused) {
      this.#waiting.delete(id)
      this.refused.push(`${code} ${id}`)
    }
  }

  /** Longer after each try that came to nothing, and no two kiosks at one moment. */
  #rest(): Promise<void> {
    const wait =
      this.#failures === 0 ? GATHER_MS : Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures)
    return sleep(wait * (0.5 + Math.random() / 2))
  }

  async #until<Body>(path: string, body?: object): Promise<Body> {
    for (;;) {
      const answer = await this.#ask<Body>(path, body)
      if (answer) return answer
      await this.#rest()
    }
  }

  /** Null where there was no answer, or one that says to come again. @throws when the server refuses */
  async #ask<Body>(path: string, body?: object): Promise<Body | null> {
    try {
      const response = await fetch(`${this.#origin}/api/kiosk${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${this.#paired.token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      if (response.ok) {
        const value = (await response.json()) as Body
        this.#failures = 0
        return value
      }
      if (response.status < 500 && response.status !== 429)
        throw new Refused(`${path}: ${response.status} ${await response.text()}`)
    } catch (error) {
      if (error instanceof Refused) throw error
    }
    this.#failures += 1
    this.tries += 1
    return null
  }
}

class Refused extends Error {}
