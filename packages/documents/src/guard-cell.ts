/**
 * What a spreadsheet takes for the beginning of a formula when it opens text: the signs themselves, their wide forms, which one
 * set to Chinese reads as the same, and the blanks that it passes over.
 */
const RISKY = /^'*[=+\-@＝＋－＠\t\r\n]/
const GUARDED = /^'+[=+\-@＝＋－＠\t\r\n]/

/** A text as a cell of .csv that no spreadsheet runs: with the sign before it that says that it is text. */
export const guardCell = (text: string): string => (RISKY.test(text) ? `'${text}` : text)

/** The text that was guarded. */
export const unguardCell = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text)
