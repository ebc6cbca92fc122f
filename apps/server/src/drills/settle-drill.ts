import { makeMergeReceipt, resultOf, type DrillId } from '@anlan/domain'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Writes down what the facts of an ended drill say: counts, times and the receipt by which kiosks see that nothing of
 * theirs is missing. Facts that come later change it; each time it is drawn from all of them anew.
 */
export async function settleDrill(
  { db, musters }: Pick<App, 'db' | 'musters'>,
  drill: DrillId,
): Promise<void> {
  const live = await musters.of(drill, { fresh: true })
  if (!live) return
  const receipt = await makeMergeReceipt(live.set, sha256)
  await db.unrecorded(SYSTEM, 'drill-fact', tx =>
    tx
      .updateTable('drills')
      .set({
        ...{ result: JSON.stringify(resultOf(live.muster, live.set)), receipt: receipt.hash },
        fact_count: receipt.facts,
      })
      .where('id', '=', drill)
      // Another server may have drawn it from facts that came since: the one drawn from more stands.
      .where('fact_count', '<=', receipt.facts)
      // The names are gone when a drill is closed, and what was drawn from them stands.
      .where('state', 'in', ['running', 'all-clear', 'reviewed'])
      .execute(),
  )
}

/** How long facts of an ended drill may gather before it is drawn anew. */
const GATHER_MS = 2_000

/** Settles drills whose facts came after their end, soon and once for many. */
export class Settlement {
  readonly #app: Pick<App, 'db' | 'musters'>
  readonly #log: Logger
  readonly #waiting = new Map<string, NodeJS.Timeout>()
  #stopped = false

  constructor(app: Pick<App, 'db' | 'musters'>, log: Logger) {
    this.#app = app
    this.#log = log
  }

  /** Facts of a drill have come. Nothing happens while it runs. */
  note(drill: string): void {
    if (this.#waiting.has(drill)) return
    const timer = setTimeout(() => {
      this.#waiting.delete(drill)
      this.#settle(drill).catch((error: unknown) => {
        this.#log.error({ err: error, drill }, 'drill not settled; trying again')
        if (!this.#stopped) this.note(drill)
      })
    }, GATHER_MS)
    this.#waiting.set(drill, timer)
  }

  /**
   * Settles what a server that died had still to settle: drills without a result, and those whose facts of late are more
   * than their result was drawn from.
   */
  async catchUp(): Promise<void> {
    const { rows } = await this.#app.db.read(SYSTEM, tx =>
      sql<{
        id: string
      }>`select d.id from drills d where d.state in ('all-clear', 'reviewed') and d.roster is not null
        and (d.receipt is null or (
          exists (select from drill_facts f where f.drill_id = d.id and f.received_at > now() - interval '14 days')
          and d.fact_count < (select count(*) from drill_facts f where f.drill_id = d.id)))`.execute(tx),
    )
    for (const { id } of rows) this.note(id)
  }

  async #settle(drill: string): Promise<void> {
    const { db, musters } = this.#app
    const state =
      musters.stateOf(drill) ??
      (
        await db.read(SYSTEM, tx =>
          tx.selectFrom('drills').select('state').where('id', '=', drill).executeTakeFirst(),
        )
      )?.state
    if (state === 'all-clear' || state === 'reviewed') await settleDrill(this.#app, drill as DrillId)
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
  }
}
