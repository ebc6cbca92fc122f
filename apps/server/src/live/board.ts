import { setTimeout as sleep } from 'node:timers/promises'
import { Sharer } from './sharer.ts'

/** At most four snapshots a second are taken, however many changes there are and however many people look. */
export const COALESCE_MS = 250

/** One thing that many people look at: each change is followed by one snapshot, and everybody gets it. */
export class Board<Value> {
  readonly #take: () => Promise<Value>
  readonly #pause: () => number
  readonly #first = new Sharer()
  readonly #watchers = new Set<() => void>()
  #latest: { readonly value: Value } | { readonly fault: unknown } | null = null
  #changed = false
  #busy = false

  /** `pause` gives how long after a snapshot the next may follow. */
  constructor(take: () => Promise<Value>, pause: () => number = () => COALESCE_MS) {
    this.#take = take
    this.#pause = pause
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  /** Something changed: a snapshot follows, unless one is about to be taken anyway. */
  change(): void {
    this.#changed = true
    if (!this.#busy) void this.#follow()
  }

  async #follow(): Promise<void> {
    this.#busy = true
    while (this.#changed && this.isWatched) {
      this.#changed = false
      this.#latest = await this.#take().then(
        value => ({ value }),
        (fault: unknown) => ({ fault }),
      )
      for (const wake of this.#watchers) wake()
      await sleep(this.#pause())
    }
    this.#busy = false
  }

  /** A snapshot at once, then the latest after each burst of changes, until the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<Value> {
    let wake: () => void = () => undefined
    const nudge = (): void => wake()
    // Watching begins before the first snapshot is taken: what changes meanwhile is shown after it.
    this.#watchers.add(nudge)
    signal.addEventListener('abort', nudge, { once: true })
    let seen = this.#latest
    try {
      yield await this.#first.ask('', this.#take)
      while (!signal.aborted) {
        const latest = this.#latest
        if (latest === seen || latest === null) await new Promise<void>(resolve => (wake = resolve))
        else if ('fault' in latest) throw latest.fault
        else yield latest.value
        seen = latest
      }
    } finally {
      this.#watchers.delete(nudge)
      signal.removeEventListener('abort', nudge)
    }
  }
}
