import type { Line } from './lines.ts'

/** Ends of a group somebody writes to: 各乡镇中心学校, 局机关各股室, 全校师生, 家长朋友. */
const GROUP =
  /(?:小学|中学|大学|中小学|[\u4e00-\u9fa5]小|联络点|局|委|办|厅|部|会|校|园|院|所|站|队|科|股|室|处|组|中心|学区|教办|教管办|教学点|单位|部门|机构|政府|街道|乡|镇|区|县|市|旗|村|社区|企业|公司|师生|学生|同学|同学们|家长|家长们|朋友|朋友们|教师|老师|老师们|教职工|员工|同志|同志们|班主任|年级|班级|人员|党支部|党组织|党委|负责人|校长|园长)(?:\([^()]*\))?$/
/** Labels that end like a group. */
const LABEL =
  /^(?:主办|承办|协办|责任|牵头|配合|指导|参加|参与|参赛|发文|印发|成员|组织|报送|联系|活动|主题|组长|副组长|总指挥|副总指挥|支持|监督|实施|验收|工作|检查)/
const LONGEST = 160

/** Whom a document is written to: the line, what it says, and where its greeting ends. */
export interface AddresseeLine {
  readonly lines: readonly Line[]
  /** Folded words in front of the colon. */
  readonly end: number
}

/**
 * The greeting of a document: groups and a colon in front of the first sentence. Where a page lost its line ends the
 * first sentence follows on the same line; a long greeting may run over two lines.
 */
export function findAddressees(header: readonly Line[]): AddresseeLine | null {
  for (let index = 0; index < header.length; index += 1) {
    const line = header[index]
    if (!line) continue
    const colon = line.text.indexOf(':')
    if (colon > 0 && colon <= LONGEST) {
      const said = line.text.slice(0, colon)
      const alone = colon === line.text.length - 1
      const lines = alone ? [...wrappedAbove(header, index), line] : [line]
      const whole =
        lines.length > 1
          ? lines
              .map(each => each.text)
              .join('')
              .slice(0, -1)
          : said
      if (isGroups(whole) && (alone || /^(?:各|全)/.test(whole))) return { lines, end: line.start + colon }
      if (isGroups(said) && alone) return { lines: [line], end: line.start + colon }
    }
    if (
      colon < 0 &&
      !/[,、;]$/.test(line.text) &&
      /^(?:各|全[县市区校])/.test(line.text) &&
      line.text.length <= LONGEST &&
      isGroups(line.text)
    )
      return { lines: [line], end: line.end }
    // The first sentence has begun: what follows is text.
    if (line.text.includes('。')) return null
  }
  return null
}

/** Lines above that the greeting was begun on: they end with a sign that says it goes on. */
function wrappedAbove(header: readonly Line[], index: number): Line[] {
  const above: Line[] = []
  for (let at = index - 1; at >= 0 && above.length < 3; at -= 1) {
    const line = header[at]
    if (!line || !/[,、;]$/.test(line.text)) break
    above.unshift(line)
  }
  return above
}

/** True when every part ends like a group; brackets are not cut: 各区、县(市)教育局. */
function isGroups(words: string): boolean {
  if (LABEL.test(words) || /[。;!?]/.test(words) || words.length < 2) return false
  const parts = words
    .replace(/\([^()]*\)(?=.)/g, '')
    .split(/[,、;]|以及|及其/)
    .map(part => part.trim())
    .filter(part => part !== '')
  return (
    parts.length > 0 &&
    GROUP.test(parts.at(-1) ?? '') &&
    parts.filter(part => GROUP.test(part)).length * 2 > parts.length
  )
}

/** The groups as written, cut at commas. */
export const splitAddressees = (text: string): string[] =>
  text
    .replace(/[:：]\s*$/, '')
    .split(/[，,；;]/)
    .map(part => part.replace(/\s/g, ''))
    .filter(part => part !== '')
