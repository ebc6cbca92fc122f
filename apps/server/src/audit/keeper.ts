import type { AuditVerdict } from '@anlan/domain'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { isDatabaseAway } from '../db/faults.ts'
import { chainEvents, countUnchained, relistEvents } from './chain.ts'
import { findHead, type Head } from './owner.ts'
import { findLastSeal, sealHead, SEAL_COLUMNS, type Seal } from './seal.ts'
import { SealLog } from './seal-log.ts'
import { readSealingKey } from './sealing-key.ts'
import { verifyDatabase, type VerifyOptions } from './verify-database.ts'

const CHAIN_EVERY_MS = 1_000
const SEAL_EVERY_MS = 10 * 60_000

export interface AuditKeeperOptions {
  /** The schema's owner: the runtime role may add events, and cannot link or seal them. */
  readonly owner: pg.Pool
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Logger
}

/** How far the record is linked, what waits to be, and the last seal. */
export interface ChainState {
  readonly head: Head | null
  readonly lastSeal: Seal | null
  readonly waiting: number
}

/** Links events into the chain, seals its head, and keeps the seals outside the database too. */
export class AuditKeeper {
  readonly #owner: pg.Pool
  readonly #dataDir: string
  readonly #clock: Clock
  readonly #log: Logger
  readonly #sealLog: SealLog
  #waiting = 0
  #logged: number | null = null
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #sealedAt = 0
  #stopped = false

  constructor({ owner, dataDir, clock, log }: AuditKeeperOptions) {
    this.#owner = owner
    this.#dataDir = dataDir
    this.#clock = clock
    this.#log = log
    this.#sealLog = new SealLog(dataDir)
  }

  /** Events written and not linked yet, as of the last look; a number that grows means that the keeper stands still. */
  get waiting(): number {
    return this.#waiting
  }

  /** Links everything that waits. */
  async chain(): Promise<number> {
    let linked = 0
    for (let more = true; more;) {
      const count = await chainEvents(this.#owner)
      linked += count
      more = count > 0
    }
    this.#waiting = await countUnchained(this.#owner)
    return linked
  }

  /** Seals what was linked since the last seal, and writes down every seal this folder does not know yet. */
  async seal(): Promise<Seal | null> {
    // Read each time: the key may have been replaced on the command line.
    const seal = await sealHead(this.#owner, readSealingKey(this.#dataDir), this.#clock.now())
    await this.#copySeals()
    return seal
  }

  /** Other servers of the database seal too; each folder holds the seals of all. */
  async #copySeals(): Promise<void> {
    this.#logged ??= await this.#sealLog.reach()
    const { rows } = await this.#owner.query<Seal & { publicKey: string }>(
      `select ${SEAL_COLUMNS}, public_key as "publicKey" from audit_seals join audit_keys using (key_id)
       where position > $1 order by position`,
      [this.#logged],
    )
    for (const { publicKey, ...seal } of rows) {
      await this.#sealLog.append(seal, publicKey)
      this.#logged = seal.position
    }
    const last = await findLastSeal(this.#owner)
    if (this.#logged > (last?.position ?? 0)) {
      this.#log.error(
        { sealed: this.#logged, found: last?.position ?? 0 },
        'the audit in the database is shorter than the seals kept in the data folder: run anlan audit verify',
      )
    }
  }

  /** How far the record is linked and sealed at this moment. */
  async state(): Promise<ChainState> {
    const [head, lastSeal, waiting] = await Promise.all([
      findHead(this.#owner),
      findLastSeal(this.#owner),
      countUnchained(this.#owner),
    ])
    return { head, lastSeal, waiting }
  }

  /** Checks the whole record, with the seals kept in the data folder. */
  verify(options?: VerifyOptions): Promise<AuditVerdict> {
    return verifyDatabase(this.#owner, this.#sealLog, options)
  }

  /** Begins to link once a second and to seal when there is something new, until `stop`. */
  start(): void {
    this.#running = this.#attempt(() => relistEvents(this.#owner))
    this.#plan()
  }

  #plan(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#running = this.#attempt(() => this.#turn()).then(() => this.#plan())
    }, CHAIN_EVERY_MS)
    this.#timer.unref()
  }

  async #turn(): Promise<void> {
    await this.chain()
    if (Date.now() - this.#sealedAt < SEAL_EVERY_MS) return
    await this.seal()
    this.#sealedAt = Date.now()
  }

  /** A database that is away for a while is told once a turn and tried again; the work list keeps the events. */
  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#log[isDatabaseAway(error) ? 'warn' : 'error']({ err: error }, 'audit keeper')
    }
  }

  /** Links and seals what is left, so that a stopped server leaves nothing unsealed. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
    await this.#attempt(async () => {
      await this.chain()
      await this.seal()
    })
  }
}
