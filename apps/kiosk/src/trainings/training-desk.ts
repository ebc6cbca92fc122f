import { shallowRef, type ShallowRef } from 'vue'
import type { Kiosk } from '../kiosk.ts'
import type { ServerTraining, ToldSignIn } from '../sync/api.ts'
import { NOTHING, type HeldTrainings } from './held-trainings.ts'
import { openKeeper, type TrainingKeeper } from './training-keeper.ts'

/** The server is asked so often whether a batch is open, and told again what it has not taken. */
const EVERY_MS = 20_000

const isSame = (a: ToldSignIn, b: Pick<ToldSignIn, 'session' | 'account'>): boolean =>
  a.session === b.session && a.account === b.account

/**
 * Signing in to trainings at this screen. A sign-in lies on the device before it is shown, is told until it was answered, and may
 * be told twice: the server keeps the first. It is no part of a drill and costs that no write.
 */
export class TrainingDesk {
  readonly shown: ShallowRef<HeldTrainings> = shallowRef(NOTHING)
  readonly #kiosk: Kiosk
  readonly #opened: Promise<TrainingKeeper>
  /** What is held; on the screen once it lies on the device. */
  #held = NOTHING
  #isBusy = false

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk
    this.#opened = this.#open()
    setInterval(() => void this.exchange(), EVERY_MS)
    addEventListener('online', () => void this.exchange())
    void this.exchange()
  }

  async #open(): Promise<TrainingKeeper> {
    const keeper = await openKeeper()
    this.#held = await keeper.load()
    this.shown.value = this.#held
    return keeper
  }

  /** Whether somebody is in, as far as this screen shows. */
  isIn(session: ServerTraining, account: string, held = this.shown.value): boolean {
    return (
      session.people.some(({ id, signedIn }) => id === account && signedIn) ||
      held.waiting.some(each => isSame(each, { session: session.id, account }))
    )
  }

  /** Signs somebody in, and resolves once that lies on the device; a second time it changes nothing. */
  async sign(session: ServerTraining, account: string): Promise<void> {
    // Touched twice before the device has written it, it is one still.
    if (this.isIn(session, account, this.#held)) return
    const at = new Date(this.#kiosk.clock.now).toISOString()
    await this.#keep({ waiting: [...this.#held.waiting, { session: session.id, account, at }] })
    void this.exchange()
  }

  /** The screen is given back: nothing of the school's trainings stays on it. */
  async forget(): Promise<void> {
    this.#held = NOTHING
    this.shown.value = NOTHING
    await (await this.#opened).forget()
  }

  /** Tells what waits, and asks what is open. One exchange at a time. */
  async exchange(): Promise<void> {
    if (this.#isBusy || !this.#kiosk.shown.identity) return
    this.#isBusy = true
    try {
      await this.#opened
      await this.#tell()
      const answer = await this.#kiosk.api.trainings()
      // Unpaired meanwhile: nothing of the school stays here.
      if (answer.ok && this.#kiosk.shown.identity) await this.#keep({ sessions: answer.value.sessions })
    } finally {
      this.#isBusy = false
    }
  }

  async #tell(): Promise<void> {
    const { waiting: told } = this.#held
    if (told.length === 0) return
    const answer = await this.#kiosk.api.signIn(told)
    if (!answer.ok || !this.#kiosk.shown.identity) return
    const { sessions, waiting, refused } = this.#held
    const nameOf = (account: string): string =>
      sessions.flatMap(({ people }) => people).find(({ id }) => id === account)?.name ?? ''
    await this.#keep({
      waiting: waiting.filter(each => !told.includes(each)),
      refused: [
        ...refused,
        ...answer.value.answers.filter(each => each.refusal !== null).map(each => nameOf(each.account)),
      ].slice(-20),
    })
  }

  /** Each change is whole before the next: the device is told in the order in which people touched. */
  async #keep(change: Partial<HeldTrainings>): Promise<void> {
    const held = { ...this.#held, ...change }
    this.#held = held
    await (await this.#opened).keep(held)
    this.shown.value = this.#held
  }
}

const desks = new WeakMap<Kiosk, TrainingDesk>()

/** The one desk of a kiosk. */
export function deskOf(kiosk: Kiosk): TrainingDesk {
  const known = desks.get(kiosk)
  if (known) return known
  const desk = new TrainingDesk(kiosk)
  desks.set(kiosk, desk)
  return desk
}
