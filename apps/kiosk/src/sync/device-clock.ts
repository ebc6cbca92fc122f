/** Tells how far this device's clock is from the server's, and notices when somebody sets it. */
export class DeviceClock {
  #offset: number | null
  #error = Number.POSITIVE_INFINITY
  #wall: number
  #steady: number
  readonly #read: () => { wall: number; steady: number }

  constructor(
    offset: number | null,
    read: () => { wall: number; steady: number } = () => ({ wall: Date.now(), steady: performance.now() }),
  ) {
    this.#offset = offset
    this.#read = read
    const { wall, steady } = read()
    this.#wall = wall
    this.#steady = steady
  }

  /** Milliseconds to add to this device's clock to reach the server's; null while nobody knows. */
  get offset(): number | null {
    this.#follow()
    return this.#offset
  }

  /** This moment by this device's clock, with what is known of its error. */
  get moment(): { at: number; offset: number | null } {
    const offset = this.offset
    return { at: Math.round(this.#read().wall), offset: offset === null ? null : Math.round(offset) }
  }

  /** This moment by the server's clock, as far as anybody here knows. */
  get now(): number {
    const { at, offset } = this.moment
    return at + (offset ?? 0)
  }

  /**
   * Learns from an answer: the server wrote its time somewhere between the question and the answer, so the middle is
   * wrong by half the way at most. A slow answer does not replace what a quick one taught.
   */
  measure(sentWall: number, took: number, serverTime: number): void {
    this.#follow()
    const error = took / 2
    // What was learnt long ago is worth less: a cheap clock loses some seconds a day.
    if (error > this.#error * 2 + 50) {
      this.#error *= 1.5
      return
    }
    this.#offset = serverTime - (sentWall + error)
    this.#error = error
  }

  /** A clock that was set by hand jumps against the steady one; the offset jumps back by as much. */
  #follow(): void {
    const { wall, steady } = this.#read()
    const jump = wall - this.#wall - (steady - this.#steady)
    this.#wall = wall
    this.#steady = steady
    // A steady clock that stood still while the device slept shows as a jump too; then the offset is not touched.
    if (this.#offset !== null && Math.abs(jump) > JUMP_MS && jump < 0) this.#offset -= jump
  }
}

const JUMP_MS = 1_000
/** From here on the screen says that the clock is wrong. */
export const SKEW_SHOWN_MS = 2_000
