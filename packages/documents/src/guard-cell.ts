/** What a spreadsheet takes for the beginning of a formula when it opens text. */
const RISKY = /^'*[=+\-@\t\r]/
const GUARDED = /^'+[=+\-@\t\r]/

/** A text as a cell of .csv that no spreadsheet runs: with the sign before it that says that it is text. */
export const guardCell = (text: string): string => (RISKY.test(text) ? `'${text}` : text)

/** The text that was guarded. */
export const unguardCell = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text)
