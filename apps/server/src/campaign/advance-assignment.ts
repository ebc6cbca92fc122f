import {
  decideAssignment,
  err,
  ok,
  type AssignmentEvent,
  type AssignmentId,
  type AssignmentState,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findAssignmentForUpdate, type LockedAssignment } from './assignment.queries.ts'

/** Events other than handing in, which has its own verb because it brings evidence. */
export type PlainAssignmentEvent = Exclude<AssignmentEvent, 'submit'>

interface Input {
  readonly id: AssignmentId
  readonly revision: number
  readonly event: PlainAssignmentEvent
  readonly reason: string | null
}

export interface AssignmentTurn {
  readonly id: AssignmentId
  readonly state: AssignmentState
  readonly revision: number
}

/** Carries one event on an assignment: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceAssignment(context: Context, input: Input): Promise<Result<AssignmentTurn, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<AssignmentTurn, Refusal>> => {
    const before = await findAssignmentForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.campaign_state !== 'running') return err({ code: 'campaign-not-running' })
    const unitId = before.unit_id as UnitId
    const decision = decideAssignment(
      { state: before.state, unitId, submitters: before.submitters },
      input.event,
      actor,
      input.reason,
    )
    if (!decision.ok) return decision

    const after = { id: input.id, state: decision.value, revision: before.revision + 1 }
    await save(tx, context, input, after)
    if (input.event === 'accept' || input.event === 'return') {
      await decideSubmission(tx, context, before, input)
      await tellSubmitter(tx, before, input, after.revision)
    }
    await recordAudit(tx, context, {
      action: `assignment.${input.event}`,
      subject: { kind: 'assignment', id: before.id },
      unitId,
      before: { state: before.state },
      after: { state: after.state, version: before.versions, reason: input.reason },
    })
    announce(tx, `campaign:${before.campaign_id}`)
    return ok(after)
  })
}

async function save(tx: Tx, { actor, now }: Context, input: Input, after: AssignmentTurn): Promise<void> {
  const judged = input.event !== 'receive'
  await tx
    .updateTable('assignments')
    .set({ state: after.state, revision: after.revision })
    .$if(judged, query =>
      query.set({ decided_by: actor.accountId, decided_at: now, reason: input.reason?.trim() ?? null }),
    )
    .where('id', '=', input.id)
    .execute()
}

/** The decision stands on the hand-in it is about; earlier versions keep theirs. */
async function decideSubmission(
  tx: Tx,
  { actor, now }: Context,
  before: LockedAssignment,
  input: Input,
): Promise<void> {
  await tx
    .updateTable('submissions')
    .set({
      decision: input.event === 'accept' ? 'accepted' : 'returned',
      ...{ decided_by: actor.accountId, decided_by_name: actor.name, decided_at: now },
      reason: input.reason?.trim() ?? null,
    })
    .where('assignment_id', '=', before.id)
    .where('version', '=', before.versions)
    .execute()
}

async function tellSubmitter(
  tx: Tx,
  before: LockedAssignment,
  input: Input,
  revision: number,
): Promise<void> {
  if (before.submitted_by === null) return
  const accepted = input.event === 'accept'
  const reason = input.reason?.trim() ?? ''
  await sendNotices(tx, [
    {
      accountId: before.submitted_by,
      kind: accepted ? 'accepted' : 'returned',
      title: accepted
        ? { zh: `审核通过：${before.title}`, en: `Accepted: ${before.title}` }
        : { zh: `退回补充：${before.title}`, en: `Returned: ${before.title}` },
      body: accepted
        ? { zh: reason || '材料已审核通过。', en: reason || 'Your hand-in was accepted.' }
        : { zh: `退回理由：${reason}`, en: `Reason: ${reason}` },
      link: `/tasks/${before.id}`,
      dedupeKey: `assignment ${before.id} ${revision}`,
    },
  ])
}
