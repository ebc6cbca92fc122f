import { err, ok, type Actor, type AuditVerdict, type Result } from '@anlan/domain'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { announceAlone } from '../live/news.ts'
import type { AuditKeeper } from './keeper.ts'
import { inTransaction } from './owner.ts'
import { SILENT_MS } from './verification.queries.ts'

export interface VerificationRunsOptions {
  readonly owner: pg.Pool
  readonly keeper: AuditKeeper
  readonly clock: Clock
  readonly log: Logger
}

/** Any number that nobody else takes: the letters "check". */
const RUN_LOCK = 0x63_68_65_63_6b
/** How often a run writes down how far it has come; that it is alive it says as often. */
const EVERY_MS = 500

class Stopped extends Error {}

/**
 * Runs of verification, one at a time in all servers of a database. A run goes on while people work and is looked at
 * from anywhere; one whose server dies falls silent, and the next may begin.
 */
export class VerificationRuns {
  readonly #owner: pg.Pool
  readonly #keeper: AuditKeeper
  readonly #clock: Clock
  readonly #log: Logger
  #running: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor({ owner, keeper, clock, log }: VerificationRunsOptions) {
    this.#owner = owner
    this.#keeper = keeper
    this.#clock = clock
    this.#log = log
  }

  /** Lays down a run, unless one is alive; `go` sets it going. */
  async begin(actor: Actor): Promise<Result<{ id: string }, { code: 'verification-running' }>> {
    const now = this.#clock.now()
    const id = newId<string>()
    const isLaidDown = await inTransaction(this.#owner, async client => {
      // Two who press at once: the second waits here, and then sees the run of the first.
      await client.query('select pg_advisory_xact_lock($1)', [RUN_LOCK])
      const { rowCount } = await client.query(
        `insert into audit_verifications (id, started_by, started_by_name, started_at, seen_at)
         select $1, $2, $3, $4, $4 where not exists (
           select from audit_verifications where finished_at is null and seen_at > $4::timestamptz - $5 * interval '1 ms')`,
        [id, actor.accountId, actor.name, now, SILENT_MS],
      )
      return rowCount === 1
    })
    return isLaidDown ? ok({ id }) : err({ code: 'verification-running' })
  }

  go(id: string): void {
    this.#running = this.#run(id)
  }

  /** Resolves when the run that goes on here, if one does, is over. */
  get idle(): Promise<void> {
    return this.#running
  }

  async #run(id: string): Promise<void> {
    const far = { checked: 0, total: 0 }
    let told = 0
    const tell = async (): Promise<void> => {
      told = Date.now()
      await this.#save(id, far)
    }
    // Steps that check nothing for long, as the log of seals, would leave the run silent.
    const pulse = setInterval(() => void tell().catch(() => undefined), SILENT_MS / 4)
    try {
      const outcome = await this.#keeper.verify({
        progress: async (checked, total) => {
          if (this.#isStopped) throw new Stopped()
          Object.assign(far, { checked, total: total ?? 0 })
          if (Date.now() - told >= EVERY_MS) await tell()
        },
      })
      await this.#finish(id, far, outcome)
    } catch (error) {
      if (!(error instanceof Stopped)) this.#log.error({ err: error }, 'verification of the audit broke off')
      // Where this cannot be written either, the run falls silent, which is told the same way.
      await this.#finish(id, far, null).catch(() => undefined)
    } finally {
      clearInterval(pulse)
    }
  }

  async #save(id: string, { checked, total }: { checked: number; total: number }): Promise<void> {
    await this.#owner.query(
      `update audit_verifications set checked = $2, total = $3, seen_at = $4 where id = $1 and finished_at is null`,
      [id, checked, total, this.#clock.now()],
    )
    await announceAlone(this.#owner, 'audit')
  }

  async #finish(
    id: string,
    { checked, total }: { checked: number; total: number },
    outcome: AuditVerdict | null,
  ): Promise<void> {
    await this.#owner.query(
      `update audit_verifications set checked = $2, total = $3, seen_at = $4, finished_at = $4, outcome = $5
       where id = $1`,
      [id, checked, total, this.#clock.now(), outcome && JSON.stringify(outcome)],
    )
    await announceAlone(this.#owner, 'audit')
  }

  /** Breaks a run off, so that a server that is to end need not wait for it. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#running
  }
}
