import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { TrainingId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, mayRole, type Actor } from '../organisation/may.ts'
import { PostId } from '../organisation/post.ts'
import { ROLES, type RoleId } from '../organisation/role.ts'
import { TestPaper } from './test-paper.ts'

/** 轮训 by level and batch, and 观看 of a film: both want everybody of a post, once. */
export const TRAINING_KINDS = {
  rotation: { zh: '轮训', en: 'Rotation training' },
  viewing: { zh: '专题片观看', en: 'Film viewing' },
} as const satisfies Record<string, Label>
export type TrainingKind = keyof typeof TRAINING_KINDS
export const TRAINING_KIND_IDS = Object.keys(TRAINING_KINDS) as [TrainingKind, ...TrainingKind[]]
export const TrainingKind = z.enum(TRAINING_KIND_IDS)

/** Who trains whom: the bureau the county's posts, a coordinator those of a township, a school its own (FACTS 4). */
export const TRAINING_LEVELS = {
  county: { zh: '县级', en: 'County' },
  township: { zh: '片区（乡镇）', en: 'Township' },
  school: { zh: '校级', en: 'School' },
} as const satisfies Record<string, Label>
export type TrainingLevel = keyof typeof TRAINING_LEVELS
export const TrainingLevel = z.enum(Object.keys(TRAINING_LEVELS) as [TrainingLevel, ...TrainingLevel[]])

/** What a person writes of a training. */
export const TrainingContent = z.object({
  kind: TrainingKind,
  title: humanText(2, 80),
  content: humanText(0, 2000),
  basis: humanText(0, 300),
  posts: z.array(PostId).min(1).max(40),
  from: Day,
  to: Day,
  /** Lessons of the usual length (课时). */
  lessons: z.number().min(0.5).max(200).multipleOf(0.5),
  /** The film, where one is watched: 《生命重于泰山》 was the first. */
  film: humanText(1, 80).nullable(),
  /** Null where nobody is examined. */
  test: TestPaper.nullable(),
})
type Content = z.infer<typeof TrainingContent>

const isInOrder = ({ from, to }: Pick<Content, 'from' | 'to'>): boolean => from <= to
const namesItsFilm = ({ kind, film }: Pick<Content, 'kind' | 'film'>): boolean =>
  (kind === 'viewing') === (film !== null)
const OUT_OF_ORDER = { path: ['to'], error: 'ends-before-it-begins' }
const FILM_MISPLACED = { path: ['film'], error: 'film-of-a-viewing' }

/** Whose people are asked: all units within the planner's reach, those of some townships, or some by name. */
export const TrainingUnits = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('townships'), townships: z.array(z.string().max(12)).min(1).max(60) }),
  z.object({ by: z.literal('units'), unitIds: z.array(UnitId).min(1).max(2000) }),
])
export type TrainingUnits = z.infer<typeof TrainingUnits>

/** A training as it is planned, with an id of the planner's own: sent twice it is planned once. */
export const NewTraining = TrainingContent.extend({ id: TrainingId, among: TrainingUnits })
  .refine(isInOrder, OUT_OF_ORDER)
  .refine(namesItsFilm, FILM_MISPLACED)
export type NewTraining = z.infer<typeof NewTraining>

/**
 * What is to be learnt by whom, in as many batches as it takes. Everybody who holds one of the posts at one of the units is
 * asked, whoever takes such a post later too: so the list of the asked is read from the appointments of a day and never kept.
 */
export const Training = TrainingContent.extend({
  id: TrainingId,
  /** The unit that gives it. */
  unitId: UnitId,
  level: TrainingLevel,
  /** The units whose people are asked, as they were when it was published. */
  units: z.array(UnitId).min(1).max(2000),
  /** Why it is not held; null while it is. */
  cancelReason: z.string().nullable(),
  revision: z.number().int().min(1),
})
  .refine(isInOrder, OUT_OF_ORDER)
  .refine(namesItsFilm, FILM_MISPLACED)
export type Training = z.infer<typeof Training>

/** On which level somebody plans, by how far he reaches; null where he plans none. */
export function trainingLevelOf(role: RoleId): TrainingLevel | null {
  if (!mayRole(role, 'training.manage')) return null
  const { reach } = ROLES[role]
  return reach === 'unit' ? 'school' : reach
}

export type TrainingRefusal =
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'nobody-asked' }

/** Decides a training: by somebody who may plan one, for units within his reach, of which there is one at least. */
export function decideTraining(
  actor: Actor,
  planned: NewTraining,
  units: readonly UnitId[],
): Result<Training, TrainingRefusal> {
  const level = trainingLevelOf(actor.role)
  if (level === null) return err({ code: 'role-not-allowed' })
  if (units.length === 0) return err({ code: 'nobody-asked' })
  if (units.some(id => !covers(actor.scope, id))) return err({ code: 'outside-scope' })
  return ok({
    ...TrainingContent.parse(planned),
    ...{ id: planned.id, unitId: actor.unitId, level, units: [...units], cancelReason: null, revision: 1 },
  })
}
