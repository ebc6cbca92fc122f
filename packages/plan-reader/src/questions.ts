import { dayOf, exists, type DateExpression } from './dates.ts'
import type { FlatNode, Outline } from './outline.ts'
import { nodeAt } from './outline.ts'
import { readNumber } from './fold.ts'
import { headingDate, resolve, sentenceAround } from './phases.ts'
import { listPlaces, related } from './places.ts'
import type { Deadline, ParsedPlan, Phase, Question, QuestionCode, Span } from './types.ts'

interface Reading {
  readonly text: string
  readonly folded: string
  readonly outline: Outline
  readonly dates: readonly DateExpression[]
  readonly fallback: number | null
  /** Division code of the county that reads, when known. */
  readonly countyCode: string | null
  readonly plan: Omit<ParsedPlan, 'questions'>
}

const ask = (
  code: QuestionCode,
  where: { path: string | null; quote: string; span: Span | null },
  zh: string,
  en: string,
): Question => ({ code, ...where, message: { zh, en } })

const NOWHERE = { path: null, quote: '', span: null }

/** What a careful clerk would ask the author before anybody acts on the plan. */
export function listQuestions(reading: Reading): Question[] {
  return [
    ...askAboutHead(reading),
    ...askAboutPlaces(reading),
    ...askAboutPhases(reading),
    ...askAboutDeadlines(reading),
    ...askAboutYears(reading),
    ...askAboutDates(reading),
    ...askAboutNumbering(reading.outline.flat),
    ...askAboutCounts(reading),
    ...askAboutEnd(reading),
  ]
}

function askAboutHead({ plan, outline }: Reading): Question[] {
  const questions: Question[] = []
  if (plan.issuedOn === null)
    questions.push(
      ask('missing-issue-date', NOWHERE, '文中没有印发日期，请补充。', 'The document has no date of issue.'),
    )
  if (plan.documentNumber === null)
    questions.push(
      ask(
        'missing-document-number',
        NOWHERE,
        '文中没有发文字号，是否需要补充？',
        'The document has no number.',
      ),
    )
  if (plan.title === '')
    questions.push(ask('missing-title', NOWHERE, '正文没有标题，请填写行动名称。', 'The text has no title.'))
  if (plan.issuer === null)
    questions.push(
      ask('missing-issuer', NOWHERE, '文中没有发文单位，请确认。', 'The text names no issuing office.'),
    )
  if (plan.addressees.length === 0 && plan.title !== '')
    questions.push(
      ask(
        'missing-addressee',
        NOWHERE,
        '文中没有主送单位，任务发给哪些单位请逐项确认。',
        'The document addresses nobody: confirm whom each task goes to.',
      ),
    )
  const owned = plan.tasks.some(task => task.owner !== null)
  if (!owned && outline.flat.length > 0)
    questions.push(
      ask(
        'no-owner',
        NOWHERE,
        '多数任务没有写明责任单位或责任人，下发前请逐项确认。',
        'Most tasks name no owner: confirm each before dispatch.',
      ),
    )
  return questions
}

/** Names of other counties point to text copied from elsewhere. */
function askAboutPlaces({ text, folded, outline, plan, countyCode }: Reading): Question[] {
  const mentions = listPlaces(folded)
  const issuer = plan.issuer ?? plan.title
  const home = countyCode ?? listPlaces(`${issuer}教育`)[0]?.place.code ?? mentions[0]?.place.code ?? null
  if (home === null) return []
  const asked = new Set<string>()
  return mentions.flatMap(({ place, candidates, start, end }): Question[] => {
    if (candidates.some(each => related(each.code, home)) || asked.has(place.name)) return []
    if (start >= outline.tail.start) return []
    asked.add(place.name)
    const quote = text.slice(start, Math.min(end + 4, text.length)).split('\n')[0] ?? place.name
    const path = nodeAt(outline.flat, start)?.path ?? null
    return [
      ask(
        'foreign-place',
        { path, quote, span: { start, end } },
        `文中出现“${place.name}”，不在本地辖区内，是否为沿用其他文件时遗漏修改？`,
        `“${place.name}” is not in this county: was it left over from another document?`,
      ),
    ]
  })
}

