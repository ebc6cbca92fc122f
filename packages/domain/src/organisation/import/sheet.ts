import { tidyText } from '../../kernel/human-text.ts'
import type { Label } from '../../kernel/label.ts'

/** What can be wrong with a pasted table, as it is told beside the cell. */
export const IMPORT_FAULTS = {
  'column-missing': { zh: '缺少这一列', en: 'This column is missing' },
  'column-twice': { zh: '这一列出现了两次', en: 'This column appears twice' },
  'no-rows': { zh: '表格里没有数据', en: 'The table has no rows' },
  'too-many-rows': { zh: '行数太多，请分几次导入', en: 'Too many rows: import in several parts' },
  required: { zh: '必填', en: 'Must be filled in' },
  'too-long': { zh: '太长', en: 'Too long' },
  'name-too-short': { zh: '至少 2 个字', en: 'At least two characters' },
  'not-a-username': {
    zh: '用户名只能用小写字母、数字、点或下划线，2 至 40 位',
    en: 'A user name has 2 to 40 small letters, digits, dots or underlines',
  },
  'username-taken': { zh: '用户名已被使用', en: 'That user name is taken' },
  'username-twice': { zh: '用户名与表中其他行重复', en: 'That user name is in another row too' },
  'not-a-phone': { zh: '电话号码格式不对', en: 'Not a telephone number' },
  'unknown-unit': { zh: '没有这个单位', en: 'There is no such unit' },
  'ambiguous-unit': {
    zh: '有多个单位叫这个名字，请改用全称或标识码',
    en: 'Several units are called so: use the full name or the code',
  },
  'unit-closed': { zh: '单位已停办', en: 'That unit has closed' },
  'outside-scope': { zh: '不在您的管理范围内', en: 'Outside your area' },
  'unknown-role': { zh: '没有这个角色', en: 'There is no such role' },
  'role-not-grantable': { zh: '您不能授予这个角色', en: 'You may not hand out that role' },
  'role-misplaced': { zh: '这个角色不能设在该单位', en: 'That role does not belong at this unit' },
  'unknown-post': { zh: '没有这个职务', en: 'There is no such post' },
  'unknown-kind': { zh: '没有这个单位类别', en: 'There is no such kind of unit' },
  'unit-misplaced': {
    zh: '这类单位不能放在该上级之下',
    en: 'A unit of this kind cannot hang under that one',
  },
  'unknown-class': { zh: '学校没有这个班', en: 'The school has no such class' },
  'unknown-township': { zh: '没有这个乡镇', en: 'There is no such township' },
  'name-taken': { zh: '已有同名单位', en: 'A unit of that name exists' },
  'name-twice': { zh: '名称与表中其他行重复', en: 'That name is in another row too' },
  'bad-school-code': { zh: '标识码应为 10 位数字', en: 'A school code has ten digits' },
  'school-code-taken': { zh: '标识码已被使用', en: 'That school code is taken' },
  'school-code-twice': { zh: '标识码与表中其他行重复', en: 'That school code is in another row too' },
  'not-a-count': { zh: '应为整数', en: 'Must be a whole number' },
  'not-yes-or-no': { zh: '请填“是”或“否”', en: 'Write yes or no' },
} as const satisfies Record<string, Label>
export type ImportFault = keyof typeof IMPORT_FAULTS

export interface SheetColumn {
  readonly label: Label
  /** Other headings people write for it. */
  readonly also: readonly string[]
  readonly required: boolean
  /** A row that could stand in the template. */
  readonly sample: string
}

/** A fault with its place: `row` is the table's own, 1 being the headings. */
export interface ImportProblem {
  readonly row: number
  readonly column: string | null
  readonly code: ImportFault
  readonly value: string
}

export interface SheetRow<Column extends string> {
  readonly row: number
  readonly cells: Readonly<Record<Column, string>>
}

export interface Sheet<Column extends string> {
  readonly rows: readonly SheetRow<Column>[]
  readonly problems: readonly ImportProblem[]
  /** Headings that mean nothing here; their cells are left out. */
  readonly ignored: readonly string[]
}

/** Texts that mean the same to a reader are the same: width, blanks, capitals and a star for "required" do not count. */
export const tidyCell = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s*]|\(选填\)|\(optional\)|\(必填\)/gi, '')
    .toLowerCase()

/** Every way to write a label: the whole of it, and its parts where it names several things, in each language. */
export const spellingsOf = (label: Label): string[] =>
  [label.zh, label.en]
    .flatMap(text => [tidyCell(text), ...text.split(/[、（）()]/).map(tidyCell)])
    .filter(Boolean)

/** The rows of a table under the headings that are known. Headings may come in any order. */
export function readSheet<Column extends string>(
  columns: Readonly<Record<Column, SheetColumn>>,
  grid: readonly (readonly string[])[],
  maxRows: number,
): Sheet<Column> {
  const [headings = [], ...body] = grid
  const ids = Object.keys(columns) as Column[]
  const meant = headings.map(heading => ids.find(id => isCalled(columns[id], heading)) ?? null)
  const ignored = headings.filter((heading, index) => meant[index] === null && heading.trim() !== '')
  const faults = ids.flatMap((id): ImportProblem[] => {
    const times = meant.filter(each => each === id).length
    if (times > 1) return [{ row: 1, column: id, code: 'column-twice', value: '' }]
    return times === 0 && columns[id].required
      ? [{ row: 1, column: id, code: 'column-missing', value: '' }]
      : []
  })
  if (faults.length > 0) return { rows: [], problems: faults, ignored }
  if (body.length === 0 || body.length > maxRows) {
    const code = body.length === 0 ? 'no-rows' : 'too-many-rows'
    return { rows: [], problems: [{ row: 1, column: null, code, value: String(body.length) }], ignored }
  }
  const rows = body.map((cells, index) => ({
    row: index + 2,
    cells: Object.fromEntries(ids.map(id => [id, tidyText(cells[meant.indexOf(id)] ?? '')])) as Record<
      Column,
      string
    >,
  }))
  const problems = rows.flatMap(({ row, cells }) =>
    ids
      .filter(id => columns[id].required && cells[id] === '')
      .map((id): ImportProblem => ({ row, column: id, code: 'required', value: '' })),
  )
  return { rows, problems, ignored }
}

const isCalled = ({ label, also }: SheetColumn, heading: string): boolean =>
  [label.zh, label.en, ...also].some(name => tidyCell(name) === tidyCell(heading))

/** Finds units by full name, short name or school code. */
export function unitFinder<
  U extends { id: string; name: string; shortName: string; schoolCode: string | null },
>(units: readonly U[]): (text: string) => U | 'unknown-unit' | 'ambiguous-unit' {
  const index = new Map<string, Set<U>>()
  const enter = (key: string | null, unit: U): void => {
    if (key === null) return
    const known = index.get(tidyCell(key))
    if (known) known.add(unit)
    else index.set(tidyCell(key), new Set([unit]))
  }
  // A full name means its unit even where another is called so for short.
  const byName = new Map(units.map(unit => [tidyCell(unit.name), unit]))
  for (const unit of units) {
    enter(unit.shortName, unit)
    enter(unit.schoolCode, unit)
  }
  return text => {
    const key = tidyCell(text)
    const named = byName.get(key)
    if (named) return named
    const [first, ...others] = index.get(key) ?? []
    if (!first) return 'unknown-unit'
    return others.length === 0 ? first : 'ambiguous-unit'
  }
}
