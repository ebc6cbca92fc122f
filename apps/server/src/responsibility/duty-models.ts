import {
  compareModels,
  err,
  isOffice,
  ok,
  STARTING_DUTIES,
  STARTING_OFFICE_DUTIES,
  type Instant,
  type ModelDuty,
  type Result,
  type UnitKind,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { tellModel } from './tell-model.ts'

export interface Model {
  /** Zero: the list the county begins with. */
  readonly version: number
  readonly items: readonly ModelDuty[]
  readonly note: string | null
  readonly madeByName: string | null
  readonly madeAt: Instant | null
}

/** The list a unit takes over: the bureau's newest for schools, the one of the house for the bureau's own sections. */
export async function readModel(tx: Tx, kind: UnitKind): Promise<Model> {
  const given = { version: 0, note: null, madeByName: null, madeAt: null }
  if (isOffice(kind)) return { ...given, items: STARTING_OFFICE_DUTIES }
  const row = await tx
    .selectFrom('duty_models')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { ...given, items: STARTING_DUTIES }
  return {
    ...{ version: row.version, items: row.items, note: row.note },
    ...{ madeByName: row.made_by_name, madeAt: row.made_at },
  }
}

/** Hands down the next version of the model list. `from` is the version it was made from. */
export function saveModel(
  context: Context,
  {
    from,
    items,
    note,
  }: { readonly from: number; readonly items: readonly ModelDuty[]; readonly note: string },
): Promise<Result<{ version: number }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ version: number }, Refusal>> => {
    const current = await readModel(tx, 'county-school')
    if (current.version !== from) return err({ code: 'stale-revision', current: current.version })
    const changes = compareModels(current.items, items)
    if (Object.values(changes).every(keys => keys.length === 0)) return err({ code: 'model-unchanged' })
    const version = from + 1
    const made = await tx
      .insertInto('duty_models')
      .values({ version, items: JSON.stringify(items), note, made_by_name: actor.name, made_at: now })
      .onConflict(conflict => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (!made) return err({ code: 'stale-revision', current: version })
    await recordAudit(tx, context, {
      ...{ action: 'duty-model.save', subject: { kind: 'duty-model', id: String(version) }, unitId: null },
      after: { version, count: items.length, note, ...changes },
    })
    await tellModel(tx, { version, note, changes })
    return ok({ version })
  })
}