function askAboutPhases({ text, plan, outline, folded, dates }: Reading): Question[] {
  const { phases, window } = plan
  const questions: Question[] = []
  phases.forEach((phase, index) => {
    const next = phases[index + 1]
    if (!next || phase.to === null || next.from === null) return
    const node = outline.flat.find(each => each.node.path === next.path)?.node
    const date = node ? headingDate(node, folded, dates) : null
    const quote = date ? text.slice(date.start, date.end) : next.name
    const where = { path: next.path, quote, span: date ? { start: date.start, end: date.end } : next.span }
    if (phase.to === next.from)
      questions.push(
        ask(
          'shared-boundary-day',
          where,
          `${phase.to}同时是“${phase.name}”的最后一天和“${next.name}”的第一天，这一天算哪个阶段？`,
          `${phase.to} ends “${phase.name}” and begins “${next.name}”: which phase has the day?`,
        ),
      )
    else if (daysApart(phase.to, next.from) > 1)
      questions.push(
        ask(
          'phase-gap',
          where,
          `“${phase.name}”到${phase.to}结束，“${next.name}”从${next.from}开始，中间没有安排。`,
          `Between “${phase.name}” (to ${phase.to}) and “${next.name}” (from ${next.from}) nothing is planned.`,
        ),
      )
  })
  const [first] = phases
  if (
    window &&
    first &&
    (first.from === null || first.from !== window.from || phases.at(-1)?.to !== window.to)
  ) {
    const quote = text.slice(window.span.start, window.span.end)
    const where = { path: nodeAt(outline.flat, window.span.start)?.path ?? null, quote, span: window.span }
    questions.push(
      ask(
        'phase-gap',
        where,
        '总的起止时间与各阶段的起止时间不一致，请确认。',
        'The overall period and the phases do not begin and end together.',
      ),
    )
  }
  if (window?.from && plan.issuedOn && window.from < plan.issuedOn)
    questions.push(
      ask(
        'start-before-issue',
        {
          path: nodeAt(outline.flat, window.span.start)?.path ?? null,
          quote: text.slice(window.span.start, window.span.end),
          span: window.span,
        },
        '开始日期早于印发日期，请确认。',
        'It begins before the document was issued.',
      ),
    )
  return questions
}

const daysApart = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000

function askAboutDeadlines({ plan }: Reading): Question[] {
  const phaseOf = (deadline: Deadline): Phase | undefined =>
    plan.phases.find(phase => deadline.path === phase.path || deadline.path.startsWith(`${phase.path}/`))
  return plan.deadlines.flatMap((deadline): Question[] => {
    const end = phaseOf(deadline)?.to
    if (!end || deadline.date.startsWith('?') || deadline.date <= end) return []
    return [
      ask(
        'deadline-after-phase',
        { path: deadline.path, quote: deadline.quote, span: deadline.span },
        `要求${deadline.date}前完成，但所在阶段${end}已结束，以哪个为准？`,
        `Due by ${deadline.date}, after its phase ends on ${end}: which holds?`,
      ),
    ]
  })
}

const yearless = ({ from, to }: DateExpression): boolean =>
  (from?.year ?? null) === null && (to?.year ?? null) === null

/** A year that had to be inherited is asked for where somebody owes something by it, and once when there is none at all. */
function askAboutYears({ text, plan, dates, outline, folded, fallback }: Reading): Question[] {
  const body = dates.filter(date => date.start < outline.tail.start)
  const anywhere = fallback !== null || dates.some(date => !yearless(date))
  const asked = (date: DateExpression): { path: string | null; quote: string; span: Span } => ({
    path: nodeAt(outline.flat, date.start)?.path ?? null,
    quote: text.slice(date.start, date.end),
    span: { start: date.start, end: date.end },
  })
  if (!anywhere) {
    const [first] = body
    return first
      ? [
          ask(
            'missing-year',
            asked(first),
            '全文没有写年份，请填写年份。',
            'No year is written anywhere: please give it.',
          ),
        ]
      : []
  }
  const due = plan.deadlines.map(deadline =>
    body.find(date => deadline.span.start <= date.start && date.start < deadline.span.end && yearless(date)),
  )
  const [first] = due.filter(date => date !== undefined)
  if (!first) return []
  const year = resolve(first, dates, fallback).to?.slice(0, 4)
  return [
    ask(
      'missing-year',
      asked(first),
      `“${sentenceAround(folded, first.start).slice(0, 20)}”没有写年份，按前文理解为${year ?? '?'}年，是否正确？`,
      `No year is written here; read as ${year ?? '?'} from what stands before. Is that right?`,
    ),
  ]
}

const VAGUE_YEAR = /20[*xX×]{1,2}\s*年|\d{4}\s*年\s*[*xX×_]+\s*月|[*xX×_]{1,2}\s*月\s*[*xX×_]{1,2}\s*日/g
const HAN_DASH = /\d\s*月\s*一\s*\d{1,2}\s*月/g

