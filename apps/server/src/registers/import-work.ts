import { Lanes } from '../lanes.ts'
import type { App } from '../app.ts'

/** Tables that are read at a time: reading one takes a core. Of one person one, so that a hundred of his hold up nobody else's. */
const AT_ONCE = 2
const OF_ONE = 1
/** Who waits for his turn is heard of so often, or he would be taken for one whose server is gone. */
const BEAT_MS = 15_000

/** Work was called off because the server stops. */
export class CalledOff extends Error {}

/** What goes on with tables in the background of one server. */
export class ImportWork {
  readonly #lanes = new Lanes(AT_ONCE)
  readonly #people = new Lanes(OF_ONE)
  readonly #running = new Set<Promise<void>>()
  readonly #log: App['log']
  readonly #beatMs: number
  #isStopping = false

  constructor(log: App['log'], beatMs = BEAT_MS) {
    this.#log = log
    this.#beatMs = beatMs
  }

  /** Begins something of a person's that nobody waits for; until its turn comes `sayWaiting` is called now and then. */
  begin(accountId: string, work: () => Promise<void>, sayWaiting: () => Promise<unknown>): void {
    const beat = setInterval(
      () =>
        void sayWaiting().catch((error: unknown) => this.#log.error({ err: error }, 'an import that waits')),
      this.#beatMs,
    ).unref()
    const start = (): Promise<void> => {
      clearInterval(beat)
      return work()
    }
    const running = this.#people
      .in(accountId, () => this.#lanes.in('table', start))
      .catch((error: unknown) => this.#log.error({ err: error }, 'an import'))
      .finally(() => {
        clearInterval(beat)
        this.#running.delete(running)
      })
    this.#running.add(running)
  }

  /** @throws when the server stops, so that what goes on ends between two steps */
  demandTime(): void {
    if (this.#isStopping) throw new CalledOff('the server stops')
  }

  /** Resolves when nothing goes on any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  stop(): Promise<void> {
    this.#isStopping = true
    return this.idle()
  }
}
