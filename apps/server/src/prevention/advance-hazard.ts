import {
  decideHazard,
  err,
  FILES_OF_EVENT,
  hazardLimitsOn,
  ok,
  type FileId,
  type Hazard,
  type HazardCommand,
  type HazardId,
  type HazardOccasion,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles, type AttachableFile } from '../files/attach-files.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import {
  countNewPhotos,
  countPhotosBefore,
  findHazardForUpdate,
  findLead,
  listRectifiers,
} from './hazard.queries.ts'
import { reopenHazard } from './reopen-hazard.ts'
import { attachHazardFiles } from './report-hazard.ts'
import { appendHazardEvent, changesBetween, saveHazard } from './save-hazard.ts'
import { noticesOf } from './tell-hazard.ts'

interface Input {
  readonly id: HazardId
  readonly revision: number
  readonly command: HazardCommand
  readonly files: readonly FileId[]
}

/** The hazard as it is afterwards and, where a look-back found that it had come back, the one it came back in. */
export interface Advanced extends Hazard {
  readonly recurrence: { readonly id: HazardId; readonly number: string } | null
}

/** Carries one command on a hazard: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceHazard(context: Context, input: Input): Promise<Result<Advanced, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Advanced, Refusal>> => {
    const { command } = input
    const before = await findHazardForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const files = await findOwnFiles(tx, before.unitId, input.files)
    if (!files.ok) return files

    const decision = decideHazard(before, command, await occasionOf(tx, context, input.id, files.value))
    if (!decision.ok) return decision
    const after = decision.value

    const lead = await leadNameOf(tx, before, after)
    if (!lead.ok) return lead
    await saveHazard(tx, after, lead.value, command.event)
    const stage = FILES_OF_EVENT[command.event]
    if (stage) await attachHazardFiles(tx, after, files.value, stage)
    const changes = changesBetween(before, after)
    await appendHazardEvent(tx, context, after, { event: command.event, note: noteOf(command), changes })
    await recordAudit(tx, context, {
      action: `hazard.${command.event}`,
      subject: { kind: 'hazard', id: after.id },
      unitId: after.unitId,
      before,
      after,
    })
    await sendNotices(tx, noticesOf(before, after, command, actor.accountId))
    const recurrence = await reopenHazard(tx, context, after, command, input.files)
    if (!recurrence.ok) return recurrence
    announce(tx, 'hazards')
    return ok({ ...after, recurrence: recurrence.value })
  })
}

/** What the domain has to know besides the hazard and the command. */
async function occasionOf(
  tx: Tx,
  { app, actor, now }: Context,
  id: HazardId,
  files: readonly AttachableFile[],
): Promise<HazardOccasion> {
  const [photosBefore, photosAfter, rectifiers, { value: own }] = await Promise.all([
    countPhotosBefore(tx, id),
    countNewPhotos(tx, id, files),
    listRectifiers(tx, id),
    readRuleLimits(tx),
  ])
  const limits = hazardLimitsOn(own, app.clock.today())
  return { actor, now, limits, photosBefore, photosAfter, papers: files.length, rectifiers }
}

/** The lead's name as it was when he was named; a lead must be somebody of the unit. */
async function leadNameOf(tx: Tx, before: Hazard, after: Hazard): Promise<Result<string | null, Refusal>> {
  if (after.plan === null) return ok(null)
  if (after.plan.leadId === before.plan?.leadId) {
    const row = await tx
      .selectFrom('hazards')
      .select('lead_name')
      .where('id', '=', after.id)
      .executeTakeFirst()
    return ok(row?.lead_name ?? null)
  }
  const lead = await findLead(tx, after.unitId, after.plan.leadId)
  return lead ? ok(lead.name) : err({ code: 'unknown-lead' })
}

/** The words a person gave with a command. */
function noteOf(command: HazardCommand): string | null {
  switch (command.event) {
    case 'submit':
    case 'settle-elsewhere':
    case 'fix-at-once':
      return command.rectification
    case 'accept':
    case 'look-back':
      return command.note || null
    case 'confirm':
      return command.basis
    case 'transfer':
      return command.matter
    case 'grant-extension':
      return null
    default:
      return command.reason
  }
}
