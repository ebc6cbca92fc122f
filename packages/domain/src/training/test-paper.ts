import { z } from 'zod'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import { sha256 } from '../kernel/sha256.ts'

export const QUESTION_KINDS = {
  single: { zh: '单选题', en: 'Single choice' },
  multiple: { zh: '多选题', en: 'Several choices' },
  judgement: { zh: '判断题', en: 'True or false' },
} as const satisfies Record<string, Label>
export type QuestionKind = keyof typeof QUESTION_KINDS
export const QUESTION_KIND_IDS = Object.keys(QUESTION_KINDS) as [QuestionKind, ...QuestionKind[]]

/** A question with its choices; `answers` are the places of the right ones. */
export const TestQuestion = z
  .object({
    kind: z.enum(QUESTION_KIND_IDS),
    text: humanText(4, 300),
    choices: z.array(humanText(1, 120)).min(2).max(6),
    answers: z.array(z.number().int().min(0).max(5)).min(1).max(6),
  })
  .refine(({ choices, answers }) => answers.every(at => at < choices.length), {
    path: ['answers'],
    error: 'answer-without-choice',
  })
  .refine(({ answers }) => new Set(answers).size === answers.length, {
    path: ['answers'],
    error: 'answer-named-twice',
  })
  .refine(({ kind, answers }) => (kind === 'multiple') === answers.length > 1, {
    path: ['answers'],
    error: 'answers-of-another-kind',
  })
  .refine(({ kind, choices }) => kind !== 'judgement' || choices.length === 2, {
    path: ['choices'],
    error: 'judgement-has-two-choices',
  })
export type TestQuestion = z.infer<typeof TestQuestion>

/**
 * A short test out of a bank of questions. `passMark` is the least score of a hundred with which it is passed, `drawn` how
 * many questions each sitting has.
 */
export const TestPaper = z
  .object({
    passMark: z.number().int().min(1).max(100),
    drawn: z.number().int().min(1).max(50),
    questions: z.array(TestQuestion).min(1).max(200),
  })
  .refine(({ drawn, questions }) => drawn <= questions.length, {
    path: ['drawn'],
    error: 'more-drawn-than-there-are',
  })
export type TestPaper = z.infer<typeof TestPaper>

/** What somebody chose, question by question; nothing chosen is an empty list. */
export type TestAnswers = readonly (readonly number[])[]

export interface TestMark {
  /** Of a hundred, rounded down: a pass is never the work of rounding. */
  readonly score: number
  readonly passed: boolean
  /** Places of the questions that were not answered rightly. */
  readonly wrong: readonly number[]
}

const isRight = ({ answers }: TestQuestion, chosen: readonly number[] = []): boolean =>
  new Set(chosen).size === answers.length && answers.every(at => chosen.includes(at))

/**
 * The questions of one sitting, by their places in the bank: the same for the same seed, so that what was asked can be shown
 * again, and in an order of its own for everybody.
 */
export function drawQuestions({ drawn, questions }: TestPaper, seed: string): number[] {
  const weighed = questions.map((_, at) => ({ at, by: sha256(`${seed} ${at}`) }))
  return weighed
    .toSorted((a, b) => (a.by < b.by ? -1 : 1))
    .slice(0, drawn)
    .map(({ at }) => at)
}

/** Marks a sitting: each question counts the same, and only with all of its right choices and no other. */
export function markTest(
  { passMark, questions }: Pick<TestPaper, 'passMark' | 'questions'>,
  answers: TestAnswers,
): TestMark {
  const wrong = questions.flatMap((question, at) => (isRight(question, answers[at]) ? [] : [at]))
  const score = Math.floor(((questions.length - wrong.length) * 100) / questions.length)
  return { score, passed: score >= passMark, wrong }
}
