import {
  decideAssignment,
  err,
  listMissingEvidence,
  ok,
  type AssignmentId,
  type FileId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import type { AssignmentTurn } from './advance-assignment.ts'
import { findAssignmentForUpdate } from './assignment.queries.ts'

interface Input {
  readonly id: AssignmentId
  readonly revision: number
  readonly statement: string
  readonly files: readonly FileId[]
}

/**
 * Hands in a unit's work: the next version, which nobody changes afterwards. Refuses when the campaign rests, when
 * evidence the task asks for is missing, and when a file is not the unit's own. A file that was evidence before may
 * come again; whoever reviews it is told (`usedElsewhere` in `get-assignment.ts`).
 */
export function submitAssignment(context: Context, input: Input): Promise<Result<AssignmentTurn, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<AssignmentTurn, Refusal>> => {
    const before = await findAssignmentForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.campaign_state !== 'running') return err({ code: 'campaign-not-running' })
    const unitId = before.unit_id as UnitId
    const decision = decideAssignment(
      { state: before.state, unitId, submitters: before.submitters },
      'submit',
      actor,
      null,
    )
    if (!decision.ok) return decision
    const files = await findOwnFiles(tx, unitId, input.files)
    if (!files.ok) return files
    const missing = listMissingEvidence(before.evidence, {
      statement: input.statement,
      files: files.value.map(file => ({ mediaType: file.media_type })),
    })
    if (missing.length > 0) return err({ code: 'evidence-missing', kinds: missing })

    const submission = { id: newId<string>(), version: before.versions + 1 }
    await tx
      .insertInto('submissions')
      .values({
        ...submission,
        ...{ assignment_id: before.id, unit_id: unitId, statement: input.statement },
        ...{ submitted_by: actor.accountId, submitted_by_name: actor.name, submitted_at: now },
      })
      .execute()
    if (files.value.length > 0)
      await tx
        .insertInto('submission_files')
        .values(
          files.value.map(file => ({ submission_id: submission.id, file_id: file.id, unit_id: unitId })),
        )
        .execute()
    const revision = before.revision + 1
    await tx
      .updateTable('assignments')
      .set({ state: decision.value, revision, versions: submission.version })
      .set({ submitted_by: actor.accountId, submitted_at: now })
      .set({ decided_by: null, decided_at: null, reason: null })
      .where('id', '=', before.id)
      .execute()
    await recordAudit(tx, context, {
      action: 'assignment.submit',
      subject: { kind: 'assignment', id: before.id },
      unitId,
      before: { state: before.state },
      after: {
        ...{ state: decision.value, version: submission.version, statement: input.statement },
        files: files.value.map(file => file.id),
      },
    })
    announce(tx, `campaign:${before.campaign_id}`)
    return ok({ id: input.id, state: decision.value, revision })
  })
}
