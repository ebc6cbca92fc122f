import {
  decideAssignment,
  type AssignmentId,
  type Summary,
  type SummaryCommand,
  type UnitId,
} from '@anlan/domain'
import { findAssignmentForUpdate, type LockedAssignment } from '../campaign/assignment.queries.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import type { Context } from '../trpc.ts'
import { findAsked } from './summary.queries.ts'

const CARRIED = { sign: 'submit', return: 'return', accept: 'accept' } as const

/**
 * Every task that asks for a summary is done with it: handed in when that is, returned and accepted likewise, so that nobody
 * does it twice. Where a task stands elsewhere, because its material came as a file, it stays as it is.
 */
export async function carryToTasks(
  tx: Tx,
  context: Context,
  summary: Summary,
  command: SummaryCommand,
): Promise<void> {
  if (command.event !== 'sign' && command.event !== 'return' && command.event !== 'accept') return
  const asked = await findAsked(tx, summary)
  // One after the other, in the order of their ids, so that two who carry at once do not lock each other out.
  for (const { id } of (asked?.tasks ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    await carryToTask(tx, context, summary, command, id)
}

type Carried = Extract<SummaryCommand, { event: keyof typeof CARRIED }>

async function carryToTask(
  tx: Tx,
  context: Context,
  summary: Summary,
  command: Carried,
  id: AssignmentId,
): Promise<void> {
  const event = CARRIED[command.event]
  const before = await findAssignmentForUpdate(tx, id)
  if (!before) return
  const reason = command.event === 'return' ? command.reason : null
  const unitId = before.unit_id as UnitId
  const decision = decideAssignment(
    { state: before.state, unitId, submitters: before.submitters },
    event,
    // Who may sign was decided with the summary: the head of the school a unit belongs to hands its task in as well.
    event === 'submit' ? { ...context.actor, unitId } : context.actor,
    reason,
  )
  if (!decision.ok) return
  const version = event === 'submit' ? before.versions + 1 : before.versions
  await (event === 'submit'
    ? handIn(tx, context, before, summary)
    : judge(tx, context, before, event, reason))
  await tx
    .updateTable('assignments')
    .set({ state: decision.value, revision: before.revision + 1, versions: version })
    .where('id', '=', before.id)
    .execute()
  await recordAudit(tx, context, {
    ...{ action: `assignment.${event}`, subject: { kind: 'assignment', id: before.id }, unitId },
    before: { state: before.state },
    after: { state: decision.value, version, reason },
  })
  announce(tx, `campaign:${before.campaign_id}`)
}

async function handIn(
  tx: Tx,
  { actor, now }: Context,
  before: LockedAssignment,
  { title, version, unitId }: Summary,
): Promise<void> {
  await tx
    .insertInto('submissions')
    .values({
      ...{ id: newId<string>(), version: before.versions + 1, assignment_id: before.id, unit_id: unitId },
      statement: `已在“总结”中报送《${title}》第${version}稿。`,
      ...{ submitted_by: actor.accountId, submitted_by_name: actor.name, submitted_at: now },
    })
    .execute()
  await tx
    .updateTable('assignments')
    .set({ submitted_by: actor.accountId, submitted_at: now })
    .set({ decided_by: null, decided_at: null, reason: null })
    .where('id', '=', before.id)
    .execute()
}

async function judge(
  tx: Tx,
  { actor, now }: Context,
  before: LockedAssignment,
  event: 'return' | 'accept',
  reason: string | null,
): Promise<void> {
  const decided = { decided_by: actor.accountId, decided_at: now, reason }
  await tx.updateTable('assignments').set(decided).where('id', '=', before.id).execute()
  await tx
    .updateTable('submissions')
    .set({ ...decided, decision: event === 'accept' ? 'accepted' : 'returned', decided_by_name: actor.name })
    .where('assignment_id', '=', before.id)
    .where('version', '=', before.versions)
    .execute()
}
