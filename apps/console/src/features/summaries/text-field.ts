import { figureToken, piecesOf, type FigureSide } from '@anlan/domain'

/** What a chip of the editor shows: the number, and what it is a number of. */
export interface ChipWords {
  readonly text: string
  readonly name: string
}
export type ChipOf = (indicator: string, side: FigureSide) => ChipWords

const TOKEN = 'data-token'

/** A chip in the text: it goes and comes as one sign, and nobody types into it. */
export function makeChip(indicator: string, side: FigureSide, chipOf: ChipOf): HTMLElement {
  const chip = document.createElement('span')
  const { text, name } = chipOf(indicator, side)
  chip.contentEditable = 'false'
  chip.className = 'chip'
  chip.setAttribute(TOKEN, figureToken(indicator, side))
  chip.title = name
  chip.textContent = text
  return chip
}

/** Lays a text into the field, its figures as chips. */
export function layOut(field: HTMLElement, text: string, chipOf: ChipOf): void {
  field.replaceChildren(
    ...piecesOf(text).map(piece =>
      piece.kind === 'words'
        ? document.createTextNode(piece.text)
        : makeChip(piece.indicator, piece.side, chipOf),
    ),
  )
}

/** Reads the text back, whatever lines a browser makes of the Enter key. */
export function readBack(node: Node): string {
  let text = ''
  for (const child of node.childNodes) {
    if (child instanceof HTMLElement) {
      const token = child.getAttribute(TOKEN)
      if (token !== null) text += token
      else if (child.tagName === 'BR') text += '\n'
      else text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${readBack(child)}`
    } else text += child.textContent ?? ''
  }
  return text
}
