import { isDocumentNumber } from './document-number.ts'
import type { Line } from './lines.ts'
import { isDateLine, isMonthLine, isOrganisation } from './signature-lines.ts'

/** What a document is called by: the word its title ends with. */
const KIND =
  /(?:方案|通知|计划|意见|办法|要点|通报|公告|通告|决定|制度|预案|规定|细则|指南|总结|报告|请示|批复|函|倡议书|公开信|一封信|安排|部署|责任书|清单|行事历|提示|提醒|警示|预警|公示|须知|规程|守则|章程|纪要|动员令|行动)(?:\s*[(《][^()]*[)》])?$/
const LONGEST_LINE = 60
const LONGEST_KIND = 4
/** A title on one line may be longer when it says whose and what: 某市人民政府办公室关于印发…的通知. */
const LONGEST_WHOLE = 150
const WHOLE = /^(?:.{2,24}(?:局|厅|委|会|室|府|校|学|园|部))?(?:关于|转发|印发).+$/
/** Printed around a title: the office's red heading, secrecy, urgency, the archive's number. */
const AROUND =
  /文件$|^(?:特急|加急|急件|机密|秘密|内部|签发人|★|☆|\d{6}$|目录$|第\s*\d+\s*页)|^\(.*\)$|^-\s*\d+\s*-$|^附\s*件?\s*[\d一二三四五六七八九十]*\s*:?$/
/** Words that make a line without such an ending a title all the same. */
const TOPIC = /安全|整治|排查|演练|检查|防|教育|行动|活动|工作/

interface TitleLines {
  readonly header: readonly Line[]
  /** Lines of the page or of its table, which are no part of the document. */
  readonly page: ReadonlySet<Line>
  readonly greeting: readonly Line[]
}

/**
 * The lines of the title: in front of the greeting, or, where a letter without one only sends a plan round, behind
 * the letter's date. Empty when the document has none.
 */
export function findTitle({ header, page, greeting }: TitleLines): Line[] {
  const lines = header.filter(line => !page.has(line))
  const [first] = greeting
  const before = first ? lines.filter(line => line.start < first.start) : lines
  const own = headingOf(before)
  if (own.length > 0) return own
  const dated = lines.findLastIndex(line => isDateLine(line.text))
  return dated > 0 ? headingOf(lines.slice(dated + 1)) : []
}

function headingOf(lines: readonly Line[]): Line[] {
  let heading: Line[] = []
  for (const [index, line] of lines.entries()) {
    const { text } = line
    if (isDocumentNumber(text)) {
      // What stands above the number is the office's red heading.
      heading = []
      continue
    }
    if (isDateLine(text) || isMonthLine(text) || AROUND.test(text)) continue
    const titled = KIND.test(nameOf(text))
    const whole = titled && text.length <= LONGEST_WHOLE && (WHOLE.test(text) || !/[。,;:!?]/.test(text))
    if (text.length > LONGEST_LINE && !whole) break
    if (/[。;:!]$/.test(text)) break
    const next = lines[index + 1]
    // 紧急通知 above the title says what kind of paper it is.
    if (
      titled &&
      nameOf(text).length <= LONGEST_KIND &&
      next &&
      WHOLE.test(next.text) &&
      KIND.test(next.text)
    )
      continue
    heading.push(line)
    if (titled) return [...heading, ...goesOn(text, next)]
  }
  const [only] = heading
  // A single line above the text that names a matter is its title, whatever it ends with.
  return heading.length === 1 && only && isTopic(only.text) ? heading : []
}

/** The words of a title without the brackets around it, and together where they are set wide: 通 知. */
const nameOf = (text: string): string =>
  (/^\S(?:\s+\S)+$/.test(text) ? text.replace(/\s/g, '') : text).replace(/^《([^《》]*)》$/, '$1')

/** Words that end a title and may as well stand in the middle of one: …三年行动 / 实施方案, …工作安排 / 的通知. */
const HALF_WAY = /(?:行动|安排|部署|计划|方案|意见|办法|要点|制度|规定|细则|预案|决定|清单)$/
const REST = /^(?!关于|各|全)[^。,;:!?]{2,40}$/
/** Belongs to the name: (试行), (2024—2026年). */
const VERSION = /^\((?:试行|暂行|修订版?|修订稿|\d{4}\s*年?\s*(?:-|~|至)\s*\d{4}\s*年(?:度)?)\)$/

/** What of the next line still belongs to a title that could end here. */
function goesOn(title: string, next: Line | undefined): Line[] {
  if (!next || isDocumentNumber(next.text)) return []
  if (VERSION.test(next.text)) return [next]
  return HALF_WAY.test(title) && REST.test(next.text) && KIND.test(next.text) ? [next] : []
}

const isTopic = (text: string): boolean =>
  text.length >= 6 &&
  text.length <= 40 &&
  TOPIC.test(text) &&
  !/[,。;:!?]/.test(text) &&
  !isOrganisation(text) &&
  !/^各/.test(text)

/** Where line ends were lost, the title is what stands in front of the first sentence: …方案 为进一步…. */
const RUN_ON =
  /^([^。;:!?]{6,80}?(?:方案|通知|计划|意见|预案|办法|细则|要点))(?:范文)?\s*(?=为(?:了|有|进|切|贯|深|认|全|加|做|确|保|构)|根据|按照|依据|各|全[县市区体]|一\s*、)/

/** The title at the head of a line that goes on with the text; null when there is none. */
export const runOnTitle = (folded: string): string | null => RUN_ON.exec(folded)?.[1] ?? null
