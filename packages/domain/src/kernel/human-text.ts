import { z } from 'zod'

/**
 * Signs that nobody sees: those that turn the reading direction, with which a name or a reason shows other words than it
 * has, and those that only keep a place. Joiners stay, for scripts and emoji are written with them.
 */
const HIDDEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g
/** What shows nothing on its own: blanks, controls, joiners, the fillers of other scripts. */
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]$/u
/** Part of the sign before it: without it a rare form of a character becomes the common one. */
const SELECTOR = /^\p{Variation_Selector}$/u

/** A text as its readers see it: without hidden signs, and without what shows nothing at either end. */
export function tidyText(text: string): string {
  const signs = [...text.replace(HIDDEN, '')]
  const start = signs.findIndex(sign => !BLANK.test(sign))
  let end = signs.findLastIndex(sign => !BLANK.test(sign)) + 1
  while (end > 0 && SELECTOR.test(signs[end] ?? '')) end += 1
  return start < 0 ? '' : signs.slice(start, end).join('')
}

/** True when a reader would see nothing. */
export const isBlank = (text: string | null): boolean => text === null || tidyText(text) === ''

/** What a person writes for others to read: a name, a title, a reason. Nothing hidden counts towards its length. */
export const humanText = (min: number, max: number) => z.string().overwrite(tidyText).min(min).max(max)
