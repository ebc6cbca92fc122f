const HAN = '[一二三四五六七八九十]{1,3}'
/** A line that holds several headings or items behind blanks was several lines. */
const HEADING = new RegExp(`(?:^|\\s)${HAN}\\s?、`, 'g')
const ITEM = /(?:^|\s)\d{1,2}\s?[.、](?!\d)/g
const SHORTEST = 150
/** Here a new line began, whatever stands in front of it. */
const DATE = '\\d{4}\\s?年\\s?\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日|\\d{4}\\.\\d{1,2}\\.\\d{1,2}'
const BEGINS = new RegExp(
  `^(?:\\d{1,2}\\s?月份?\\s?:|(?:${DATE})(?=\\s|$)|${HAN}\\s?、|\\(\\s?(?:${HAN}|\\d{1,2})\\s?\\)|\\d{1,2}\\s?[.、](?!\\d)|第${HAN}(?:阶段|步|章|条)|附\\s?件|抄送)`,
)
const LONGEST_BEGINNING = 20
const LETTER = /[\u4e00-\u9fa5《“]/
const SENTENCE_END = /[。;:!?)”》.]/
const WHOLE_DATE = new RegExp(`^(?:${DATE})$`)
const TITLE = /.{4}(?:方案|通知|计划|意见|预案|办法|要点)$/
const BARE_NUMBER = /^\d{1,2}\.$/

/**
 * The folded text with line ends where a page lost them: a blank between sentences, headings and names is one again,
 * a blank within a date or within a name set wide is not. As long as it was, so that offsets stay true.
 */
export function restoreLines(folded: string): string {
  return folded
    .split('\n')
    .map(line => (isLost(line) ? restore(line) : line))
    .join('\n')
}

const isLost = (line: string): boolean =>
  line.trim().length >= SHORTEST &&
  ((line.match(HEADING)?.length ?? 0) >= 2 || (line.match(ITEM)?.length ?? 0) >= 3)

function restore(line: string): string {
  const words = [...line.matchAll(/\S+/g)]
  const parts: string[] = []
  let from = 0
  words.forEach(({ 0: word, index }, at) => {
    const next = words[at + 1]
    const end = index + word.length
    if (!next || !endsLine(word, next[0], line.slice(next.index, next.index + LONGEST_BEGINNING))) return
    parts.push(line.slice(from, end), '\n')
    from = end + 1
  })
  return parts.join('') + line.slice(from)
}

function endsLine(word: string, next: string, behind: string): boolean {
  if (BEGINS.test(behind)) return !/[第、,]$/.test(word)
  if (WHOLE_DATE.test(word) || TITLE.test(word)) return true
  if (BARE_NUMBER.test(word)) return false
  const [last, first] = [word.at(-1) ?? '', next.charAt(0)]
  if (SENTENCE_END.test(last)) return LETTER.test(first)
  return (
    (LETTER.test(last) || /[a-z]/i.test(last)) && LETTER.test(first) && word.length >= 2 && next.length >= 2
  )
}
