import { dayOf, type DateExpression } from '../dates.ts'
import { readNumber } from '../fold.ts'
import type { Question } from '../types.ts'
import { ask, daysApart, placeOf, type Reading } from './ask.ts'

const STAGES = /分(?:为|成|)?\s*([\d一二两三四五六七八九十]{1,3})\s*个?(?:阶段|步骤)/g
const DAYS = /(?:共|共计|为期|历时|总计)\s*(\d{1,3})\s*天/g
const MONTHS = /(?:共|共计|为期|历时)\s*([\d一二两三四五六七八九十]{1,2})\s*个月/g
/** The range a number of days is about stands right in front of it. */
const NEAR = 20

/** Numbers the text gives of itself: three phases, a hundred days, two months. */
export function askAboutCounts(reading: Reading): Question[] {
  const { folded, plan } = reading
  const mismatch = (match: RegExpMatchArray & { index: number }, zh: string, en: string): Question =>
    ask(
      'count-mismatch',
      placeOf(reading, { start: match.index, end: match.index + match[0].length }),
      zh,
      en,
    )
  const stages = [...folded.matchAll(STAGES)].flatMap((match): Question[] => {
    const said = readNumber(match[1] ?? '')
    const found = plan.phases.length
    return said === null || found === 0 || said === found
      ? []
      : [
          mismatch(
            match,
            `文中说分${said}个阶段，实际写出${found}个。`,
            `The text says ${said} phases and gives ${found}.`,
          ),
        ]
  })
  const days = [...folded.matchAll(DAYS)].flatMap((match): Question[] => {
    const counted = lengthOf(rangeBefore(match.index, reading))
    const said = Number(match[1])
    return counted === null || counted.days === said
      ? []
      : [
          mismatch(
            match,
            `文中说共${said}天，按起止日期首尾计算是${counted.days}天。`,
            `The text says ${said} days; from first to last day it is ${counted.days}.`,
          ),
        ]
  })
  const months = [...folded.matchAll(MONTHS)].flatMap((match): Question[] => {
    const counted = lengthOf(rangeBefore(match.index, reading))
    const said = readNumber(match[1] ?? '')
    return counted === null || said === null || Math.abs(counted.days / 30.4 - said) < 1
      ? []
      : [
          mismatch(
            match,
            `文中说为期${said}个月，按起止日期是${counted.days}天。`,
            `The text says ${said} months; from first to last day it is ${counted.days} days.`,
          ),
        ]
  })
  return [...stages, ...days, ...months]
}

const rangeBefore = (offset: number, { dates }: Reading): DateExpression | undefined =>
  dates.findLast(date => date.shape === 'range' && date.end <= offset && offset - date.end < NEAR)

function lengthOf(range: DateExpression | undefined): { days: number } | null {
  if (!range?.from || !range.to) return null
  const year = range.from.year ?? 2023
  const [from, to] = [dayOf(range.from, 'from', year), dayOf(range.to, 'to', range.to.year ?? year)]
  return from && to && from <= to ? { days: daysApart(from, to) + 1 } : null
}
