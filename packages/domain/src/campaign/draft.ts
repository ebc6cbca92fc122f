import { z } from 'zod'
import type { Day } from '../kernel/day.ts'
import { ADDRESSEE_SETS } from '../organisation/addressees.ts'
import { Campaign } from './campaign.ts'
import { Phase } from './phase.ts'
import { Task } from './task.ts'
import { humanText } from '../kernel/human-text.ts'

/** What a person said to a question of the reader: an answer, or that it need not be answered, and why. */
export const QuestionResolution = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), answer: humanText(1, 500) }),
  z.object({ kind: z.literal('waived'), reason: humanText(2, 500) }),
])
export type QuestionResolution = z.infer<typeof QuestionResolution>

/** A question the plan reader asks the document's author; `code` is the reader's, an open set. */
export const DraftQuestion = z.object({
  id: z.string(),
  code: z.string(),
  path: z.string().nullable(),
  quote: z.string(),
  span: z.object({ start: z.number().int(), end: z.number().int() }).nullable(),
  message: z.object({ zh: z.string(), en: z.string() }),
  resolution: QuestionResolution.nullable(),
})
export type DraftQuestion = z.infer<typeof DraftQuestion>

/** A document with more phases or duties than these is a collection of documents. */
export const MAX_PHASES = 20
export const MAX_TASKS = 200

/** A campaign as read out of a document, before anybody owes anything. */
export const CampaignDraft = z.object({
  ...Campaign.pick({
    title: true,
    year: true,
    issuer: true,
    documentNumber: true,
    issuedOn: true,
    from: true,
    to: true,
  }).shape,
  phases: z.array(Phase).max(MAX_PHASES),
  tasks: z.array(Task).max(MAX_TASKS),
  questions: z.array(DraftQuestion),
})
export type CampaignDraft = z.infer<typeof CampaignDraft>

/** Why a draft cannot be confirmed yet (`blocking`), or what a careful clerk would look at once more. */
export type DraftProblem =
  | { code: 'no-phases'; blocking: true }
  | { code: 'no-tasks'; blocking: true }
  | { code: 'question-open'; blocking: true; question: string }
  | { code: 'task-without-addressees'; blocking: true; task: string }
  | { code: 'task-without-phase'; blocking: true; task: string }
  | { code: 'phase-ends-before-it-begins'; blocking: true; phase: string }
  | { code: 'due-after-phase'; blocking: false; task: string; dueOn: Day }
  | { code: 'task-without-deadline'; blocking: false; task: string }
  | { code: 'task-without-evidence'; blocking: false; task: string }

/** Everything that stands between a draft and its confirmation, in the order of the screen. */
export function listDraftProblems(draft: CampaignDraft): DraftProblem[] {
  const problems: DraftProblem[] = []
  if (draft.phases.length === 0) problems.push({ code: 'no-phases', blocking: true })
  if (draft.tasks.length === 0) problems.push({ code: 'no-tasks', blocking: true })
  for (const question of draft.questions) {
    if (!question.resolution) problems.push({ code: 'question-open', blocking: true, question: question.id })
  }
  for (const phase of draft.phases) {
    if (phase.from !== null && phase.to !== null && phase.to < phase.from)
      problems.push({ code: 'phase-ends-before-it-begins', blocking: true, phase: phase.id })
  }
  for (const task of draft.tasks) problems.push(...listTaskProblems(task, draft))
  return problems
}

function listTaskProblems(task: Task, draft: CampaignDraft): DraftProblem[] {
  const problems: DraftProblem[] = []
  const named =
    task.addressees.include.length + task.addressees.sets.filter(set => ADDRESSEE_SETS[set]).length
  if (named === 0) problems.push({ code: 'task-without-addressees', blocking: true, task: task.id })
  const phase = draft.phases.find(each => each.id === task.phaseId)
  if (!phase) problems.push({ code: 'task-without-phase', blocking: true, task: task.id })
  if (task.dueOn === null) problems.push({ code: 'task-without-deadline', blocking: false, task: task.id })
  else if (phase?.to && task.dueOn > phase.to)
    problems.push({ code: 'due-after-phase', blocking: false, task: task.id, dueOn: task.dueOn })
  if (task.evidence.length === 0)
    problems.push({ code: 'task-without-evidence', blocking: false, task: task.id })
  return problems
}

/** True when nothing blocks the draft's confirmation. */
export const isReadyToConfirm = (draft: CampaignDraft): boolean =>
  listDraftProblems(draft).every(problem => !problem.blocking)
