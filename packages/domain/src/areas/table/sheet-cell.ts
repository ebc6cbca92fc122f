/**
 * A cell as a file holds it. A date cell is the moment it shows, `2026-09-01T08:30:00` without a zone; a formula that was
 * never worked out, or failed, is a fault of its own.
 */
export type SheetCell =
  string | number | boolean | null | { readonly at: string } | { readonly fault: 'no-value' | 'error-value' }

const LONGEST_SHOWN = 60

/** A cell as a problem shows it. */
export function showCell(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell).slice(0, LONGEST_SHOWN)
  return 'at' in cell ? cell.at.replace('T', ' ').replace(/ 00:00:00$/, '') : ''
}
