/** Something that fills again by itself, at so much a second, up to a bound. */
export class Bucket {
  readonly #most: number
  readonly #perSecond: number
  #left: number
  #at = performance.now()

  constructor(most: number, perSecond: number) {
    this.#most = most
    this.#perSecond = perSecond
    this.#left = most
  }

  /** Takes so much out, or nothing where there is less. */
  take(much: number): boolean {
    const now = performance.now()
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#left < much) return false
    this.#left -= much
    return true
  }
}
