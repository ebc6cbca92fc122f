import {
  isBureauRole,
  ok,
  type FileId,
  type Hazard,
  type HazardCommand,
  type HazardId,
  type Result,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { reportHazardIn } from './report-hazard.ts'

/**
 * Reports a hazard anew that a look-back found to have come back, tied to the one it comes from, in the look-back's own
 * transaction: it is never noted as come back without being on the list again.
 */
export async function reopenHazard(
  tx: Tx,
  context: Context,
  closed: Hazard,
  command: HazardCommand,
  files: readonly FileId[],
): Promise<Result<{ id: HazardId; number: string } | null, Refusal>> {
  if (command.event !== 'look-back' || command.holds) return ok(null)
  const { area, place, riskPointId, unitId, number } = closed
  const reported = await reportHazardIn(tx, context, {
    ...{ unitId, files, ancestorId: closed.id },
    hazard: {
      ...{ area, place, riskPointId },
      source: isBureauRole(context.actor.role) ? 'supervision-review' : 'self-inspection',
      description: `回头看发现${number}号隐患反弹：${command.note}`,
      discoveredOn: context.app.clock.today(),
      ...{ interimControl: null, stopUse: false },
    },
  })
  return reported.ok ? ok({ id: reported.value.id, number: reported.value.number }) : reported
}
