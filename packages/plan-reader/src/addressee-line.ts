import type { Line } from './lines.ts'

/** Ends of a group somebody writes to: 各乡镇中心学校, 局机关各股室, 全校师生, 家长朋友. */
const GROUP =
  /(?:小学|中学|大学|中小学|[\u4e00-\u9fa5]小|联络点|局|委|办|厅|部|会|校|园|院|所|站|队|科|股|室|处|组|中心|学区|教办|教管办|教学点|单位|部门|机构|政府|街道|乡|镇|区|县|市|旗|村|社区|企业|公司|师生|学生|同学|同学们|家长|家长们|朋友|朋友们|教师|老师|老师们|教职工|员工|同志|同志们|班主任|年级|班级|人员|党支部|党组织|党委|负责人|校长|园长|[一二三四五六七八九十附]中|实验|初中|高中|职中|职高|职校|完小|书院|法人|班|系|团委|党员|干部|职工|群众|居民|村民|用户|业主|司机|驾驶员|保安|厨师|经营者|场所|商户|团体|协会|基地|片区|战线|代表|成员|委员|理事|院校|高校|工会|妇联|医院|银行|农场|林场|矿|集团)(?:\([^()]*\))?$/
/** Begins like a group, whatever it ends with: 各完小, 全体…, 局直各…. */
const BEGINS = /^(?:各|全体|全[县市区镇乡校园院]|[省市县区局镇乡]直|尊敬的|亲爱的|广大)/
/** Words of a sentence, which no group is called by. */
const SENTENCE = /要|应|须|请|将|把|对|按|做|进行|开展|如下|以下|工作|情况|内容/
/** Labels that end like a group. */
const LABEL =
  /^(?:主办|承办|协办|责任|牵头|配合|指导|参加|参与|参赛|发文|印发|成员|组织|报送|联系|活动|主题|组长|副组长|总指挥|副总指挥|支持|监督|实施|验收|工作|检查)/
const LONGEST = 200
const LONGEST_GROUP = 30

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
      isGroups(line.text) &&
      !goesOnBelow(line, header[index + 1])
    )
      return { lines: [line], end: line.end }
    // The first sentence has begun: what follows is text.
    if (line.text.includes('。')) return null
  }
  return null
}

/** A line of groups that was cut in the middle of one: 各乡镇中心校、县直各学校,局机关各股 / 室: */
const CUT = /^(?:各|全体|[省市县区局镇乡]直)[^。;:]*[,、][^。;:]*$/

/** True when the next line ends the greeting this one begins. */
const goesOnBelow = (line: Line, next: Line | undefined): boolean =>
  next !== undefined && /^[^:。]*:$/.test(next.text) && isGroups(line.text + next.text.slice(0, -1))

/** Lines above that the greeting was begun on: they end with a sign that says it goes on, or begin like one. */
function wrappedAbove(header: readonly Line[], index: number): Line[] {
  const above: Line[] = []
  for (let at = index - 1; at >= 0 && above.length < 4; at -= 1) {
    const line = header[at]
    if (!line || !(/[,、;]$/.test(line.text) || CUT.test(line.text))) break
    above.unshift(line)
  }
  return above
}

/** True when most parts are groups; brackets are not cut: 各区、县(市)教育局. */
function isGroups(words: string): boolean {
  if (LABEL.test(words) || /[。;!?]/.test(words) || words.length < 2) return false
  const parts = words
    .replace(/\([^()]*\)(?=.)/g, '')
    .split(/[,、;]|以及|及其/)
    .map(part => part.trim())
    .filter(part => part !== '')
  const groups = parts.filter(part => GROUP.test(part) || (BEGINS.test(part) && !SENTENCE.test(part)))
  return groups.length * 2 > parts.length && parts.every(part => part.length <= LONGEST_GROUP)
}

/** The groups as written, cut at commas. */
export const splitAddressees = (text: string): string[] =>
  text
    .replace(/[:：]\s*$/, '')
    .split(/[，,；;]/)
    .map(part => part.replace(/\s/g, ''))
    .filter(part => part !== '')
