import type { Label } from '../../kernel/label.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { tidyCell } from '../../organisation/import/sheet.ts'
import type { TableColumn } from './columns.ts'
import { showCell, type SheetCell } from './sheet-cell.ts'

/** Titles and remarks stand above the headings; nobody writes more of them. */
export const HEADINGS_WITHIN = 20

/** Why no line of a table can be read. */
export type HeadingRefusal =
  | { readonly code: 'table-headings-missing' }
  | { readonly code: 'table-columns-missing'; readonly columns: readonly Label[] }
  | { readonly code: 'table-columns-twice'; readonly columns: readonly Label[] }

export interface Headings {
  /** Where among the rows looked at the headings stand. */
  readonly at: number
  /** The column that each cell of a row belongs to; null for one that means nothing here. */
  readonly columns: readonly (TableColumn | null)[]
  /** What stands over each cell, be it in one row or in two. */
  readonly texts: readonly string[]
}

const SCHOOL_ALSO = ['单位', '学校名称', '单位名称', 'Unit']

/** Every way to write a heading that means one column only. */
function spellings(columns: readonly TableColumn[]): Map<string, TableColumn> {
  const found = new Map<string, Set<TableColumn>>()
  const enter = (text: string, column: TableColumn): void => {
    const key = tidyCell(text)
    found.set(key, (found.get(key) ?? new Set()).add(column))
  }
  for (const column of columns) {
    const { heading, field, name } = column
    for (const text of [heading.zh, heading.en]) enter(text, column)
    if (field === null) for (const text of SCHOOL_ALSO) enter(text, column)
    else for (const text of [field.label.zh, field.label.en, name]) enter(text, column)
  }
  const whole = new Map(
    columns.flatMap(column => [column.heading.zh, column.heading.en].map(text => [tidyCell(text), column])),
  )
  return new Map(
    [...found].flatMap(([text, meant]): [string, TableColumn][] => {
      const [only] = meant
      // A whole heading means its column, whatever else is called so for short.
      const column = whole.get(text) ?? (meant.size === 1 ? only : undefined)
      return column ? [[text, column]] : []
    }),
  )
}

/**
 * Finds the headings among a table's first rows: in any order, under titles, in either language, with or without a unit
 * and a star. Where a heading reaches over two rows, its text stands in the upper one; where it is in two parts, such as
 * “保管人” over “甲” and “乙”, the upper reaches over the cells to its right that are empty.
 */
export function findHeadings(
  columns: readonly TableColumn[],
  rows: readonly (readonly SheetCell[])[],
): Result<Headings, HeadingRefusal> {
  const known = spellings(columns)
  const meaning = (text: string): TableColumn | null => known.get(tidyCell(text)) ?? null
  const shown = (row: readonly SheetCell[], place: number): string => showCell(row[place] ?? null).trim()
  const candidates = rows.slice(0, HEADINGS_WITHIN).map((row, at) => {
    const above = rows[at - 1] ?? []
    let over = ''
    const texts = Array.from({ length: Math.max(row.length, above.length) }, (_, place) => {
      const [upper, own] = [shown(above, place), shown(row, place)]
      over = upper || over
      if (own === '') return upper
      return meaning(own) === null && meaning(over + own) !== null ? over + own : own
    })
    const columns = texts.map(meaning)
    const hits = columns.filter((column, place) => column !== null && shown(row, place) !== '').length
    return { at, columns, texts, hits }
  })
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (most, each) => (each.hits > 0 && distinct(each) > (most === null ? 0 : distinct(most)) ? each : most),
    null,
  )
  if (best === null) return err({ code: 'table-headings-missing' })
  const twice = columns.filter(column => best.columns.filter(each => each === column).length > 1)
  if (twice.length > 0)
    return err({ code: 'table-columns-twice', columns: twice.map(({ heading }) => heading) })
  const missing = columns.filter(column => column.field?.required && !best.columns.includes(column))
  // A sheet with one word of ours by chance is not a table of ours.
  if (missing.length > 0 && distinct(best) * 2 < columns.length - 1 && distinct(best) < 2)
    return err({ code: 'table-headings-missing' })
  if (missing.length > 0)
    return err({ code: 'table-columns-missing', columns: missing.map(({ heading }) => heading) })
  return ok({ at: best.at, columns: best.columns, texts: best.texts })
}

const distinct = ({ columns }: { readonly columns: readonly (TableColumn | null)[] }): number =>
  new Set(columns.filter(column => column !== null)).size
