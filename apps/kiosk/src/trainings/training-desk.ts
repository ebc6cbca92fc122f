import { shallowRef, type ShallowRef } from 'vue'
import type { Kiosk } from '../kiosk.ts'
import type { ServerTraining, ToldSignIn } from '../sync/api.ts'
import { STORED_TRAININGS } from './stored-trainings.ts'

/** The server is asked so often whether a batch is open, and told again what it has not taken. */
const EVERY_MS = 20_000

/** What this screen holds of trainings: the open batches of its school, and who signed in here and is not told yet. */
export interface HeldTrainings {
  readonly sessions: readonly ServerTraining[]
  readonly waiting: readonly ToldSignIn[]
  /** Whom the server did not take, by name. */
  readonly refused: readonly string[]
}
const NOTHING: HeldTrainings = { sessions: [], waiting: [], refused: [] }

const isSame = (a: ToldSignIn, b: Pick<ToldSignIn, 'session' | 'account'>): boolean =>
  a.session === b.session && a.account === b.account

/**
 * Signing in to trainings at this screen. A sign-in lies on the device before it is shown, is told until it was answered, and may
 * be told twice: the server keeps the first. It is no part of a drill and costs that no write.
 */
export class TrainingDesk {
  readonly shown: ShallowRef<HeldTrainings> = shallowRef(read())
  readonly #kiosk: Kiosk
  #isBusy = false

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk
    setInterval(() => void this.exchange(), EVERY_MS)
    addEventListener('online', () => void this.exchange())
    void this.exchange()
  }

  /** Whether somebody is in, as far as this screen knows. */
  isIn(session: ServerTraining, account: string): boolean {
    return (
      session.people.some(({ id, signedIn }) => id === account && signedIn) ||
      this.shown.value.waiting.some(each => isSame(each, { session: session.id, account }))
    )
  }

  /** Signs somebody in; a second time it changes nothing. */
  sign(session: ServerTraining, account: string): void {
    if (this.isIn(session, account)) return
    const at = new Date(this.#kiosk.clock.now).toISOString()
    const { waiting } = this.shown.value
    this.#keep({ waiting: [...waiting, { session: session.id, account, at }] })
    void this.exchange()
  }

  /** Tells what waits, and asks what is open. One exchange at a time. */
  async exchange(): Promise<void> {
    if (this.#isBusy || !this.#kiosk.shown.identity) return
    this.#isBusy = true
    try {
      await this.#tell()
      const answer = await this.#kiosk.api.trainings()
      // Unpaired meanwhile: nothing of the school stays here.
      if (answer.ok && this.#kiosk.shown.identity) this.#keep({ sessions: answer.value.sessions })
    } finally {
      this.#isBusy = false
    }
  }

  async #tell(): Promise<void> {
    const { waiting: told } = this.shown.value
    if (told.length === 0) return
    const answer = await this.#kiosk.api.signIn(told)
    if (!answer.ok) return
    const { sessions, waiting, refused } = this.shown.value
    const nameOf = (account: string): string =>
      sessions.flatMap(({ people }) => people).find(({ id }) => id === account)?.name ?? ''
    this.#keep({
      waiting: waiting.filter(each => !told.includes(each)),
      refused: [
        ...refused,
        ...answer.value.answers.filter(each => each.refusal !== null).map(each => nameOf(each.account)),
      ].slice(-20),
    })
  }

  #keep(change: Partial<HeldTrainings>): void {
    this.shown.value = { ...this.shown.value, ...change }
    localStorage.setItem(STORED_TRAININGS, JSON.stringify(this.shown.value))
  }
}

function read(): HeldTrainings {
  try {
    return { ...NOTHING, ...(JSON.parse(localStorage.getItem(STORED_TRAININGS) ?? '{}') as HeldTrainings) }
  } catch {
    return NOTHING
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
