import type { Label } from '../../kernel/label.ts'

/** What can be wrong with a cell of a register's table before its schema is asked, as it is told at the cell. */
export const TABLE_FAULTS = {
  'not-a-day': {
    zh: '看不出是哪一天，请按 2026-09-01 的写法填写',
    en: 'Not clear which day: write it as 2026-09-01',
  },
  'not-an-instant': {
    zh: '看不出日期和时间，请按 2026-09-01 08:30 的写法填写',
    en: 'Not clear which day and time: write it as 2026-09-01 08:30',
  },
  'time-missing': {
    zh: '缺少时间，请按 2026-09-01 08:30 的写法填写',
    en: 'The time is missing: write it as 2026-09-01 08:30',
  },
  'not-a-number': { zh: '应为数字', en: 'Must be a number' },
  'not-yes-or-no': { zh: '请填“是”或“否”', en: 'Write yes or no' },
  'unknown-choice': {
    zh: '不在可选范围内，可填：{choices}',
    en: 'Not one of the choices: {choices}',
  },
  unkeepable: {
    zh: '含有无法保存的字符，请删去后重新填写',
    en: 'Holds a sign that cannot be kept: take it out and write it again',
  },
  'not-text': { zh: '应为文字', en: 'Must be text' },
  'turned-into-day': {
    zh: '已被表格软件改成日期，请将单元格格式设为“文本”后重新填写',
    en: 'The spreadsheet made a date of it: format the cell as text and write it again',
  },
  'digits-lost': {
    zh: '数字过长，表格软件已丢失末尾几位，请将单元格格式设为“文本”后重新填写',
    en: 'The spreadsheet dropped the last digits: format the cell as text and write it again',
  },
  masked: {
    zh: '个人信息已隐去一部分，请填写完整',
    en: 'Part of it was masked: write it in full',
  },
  'no-value': {
    zh: '公式没有计算结果，请改填数值或文字',
    en: 'The formula has no result: write the value itself',
  },
  'error-value': { zh: '公式计算出错，请改填数值或文字', en: 'The formula failed: write the value itself' },
  'column-not-read': {
    zh: '这一列不是本台账的项目，没有读取',
    en: 'This column is none of this register’s and was not read',
  },
  'row-twice': { zh: '与第 {row} 行重复', en: 'The same as row {row}' },
  'identity-ambiguous': {
    zh: '台账中已有多条相同记录，请在系统中直接修改',
    en: 'The register holds several such lines: change them there',
  },
  'register-not-kept': { zh: '这所学校不需要登记这项台账', en: 'That school does not keep this register' },
} as const satisfies Record<string, Label>
export type TableFault = keyof typeof TABLE_FAULTS

/** What is wrong with one cell: its column, or none where it is the line as a whole. */
export interface CellProblem {
  readonly column: string | null
  /** Of `TABLE_FAULTS`, of `IMPORT_FAULTS`, or what the register's own schema calls it. */
  readonly code: string
  readonly text: Label
  /** What stood there, as far as a reader needs it. */
  readonly value: string
}

/** The same with its row, as the spreadsheet counts them. */
export interface TableProblem extends CellProblem {
  readonly row: number
}
