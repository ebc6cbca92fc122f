import type { Ledger } from '../keep/ledger.ts'
import type { FactCount, Failure, Health, KioskApi, News } from './api.ts'
import { waitAfter } from './backoff.ts'
import type { DeviceClock } from './device-clock.ts'
import { syncDrill, syncRound, type Broken } from './round.ts'

/** With a line that tells of changes, and without one. */
const POLL_MS = 30_000
const POLL_WITHOUT_LINE_MS = 8_000
/** Taps that follow one another travel together. */
const GATHER_MS = 150
/** Rounds are not begun closer together than this, however much is told. */
const PACE_MS = 400
const HEALTH_MS = 60_000

interface Options {
  readonly ledger: Ledger
  readonly api: KioskApi
  readonly clock: DeviceClock
  readonly health: (taken: number) => Health
  readonly random: () => Uint8Array
  readonly onNews: (news: News) => void
  readonly onRound: (broken: Failure | null) => void
}

/** Keeps a kiosk and the server of one mind: a round after each change on either side, and again until one succeeds. */
export class Syncer {
  readonly #options: Options
  #running: AbortController | null = null
  #failures = 0
  #lineIsUp = false
  /** What the line told and no round has looked at yet. */
  #told: News | null = null
  #count: FactCount | null = null
  #askedAt = Number.NEGATIVE_INFINITY
  #healthAt = 0
  #wake: () => void = () => undefined
  /** Asked for while nobody waited: the next wait is short. */
  #asked: 'no' | 'soon' | 'now' = 'no'

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    if (this.#running) return
    const running = new AbortController()
    this.#running = running
    void this.#runRounds(running.signal)
    void this.#keepLine(running.signal)
  }

  stop(): void {
    this.#running?.abort()
    this.#running = null
    this.#wake()
  }

  /** Something changed here. @param atOnce forgets that the last rounds failed */
  poke(atOnce = false): void {
    if (atOnce) this.#failures = 0
    // While the server is away the next try has its time: taps must not become a hail of questions.
    else if (this.#failures > 0) return
    if (this.#asked !== 'now') this.#asked = atOnce ? 'now' : 'soon'
    this.#wake()
  }

  async #runRounds(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#asked = 'no'
      const broken = (await this.#round()) ?? (await this.#tellHealth())
      if (signal.aborted) return
      this.#failures = broken === null ? 0 : this.#failures + 1
      this.#options.onRound(broken)
      if (broken?.code === 'device-revoked') return
      await sleep(PACE_MS)
      await this.#wait(signal)
    }
  }

  /** The whole round from time to time, and whenever no line tells what happens; else what is at hand. */
  async #round(): Promise<Broken> {
    const [told, count] = [this.#told, this.#count]
    this.#told = this.#count = null
    if (this.#lineIsUp && this.#failures === 0 && performance.now() - this.#askedAt < POLL_MS)
      return syncDrill(this.#options, told?.drill ?? null, count)
    const broken = await syncRound(this.#options, this.#options.onNews)
    if (broken === null) this.#askedAt = performance.now()
    return broken
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const due =
      this.#failures > 0
        ? waitAfter(this.#failures, Math.random())
        : this.#lineIsUp
          ? POLL_MS
          : POLL_WITHOUT_LINE_MS * (0.75 + Math.random() / 2)
    if (this.#asked === 'no' && !signal.aborted)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, due)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    if (this.#asked === 'soon') await sleep(GATHER_MS)
  }

  /** That the screen is alive is told when there is nothing else to tell. */
  async #tellHealth(): Promise<Failure | null> {
    if (Date.now() - this.#healthAt < HEALTH_MS) return null
    const told = await this.#options.api.send([], this.#options.health(0))
    if (!told.ok) return told.error
    this.#healthAt = Date.now()
    return null
  }

  async #keepLine(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      // Comes after stand-by: without it a round asks every few seconds, as it does without a line.
      const part = await import('./live-line.ts').catch(() => null)
      await part?.readLine(
        inner => this.#options.api.listen(inner),
        event => {
          failures = 0
          this.#lineIsUp = true
          if (event.kind === 'changed') {
            this.#told = event.news
            this.#options.onNews(event.news)
          }
          if (event.kind === 'facts') this.#count = event.count
          if (event.kind === 'over') this.#lineIsUp = false
          // Revoked, or something changed: the round finds out what.
          if (event.kind !== 'beat') this.poke(this.#failures > 0 || event.kind === 'over')
        },
        signal,
      )
      this.#lineIsUp = false
      failures += 1
      await sleep(waitAfter(failures, Math.random()))
    }
  }
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
