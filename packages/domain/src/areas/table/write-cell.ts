import type { Instant } from '../../kernel/day.ts'
import type { FormField } from '../../kernel/form.ts'
import type { Language } from '../../kernel/label.ts'
import { COVER } from '../personal.ts'
import { writeInstant } from './read-day.ts'

/** What a cell is written as. A day stays `2026-09-01`; whoever makes the file gives it a date's shape. */
export type WrittenCell = string | number | null

/** A value of an entry as its cell, in the words of the reader's language. */
export function writeCell(field: FormField, value: unknown, language: Language): WrittenCell {
  if (value === undefined || value === null) return null
  if (value === COVER) return COVER
  const named = (each: unknown): string =>
    field.options.find(option => option.value === each)?.label[language] ?? String(each)
  switch (field.widget) {
    case 'choice':
      return named(value)
    case 'choices':
      return (value as readonly unknown[]).map(named).join('、')
    case 'yes-no':
      return YES_NO[language][value === true ? 0 : 1]
    case 'number':
      return value as number
    case 'instant':
      return writeInstant(value as Instant)
    case 'photos':
      return null
    default:
      return value as string
  }
}

/** The two answers, yes first. */
export const YES_NO = { zh: ['是', '否'], en: ['Yes', 'No'] } as const
