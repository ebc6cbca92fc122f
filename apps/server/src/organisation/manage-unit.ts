import { covers, err, type Result, type UnitId } from '@anlan/domain'
import { brokenUnique } from '../db/faults.ts'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { lockTree } from './locks.ts'
import { listUnits, type KeptUnit } from './unit.queries.ts'

/** Which unit a verb is about, and the revision its author saw. */
export interface UnitInput {
  readonly id: UnitId
  readonly revision: number
}

export interface UnitTurn {
  readonly id: UnitId
  readonly revision: number
}

/**
 * What every verb on the tree begins and ends with: one at a time, over the whole tree as it stands; afterwards
 * everybody's scope is worked out anew, for it may reach other units now.
 */
export async function manageTree<Value>(
  context: Context,
  work: (tx: Tx, tree: readonly KeptUnit[]) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const { app, actor } = context
  const done = await app.db
    .transaction(actor, async tx => {
      await lockTree(tx)
      const value = await work(tx, await listUnits(tx))
      if (value.ok) announce(tx, 'sessions')
      return value
    })
    .catch((error: unknown): Result<Value, Refusal> => {
      const broken = brokenUnique(error)
      if (broken === 'units_school_code_key') return err({ code: 'school-code-taken' })
      if (broken === 'townships_pkey') return err({ code: 'township-taken' })
      throw error
    })
  if (done.ok) app.sessions.forgetAll()
  return done
}

/** The same for one unit that exists: it is in the actor's scope and nobody changed it meanwhile. */
export const manageUnit = <Value>(
  context: Context,
  input: UnitInput,
  work: (tx: Tx, before: KeptUnit, tree: readonly KeptUnit[]) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> =>
  manageTree(context, async (tx, tree): Promise<Result<Value, Refusal>> => {
    const before = tree.find(unit => unit.id === input.id)
    if (!before || !covers(context.actor.scope, before.id)) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    return work(tx, before, tree)
  })
