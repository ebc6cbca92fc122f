/** Whose picture it is: somebody's with an account, or anybody's who stands before a poster. */
export type Whose = 'own' | 'public'

/**
 * Lets one picture be worked on at a time, so that a hundred schools that send theirs at once need the memory of one. The
 * county's own people go before the public, whose reports nobody waits for: a handful of them, each with the largest
 * pictures it may have, would else keep every teacher's photo waiting for minutes.
 */
export class PictureLine {
  #busy = false
  readonly #waiting: Readonly<Record<Whose, (() => void)[]>> = { own: [], public: [] };

  async in<Value>(whose: Whose, work: () => Promise<Value>): Promise<Value> {
    if (this.#busy) await new Promise<void>(resolve => this.#waiting[whose].push(resolve))
    this.#busy = true
    try {
      return await work()
    } finally {
      const next = this.#waiting.own.shift() ?? this.#waiting.public.shift()
      // Whoever leaves hands his place on, so that nobody slips in between.
      if (next) next()
      else this.#busy = false
    }
  }
}
