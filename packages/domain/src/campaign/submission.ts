import { z } from 'zod'
import { isBlank } from '../kernel/human-text.ts'
import { Instant } from '../kernel/day.ts'
import { AccountId, AssignmentId, FileId, SubmissionId } from '../kernel/ids.ts'
import type { EvidenceKind } from './task.ts'

/** One hand-in. It never changes: a resubmission is the next version (FACTS 2). */
export const Submission = z.object({
  id: SubmissionId,
  assignmentId: AssignmentId,
  version: z.number().int().min(1),
  statement: z.string().max(20_000),
  files: z.array(FileId),
  submittedBy: AccountId,
  submittedAt: Instant,
  decision: z.enum(['accepted', 'returned']).nullable(),
  decidedBy: AccountId.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
})
export type Submission = z.infer<typeof Submission>

/** What a unit hands in, before it is a submission: `files` with the media type the server sniffed. */
export interface Evidence {
  readonly statement: string
  readonly files: readonly { readonly mediaType: string }[]
}

/** Kinds of evidence the task asks for that the hand-in lacks. */
export function listMissingEvidence(asked: readonly EvidenceKind[], evidence: Evidence): EvidenceKind[] {
  const photos = evidence.files.some(file => file.mediaType.startsWith('image/'))
  const documents = evidence.files.some(file => !file.mediaType.startsWith('image/'))
  const has: Record<EvidenceKind, boolean> = {
    statement: !isBlank(evidence.statement),
    photo: photos,
    document: documents,
  }
  return asked.filter(kind => !has[kind])
}
