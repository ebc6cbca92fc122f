import { Bucket } from './bucket.ts'

interface Bounds {
  /** So much at once, filling again at so much a second. */
  readonly most: number
  readonly perSecond: number
  /** So many are told apart. */
  readonly known: number
}

/**
 * Lets nobody ask without end, each by his name. Of more names than are told apart the one silent for longest is forgotten:
 * whoever goes on asking stays known, however many others ask, and no crowd sets anybody's count back but its own.
 */
export class Pace {
  readonly #bounds: Bounds
  /** The one silent for longest stands first. */
  readonly #known = new Map<string, Bucket>()

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  /** Takes so much for somebody, or nothing and says false where he has had his share. */
  takes(who: string, much: number): boolean {
    const { most, perSecond, known } = this.#bounds
    const bucket = this.#known.get(who) ?? new Bucket(most, perSecond)
    this.#known.delete(who)
    this.#known.set(who, bucket)
    if (this.#known.size > known) this.#known.delete(this.#known.keys().next().value ?? '')
    return bucket.take(much)
  }
}
