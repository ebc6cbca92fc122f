import { DOMParser, type Document, type Element } from '@xmldom/xmldom'

/** WordprocessingML 2006 main namespace (ECMA-376 part 1, annex A). */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

interface Level {
  readonly format: string
  /** As Word writes it: `%1、`, `（%2）`. */
  readonly text: string
  readonly start: number
}

interface Numbered {
  readonly list: string
  readonly level: number
}

/** What a paragraph says of its own number and style. */
export interface ParagraphProperties {
  readonly style: string | null
  readonly list: string | null
  readonly level: string | null
}

/** Gives each numbered paragraph, in the document's order, the number Word would draw before it. */
export interface Numbering {
  next(paragraph: ParagraphProperties): string
  /** True for the styles of a table of contents, which says every heading a second time. */
  isContents(style: string | null): boolean
}

export const parseXml = (xml: Buffer | undefined): Document | null =>
  xml
    ? new DOMParser({
        onError: (level, message) => {
          if (level !== 'warning') throw new Error(message)
        },
      }).parseFromString(xml.toString('utf8'), 'text/xml')
    : null

const children = (node: Element | null, name: string): Element[] =>
  node
    ? [...node.childNodes].filter(
        (each): each is Element => each.nodeType === 1 && each.localName === name && each.namespaceURI === W,
      )
    : []
const child = (node: Element | null, name: string): Element | null => children(node, name)[0] ?? null
const value = (node: Element | null): string | null => node?.getAttributeNS(W, 'val') ?? null

/**
 * Reads a document's automatic numbering (ECMA-376 part 1, 17.9). Word keeps 一、（一）1. out of the text, and
 * without them an official document has no outline.
 */
export function readNumbering(numbering: Document | null, styles: Document | null): Numbering {
  const lists = readLists(numbering)
  const styled = readStyles(styles)
  const counters = new Map<string, (number | undefined)[]>()
  return {
    isContents: style =>
      style !== null && (/^toc\s?\d/i.test(style) || (styled.get(style)?.contents ?? false)),
    next(paragraph) {
      const numbered = numberedAs(paragraph, styled)
      const list = numbered && lists.get(numbered.list)
      const level = list?.levels.get(numbered?.level ?? 0)
      if (!numbered || !list || !level) return ''
      const counts = counters.get(list.counter) ?? []
      counters.set(list.counter, counts)
      counts[numbered.level] = (counts[numbered.level] ?? level.start - 1) + 1
      counts.length = numbered.level + 1
      if (level.format === 'bullet' || level.format === 'none') return ''
      return level.text.replace(/%([1-9])/g, (_all, digit: string) => {
        const at = Number(digit) - 1
        const each = list.levels.get(at) ?? level
        return formatNumber(counts[at] ?? each.start, each.format)
      })
    },
  }
}

interface List {
  /** Lists over one abstract list count on together, unless a list restarts it. */
  readonly counter: string
  readonly levels: ReadonlyMap<number, Level>
}

function readLists(numbering: Document | null): Map<string, List> {
  const root = numbering?.documentElement ?? null
  const abstract = new Map(
    children(root, 'abstractNum').map(each => [
      each.getAttributeNS(W, 'abstractNumId') ?? '',
      new Map(children(each, 'lvl').map(level => [Number(level.getAttributeNS(W, 'ilvl')), toLevel(level)])),
    ]),
  )
  return new Map(
    children(root, 'num').map(each => {
      const id = each.getAttributeNS(W, 'numId') ?? ''
      const base = value(child(each, 'abstractNumId')) ?? ''
      const levels = new Map(abstract.get(base))
      const overrides = children(each, 'lvlOverride')
      for (const override of overrides) {
        const at = Number(override.getAttributeNS(W, 'ilvl'))
        const own = child(override, 'lvl')
        const level = own ? toLevel(own) : levels.get(at)
        const start = value(child(override, 'startOverride'))
        if (level) levels.set(at, start === null ? level : { ...level, start: Number(start) })
      }
      return [id, { counter: overrides.length > 0 ? `num ${id}` : `abstract ${base}`, levels }]
    }),
  )
}

const toLevel = (level: Element): Level => ({
  format: value(child(level, 'numFmt')) ?? 'decimal',
  text: value(child(level, 'lvlText')) ?? '',
  start: Number(value(child(level, 'start')) ?? 1),
})

interface Style {
  readonly basedOn: string | null
  readonly list: string | null
  readonly level: string | null
  readonly contents: boolean
}

function readStyles(styles: Document | null): Map<string, Style> {
  return new Map(
    children(styles?.documentElement ?? null, 'style').map(style => {
      const numbering = child(child(style, 'pPr'), 'numPr')
      return [
        style.getAttributeNS(W, 'styleId') ?? '',
        {
          basedOn: value(child(style, 'basedOn')),
          ...{ list: value(child(numbering, 'numId')), level: value(child(numbering, 'ilvl')) },
          contents: /^toc \d/i.test(value(child(style, 'name')) ?? ''),
        },
      ]
    }),
  )
}

/** A paragraph's own numbering, or that of its style or of the style it is based on. */
function numberedAs(own: ParagraphProperties, styles: ReadonlyMap<string, Style>): Numbered | null {
  let { list, level, style } = own
  // A style that is based on itself must not hang the reader.
  for (let depth = 0; style !== null && depth < 20 && list === null; depth += 1) {
    const found = styles.get(style)
    list = found?.list ?? null
    level ??= found?.level ?? null
    style = found?.basedOn ?? null
  }
  return list === null || list === '0' ? null : { list, level: Number(level ?? 0) }
}

const HAN = [...'〇一二三四五六七八九']

/** A counter as Word draws it in a format (ECMA-376 part 1, 17.18.59); unknown formats are drawn as 1, 2, 3. */
export function formatNumber(count: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return toHan(count)
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(count)].map(digit => HAN[Number(digit)]).join('')
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count >= 1 && count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : String(count)
    case 'decimalFullWidth':
      return [...String(count)].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join('')
    case 'lowerLetter':
      return toLetters(count)
    case 'upperLetter':
      return toLetters(count).toUpperCase()
    default:
      return String(count)
  }
}

/** 1 to 99 as Chinese counts: 一, 十, 十一, 二十, 九十九. Beyond that no plan's outline goes. */
function toHan(count: number): string {
  if (count < 1 || count > 99) return String(count)
  const [tens, ones] = [Math.floor(count / 10), count % 10]
  return (tens > 1 ? HAN[tens] : '') + (tens > 0 ? '十' : '') + (ones > 0 ? HAN[ones] : '')
}

const toLetters = (count: number): string =>
  count < 1 ? '' : String.fromCodePoint(0x61 + ((count - 1) % 26)).repeat(Math.ceil(count / 26))
