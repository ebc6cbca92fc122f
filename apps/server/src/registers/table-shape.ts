import type { TemplateColumn, WrittenColumn } from '@anlan/documents'
import {
  choicesOfColumn,
  describeColumn,
  listExamples,
  readEntry,
  writeCell,
  type AreaId,
  type Language,
  type Placed,
  type TableColumn,
} from '@anlan/domain'

const WIDTHS: Partial<Record<string, number>> = {
  'long-text': 40,
  day: 13,
  instant: 18,
  number: 12,
  'yes-no': 10,
}

/** Letters of a heading take two places each in Chinese. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffe6]/.test(sign) ? 2 : 1), 0) + 3

/** A column as a file is told of it. */
export function writtenColumn({ heading, field }: TableColumn, language: Language): WrittenColumn {
  const text = heading[language]
  const width = Math.max(widthOf(text), field ? (WIDTHS[field.widget] ?? 16) : 24)
  const shape = field?.widget === 'day' ? 'day' : field?.widget === 'number' ? 'number' : 'text'
  return { heading: text, width, shape }
}

/** The columns of a template, each with what it asks for and what the register's first example has there. */
export function templateColumns(
  register: Placed,
  columns: readonly TableColumn[],
  language: Language,
): TemplateColumn[] {
  const sample = exampleOf(register)
  return columns.map(column => ({
    ...writtenColumn(column, language),
    isRequired: column.field?.required ?? false,
    notes: describeColumn(column, language),
    // Several choices in one cell are no choice from a list.
    choices: column.field?.widget === 'choices' ? [] : choicesOfColumn(column, language),
    sample: column.field ? writeCell(column.field, sample[column.name], language) : null,
  }))
}

function exampleOf(register: Placed): Record<string, unknown> {
  for (const example of listExamples(register.area as AreaId, register.id)) {
    const body = 'entry' in example ? example.entry : 'entries' in example ? example.entries[0] : undefined
    const read = readEntry(register, body)
    if (read.ok) return read.value
  }
  return {}
}
