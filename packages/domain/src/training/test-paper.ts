import { z } from 'zod'
import { humanText } from '../kernel/human-text.ts'

/** A question with its choices; `answers` are the places of the right ones. */
export const TestQuestion = z
  .object({
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
export type TestQuestion = z.infer<typeof TestQuestion>

/** A short test. `passMark` is the least score of a hundred with which it is passed. */
export const TestPaper = z.object({
  passMark: z.number().int().min(1).max(100),
  questions: z.array(TestQuestion).min(1).max(50),
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

/** Marks a test: each question counts the same, and only with all of its right choices and no other. */
export function markTest({ passMark, questions }: TestPaper, answers: TestAnswers): TestMark {
  const wrong = questions.flatMap((question, at) => (isRight(question, answers[at]) ? [] : [at]))
  const score = Math.floor(((questions.length - wrong.length) * 100) / questions.length)
  return { score, passed: score >= passMark, wrong }
}
