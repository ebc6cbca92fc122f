import type { Question } from '../types.ts'
import { ask, NOWHERE, type Reading } from './ask.ts'

/** What the head and the foot of an official document say and this one does not. */
export function askAboutHead({ plan, outline }: Reading): Question[] {
  const missing: (Question | false)[] = [
    plan.issuedOn === null &&
      ask('missing-issue-date', NOWHERE, '文中没有印发日期，请补充。', 'The document has no date of issue.'),
    plan.documentNumber === null &&
      ask(
        'missing-document-number',
        NOWHERE,
        '文中没有发文字号，是否需要补充？',
        'The document has no number.',
      ),
    plan.title === '' &&
      ask('missing-title', NOWHERE, '正文没有标题，请填写行动名称。', 'The text has no title.'),
    plan.issuer === null &&
      ask('missing-issuer', NOWHERE, '文中没有发文单位，请确认。', 'The text names no issuing office.'),
    plan.addressees.length === 0 &&
      plan.title !== '' &&
      ask(
        'missing-addressee',
        NOWHERE,
        '文中没有主送单位，任务发给哪些单位请逐项确认。',
        'The document addresses nobody: confirm whom each task goes to.',
      ),
    outline.flat.length > 0 &&
      plan.tasks.every(task => task.owner === null) &&
      ask(
        'no-owner',
        NOWHERE,
        '多数任务没有写明责任单位或责任人，下发前请逐项确认。',
        'Most tasks name no owner: confirm each before dispatch.',
      ),
  ]
  return missing.filter(each => each !== false)
}

const SHORT_LINE = 20

/** A text that stops in the middle of a sentence was cut off. */
export function askAboutEnd({ text, plan, outline }: Reading): Question[] {
  const trimmed = text.trimEnd()
  const last = outline.flat.at(-1)?.node
  const signed = outline.tail.end > outline.tail.start || plan.issuedOn !== null
  if (!last || signed || /[。！!？?）)”"》；;.]$/.test(trimmed)) return []
  // A short last line is an item or a heading, and needs no full stop.
  const lastLine = trimmed.slice(Math.max(0, trimmed.length - SHORT_LINE - 1))
  if (/[\n\r]/.test(lastLine) || last.text.length <= SHORT_LINE) return []
  const quote = trimmed.slice(-12)
  const span = { start: trimmed.length - quote.length, end: trimmed.length }
  return [
    ask(
      'truncated',
      { path: last.path, quote, span },
      '正文在句子中间结束，内容可能不完整。',
      'The text stops in the middle of a sentence.',
    ),
  ]
}
