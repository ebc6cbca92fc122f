import type { ImportProblem, SheetColumn } from '../organisation/import/sheet.ts'
import { readSheet, tidyCell } from '../organisation/import/sheet.ts'

export const PUPIL_COLUMNS = {
  className: {
    label: { zh: '班级', en: 'Class' },
    also: ['班', '所在班级', '班级名称', 'class name'],
    required: true,
    sample: '三年级2班',
  },
  name: {
    label: { zh: '姓名', en: 'Name' },
    also: ['学生姓名', '学生', 'pupil'],
    required: true,
    sample: '张小雨',
  },
} as const satisfies Record<string, SheetColumn>

/** Some fifty classes of forty. */
export const MAX_IMPORTED_PUPILS = 2000

export interface ImportedPupil {
  readonly row: number
  readonly classId: string
  readonly name: string
}

/** Reads pupils out of a table of class and name. A class is known by its name at the school, blanks and width aside. */
export function readPupils(
  grid: readonly (readonly string[])[],
  classes: readonly { readonly id: string; readonly name: string }[],
): { pupils: ImportedPupil[]; problems: ImportProblem[]; ignored: string[] } {
  const sheet = readSheet(PUPIL_COLUMNS, grid, MAX_IMPORTED_PUPILS)
  const problems = [...sheet.problems]
  const classOf = new Map(classes.map(({ id, name }) => [tidyCell(name), id]))
  const pupils: ImportedPupil[] = []
  for (const { row, cells } of sheet.rows) {
    const classId = classOf.get(tidyCell(cells.className))
    const name = cells.name.trim()
    if (cells.className !== '' && classId === undefined)
      problems.push({ row, column: 'className', code: 'unknown-class', value: cells.className })
    if (name.length > 40) problems.push({ row, column: 'name', code: 'too-long', value: name })
    if (classId !== undefined && name !== '') pupils.push({ row, classId, name })
  }
  return { pupils: problems.length === 0 ? pupils : [], problems, ignored: [...sheet.ignored] }
}
