/** A place in a line where a number may stand. */
export interface Place {
  readonly offset: number
  /** A first item counts here without a second: right behind its heading, its title, or 通知如下. */
  readonly announced: boolean
  /** Nothing parts it from the words before it: …7月26日二、检查内容. Such a one only goes on with a series. */
  readonly runOn: boolean
}

const HAN = '[一二三四五六七八九十]{1,3}'
/** A number in the middle of a line begins behind the end of a sentence, or behind a blank where line ends were lost. */
const INSIDE = new RegExp(
  `(?<=[。;!?:)\\]】”"\\s])(?:${HAN}\\s*[、.]|\\(\\s*${HAN}\\s*\\)|\\d{1,2}\\s*[、.]|第${HAN}(?:阶段|步))`,
  'g',
)
/** 四、工作要求(一)加强领导…: the first item may follow its heading without any sign between them. */
const FIRST = '\\(\\s*一\\s*\\)|(?<![附图表第\\d.]件?)1\\s*、'
const BEHIND_HEADING = new RegExp(`(?<=^|[。;!?:)\\s])${HAN}\\s*、\\s*[^。;!?,:]{2,24}?(?=(${FIRST}))`, 'g')
/** …通知如下: 一、…: what is announced begins, even if nothing follows it. */
const ANNOUNCED = /如下\s*[:。]\s*$/

/** A line of that many letters has lost its line ends: there a heading may stand right behind a word. */
const SHORTEST_LOST = 200
/** 高二、高三, 举一反三、…: figures of a word or of an enumeration. */
const LOST = '(?<=[^\\s。;!?:)\\]】”"第一二三四五六七八九十之其高初小大周期拜反连再两、,《(])'
const RUN_ON = new RegExp(`${LOST}${HAN}\\s*、(?=\\s*[^\\d一二三四五六七八九十\\s][^、]{2})`, 'g')
const BEHIND_RUN_ON = new RegExp(`${LOST}${HAN}\\s*、\\s*[^。;!?,:]{2,24}?(?=(${FIRST}))`, 'g')
/** A title that runs into its first heading. */
const TITLED = /(?:方案|通知|计划|意见|预案|要点|安排)$/

/** The places of a folded line, its beginning first. */
export function placesWithin(line: string): Place[] {
  const places = new Map<number, Place>([[0, { offset: 0, announced: false, runOn: false }]])
  const add = (offset: number, announced: boolean, runOn = false): void => {
    places.set(offset, { offset, announced, runOn })
  }
  for (const { index } of line.matchAll(INSIDE))
    add(index, ANNOUNCED.test(line.slice(Math.max(0, index - 8), index)))
  const addFirst = ({ 0: heading, 1: first, index }: RegExpExecArray): void => {
    add(index + heading.length, first?.startsWith('(') ?? false)
  }
  for (const match of line.matchAll(BEHIND_HEADING)) addFirst(match)
  if (line.length >= SHORTEST_LOST) {
    for (const match of line.matchAll(BEHIND_RUN_ON)) addFirst(match)
    for (const { index } of line.matchAll(RUN_ON)) {
      const titled = TITLED.test(line.slice(Math.max(0, index - 4), index))
      if (!places.has(index)) add(index, titled, !titled)
    }
  }
  return [...places.values()].toSorted((a, b) => a.offset - b.offset)
}
