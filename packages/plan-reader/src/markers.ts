import { readNumber } from './fold.ts'
import type { MarkerKind } from './types.ts'

export interface Marker {
  readonly kind: MarkerKind
  /** As written, without the punctuation behind it. */
  readonly text: string
  /** Letters it takes, punctuation and blanks behind it included. */
  readonly length: number
  readonly number: number | null
  /** True for what may be an enumeration or a decimal instead: 一、二年级…, 3、4号楼…, 2.5米…. */
  readonly doubtful: boolean
  /** True for what may be a decimal, which counts at the beginning of a line only. */
  readonly decimal: boolean
}

const HAN = '[一二三四五六七八九十]{1,3}'
/** 一、二年级 and 3、4号楼 may number nothing: what follows is the next figure of an enumeration. */
const COUNTED = new RegExp(
  `^\\s*(${HAN}|\\d{1,2})\\s*(?:年级|级|类|楼|层|号|班|组|线|季度|月份?(?!\\s*\\d)|日|项|条|款|栋|幢|批|轮|册|期|区|档)`,
)

/** One-letter numbers, each block in order: ① ⑴ ⒈ ㈠. */
const BLOCKS: readonly (readonly [MarkerKind, number, number, (number: string) => string])[] = [
  ['circled', 0x2460, 20, number => String.fromCodePoint(0x2460 + Number(number) - 1)],
  ['arabic-paren', 0x2474, 20, number => `（${number}）`],
  ['arabic', 0x2488, 20, number => number],
  ['han-paren', 0x3220, 10, number => `（${'一二三四五六七八九十'.charAt(Number(number) - 1)}）`],
]

interface Rule {
  readonly kind: MarkerKind
  readonly pattern: RegExp
  /** What it finds may be a figure with a decimal point. */
  readonly decimal?: boolean
}

/** The grammar of numbering in official documents (GB/T 9704), tried in this order on a folded line. */
const RULES: readonly Rule[] = [
  { kind: 'chapter', pattern: new RegExp(`^(第\\s*(${HAN})\\s*(?:章|节|部分|篇|编))[\\s:、.]*`) },
  { kind: 'article', pattern: new RegExp(`^(第\\s*(${HAN})\\s*条)(?![款第规]|例)[\\s:、.]*`) },
  {
    kind: 'stage',
    pattern: new RegExp(`^(第\\s*(${HAN}|\\d{1,2})\\s*(?:阶段|步骤?|批次?|环节))\\s*(?=\\S)[:、,]?\\s*`),
  },
  {
    kind: 'stage',
    pattern: new RegExp(`^((?:阶段|步骤)\\s*(${HAN}|\\d))\\s*[:、.(]?\\s*(?=\\S)`),
  },
  {
    kind: 'han',
    pattern: new RegExp(`^((${HAN}))\\s*[、.]\\s*`),
  },
  { kind: 'han-paren', pattern: new RegExp(`^(\\(?\\s*(${HAN})\\s*\\))\\s*[、.]?\\s*`) },
  { kind: 'arabic-paren', pattern: /^(\(\s*(\d{1,2})\s*\))\s*[、.]?\s*/ },
  { kind: 'arabic-paren', pattern: /^((\d{1,2})\s*\))\s*[、.]?\s*/ },
  {
    kind: 'arabic',
    // 1.5米 and 5.12 number nothing; 3.2023年…, 1.9月… and 1.9:50 do.
    pattern:
      /^((\d{1,2}))\s*(?:、|\.(?!\s*\d)|\.\s*(?=\d{4}\s*年|\d{1,2}\s*月|\d{1,2}\s*:\s*\d{2}(?!\d)|24\s*小时))\s*/,
  },
  // 2.100%的学校…: a decimal, unless it goes on from the item above.
  {
    ...{ kind: 'arabic', decimal: true },
    pattern:
      /^((\d{1,2}))\.(?=\d{1,4}(?![\d.]|\s*(?:万|亿|元|倍|个月|小时|米|公里|千米|厘米|毫米|吨|公斤|千克|平方)))/,
  },
]

/** How deep a kind stands; kinds a document skips are simply absent. */
export const RANKS: Readonly<Record<MarkerKind, number>> = {
  attachment: -1,
  chapter: 0,
  article: 0.5,
  han: 1,
  'han-paren': 2,
  arabic: 3,
  'arabic-paren': 4,
  circled: 5,
  stage: 2.5,
  nis: 6,
}

/** The marker a folded line begins with, or null. `original` is the same line unfolded, for the marker as written. */
export function readMarker(folded: string, original: string): Marker | null {
  const single = readSingle(original)
  if (single) return single
  for (const { kind, pattern, decimal = false } of RULES) {
    const match = pattern.exec(folded)
    if (!match) continue
    const [whole, marker = '', number = ''] = match
    const value = readNumber(number)
    return {
      ...{ kind, length: whole.length, number: value, decimal },
      doubtful: decimal || isDoubtful(whole, value, folded),
      text: original.slice(0, marker.length).replace(/\s/g, ''),
    }
  }
  return null
}

/** 一、二年级: a comma of enumeration, and the next higher figure of something that is counted. */
function isDoubtful(marker: string, number: number | null, folded: string): boolean {
  if (number === null || !marker.includes('、')) return false
  const next = readNumber(COUNTED.exec(folded.slice(marker.length))?.[1] ?? '')
  return next !== null && next > number
}

/** A number that is one letter. It is given in the form it stands for, （一） for ㈠. */
function readSingle(original: string): Marker | null {
  const code = original.charCodeAt(0)
  for (const [kind, first, count, form] of BLOCKS) {
    if (!(code >= first && code < first + count)) continue
    const number = code - first + 1
    const behind = /^\s*[、.．]?\s*/.exec(original.slice(1))?.[0].length ?? 0
    return { kind, text: form(String(number)), length: 1 + behind, number, doubtful: false, decimal: false }
  }
  return null
}

const NIS = /(^|[。;:!?,、\s)”"])([一二三四五六七八九十])\n?是(?!否|指|不是)/g

export interface RunIn {
  readonly text: string
  readonly start: number
  /** Letters it takes; a line may end within it. */
  readonly length: number
  readonly number: number
}

/**
 * The run-in items 一是…二是… of a stretch. They count only as a series that begins with 一是 and goes on:
 * ordinary prose also says 一是. A stretch may hold more than one series.
 */
export function listRunIns(folded: string): RunIn[] {
  const series: RunIn[][] = []
  for (const match of folded.matchAll(NIS)) {
    const [, before = '', digit = ''] = match
    const number = readNumber(digit)
    if (number === null) continue
    const start = match.index + before.length
    const item = { text: `${digit}是`, start, length: match[0].length - before.length, number }
    const open = series.at(-1)
    if (number === 1) series.push([item])
    else if (open?.at(-1)?.number === number - 1) open.push(item)
  }
  return series.filter(items => items.length >= 2).flat()
}
