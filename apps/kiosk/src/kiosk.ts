import {
  foldMuster,
  isGraver,
  makeFactId,
  makeRun,
  type DrillMode,
  type DrillType,
  type Fact,
  type FactBody,
  type Muster,
  type Roster,
} from '@anlan/domain/drills'
import { inject, shallowReactive, type InjectionKey } from 'vue'
import { giveWay, hasEnded } from './keep/ended.ts'
import type { HeldDrill, Identity } from './keep/held.ts'
import type { Ledger } from './keep/ledger.ts'
import { PublicList } from './keep/public-list.ts'
import { readBattery } from './sync/battery.ts'
import { KioskApi, type Failure, type Health, type ServerDrill } from './sync/api.ts'
import { DeviceClock } from './sync/device-clock.ts'
import { receiptOf } from './sync/round.ts'
import { Syncer } from './sync/syncer.ts'

/** A list of names stays so long after the server was last heard. */
const ROSTER_KEPT_MS = 24 * 3600_000
const HOUSEKEEPING_MS = 5_000
const CONTACT_NOTED_MS = 60_000
const RUN_NOTED_MS = 10 * 60_000
const OFFSET_NOTED_MS = 500

/** What screens show; written by the kiosk alone. */
export interface Shown {
  identity: Identity | null
  /** The drill this screen is in; null on stand-by. */
  drill: HeldDrill | null
  /** Null also where the list of a drill has left the device. */
  roster: Roster | null
  muster: Muster | null
  ended: boolean
  next: ServerDrill | null
  /** Whether a drill may begin: there is a list. */
  ready: boolean
  unsent: number
  unwritten: number
  refused: number
  /** Whether the last question was answered; null before the first one. */
  online: boolean | null
  /** Milliseconds this device's clock is behind the server's; null while nobody knows. */
  skew: number | null
  battery: number | null
  outdated: boolean
  /** Why this screen is not, or no longer, paired. */
  ousted: 'device-revoked' | 'device-unknown' | null
  /** The receipt of what is held here, once the drill has ended. */
  receipt: { readonly facts: number; readonly hash: string } | null
  /** The last thing done at this screen, so that it can be taken back with one touch. */
  lastDone: Fact | null
}

/**
 * The kiosk: what it holds, its line to the server, and what people do at it. Every deed is durable before its promise
 * resolves.
 */
export class Kiosk {
  readonly ledger: Ledger
  readonly clock: DeviceClock
  readonly api: KioskApi
  readonly shown: Shown
  readonly publicList = new PublicList()
  readonly #syncer: Syncer
  /** How long this device has run since it heard the server, and up to when that was counted. */
  #ran: number
  #countedTo = performance.now()
  #stale = false
  #beginning = false

