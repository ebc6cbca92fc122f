import { Bucket } from '../bucket.ts'

/** A screen asks some three times a second, and more often for a while after a day on a line that breaks at every step. */
const [REQUESTS, REQUESTS_A_SECOND] = [3_000, 50]
/** A school's whole drill several times over, when it comes in one piece after a day without a line; then faster than hands. */
const [FACTS, FACTS_A_SECOND] = [20_000, 10]
const MOST_KNOWN = 5_000

/**
 * Holds back a kiosk that sends without end: one that is broken, or in wrong hands, must take neither the memory of the
 * server nor the time of the county's other kiosks. What is held back is not refused: the kiosk sends it again later.
 */
export class KioskPace {
  readonly #known = new Map<string, { readonly requests: Bucket; readonly facts: Bucket }>()

  takesRequest(device: string): boolean {
    return this.#of(device).requests.take(1)
  }

  takesFacts(device: string, count: number): boolean {
    return this.#of(device).facts.take(count)
  }

  #of(device: string) {
    const known = this.#known.get(device)
    if (known) return known
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    const fresh = {
      requests: new Bucket(REQUESTS, REQUESTS_A_SECOND),
      facts: new Bucket(FACTS, FACTS_A_SECOND),
    }
    this.#known.set(device, fresh)
    return fresh
  }
}
