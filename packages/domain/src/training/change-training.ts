import type { z } from 'zod'
import { isBlank } from '../kernel/human-text.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, mayRole, type Actor } from '../organisation/may.ts'
import { TrainingContent, type Training } from './training.ts'

/** What may still be changed of a training once it is published: its kind, its test and whose people it asks stay. */
export const TrainingChange = TrainingContent.pick({
  title: true,
  content: true,
  basis: true,
  posts: true,
  from: true,
  to: true,
  lessons: true,
}).refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends-before-it-begins' })
export type TrainingChange = z.infer<typeof TrainingChange>

export type TrainingChangeRefusal =
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'training-cancelled' }
  | { readonly code: 'posts-settled' }
  | { readonly code: 'training-begun' }
  | { readonly code: 'reason-required' }

interface ChangeOccasion {
  readonly actor: Actor
  /** Whether signing in to a batch of it has begun. */
  readonly isBegun: boolean
}

const mayChange = ({ unitId, cancelReason }: Training, actor: Actor): Result<null, TrainingChangeRefusal> => {
  if (!mayRole(actor.role, 'training.manage')) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
  return cancelReason === null ? ok(null) : err({ code: 'training-cancelled' })
}

/**
 * Decides a change of a training. Whom it asks is settled once a batch has begun: afterwards people would have come who were
 * never asked, and others would be missing without having been told.
 */
export function changeTraining(
  before: Training,
  change: TrainingChange,
  { actor, isBegun }: ChangeOccasion,
): Result<Training, TrainingChangeRefusal> {
  const may = mayChange(before, actor)
  if (!may.ok) return may
  const asked = [...before.posts].sort().join()
  if (isBegun && [...change.posts].sort().join() !== asked) return err({ code: 'posts-settled' })
  return ok({ ...before, ...change, revision: before.revision + 1 })
}

/** Decides that a training is not held: for a reason, and only while nobody can have come to it. */
export function cancelTraining(
  before: Training,
  reason: string,
  { actor, isBegun }: ChangeOccasion,
): Result<Training, TrainingChangeRefusal> {
  const may = mayChange(before, actor)
  if (!may.ok) return may
  if (isBegun) return err({ code: 'training-begun' })
  if (isBlank(reason)) return err({ code: 'reason-required' })
  return ok({ ...before, cancelReason: reason.trim(), revision: before.revision + 1 })
}
