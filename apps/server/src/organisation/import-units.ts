import { err, ok, readUnits, type Result, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { insertUnit } from './create-unit.ts'
import type { Grid } from './grid.ts'
import type { CheckedTable } from './import-people.ts'
import { manageTree } from './manage-unit.ts'
import { listUnits, type KeptUnit } from './unit.queries.ts'

async function read(tx: Tx, tree: readonly KeptUnit[], grid: Grid) {
  const townships = await tx.selectFrom('townships').selectAll().execute()
  return readUnits(grid, { units: tree, townships, newId: () => newId<UnitId>() })
}

/** Reads a table of units and creates none. */
export const checkUnits = ({ app, actor }: Context, grid: Grid): Promise<CheckedTable> =>
  app.db.read(actor, async tx => {
    const { units, problems, ignored } = await read(tx, await listUnits(tx), grid)
    return { count: units.length, problems, ignored }
  })

/** Makes a unit of every row, each after the one it hangs under, or none: a table with a fault is refused whole. */
export const importUnits = (context: Context, grid: Grid): Promise<Result<{ units: number }, Refusal>> =>
  manageTree(context, async (tx, tree): Promise<Result<{ units: number }, Refusal>> => {
    const { units, problems } = await read(tx, tree, grid)
    if (problems.length > 0) return err({ code: 'import-not-clean', problems })
    for (const unit of units) await insertUnit(tx, context, unit)
    await recordAudit(tx, context, {
      action: 'unit.import',
      subject: { kind: 'unit', id: context.actor.unitId },
      unitId: context.actor.unitId,
      after: { units: units.length },
    })
    return ok({ units: units.length })
  })
