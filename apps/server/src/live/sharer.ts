interface Turn {
  readonly now: Promise<unknown>
  next: Promise<unknown> | null
}

/**
 * Lets people who ask for the same thing at the same moment have one answer. No answer is older than its question:
 * whoever asks while one is being made waits for the next, which all who ask meanwhile share.
 */
export class Sharer {
  readonly #turns = new Map<string, Turn>()

  /** `key` must name everything the answer depends on, the reader's scope above all. */
  ask<Value>(key: string, take: () => Promise<Value>): Promise<Value> {
    const turn = this.#turns.get(key)
    if (!turn) return this.#begin(key, take)
    const begin = (): Promise<Value> => this.#begin(key, take)
    turn.next ??= turn.now.then(begin, begin)
    return turn.next as Promise<Value>
  }

  /** Whether an answer is being made. */
  has(key: string): boolean {
    return this.#turns.has(key)
  }

  /** What is asked for just now. */
  keys(): Iterable<string> {
    return this.#turns.keys()
  }

  #begin<Value>(key: string, take: () => Promise<Value>): Promise<Value> {
    const now = take()
    const turn: Turn = { now, next: null }
    this.#turns.set(key, turn)
    const end = (): void => {
      if (turn.next === null) this.#turns.delete(key)
    }
    now.then(end, end)
    return now
  }
}
