import { readNumber } from './fold.ts'
import type { MarkerKind } from './types.ts'

export interface Marker {
  readonly kind: MarkerKind
  /** As written, without the punctuation behind it. */
  readonly text: string
  /** Letters it takes, punctuation and blanks behind it included. */
  readonly length: number
  readonly number: number | null
}

const HAN = '[一二三四五六七八九十]{1,3}'
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

interface Rule {
  readonly kind: MarkerKind
  readonly pattern: RegExp
}

/** The grammar of numbering in official documents (GB/T 9704), tried in this order on a folded line. */
const RULES: readonly Rule[] = [
  { kind: 'chapter', pattern: new RegExp(`^(第(${HAN})(?:章|节|部分))[\\s:、.]*`) },
  {
    kind: 'stage',
    pattern: new RegExp(`^(第(${HAN}|\\d{1,2})(?:阶段|步|批次?|环节))\\s*(?=[:、,(\\s]|\\S)[:、,]?\\s*`),
  },
  { kind: 'han', pattern: new RegExp(`^((${HAN}))\\s*[、.]\\s*`) },
  { kind: 'han-paren', pattern: new RegExp(`^(\\(\\s*(${HAN})\\s*\\))\\s*[、.]?\\s*`) },
  { kind: 'arabic-paren', pattern: /^(\(\s*(\d{1,2})\s*\))\s*[、.]?\s*/ },
  { kind: 'arabic-paren', pattern: /^((\d{1,2})\s*\))\s*/ },
  { kind: 'arabic', pattern: /^((\d{1,2}))\s*(?:[、](?!\s*\d+\s*[月日])|\.(?!\s*\d))\s*/ },
  { kind: 'circled', pattern: new RegExp(`^(([${CIRCLED}]))\\s*`) },
]

/** How deep a kind stands; kinds a document skips are simply absent. */
export const RANKS: Record<MarkerKind, number> = {
  chapter: 0,
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
  for (const { kind, pattern } of RULES) {
    const match = pattern.exec(folded)
    if (!match) continue
    const [whole, marker = '', number = ''] = match
    const parsed = kind === 'circled' ? CIRCLED.indexOf(number) + 1 : readNumber(number)
    return {
      kind,
      text: original.slice(0, marker.length).replace(/\s/g, ''),
      length: whole.length,
      number: parsed,
    }
  }
  return null
}

const NIS = /(^|[。;:!?,、\s])([一二三四五六七八九十])是(?!否|指|不是)/g

export interface RunIn {
  readonly text: string
  readonly start: number
  readonly number: number
}

/**
 * The run-in items 一是…二是… of a stretch. They count only as a series that begins with 一是 and goes on:
 * ordinary prose also says 一是.
 */
export function listRunIns(folded: string): RunIn[] {
  const found: RunIn[] = []
  for (const match of folded.matchAll(NIS)) {
    const [, before = '', number = ''] = match
    const value = readNumber(number)
    if (value === found.length + 1)
      found.push({ text: `${number}是`, start: match.index + before.length, number: value })
  }
  return found.length >= 2 ? found : []
}
