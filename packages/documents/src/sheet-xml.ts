import { UNWRITABLE } from './unwritable.ts'

/** The letters of a column, counted from nought: A, Z, AA. */
export const columnLetters = (place: number): string =>
  (place >= 26 ? columnLetters(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26))

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  // A bare one is read as a line break.
  '\r': '&#13;',
}
/** A cell holds so many letters; a spreadsheet refuses the whole file for one more. */
const MAX_LETTERS = 32_767

const escape = (text: string): string =>
  text
    .slice(0, MAX_LETTERS)
    .replace(UNWRITABLE, '')
    // `_x0041_` is how the format writes a letter by its number; a text that only looks so is written as it stands.
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>\r]/g, sign => ENTITIES[sign] ?? sign)

/** A text in its cell: never a formula, whatever sign it begins with. */
export const inlineText = (ref: string, text: string, style: number): string =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`

export const numberCell = (ref: string, value: number, style: number): string =>
  Number.isFinite(value) ? `<c r="${ref}" s="${style}"><v>${value}</v></c>` : `<c r="${ref}" s="${style}"/>`

const DAY = /^\d{4}-\d\d-\d\d$/
/** The day that a spreadsheet counts as nought, with the leap day of 1900 that never was. */
const EPOCH = Date.UTC(1899, 11, 30)

/** A day as a spreadsheet counts it; null for a text that only looks like one. */
export function dayCell(ref: string, text: string, style: number): string | null {
  if (!DAY.test(text)) return null
  const at = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text)) return null
  return `<c r="${ref}" s="${style}"><v>${Math.round((at.getTime() - EPOCH) / 86_400_000)}</v></c>`
}
