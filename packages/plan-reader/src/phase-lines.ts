import type { DateExpression } from './dates.ts'
import { readNumber } from './fold.ts'
import { firstFrom } from './heading-dates.ts'
import { BULLET, nameBehind, nameBeside } from './phase-names.ts'
import type { Span } from './types.ts'

export interface PhaseLine {
  readonly name: string
  readonly date: DateExpression
  readonly span: Span
}

const STAGE = /第([一二三四五六七八1-8])(?:阶段|步)/g
/** Letters from the word 第一阶段 to its date. */
const NEAR = 24
/** 宣传发动阶段(…, 第二阶段:自查阶段, … up to the date. */
const NAME = /^(第[一二三四五六1-6]阶段)?[\s:,、为是(]*([^\s,。;:()\d]{2,16}阶段)?[\s:,、(从自于为是]*$/
const LONGEST_NAME = 36

/**
 * Phases a paragraph lists without numbers, a line each: 宣传发动阶段（3月1日—3月10日）…, 5月至6月是动员部署阶段….
 * One such line alone is a sentence like any other.
 */
export function listPhaseLines(
  folded: string,
  { start, end }: Span,
  dates: readonly DateExpression[],
): PhaseLine[] {
  const found: PhaseLine[] = []
  for (let at = start; at < end;) {
    const next = folded.indexOf('\n', at)
    const lineEnd = next < 0 ? end : Math.min(next, end)
    const line = readLine(folded, at, lineEnd, dates)
    if (line) found.push(line)
    at = lineEnd + 1
  }
  // Days and words alone are a schedule of single days or months, unless they name a stretch.
  const meant = found.some(({ name, date }) => name.includes('阶段') || date.shape === 'range')
  return found.length >= 2 && meant ? found : []
}

/** Phases one sentence lists: 第一阶段(2月25日—3月2日):自查,第二阶段(3月3日—4日):检查. They count from the first on. */
export function listPhaseRun(
  folded: string,
  { start, end }: Span,
  dates: readonly DateExpression[],
): PhaseLine[] {
  const found: PhaseLine[] = []
  const stages = [...folded.slice(start, end).matchAll(STAGE)]
  stages.forEach((match, index) => {
    const at = start + match.index
    const until = start + (stages[index + 1]?.index ?? end - start)
    const date = firstFrom(dates, at)
    if (readNumber(match[1] ?? '') !== found.length + 1 || !date || date.quoted || date.recurring) return
    const between = folded.slice(at + match[0].length, date.start)
    if (date.start >= until || between.length > NEAR || /[。;]/.test(between)) return
    found.push({ name: match[0], date, span: { start: at, end: until } })
  })
  return found.length >= 2 ? found : []
}

/** 5月至6月是动员部署阶段, 5月至6月:动员部署. */
const nameOf = (folded: string, date: DateExpression, start: number): string | null =>
  nameBehind(folded, date) ??
  (date.start === start && folded[date.end] === ':' ? nameBeside(folded, date) : null)

function readLine(
  folded: string,
  from: number,
  end: number,
  dates: readonly DateExpression[],
): PhaseLine | null {
  const start = from + (/^\s*/.exec(folded.slice(from, from + 40))?.[0].length ?? 0)
  const date = firstFrom(dates, start)
  if (!date || date.start >= end || date.start - start > LONGEST_NAME || date.quoted || date.recurring)
    return null
  const match = NAME.exec(folded.slice(start, date.start))
  if (!match) return null
  const [, stage, named] = match
  const name = [stage, named?.replace(BULLET, '') ?? nameOf(folded, date, start)]
    .filter(part => part)
    .join(' ')
  return name === '' ? null : { name, date, span: { start, end } }
}
