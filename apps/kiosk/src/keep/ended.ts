import { isGraver, type DrillMode } from '@anlan/domain/drills'
import type { HeldDrill } from './held.ts'
import type { Ledger, Moment } from './ledger.ts'

/** By the server's word or by a fact that is here. */
export const hasEnded = (ledger: Ledger, { id, ended }: HeldDrill): boolean =>
  ended !== null ||
  [...ledger.set(id).facts.values()].some(({ kind }) => kind === 'v1.all-clear' || kind === 'v1.cancelled')

/**
 * Ends what is less grave than an alarm that has come. What the server knows it calls off itself; of the rest it learns
 * by a fact.
 */
export async function giveWay(ledger: Ledger, to: DrillMode, moment: Moment): Promise<void> {
  for (const drill of ledger.drills) {
    if (hasEnded(ledger, drill) || !isGraver(to, drill.mode)) continue
    if (drill.known) await ledger.change(drill.id, { ended: 'cancelled' })
    else await ledger.record(drill.id, { kind: 'v1.cancelled' }, moment)
  }
}
