import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { TrainingId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { PostId } from '../organisation/post.ts'
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

/**
 * What is to be learnt by whom, in as many batches as it takes. Everybody who holds one of the posts at one of the units is
 * asked, whoever takes such a post later too: so the list of the asked is read from the appointments of a day and never kept.
 */
export const Training = z
  .object({
    id: TrainingId,
    /** The unit that gives it. */
    unitId: UnitId,
    kind: TrainingKind,
    level: TrainingLevel,
    title: humanText(2, 80),
    content: humanText(0, 2000),
    basis: humanText(0, 300),
    posts: z.array(PostId).min(1).max(40),
    /** The units whose people are asked, as they were when it was published. */
    units: z.array(UnitId).min(1).max(2000),
    from: Day,
    to: Day,
    /** Lessons of the usual length (课时). */
    lessons: z.number().min(0.5).max(200).multipleOf(0.5),
    /** The film, where one is watched: 《生命重于泰山》 was the first. */
    film: humanText(1, 80).nullable(),
    /** Null where nobody is examined. */
    test: TestPaper.nullable(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends-before-it-begins' })
  .refine(({ kind, film }) => (kind === 'viewing') === (film !== null), {
    path: ['film'],
    error: 'film-of-a-viewing',
  })
export type Training = z.infer<typeof Training>
