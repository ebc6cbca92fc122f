import {
  ASSIGNMENT_FLOW,
  decideAssignment,
  err,
  ok,
  type AccountId,
  type Actor,
  type AssignmentEvent,
  type AssignmentId,
  type FileId,
  type Instant,
  type Result,
  type RoleId,
  type Submission,
  type SubmissionId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { FileMeta } from '../files/keep-file.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { assignmentsWithNames, readRows, type AssignmentRow } from './assignment.queries.ts'

/** A file of a hand-in. `usedElsewhere`: the same picture or paper is evidence of something else in the reader's scope. */
export type EvidenceFile = FileMeta & { readonly usedElsewhere: boolean }

export interface SubmissionDetail extends Omit<Submission, 'files'> {
  readonly by: { readonly name: string; readonly role: RoleId | null }
  readonly decidedByName: string | null
  readonly files: EvidenceFile[]
}

export interface AssignmentDetail extends AssignmentRow {
  /** The document's own sentence. */
  readonly quote: string
  /** It asks for the summary, which has a page of its own: what is signed there hands this in. */
  readonly asksSummary: boolean
  readonly submissions: SubmissionDetail[]
  /** What the reader may do now. */
  readonly events: AssignmentEvent[]
  readonly history: { at: Instant; who: string; role: RoleId; action: string; reason: string | null }[]
}

/** An assignment with every hand-in and all that happened to it, within the reader's scope. */
export function getAssignment(
  { app, actor }: Context,
  id: AssignmentId,
): Promise<Result<AssignmentDetail, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<AssignmentDetail, Refusal>> => {
    const one = () => assignmentsWithNames(tx).where('assignments.id', '=', id)
    const [rows, more, submissions, history] = await Promise.all([
      readRows(one(), app.clock.today()),
      one().select(['tasks.quote', 'tasks.milestone']).executeTakeFirst(),
      readSubmissions(tx, id),
      readHistory(tx, id),
    ])
    const row = rows[0]
    if (!row || !more) return err({ code: 'not-found' })
    const submitters = submissions.map(each => each.submittedBy)
    const events = listPossibleEvents(row, submitters, actor)
    return ok({
      ...{ ...row, quote: more.quote, asksSummary: more.milestone === 'summary' },
      ...{ submissions, events, history },
    })
  })
}

/** Asks the domain event by event; a reason would be asked for later, so one is assumed. */
function listPossibleEvents(
  row: AssignmentRow,
  submitters: readonly string[],
  actor: Actor,
): AssignmentEvent[] {
  if (row.campaignState !== 'running') return []
  const before = { state: row.state, unitId: row.unit.id, submitters }
  return (Object.keys(ASSIGNMENT_FLOW[row.state]) as AssignmentEvent[]).filter(
    event => decideAssignment(before, event, actor, '-').ok,
  )
}

async function readSubmissions(tx: Tx, id: AssignmentId): Promise<SubmissionDetail[]> {
  const [rows, files] = await Promise.all([
    tx
      .selectFrom('submissions')
      .leftJoin('accounts', 'accounts.id', 'submissions.submitted_by')
      .selectAll('submissions')
      .select('accounts.role')
      .where('assignment_id', '=', id)
      .orderBy('version', 'desc')
      .execute(),
    readEvidence(tx, id),
  ])
  return rows.map(row => ({
    id: row.id as SubmissionId,
    assignmentId: row.assignment_id as AssignmentId,
    version: row.version,
    statement: row.statement,
    submittedBy: row.submitted_by as AccountId,
    submittedAt: row.submitted_at,
    decision: row.decision,
    decidedBy: row.decided_by as AccountId | null,
    decidedAt: row.decided_at,
    reason: row.reason,
    by: { name: row.submitted_by_name, role: row.role },
    decidedByName: row.decided_by_name,
    files: files.get(row.id) ?? [],
  }))
}

async function readEvidence(tx: Tx, id: AssignmentId): Promise<Map<string, EvidenceFile[]>> {
  const rows = await tx
    .selectFrom('submission_files')
    .innerJoin('submissions', 'submissions.id', 'submission_files.submission_id')
    .innerJoin('files', 'files.id', 'submission_files.file_id')
    .select(['submission_files.submission_id', 'files.id', 'files.name', 'files.media_type', 'files.size'])
    .select(['files.width', 'files.height'])
    .select(
      sql<boolean>`(
        exists (select from files same join submission_files used on used.file_id = same.id
          join submissions other on other.id = used.submission_id
          where same.sha256 = files.sha256 and other.assignment_id <> submissions.assignment_id)
        or exists (select from files same join hazard_files used on used.file_id = same.id
          where same.sha256 = files.sha256))`.as('used_elsewhere'),
    )
    .where('submissions.assignment_id', '=', id)
    .orderBy('files.id')
    .execute()
  const byPart = Map.groupBy(rows, row => row.submission_id)
  return new Map([...byPart].map(([key, parts]) => [key, parts.map(toEvidence)]))
}

const toEvidence = (row: {
  id: string
  name: string
  media_type: string
  size: number
  width: number | null
  height: number | null
  used_elsewhere: boolean
}): EvidenceFile => ({
  ...{ id: row.id as FileId, name: row.name, mediaType: row.media_type, size: row.size },
  ...{ width: row.width, height: row.height, usedElsewhere: row.used_elsewhere },
})

/** The record's own lines about it, oldest first. */
async function readHistory(tx: Tx, id: AssignmentId): Promise<AssignmentDetail['history']> {
  const rows = await tx
    .selectFrom('audit_events')
    .select(['at', 'actor_name', 'actor_role', 'action'])
    .select(sql<string | null>`after ->> 'reason'`.as('reason'))
    .where('subject_id', '=', id)
    .where('subject_kind', '=', 'assignment')
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    ...{ at: row.at, who: row.actor_name, role: row.actor_role as RoleId },
    ...{ action: row.action, reason: row.reason },
  }))
}
