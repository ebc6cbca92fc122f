import type { Line } from './lines.ts'

/** What the table of a government web page says of the document below it (索引号, 发布机构, 文号 …). */
export interface HeaderFields {
  readonly title: string | null
  readonly documentNumber: string | null
  readonly issuer: string | null
  /** The date of the document itself; the day it was put on the web is another. */
  readonly issuedOn: string | null
  /** Lines that belong to the table or to the page, and not to the document. */
  readonly lines: ReadonlySet<Line>
}

type Field = 'title' | 'documentNumber' | 'issuer' | 'issuedOn'
type Label = Field | 'other' | 'button'

const LABELS: Readonly<Record<Label, RegExp>> = {
  title: /^(?:信息名称|标题|名称)$/,
  documentNumber: /^(?:发文字号|文件编号|发布文号|文号)$/,
  issuer: /^(?:发布机构|发文机关|发文单位|制发机关|公开主体)$/,
  issuedOn: /^(?:成文日期|发文日期|印发日期|制发日期)$/,
  other:
    /^(?:索引号|信息索引|信息分类|主题分类|组配分类|体裁分类|公开方式|公开日期|发布日期|发布时间|生成日期|废止日期|有效性|效力状态|时效|关键词|内容概述|信息来源|来源|作者|编辑|责任编辑|更新时间)$/,
  button: /^(?:浏览次数|浏览量|阅读次数|点击数|点击量|字体|字号|打印|收藏|朗读|分享到|分享)$/,
}
const ENTRIES = Object.entries(LABELS) as [Label, RegExp][]
/** Cells stand between bars, or one behind the other with a colon each: 索引号: … 文号: …. */
const BETWEEN = /\||\s+(?=(?:[\u4e00-\u9fa5]\s?){2,6}:)/
/** Buttons and crumbs of a web page, and a line that begins with the day it was put there. */
const PAGE_LINE =
  /^(?:>|当前位置|您现在的位置|您的位置|首页|上一篇|下一篇|扫一扫|返回顶部|【\s*(?:打印|关闭|字体|来源|作者|发布|收藏))|^\d{4}[./-]\s*\d{1,2}[./-]\s*\d{1,2}(?:\s+\S{1,8}){1,3}$|^时间:\s*\d{4}[./-]\d{1,2}[./-]\d{1,2}|^[|\s:]+$/
/** A value below its label is a short line. */
const LONGEST_VALUE = 40

function labelOf(cell: string): Label | null {
  const name = cell.replace(/\s/g, '').replace(/:.*$/, '')
  return ENTRIES.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}

/** Reads labelled cells: `文号: 某教〔2023〕8号`, `文号 | 某教〔2023〕8号`, or the label and its value on two lines. */
export function readHeaderFields(header: readonly Line[]): HeaderFields {
  const found = new Map<Label, string>()
  const own = new Set<Line>()
  let waiting: Label | null = null
  for (const line of header) {
    const cells = line.text.split(BETWEEN).map(cell => cell.trim())
    const asked: Label | null = waiting
    waiting = null
    if (!cells.some(cell => labelOf(cell) !== null)) {
      const answers = asked !== null && line.text.length <= LONGEST_VALUE
      if (answers && !found.has(asked)) found.set(asked, line.text)
      // The name stays among the lines of the document: it is its title.
      if ((answers && asked !== 'title') || PAGE_LINE.test(line.text)) own.add(line)
      continue
    }
    own.add(line)
    cells.forEach((cell, index) => {
      const label = labelOf(cell)
      if (label === null) return
      const inside = /:(.+)$/.exec(cell)?.[1]?.trim()
      const beside = cells[index + 1]
      const value = inside ?? (beside !== undefined && labelOf(beside) === null ? beside : '')
      if (value !== '' && !found.has(label)) found.set(label, value)
      if (cells.length === 1 && inside === undefined && label !== 'button') waiting = label
    })
  }
  const field = (name: Field): string | null => found.get(name) ?? null
  return {
    ...{ title: field('title'), documentNumber: field('documentNumber') },
    ...{ issuer: field('issuer'), issuedOn: field('issuedOn'), lines: own },
  }
}