/** Dates that do not exist, are left open, or are written with a wrong sign. */
function askAboutDates({ text, folded, dates, outline, fallback }: Reading): Question[] {
  const where = (span: Span): { path: string | null; quote: string; span: Span } => ({
    path: nodeAt(outline.flat, span.start)?.path ?? null,
    quote: text.slice(span.start, span.end),
    span,
  })
  const impossible = dates.filter(({ from, to }) =>
    [from, to].some(point => point !== null && !sound(point, fallback)),
  )
  const odd = [...folded.matchAll(VAGUE_YEAR), ...folded.matchAll(HAN_DASH)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  return [
    ...impossible.map(({ start, end }) =>
      ask('garbled-date', where({ start, end }), '这个日期不存在，请更正。', 'There is no such date.'),
    ),
    ...odd.map(span =>
      ask(
        'garbled-date',
        where(span),
        '日期没有写完整或符号有误，请更正。',
        'The date is incomplete or miswritten.',
      ),
    ),
  ]
}

const sound = (point: NonNullable<DateExpression['from']>, fallback: number | null): boolean =>
  exists(point) && dayOf(point, 'to', fallback) !== null

/** Items of one list are numbered one by one. */
function askAboutNumbering(flat: readonly FlatNode[]): Question[] {
  const questions: Question[] = []
  const last = new Map<string, number>()
  for (const { node, number, parent } of flat) {
    if (number === null || node.kind === 'nis') continue
    const list = `${parent?.path ?? ''}|${node.kind}|${parent ? parent.own.start : 0}`
    const expected = (last.get(list) ?? 0) + 1
    last.set(list, number)
    if (number === expected) continue
    const where = { path: node.path, quote: `${node.marker} ${node.title}`.slice(0, 30), span: node.own }
    questions.push(
      ask(
        'numbering-gap',
        where,
        `编号不连续：这里应为第${expected}项，写的是第${number}项，是否有遗漏或重复？`,
        `The numbering skips: item ${expected} was expected, ${number} is written.`,
      ),
    )
  }
  return questions.concat(askAboutHeadings(flat))
}

const LONG_ENOUGH = 5

function askAboutHeadings(flat: readonly FlatNode[]): Question[] {
  return flat.flatMap(({ node, parent }): Question[] => {
    const title = node.title.replace(/[，,。]/g, '')
    const above = parent?.title ?? ''
    if (title.length < LONG_ENOUGH || title.length > 20 || node.kind === 'nis' || !above.includes(title))
      return []
    return [
      ask(
        'duplicate-heading',
        { path: node.path, quote: node.title, span: node.own },
        `标题“${node.title}”与上级标题“${above}”重复，所指是否相同？`,
        `The heading “${node.title}” repeats the one above it.`,
      ),
    ]
  })
}

const STAGES = /分(?:为|成|)?\s*([\d一二三四五六七八九十]{1,3})\s*个?(?:阶段|步骤)/g
const DAYS = /共\s*(\d{1,3})\s*天/g

/** Numbers the text gives of itself: three phases, a hundred days. */
function askAboutCounts({ text, folded, plan, outline, dates }: Reading): Question[] {
  const stages = [...folded.matchAll(STAGES)].flatMap((match): Question[] => {
    const said = readNumber(match[1] ?? '')
    const found = plan.phases.length
    if (said === null || found === 0 || said === found) return []
    return [
      ask(
        'count-mismatch',
        at(match, text, outline),
        `文中说分${said}个阶段，实际写出${found}个。`,
        `The text says ${said} phases and gives ${found}.`,
      ),
    ]
  })
  const days = [...folded.matchAll(DAYS)].flatMap((match): Question[] => {
    const range = dates
      .filter(date => date.shape === 'range' && date.end <= match.index && match.index - date.end < 20)
      .at(-1)
    if (!range?.from || !range.to) return []
    const year = range.from.year ?? 2023
    const [from, to] = [dayOf(range.from, 'from', year), dayOf(range.to, 'to', year)]
    if (!from || !to) return []
    const counted = daysApart(from, to) + 1
    if (counted === Number(match[1])) return []
    return [
      ask(
        'count-mismatch',
        at(match, text, outline),
        `文中说共${match[1] ?? ''}天，按起止日期首尾计算是${counted}天。`,
        `The text says ${match[1] ?? ''} days; from first to last day it is ${counted}.`,
      ),
    ]
  })
  return [...stages, ...days]
}

const at = (
  match: RegExpMatchArray & { index: number },
  text: string,
  outline: Outline,
): { path: string | null; quote: string; span: Span } => {
  const span = { start: match.index, end: match.index + match[0].length }
  return {
    path: nodeAt(outline.flat, span.start)?.path ?? null,
    quote: text.slice(span.start, span.end),
    span,
  }
}

/** A text that stops in the middle of a sentence was cut off. */
function askAboutEnd({ text, plan, outline }: Reading): Question[] {
  const trimmed = text.trimEnd()
  const last = outline.flat.at(-1)?.node
  if (
    !last ||
    outline.tail.end > outline.tail.start ||
    /[。！!？?）)”"》；;.]$/.test(trimmed) ||
    plan.issuedOn !== null
  )
    return []
  if (last.text.length <= last.title.length + 2 && last.text.length < 30) return []
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
