import { shareOf, showShare, type Rate } from '../kernel/indicator.ts'

/** Which number of a rate stands at a place: the share, what is counted, out of how many, or what is missing. */
export const FIGURE_SIDES = {
  share: { zh: '比率', en: 'Share' },
  done: { zh: '已完成数', en: 'Done' },
  all: { zh: '总数', en: 'Out of' },
  gap: { zh: '差额', en: 'Missing' },
} as const
export type FigureSide = keyof typeof FIGURE_SIDES
export const FIGURE_SIDE_IDS = Object.keys(FIGURE_SIDES) as [FigureSide, ...FigureSide[]]

/** A piece of a summary's text: words, or the place of a figure. */
export type TextPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'figure'; readonly indicator: string; readonly side: FigureSide }

const TOKEN = /\{\{([a-z0-9]+(?:[-/][a-z0-9]+)*)(?::(done|all|gap))?\}\}/g

/** How the place of a figure is written in a text. */
export const figureToken = (indicator: string, side: FigureSide = 'share'): string =>
  side === 'share' ? `{{${indicator}}}` : `{{${indicator}:${side}}}`

/** A text cut into its words and the places of its figures, in order. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) })
    pieces.push({ kind: 'figure', indicator: match[1] ?? '', side: (match[2] ?? 'share') as FigureSide })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) })
  return pieces
}

/** The rates a text names, each once, in order. */
export const figuresNamedIn = (text: string): string[] => [
  ...new Set(piecesOf(text).flatMap(piece => (piece.kind === 'figure' ? [piece.indicator] : []))),
]

/** A number of a rate as it is read; a share of nothing is a dash and never 0 % or 100 %. */
export function sayFigure(rate: Rate, side: FigureSide): string {
  if (side === 'done') return String(rate.numerator)
  if (side === 'all') return String(rate.denominator)
  if (side === 'gap') return String(Math.max(0, rate.denominator - rate.numerator))
  return shareOf(rate) === null ? '—' : showShare(rate)
}

/** A text with its numbers in place. */
export const sayText = (
  text: string,
  figures: readonly (Rate & { readonly indicator: string })[],
): string => {
  const stated = new Map(figures.map(figure => [figure.indicator, figure]))
  return piecesOf(text)
    .map(piece => {
      if (piece.kind === 'words') return piece.text
      const rate = stated.get(piece.indicator)
      return rate ? sayFigure(rate, piece.side) : '—'
    })
    .join('')
}

/** What a draft leaves to whoever writes it, for no data tell it. */
const TO_FILL_IN = /（请补充：[^）]*）/g
export const toFillIn = (what: string): string => `（请补充：${what}）`

/** The places of a text that nobody has filled in yet. */
export const placesToFillIn = (text: string): string[] => text.match(TO_FILL_IN) ?? []
