const DATE =
  '(?:\\d[\\doO]{3}|[零一二三四五六七八九oO]{4})\\s*年\\s*[\\d一二三四五六七八九十]{1,3}\\s*月\\s*[\\d一二三四五六七八九十]{1,3}\\s*日'
const DATE_LINE = new RegExp(`^${DATE}(?:\\s*(?:印发|发布|印))?$`)
const NUMERIC_DATE = /^\d{4}[./-]\d{1,2}[./-]\d{1,2}$/
const SIGNED_DATE = new RegExp(`^([^\\d。:;,!?]{3,30}?)\\s*(${DATE})(?:\\s*印发)?$`)
const MONTH_LINE = /^(?:\d[\doO]{3}|[零一二三四五六七八九oO]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月$/

const ORGANISATION =
  /(?:局|厅|委|委员会|办公室|政府|学校|中学|小学|完小|[一二三四五六七八九十]中|附[中小]|实[中小]|幼儿园|学院|大学|工会|支队|大队|中队|中心|公司|领导小组|指挥部|专班|党组|党委|团委|党支部|总支|部|处|(?<!会议|教|实验)室|办|协会|联合会|学会|院|站|股|科|校区?|园|学区|教办|集团)(?:\([^()]{1,20}\))?$/
/** Ends that look like an office and are a sentence, a heading or a label. */
const NO_ORGANISATION =
  /^(?:关于|附|联系|电话|地址|特此|此|各|全|抄|主题|主办|承办|协办|指导|组长|副组长|成员|责任|牵头|\()|[。:;,!?]|^.{31,}$/

/** A line with nothing but a full date. */
export const isDateLine = (folded: string): boolean => DATE_LINE.test(folded) || NUMERIC_DATE.test(folded)

/** A line with nothing but year and month: 二〇一八年一月. */
export const isMonthLine = (folded: string): boolean => MONTH_LINE.test(folded)

/** The office and the date of a line that holds both, as offsets; null for any other. */
export function splitSignedDate(folded: string): { office: string; date: string } | null {
  const match = SIGNED_DATE.exec(folded)
  const [, office = '', date = ''] = match ?? []
  return match && isOrganisation(office) ? { office, date } : null
}

/** True for office and date on one line: 某县教育局 2024年3月1日. */
export const isSignedDate = (folded: string): boolean => splitSignedDate(folded) !== null

/** A line that is the name of an office, also one set wide: 某 县 教 育 局. */
export function isOrganisation(folded: string): boolean {
  const name = folded.replace(/\s/g, '')
  return name.length >= 3 && ORGANISATION.test(name) && !NO_ORGANISATION.test(name)
}
