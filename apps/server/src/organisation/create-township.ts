import { ok, type Result, type Township } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { manageTree } from './manage-unit.ts'

/** Adds a township by its division code. Refuses a code the county has already. */
export function createTownship(context: Context, input: Township): Promise<Result<Township, Refusal>> {
  return manageTree(context, async tx => {
    await tx.insertInto('townships').values(input).execute()
    await recordAudit(tx, context, {
      action: 'township.create',
      subject: { kind: 'township', id: input.code },
      unitId: null,
      after: input,
    })
    return ok(input)
  })
}
