import { Lanes } from '../lanes.ts'
import type { App } from '../app.ts'

/** Tables that are read at a time: reading one takes a core. Of one person one, so that a hundred of his hold up nobody else's. */
const AT_ONCE = 2
const OF_ONE = 1

/** Work was called off because the server stops. */
export class CalledOff extends Error {}

/** What goes on with tables in the background of one server. */
export class ImportWork {
  readonly #lanes = new Lanes(AT_ONCE)
  readonly #people = new Lanes(OF_ONE)
  readonly #running = new Set<Promise<void>>()
  readonly #log: App['log']
  #isStopping = false

  constructor(log: App['log']) {
    this.#log = log
  }

  /** Begins something of a person's that nobody waits for. */
  begin(accountId: string, work: () => Promise<void>): void {
    const running = this.#people
      .in(accountId, () => this.#lanes.in('table', work))
      .catch((error: unknown) => this.#log.error({ err: error }, 'an import'))
      .finally(() => this.#running.delete(running))
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
