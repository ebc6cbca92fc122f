import { isDay } from '../../kernel/day.ts'
import type { FormField } from '../../kernel/form.ts'
import { tidyText } from '../../kernel/human-text.ts'
import type { Label } from '../../kernel/label.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { tidyCell } from '../../organisation/import/sheet.ts'
import type { TableFault } from './faults.ts'
import {
  readDayNumber,
  readDayText,
  readInstantCell,
  readInstantNumber,
  readInstantText,
} from './read-day.ts'
import { isKeepableCell, type SheetCell } from './sheet-cell.ts'

/** A value for the schema to judge, undefined where nothing stands; or why it is not surely one thing. */
type Read = Result<unknown, TableFault>

const isEmpty = (cell: SheetCell): boolean =>
  cell === null || (typeof cell === 'string' && tidyText(cell) === '')

/**
 * Reads one cell of a field. Slips of typing are mended (width, blanks, a date written another way); whatever could mean
 * two things is a fault, for nobody sees a guess among ten thousand lines.
 */
export function readCell(field: FormField, cell: SheetCell): Read {
  if (!isKeepableCell(cell)) return err('unkeepable')
  if (isEmpty(cell) || cell === null) return ok(undefined)
  if (typeof cell === 'object' && 'fault' in cell) return err(cell.fault)
  if (field.personal && typeof cell === 'string' && MASKED.test(cell.trim())) return err('masked')
  switch (field.widget) {
    case 'text':
      return textOf(cell, foldWidth)
    case 'long-text':
      return textOf(cell, text => text)
    case 'person':
    case 'code':
      return textOf(cell, text => text)
    case 'phone':
      return textOf(cell, text => text.normalize('NFKC').replace(/\s/g, ''))
    case 'number':
      return numberOf(field, cell)
    case 'day':
      return dayOfCell(cell)
    case 'instant':
      return instantOf(cell)
    case 'yes-no':
      return yesNoOf(cell)
    case 'choice':
      return choicesOf(field, cell, 1)
    case 'choices':
      // Each is named once, and by a slip twice; a cell of thousands is not followed to its end.
      return choicesOf(field, cell, 2 * field.options.length)
    case 'photos':
      return ok(undefined)
  }
}

/** What `maskEntry` shows to those above a school: a table of theirs that comes back would write the stars. */
const MASKED = /^.\*$|\*\*/u

/** Digits and letters in the width in which everybody searches for them; other signs of a text are as they were written. */
export const foldWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, sign => sign.normalize('NFKC')).replace(/\u3000/g, ' ')

/** A number has fifteen places in a spreadsheet: what is longer was cut, what is behind them is noise. */
const plainNumber = (number: number): number => Number(number.toPrecision(15))
const isCut = (number: number): boolean => Math.abs(number) >= 1e15

function textOf(cell: string | number | boolean | { at: string }, tidied: (text: string) => string): Read {
  if (typeof cell === 'string') return ok(tidyText(tidied(cell)))
  if (typeof cell === 'number') return isCut(cell) ? err('digits-lost') : ok(String(plainNumber(cell)))
  return err(typeof cell === 'boolean' ? 'not-text' : 'turned-into-day')
}

const NUMBER = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/

function numberOf({ unit }: FormField, cell: string | number | boolean | { at: string }): Read {
  if (typeof cell === 'number') return isCut(cell) ? err('digits-lost') : ok(plainNumber(cell))
  if (typeof cell !== 'string') return err('not-a-number')
  let text = tidyCell(cell).replace('\u2212', '-')
  for (const name of unitNames(unit)) if (text.endsWith(name)) text = text.slice(0, -name.length)
  return NUMBER.test(text) ? ok(Number(text.replaceAll(',', ''))) : err('not-a-number')
}

const unitNames = (unit: Label | null): string[] =>
  unit === null ? [] : [tidyCell(unit.zh), tidyCell(unit.en)]

function dayOfCell(cell: string | number | boolean | { at: string }): Read {
  if (typeof cell === 'boolean') return err('not-a-day')
  if (typeof cell === 'object') {
    const day = cell.at.split('T')[0] ?? ''
    return isDay(day) ? ok(day) : err('not-a-day')
  }
  const day = typeof cell === 'number' ? readDayNumber(cell) : readDayText(cell)
  return day === null ? err('not-a-day') : ok(day)
}

function instantOf(cell: string | number | boolean | { at: string }): Read {
  if (typeof cell === 'boolean') return err('not-an-instant')
  const at =
    typeof cell === 'object'
      ? readInstantCell(cell.at)
      : typeof cell === 'number'
        ? readInstantNumber(cell)
        : readInstantText(cell)
  if (at === 'time-missing') return err(at)
  return at === null ? err('not-an-instant') : ok(at)
}

const YES = ['是', '有', '√', '✓', '✔', '☑', 'y', 'yes', 'true'].map(tidyCell)
const NO = ['否', '无', '×', '✗', '✘', '☒', 'x', 'n', 'no', 'false'].map(tidyCell)

function yesNoOf(cell: string | number | boolean | { at: string }): Read {
  if (typeof cell === 'boolean') return ok(cell)
  if (typeof cell !== 'string') return err('not-yes-or-no')
  const text = tidyCell(cell)
  if (YES.includes(text)) return ok(true)
  return NO.includes(text) ? ok(false) : err('not-yes-or-no')
}

/** What stands between several choices in one cell. */
const BETWEEN = /^[、,;/]/

/** Every way to write each choice, the longest first: a name may hold what stands between names. */
function spellings({ options }: FormField): [string, string][] {
  return options
    .flatMap(({ value, label }) =>
      [...new Set([value, label.zh, label.en].map(tidyCell))].map((text): [string, string] => [text, value]),
    )
    .toSorted(([a], [b]) => b.length - a.length)
}

function choicesOf(field: FormField, cell: string | number | boolean | { at: string }, most: number): Read {
  if (typeof cell !== 'string' && typeof cell !== 'number') return err('unknown-choice')
  const known = spellings(field)
  // Lines of one cell stand beside each other like any other choices.
  const lines = String(cell).split('\n')
  const text = tidyCell(lines.filter(line => line.trim() !== '').join('、'))
  const readings = new Set<string>()
  const read = (rest: string, found: readonly string[]): void => {
    for (const [name, value] of known) {
      if (!rest.startsWith(name)) continue
      const behind = rest.slice(name.length)
      const all = [...found, value]
      if (behind === '') readings.add(JSON.stringify([...new Set(all)]))
      else if (all.length < most && BETWEEN.test(behind)) read(behind.slice(1), all)
    }
  }
  read(text, [])
  const [only, ...others] = readings
  if (only === undefined || others.length > 0) return err('unknown-choice')
  const values = JSON.parse(only) as string[]
  return ok(most === 1 ? values[0] : values)
}
