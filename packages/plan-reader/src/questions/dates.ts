import { dayOf, exists, type DateExpression } from '../dates.ts'
import { firstFrom } from '../heading-dates.ts'
import { sentenceSpan } from '../sentences.ts'
import type { Question } from '../types.ts'
import { ask, placeOf, sayDay, type Reading } from './ask.ts'

/** 20xx年, 202×年, 2021年×月, ×月×日: left open in a template. */
const OPEN =
  /(?:20[*xX×○]{1,2}|202[*xX×○]|(?<![\dA-Za-z*×])[xX*×]{2,4})\s*年|\d{4}\s*年\s*[*xX×_]+\s*月|[*xX×_]{1,2}\s*月\s*[*xX×_]{1,2}\s*日/g
/** 4月一10月: the figure one for a dash. */
const HAN_DASH = /\d\s*月\s*一\s*\d{1,2}\s*月/g
/** 本学期末前上报, 开学前完成, 本月底前: due by a day that the text does not name. */
const UNNAMED =
  /(?<!每|每个)(?:(?:本|该)?学期(?:末|底|结束)|(?<!学)期末|放假|开学|本月(?:底|末)|下月(?:底|初))(?:之前|以前|前)(?=[^。;\n]{0,24}(?:报|交|完成|到位|整改))/g
const WEEKDAYS = '日一二三四五六'
const WEEKDAY = /^[^(),、。;至到~-]{4,16}[日号]\s*\(\s*(?:星期|周|礼拜)([一二三四五六日天])\s*\)/

/** Dates that do not exist, are left open, are written with a wrong sign, or fall on another weekday than the text says. */
export function askAboutDates(reading: Reading): Question[] {
  const { folded, dates, plan } = reading
  const impossible = dates.filter(
    ({ from, to, quoted }) => !quoted && [from, to].some(point => point !== null && !sound(point, plan.year)),
  )
  // A template leaves the same year open again and again; once is enough to ask.
  const [open] = folded.matchAll(OPEN)
  const odd = [...(open ? [open] : []), ...folded.matchAll(HAN_DASH)]
  return [
    ...impossible.map(date =>
      ask('garbled-date', placeOf(reading, date), '这个日期不存在，请更正。', 'There is no such date.'),
    ),
    ...odd.map(({ 0: words, index }) =>
      ask(
        'garbled-date',
        placeOf(reading, { start: index, end: index + words.length }),
        '日期没有写完整或符号有误，请更正。',
        'The date is incomplete or miswritten.',
      ),
    ),
    ...askAboutWeekdays(reading),
    ...askAboutUnnamed(reading),
  ]
}

/** The first duty whose day is not named; 本月底 is none where the day of issue tells the month. */
function askAboutUnnamed(reading: Reading): Question[] {
  const { folded, dates, outline } = reading
  for (const { 0: words, index } of folded.matchAll(UNNAMED)) {
    const { start, end } = sentenceSpan(folded, index)
    const dated = firstFrom(dates, start)
    if (index >= outline.tail.start || (dated && dated.start < end)) continue
    return [
      ask(
        'unnamed-day',
        placeOf(reading, { start: index, end: index + words.length }),
        `“${words}”没有写明是哪一天，请填写日期。`,
        `“${words}” names no day: please give it.`,
      ),
    ]
  }
  return []
}

const sound = (point: NonNullable<DateExpression['from']>, year: number | null): boolean =>
  exists(point) && dayOf(point, 'to', year) !== null

/** 2024年3月1日（星期四）, which was a Friday: one of the two is wrong. A wrong year shifts them all, so the first is asked about. */
function askAboutWeekdays(reading: Reading): Question[] {
  const { folded, dates, resolved } = reading
  const wrong = dates.flatMap((date): Question[] => {
    const said = WEEKDAY.exec(folded.slice(date.start, date.end + 12))
    const { from = null, to = null } = resolved.get(date) ?? {}
    const day = date.shape === 'range' ? from : to
    if (!said || day === null || day.startsWith('?') || date.quoted) return []
    const falls = WEEKDAYS.charAt(new Date(Date.parse(day)).getUTCDay())
    if (said[1]?.replace('天', '日') === falls) return []
    return [
      ask(
        'weekday-mismatch',
        placeOf(reading, { start: date.start, end: date.start + said[0].length }),
        `${sayDay(day).zh}是星期${falls}，与文中所写不符，请核对日期。`,
        `${sayDay(day).en} is another weekday than the text says: check the date.`,
      ),
    ]
  })
  return wrong.slice(0, 1)
}
