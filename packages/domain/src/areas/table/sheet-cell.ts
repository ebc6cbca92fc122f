/**
 * A cell as a file holds it. A date cell is the moment it shows, `2026-09-01T08:30:00` without a zone; a formula that was
 * never worked out, or failed, is a fault of its own.
 */
export type SheetCell =
  string | number | boolean | null | { readonly at: string } | { readonly fault: 'no-value' | 'error-value' }

const LONGEST_SHOWN = 60

/**
 * True of a text that can be kept: a database has no place for the sign NUL, and half of a surrogate pair is no character.
 * A workbook can hold either, `_x0000_` and `&#xD800;`.
 */
export const isKeepableCell = (cell: SheetCell): boolean =>
  typeof cell !== 'string' || (cell.isWellFormed() && !cell.includes('\0'))

/** The same text with the sign for what cannot be shown in the place of what cannot be kept. */
const keepable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

/** A cell as a problem shows it. */
export function showCell(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return keepable(String(cell).slice(0, LONGEST_SHOWN))
  return 'at' in cell ? keepable(cell.at.replace('T', ' ').replace(/ 00:00:00$/, '')) : ''
}
