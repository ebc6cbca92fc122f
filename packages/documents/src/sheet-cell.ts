/**
 * A cell as a file holds it. A date cell is the moment it shows, `2026-09-01T08:30:00` without a zone (a time alone:
 * `T08:30:00`); a formula that was never worked out, or failed, is a fault of its own.
 */
export type SheetCell =
  string | number | boolean | null | { readonly at: string } | { readonly fault: 'no-value' | 'error-value' }

/** A row with the number that a spreadsheet shows beside it. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly SheetCell[]
  /** Of a workbook that counts its days from 1904: a number that its reader takes for a day is one of that count. */
  readonly from1904?: true
}

/** Cells beyond are nothing that anybody filled in. */
export const MAX_COLUMNS = 200

/** No spreadsheet holds more letters in a cell; where a text has more, a quote was never closed, or somebody means ill. */
const LONGEST = 32_767

export const isTooLong = (cell: SheetCell): boolean => typeof cell === 'string' && cell.length > LONGEST
