import type { Day, Instant } from '../kernel/day.ts'
import { defineIndicator, shareOf } from '../kernel/indicator.ts'
import { timelinessOf, type AssignmentState } from './assignment.ts'

/** Counts of a set of assignments: by state, and besides. Excused ones are outside every rate's denominator. */
export type Progress = Readonly<Record<AssignmentState | 'total' | 'overdue' | 'late', number>>

export const EMPTY_PROGRESS: Progress = {
  total: 0,
  pending: 0,
  received: 0,
  submitted: 0,
  returned: 0,
  accepted: 0,
  excused: 0,
  overdue: 0,
  late: 0,
}

/**
 * One letter for each state, for boards that carry thousands of them. A capital is overdue or was done late; a
 * dot stands where the task is not laid on the unit.
 */
export const ASSIGNMENT_LETTERS = {
  pending: 'p',
  received: 'r',
  submitted: 's',
  returned: 'b',
  accepted: 'a',
  excused: 'x',
} as const satisfies Record<AssignmentState, string>

interface Counted {
  readonly state: AssignmentState
  readonly dueOn: Day | null
  readonly submittedAt: Instant | null
}

/** Counts assignments as they stand on a day. */
export function countProgress(assignments: Iterable<Counted>, today: Day): Progress {
  const counts = { ...EMPTY_PROGRESS }
  for (const assignment of assignments) {
    counts.total += 1
    counts[assignment.state] += 1
    const timeliness = timelinessOf(assignment, today)
    if (timeliness === 'overdue') counts.overdue += 1
    if (timeliness === 'done-late') counts.late += 1
  }
  return counts
}

/** Adds the counts of two disjoint sets. */
export function addProgress(a: Progress, b: Progress): Progress {
  const keys = Object.keys(EMPTY_PROGRESS) as (keyof Progress)[]
  return Object.fromEntries(keys.map(key => [key, a[key] + b[key]])) as unknown as Progress
}

/** Accepted over what is owed. */
export const completionRate = defineIndicator({
  id: 'tasks-accepted',
  label: { zh: '任务完成率', en: 'Tasks done' },
  numerator: { zh: '已通过的任务', en: 'Tasks accepted' },
  denominator: { zh: '应完成的任务（不适用的除外）', en: 'Tasks owed, those excused left out' },
  better: 'higher',
  count: ({ accepted, total, excused }: Progress) => ({ numerator: accepted, denominator: total - excused }),
})

/** The same as a share; null when nothing is owed (shown as a dash, FACTS 9). */
export const completionOf = (progress: Progress): number | null => shareOf(completionRate.count(progress))
