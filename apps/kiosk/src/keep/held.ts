import type { DrillMode, DrillType, Fact, FactRun, MergeReceipt, Roster } from '@anlan/domain/drills'

/** Who this kiosk is: good for one school's drills. */
export interface Identity {
  readonly token: string
  readonly deviceId: string
  readonly name: string
  readonly school: { readonly id: string; readonly name: string; readonly badge: string }
}

/** What was last known of the server's clock, and when by this device's own the server was last heard. */
export interface Contact {
  readonly at: number
  readonly offset: number | null
  /** Milliseconds this device has run since, as far as it was written down: no clock that is set back takes them away. */
  readonly ran?: number
}

/** The list a drill may start from without the server. */
export interface Pack {
  readonly mark: string
  readonly roster: Roster
  /** By this device's clock. */
  readonly takenAt: number
}

/** A drill this kiosk counts for, without its list and its facts: small, because every tap writes it. */
export interface HeldDrill {
  readonly id: string
  readonly type: DrillType
  readonly mode: DrillMode
  /** Milliseconds since 1970 by the server's clock, as far as this device knew it. */
  readonly startedAt: number
  /** The pack its list came from; null for the list the server froze. */
  readonly mark: string | null
  /** The server has it: facts may be sent. */
  readonly known: boolean
  /** How it ended by the server's word; an end by a fact is in the facts. */
  readonly ended: 'all-clear' | 'cancelled' | null
  /** 52 bits of this device for this drill, and the number of its next fact. */
  readonly run: FactRun
  readonly next: number
  /** Where this screen stands; null for nowhere in particular. */
  readonly point: string | null
  /** Up to where the others' facts were fetched, as the server said it. */
  readonly upTo: string | null
  /** What the server said of its own set when it was last asked. */
  readonly receipt: MergeReceipt | null
  /** Somebody at this screen took notice of the alarm, and of the end. */
  readonly alarmSeen: boolean
  readonly left: boolean
}

/** A fact on this device, and whether the server has it. */
export interface HeldFact {
  readonly fact: Fact
  /** `waiting` until the server says that it is on its disk; else its word. */
  readonly sent: 'waiting' | 'taken' | string
}

/** Everything on the device. */
export interface Everything {
  readonly identity: Identity | null
  readonly contact: Contact | null
  readonly pack: Pack | null
  readonly drills: readonly HeldDrill[]
  readonly rosters: readonly Roster[]
  readonly facts: readonly HeldFact[]
}

export const NOTHING: Everything = {
  ...{ identity: null, contact: null, pack: null },
  ...{ drills: [], rosters: [], facts: [] },
}

/** One thing to put on the disk or to take from it. Several go in one transaction: all of them or none. */
export type Change =
  | { readonly put: 'identity'; readonly value: Identity }
  | { readonly put: 'contact'; readonly value: Contact }
  | { readonly put: 'pack'; readonly value: Pack }
  | { readonly put: 'drill'; readonly value: HeldDrill }
  | { readonly put: 'roster'; readonly value: Roster }
  | { readonly put: 'fact'; readonly value: HeldFact }
  | { readonly drop: 'pack' }
  | { readonly drop: 'roster' | 'drill'; readonly drill: string }
  | { readonly drop: 'facts'; readonly drill: string }
  | { readonly drop: 'everything' }

/** Where what is held survives the end of the program. */
export interface Disk {
  load(): Promise<Everything>
  /** Resolves when all of it would survive the loss of power. Rejects when nothing was written. */
  write(changes: readonly Change[]): Promise<void>
}

/** Where the browser has no storage, or forbids it: nothing survives, and the screen says so. */
export const NO_DISK: Disk = {
  load: () => Promise.resolve(NOTHING),
  write: () => Promise.reject(new Error('this device keeps nothing')),
}
