/**
 * Lets whoever asks have a few things under way at a time, and the others wait in the order in which they came: nobody
 * takes more than his share by asking for everything at once.
 */
export class Lanes {
  readonly #atOnce: number
  readonly #lanes = new Map<string, { free: number; waiting: (() => void)[] }>()

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async in<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const lane = this.#lanes.get(key) ?? { free: this.#atOnce, waiting: [] }
    this.#lanes.set(key, lane)
    if (lane.free > 0) lane.free -= 1
    else await new Promise<void>(resolve => lane.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = lane.waiting.shift()
      // Whoever leaves hands his place on, so that nobody slips in between.
      if (next) next()
      else lane.free += 1
      if (lane.free === this.#atOnce) this.#lanes.delete(key)
    }
  }
}
