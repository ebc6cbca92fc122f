import type { z } from 'zod'
import type { FormField } from '../../kernel/form.ts'
import { issueText } from '../../kernel/issue-text.ts'
import type { Label, Language } from '../../kernel/label.ts'
import type { Register } from '../../kernel/register.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { emptyLists, type TableColumn } from './columns.ts'
import { TABLE_FAULTS, type CellProblem, type TableFault } from './faults.ts'
import { readCell } from './read-cell.ts'
import { from1904To1900 } from './read-day.ts'
import { showCell, type SheetCell } from './sheet-cell.ts'

type Body = Readonly<Record<string, unknown>>

/** True of a row in which nothing stands under a heading. */
export const isBlankRow = (columns: readonly (TableColumn | null)[], cells: readonly SheetCell[]): boolean =>
  columns.every((column, at) => column === null || showCell(cells[at] ?? null).trim() === '')

/**
 * The cells of a row out of a workbook that counts its days from 1904 as any other has them. A date cell shows its day
 * already; a number is a count of days only under a heading that asks for one.
 */
export const countFrom1900 = (
  columns: readonly (TableColumn | null)[],
  cells: readonly SheetCell[],
): readonly SheetCell[] =>
  cells.map((cell, at) => {
    const widget = columns[at]?.field?.widget
    return typeof cell === 'number' && (widget === 'day' || widget === 'instant')
      ? from1904To1900(cell)
      : cell
  })

/**
 * Reads a row under its headings: an entry, or what is wrong with which cell. `before` is what the register holds of the
 * same thing: columns that the table lacks, pictures among them, stay as they are there.
 */
export function readRow(
  register: Pick<Register, 'entry'>,
  columns: readonly (TableColumn | null)[],
  cells: readonly SheetCell[],
  before: Body = {},
): Result<Record<string, unknown>, CellProblem[]> {
  const problems: CellProblem[] = []
  const body: Record<string, unknown> = { ...before }
  const shown = new Map<string, string>()
  columns.forEach((column, at) => {
    if (!column?.field) return
    const { name, field } = column
    const cell = cells[at] ?? null
    shown.set(name, showCell(cell))
    const read = readCell(field, cell)
    if (!read.ok)
      problems.push({
        column: name,
        code: read.error,
        text: faultText(read.error, field),
        value: showCell(cell),
      })
    else body[name] = read.value
  })
  for (const name of emptyLists(register.entry)) body[name] ??= []
  const parsed = register.entry.safeParse(body, { reportInput: true })
  if (parsed.success && problems.length === 0) return ok(parsed.data)
  const fieldOf = new Map(columns.flatMap(column => (column?.field ? [[column.name, column.field]] : [])))
  for (const issue of parsed.error?.issues ?? []) {
    const name = typeof issue.path[0] === 'string' ? issue.path[0] : null
    // A cell is told one thing at a time, and one that could not be read is not missing.
    if (problems.some(({ column }) => column === name)) continue
    const field = name === null ? undefined : fieldOf.get(name)
    problems.push({
      ...{ column: name, code: codeOf(issue), text: issueText(issue, field) },
      value: (name !== null && shown.get(name)) || '',
    })
  }
  return err(problems)
}

/** What is wrong with a cell; of a choice also what may stand there, for who corrects it has no list before him. */
function faultText(fault: TableFault, { options }: Pick<FormField, 'options'>): Label {
  const said = (language: Language): string =>
    TABLE_FAULTS[fault][language].replace(
      '{choices}',
      options.map(({ label }) => label[language]).join(language === 'zh' ? '、' : ', '),
    )
  return { zh: said('zh'), en: said('en') }
}

/** What our own schemas call it, or the kind of issue. */
function codeOf(issue: z.core.$ZodIssue): string {
  if ('input' in issue && issue.input === undefined) return 'required'
  return issue.code === 'custom' ? issue.message : issue.code.replaceAll('_', '-')
}

/** True of two bodies that say the same, in whatever way their moments are written. */
export function isSameBody(a: Body, b: Body): boolean {
  const plain = (value: unknown): unknown =>
    typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : value
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => JSON.stringify(plain(a[name])) === JSON.stringify(plain(b[name])))
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
