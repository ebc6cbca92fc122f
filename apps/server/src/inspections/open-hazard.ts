import {
  err,
  may,
  ok,
  type HazardId,
  type InspectionRunId,
  type NewHazard,
  type ProposedHazard,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { reportHazardIn } from '../prevention/report-hazard.ts'
import type { Refusal } from '../refusal.ts'
import { showRestricted } from '../registers/restricted.ts'
import type { Context } from '../trpc.ts'
import { versionOf } from './inspections.table.ts'
import { findRun, judgeKept, listAnswers, listOpened, restrictedCodes } from './run.queries.ts'

interface Input {
  readonly id: InspectionRunId
  /** The failing item. */
  readonly code: string
  /** What a person may say otherwise than it is proposed; of an item about single pupils none of it is taken. */
  readonly hazard: Pick<NewHazard, 'place' | 'description' | 'interimControl' | 'stopUse'>
}

export interface OpenedHazard {
  readonly hazardId: HazardId
  readonly number: string
}

/**
 * Makes a hazard of a failing item of a run that was handed in: area, source, day and pictures as the item proposes
 * them. An item becomes a hazard once. A grade is only proposed; whoever confirms the hazard gives it. A hazard is read by
 * many: of an item about single pupils it says what the item asks, and nothing that anybody wrote.
 */
export function openHazard(context: Context, input: Input): Promise<Result<OpenedHazard, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<OpenedHazard, Refusal>> => {
    await showRestricted(tx)
    const run = await findRun(tx, input.id, true)
    if (!run) return err({ code: 'not-found' })
    if (!may(actor, 'hazard.report', run.unitId)) return err({ code: 'not-permitted' })
    if (run.handedInAt === null) return err({ code: 'run-not-handed-in' })
    const version = versionOf(run)
    if (!version.ok) return version
    const { proposals } = judgeKept(version.value, run, await listAnswers(tx, run.id))
    const proposal = proposals.find(({ code }) => code === input.code)
    // That an item about single pupils fails is known to few.
    if (!proposal || (restrictedCodes(version.value).has(input.code) && !may(actor, 'bullying-case.read')))
      return err({ code: 'not-found' })
    const known = (await listOpened(tx, run.id)).find(({ code }) => code === input.code)
    if (known) return err({ code: 'item-already-reported', number: known.number })

    const { area, source, discoveredOn, photos, grade: proposed } = proposal
    const wording = proposal.restricted ? wordingOf(proposal) : input.hazard
    const reported = await reportHazardIn(tx, context, {
      ...{ unitId: run.unitId, files: photos },
      hazard: { ...wording, area, source, discoveredOn, riskPointId: null },
    })
    if (!reported.ok) return reported
    const { id: hazardId, number } = reported.value
    await tx
      .insertInto('inspection_hazards')
      .values({ run_id: run.id, code: input.code, hazard_id: hazardId, unit_id: run.unitId, proposed })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'inspection.open-hazard', subject: { kind: 'inspection', id: run.id } },
      ...{ unitId: run.unitId, after: { item: proposal.restricted ? null : input.code, number, proposed } },
    })
    return ok({ hazardId, number })
  })
}

/** What is said of an item about single pupils, whoever says it. */
const wordingOf = ({ place, description }: ProposedHazard): Input['hazard'] => ({
  ...{ place, description: description.zh, interimControl: null, stopUse: false },
})
