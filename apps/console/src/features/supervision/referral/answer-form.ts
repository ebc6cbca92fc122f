import type { ReplyOutcome } from '@anlan/domain'

/** What a department's answer is filled into. */
export interface AnswerForm {
  outcome: ReplyOutcome
  number: string
  text: string
  name: string
  phone: string
}

export const emptyAnswer = (): AnswerForm => ({
  ...{ outcome: 'dealt-with', number: '', text: '', name: '', phone: '' },
})

/** The answer as it is sent: a number that was left empty is none. */
export const answerOf = (form: AnswerForm) => ({ ...form, number: form.number.trim() || null })
