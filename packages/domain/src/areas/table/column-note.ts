import type { Label, Language } from '../../kernel/label.ts'
import type { TableColumn } from './columns.ts'
import { YES_NO } from './write-cell.ts'

const MUST: Label = { zh: '必填', en: 'Must be filled in' }
const MAY: Label = { zh: '选填', en: 'May stay empty' }
const SCHOOL_NOTE: Label = {
  zh: '写学校的全称、简称或标识码；不填则为导入时所选的学校',
  en: 'The school’s full name, short name or code; left empty it is the school chosen for the import',
}
const SHAPES: Partial<Record<string, Label>> = {
  day: { zh: '日期，写法如：2026-09-01', en: 'A day, written like 2026-09-01' },
  instant: {
    zh: '日期和时间，写法如：2026-09-01 08:30',
    en: 'A day and a time, written like 2026-09-01 08:30',
  },
  number: { zh: '数字', en: 'A number' },
  choices: { zh: '可填多项，用“、”隔开', en: 'Several are possible, set apart by 、' },
}

/** What may be chosen in a column, in words; empty where everything may be written. */
export function choicesOfColumn({ field }: TableColumn, language: Language): string[] {
  if (field?.widget === 'yes-no') return [...YES_NO[language]]
  return (field?.options ?? []).map(({ label }) => label[language])
}

/** What a column asks for, line by line: whether it must be filled in, how it is written, what may be chosen. */
export function describeColumn(column: TableColumn, language: Language): string[] {
  const { field } = column
  if (field === null) return [SCHOOL_NOTE[language]]
  const choices = choicesOfColumn(column, language)
  const sample = field.sample === null || SHAPES[field.widget] ? null : field.sample
  return [
    (field.required ? MUST : MAY)[language],
    SHAPES[field.widget]?.[language],
    field.hint?.[language],
    sample === null ? undefined : `${{ zh: '写法如：', en: 'Written like: ' }[language]}${sample}`,
    choices.length > 0 ? `${{ zh: '可填：', en: 'Choices: ' }[language]}${choices.join(' / ')}` : undefined,
  ].filter(each => each !== undefined)
}
