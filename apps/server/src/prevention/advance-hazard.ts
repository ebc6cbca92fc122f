import {
  decideHazard,
  err,
  ok,
  type FileId,
  type Hazard,
  type HazardCommand,
  type HazardId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { countNewPhotos, findHazardForUpdate, findLead, listRectifiers } from './hazard.queries.ts'
import { attachHazardFiles } from './report-hazard.ts'
import { appendHazardEvent, changesBetween, saveHazard } from './save-hazard.ts'
import { noticesOf } from './tell-hazard.ts'

interface Input {
  readonly id: HazardId
  readonly revision: number
  readonly command: HazardCommand
  readonly files: readonly FileId[]
}

/** Carries one command on a hazard: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceHazard(context: Context, input: Input): Promise<Result<Hazard, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Hazard, Refusal>> => {
    const before = await findHazardForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const files = await findOwnFiles(tx, before.unitId, input.files)
    if (!files.ok) return files

    const photosAfter = await countNewPhotos(tx, input.id, files.value)
    const rectifiers = await listRectifiers(tx, input.id)
    const decision = decideHazard(before, input.command, { actor, now, photosAfter, rectifiers })
    if (!decision.ok) return decision
    const after = decision.value

    const lead = await leadNameOf(tx, before, after)
    if (!lead.ok) return lead
    await saveHazard(tx, after, lead.value)
    await attachHazardFiles(tx, after, files.value, 'after')
    const changes = changesBetween(before, after)
    const { event } = input.command
    await appendHazardEvent(tx, context, after, { event, note: noteOf(input.command), changes })
    await recordAudit(tx, context, {
      action: `hazard.${event}`,
      subject: { kind: 'hazard', id: after.id },
      unitId: after.unitId,
      before,
      after,
    })
    await sendNotices(tx, noticesOf(before, after, input.command, actor.accountId))
    announce(tx, 'hazards')
    return ok(after)
  })
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
      return command.rectification
    case 'accept':
      return command.note || null
    case 'confirm':
      return command.basis
    case 'grant-extension':
      return null
    default:
      return command.reason
  }
}