  constructor(ledger: Ledger, version: string) {
    this.ledger = ledger
    this.#ran = ledger.contact?.ran ?? 0
    this.clock = new DeviceClock(trustedOffset(ledger))
    this.api = new KioskApi(ledger.identity?.token ?? null, {
      onTime: (sent, took, server) => this.clock.measure(sent, took, server),
      onContact: () => void this.#noteContact(),
    })
    this.shown = shallowReactive<Shown>({
      ...{ identity: null, drill: null, roster: null, muster: null, ended: false, next: null, ready: false },
      ...{ unsent: 0, unwritten: 0, refused: 0, online: null, skew: this.clock.offset, battery: null },
      ...{ outdated: false, ousted: null, receipt: null, lastDone: null },
    })
    this.#syncer = new Syncer({
      ...{ ledger, api: this.api, clock: this.clock, random: randomBytes },
      health: (taken): Health => ({
        ...{ version, battery: this.shown.battery, unsent: ledger.waiting().length - taken },
        skew: this.clock.offset === null ? null : Math.round(this.clock.offset),
      }),
      onNews: ({ next, hazards }) => {
        this.shown.next = next
        this.publicList.take(hazards, this.clock.now)
      },
      onRound: broken => void this.#afterRound(broken),
    })
    ledger.listen(() => this.#refreshSoon())
    this.#refresh()
  }

  /** Begins to speak with the server and to look after what is held. */
  start(): void {
    if (this.ledger.identity) this.#syncer.start()
    addEventListener('online', () => this.#syncer.poke(true))
    document.addEventListener('visibilitychange', () => this.#syncer.poke(true))
    setInterval(() => void this.#keepHouse(), HOUSEKEEPING_MS)
    void this.#keepHouse()
    readBattery(percent => (this.shown.battery = percent))
  }

  async pair(identity: Identity): Promise<void> {
    this.api.useToken(identity.token)
    this.shown.ousted = null
    await this.ledger.pair(identity)
    this.#syncer.start()
  }

  /** Somebody at this screen gives it back: nothing of the school stays on it. */
  async unpair(): Promise<void> {
    this.#syncer.stop()
    this.api.useToken(null)
    await this.ledger.wipe()
    this.publicList.forget()
  }

  /** Sounds the alarm here: at once, whatever the line says, and in the middle of what is less grave. */
  async begin(type: DrillType, mode: DrillMode, planned?: ServerDrill): Promise<void> {
    const { pack } = this.ledger
    // Two touches on one button are one alarm.
    const { drill: running } = this.shown
    if (!pack || this.#beginning || (running && !isGraver(mode, running.mode))) return
    this.#beginning = true
    const startedAt = this.clock.now
    const id = planned?.id ?? makeFactId(this.clock.moment.at, makeRun(randomBytes()), 0)
    const drill = { id, type, mode, startedAt, mark: pack.mark, known: false }
    await this.ledger.hold(drill, pack.roster, randomBytes())
    await giveWay(this.ledger, mode, this.clock.moment)
    await this.ledger.record(id, { kind: 'v1.started', mode }, this.clock.moment)
    this.#beginning = false
    this.#syncer.poke(true)
  }

  /** Establishes something in the drill at hand. */
  async record(body: FactBody): Promise<Fact | null> {
    const { drill } = this.shown
    if (!drill) return null
    const fact = await this.ledger.record(drill.id, body, this.clock.moment)
    this.#syncer.poke()
    return fact
  }

  /** Changes what this screen remembers of the drill at hand. */
  async note(change: Partial<Pick<HeldDrill, 'point' | 'alarmSeen' | 'left'>>): Promise<void> {
    if (this.shown.drill) await this.ledger.change(this.shown.drill.id, change)
  }

  /** Facts another kiosk showed: they go to the server from here as well. */
  async merge(drill: string, facts: readonly Fact[]): Promise<number> {
    const count = await this.ledger.take(
      facts.map(fact => ({ ...fact, drill })),
      'waiting',
    )
    this.#syncer.poke()
    return count
  }

  syncNow(): void {
    this.#syncer.poke(true)
  }

  async #noteContact(): Promise<void> {
    this.#ran = 0
    const before = this.ledger.contact
    const { at, offset } = this.clock.moment
    this.shown.skew = offset
    if (!this.ledger.identity) return
    // Not with every answer: it is a write.
    const isOld = !before || Math.abs(at - before.at) > CONTACT_NOTED_MS
    const isBetter = Math.abs((offset ?? 0) - (before?.offset ?? Number.MAX_VALUE)) > OFFSET_NOTED_MS
    if (!isOld && !isBetter) return
    await this.ledger.noteContact({ at, offset, ran: 0 })
  }

  async #afterRound(broken: Failure | null): Promise<void> {
    this.shown.online = broken === null || broken.code === 'refused'
    this.shown.outdated = broken?.code === 'outdated'
    if (broken?.code === 'device-revoked') {
      this.shown.ousted = broken.code
      await this.unpair()
    }
    if (broken?.code === 'device-unknown') this.shown.ousted = broken.code
    await this.#showReceipt()
  }

  async #showReceipt(): Promise<void> {
    const { drill, ended } = this.shown
    this.shown.receipt = drill && ended && isSecureContext ? await receiptOf(this.ledger, drill.id) : null
  }

  async #keepHouse(): Promise<void> {
    const { at } = this.clock.moment
    const { contact } = this.ledger
    const steady = performance.now()
    this.#ran += steady - this.#countedTo
    this.#countedTo = steady
    if (contact && Math.max(at - contact.at, this.#ran) > ROSTER_KEPT_MS) await this.ledger.dropRosters()
    if (contact && this.#ran - (contact.ran ?? 0) > RUN_NOTED_MS)
      await this.ledger.noteContact({ ...contact, ran: this.#ran })
    await this.ledger.retryWriting()
  }

  /** One look at everything for as many facts as came together. */
  #refreshSoon(): void {
    if (this.#stale) return
    this.#stale = true
    queueMicrotask(() => {
      this.#stale = false
      this.#refresh()
    })
  }

  #refresh(): void {
    const { ledger, shown } = this
    const drill = currentDrill(ledger)
    const roster = drill && ledger.roster(drill.id)
    const isNews = drill?.id !== shown.drill?.id
    Object.assign(shown, {
      ...{ identity: ledger.identity, drill, roster, ready: ledger.pack !== null },
      muster: drill && roster ? foldMuster(roster, ledger.set(drill.id)) : null,
      ended: drill !== null && hasEnded(ledger, drill),
      unsent: ledger.waiting().length,
      unwritten: ledger.unwritten,
      refused: drill ? ledger.refused(drill.id).length : 0,
    } satisfies Partial<Shown>)
    if (isNews) shown.lastDone = null
    if (isNews || shown.ended) void this.#showReceipt()
  }
}

/**
 * The drill this screen is in: of those that are still counted the gravest, else the one that ended last and nobody has
 * left.
 */
function currentDrill(ledger: Ledger): HeldDrill | null {
  const open = ledger.drills.filter(({ left }) => !left).sort((a, b) => b.startedAt - a.startedAt)
  const counted = open.filter(drill => !hasEnded(ledger, drill))
  return counted.find(({ mode }) => !counted.some(other => isGraver(other.mode, mode))) ?? open[0] ?? null
}

/** What was measured before the last start; nothing where the clock has been set back since, as after a flat battery. */
function trustedOffset({ contact }: Ledger): number | null {
  return contact && Date.now() >= contact.at ? contact.offset : null
}

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))

export const KIOSK: InjectionKey<Kiosk> = Symbol('kiosk')

/** The kiosk of the screen this part stands on. */
export function useKiosk(): Kiosk {
  const kiosk = inject(KIOSK)
  if (!kiosk) throw new Error('this part stands on no kiosk')
  return kiosk
}
