import type { DateExpression } from '../dates.ts'
import { sentenceAround } from '../sentences.ts'
import type { Deadline, Phase, Question } from '../types.ts'
import { daysOf } from '../years.ts'
import { ask, daysApart, placeOf, sayDay, type Reading } from './ask.ts'

/** Phases that share a day, leave days out, or do not fill the whole that the text states. */
export function askAboutPhases(reading: Reading): Question[] {
  const { plan, outline, headings } = reading
  const { phases, window } = plan
  const dateOf = (phase: Phase): DateExpression | null => {
    const node = outline.flat.find(each => each.node.own.start === phase.span.start)
    return node ? headings.of(node) : null
  }
  const questions = phases.flatMap((phase, index): Question[] => {
    const next = phases[index + 1]
    if (!next || phase.to === null || next.from === null) return []
    const where = { ...placeOf(reading, dateOf(next) ?? next.span), path: next.path }
    if (phase.to === next.from)
      return [
        ask(
          'shared-boundary-day',
          where,
          `${sayDay(phase.to).zh}同时是“${phase.name}”的最后一天和“${next.name}”的第一天，这一天算哪个阶段？`,
          `${sayDay(phase.to).en} ends “${phase.name}” and begins “${next.name}”: which phase has the day?`,
        ),
      ]
    return daysApart(phase.to, next.from) > 1
      ? [
          ask(
            'phase-gap',
            where,
            `“${phase.name}”到${sayDay(phase.to).zh}结束，“${next.name}”从${sayDay(next.from).zh}开始，中间没有安排。`,
            `Between “${phase.name}” (to ${sayDay(phase.to).en}) and “${next.name}” (from ${sayDay(next.from).en}) nothing is planned.`,
          ),
        ]
      : []
  })
  const [first] = phases
  if (window && first && (first.from !== window.from || phases.at(-1)?.to !== window.to))
    questions.push(
      ask(
        'phase-gap',
        placeOf(reading, window.span),
        '总的起止时间与各阶段的起止时间不一致，请确认。',
        'The overall period and the phases do not begin and end together.',
      ),
    )
  if (window?.from && plan.issuedOn && window.from < plan.issuedOn)
    questions.push(
      ask(
        'start-before-issue',
        placeOf(reading, window.span),
        '开始日期早于印发日期，请确认。',
        'It begins before the document was issued.',
      ),
    )
  return questions
}

/** A duty that is due only after its phase has ended. */
export function askAboutDeadlines({ plan }: Reading): Question[] {
  const phaseOf = (deadline: Deadline): Phase | undefined =>
    plan.phases.find(phase => deadline.path === phase.path || deadline.path.startsWith(`${phase.path}/`))
  return plan.deadlines.flatMap((deadline): Question[] => {
    const end = phaseOf(deadline)?.to
    if (!end || deadline.date.startsWith('?') || deadline.date <= end) return []
    return [
      ask(
        'deadline-after-phase',
        { path: deadline.path, quote: deadline.quote, span: deadline.span },
        `要求${sayDay(deadline.date).zh}前完成，但所在阶段${sayDay(end).zh}已结束，以哪个为准？`,
        `Due by ${sayDay(deadline.date).en}, after its phase ends on ${sayDay(end).en}: which holds?`,
      ),
    ]
  })
}

const yearless = ({ from, to }: DateExpression): boolean =>
  (from?.year ?? null) === null && (to?.year ?? null) === null

/** A year that had to be inherited is asked for where somebody owes something by it, and once when there is none at all. */
export function askAboutYears(reading: Reading): Question[] {
  const { plan, dates, outline, folded, resolved } = reading
  const body = dates.filter(date => date.start < outline.tail.start && !date.quoted && !date.recurring)
  if (plan.year === null) {
    const [first] = body
    return first
      ? [
          ask(
            'missing-year',
            placeOf(reading, first),
            '全文没有写年份，请填写年份。',
            'No year is written anywhere: please give it.',
          ),
        ]
      : []
  }
  const first = firstDue(body.filter(yearless), plan.deadlines)
  if (!first) return []
  const year = daysOf(resolved, first).to?.slice(0, 4) ?? '?'
  return [
    ask(
      'missing-year',
      placeOf(reading, first),
      `“${sentenceAround(folded, first.start).slice(0, 20)}”没有写年份，按前文理解为${year}年，是否正确？`,
      `No year is written here; read as ${year} from what stands before. Is that right?`,
    ),
  ]
}

/** The first date that stands in the sentence of a deadline; both lists are in the text's order. */
function firstDue(dates: readonly DateExpression[], deadlines: readonly Deadline[]): DateExpression | null {
  let at = 0
  for (const date of dates) {
    while (at < deadlines.length && (deadlines[at]?.span.end ?? 0) <= date.start) at += 1
    const deadline = deadlines[at]
    if (!deadline) return null
    if (deadline.span.start <= date.start) return date
  }
  return null
}
