import type { UnitId } from '../../kernel/ids.ts'
import { parseSchoolCode } from '../codes/school-code.ts'
import { decidePlace } from '../decide-unit.ts'
import { isSchool, UNIT_KIND_IDS, UNIT_KINDS, type Township, type Unit, type UnitKind } from '../unit.ts'
import { readSheet, spellingsOf, tidyCell, unitFinder } from './sheet.ts'
import type { ImportFault, ImportProblem, SheetColumn, SheetRow } from './sheet.ts'

const yesNo = (zh: string, en: string, also: readonly string[]): SheetColumn => ({
  ...{ label: { zh, en }, also, required: false, sample: '是' },
})

export const UNIT_COLUMNS = {
  name: {
    label: { zh: '单位名称', en: 'Name' },
    also: ['名称', '学校名称', '学校', 'unit'],
    required: true,
    sample: '青禾前进小学',
  },
  kind: {
    label: { zh: '类别', en: 'Kind' },
    also: ['类型', '单位类别', '学校类别', 'type'],
    required: true,
    sample: '村小',
  },
  parent: {
    label: { zh: '上级单位', en: 'Parent unit' },
    also: ['上级', '主管单位', '隶属', 'parent'],
    required: true,
    sample: '青禾镇中心小学',
  },
  shortName: { label: { zh: '简称', en: 'Short name' }, also: [], required: false, sample: '前进小学' },
  township: {
    label: { zh: '乡镇', en: 'Township' },
    also: ['所属乡镇', '乡镇街道'],
    required: false,
    sample: '青禾镇',
  },
  schoolCode: {
    label: { zh: '标识码', en: 'School code' },
    also: ['学校标识码', '学校（机构）标识码', '机构标识码', 'code'],
    required: false,
    sample: '2143990101',
  },
  pupils: {
    label: { zh: '学生数', en: 'Pupils' },
    also: ['学生人数', '在校生', '在校学生数'],
    required: false,
    sample: '86',
  },
  boarding: yesNo('寄宿', 'Boarders', ['寄宿制', '是否寄宿']),
  hasBus: yesNo('校车', 'School buses', ['有校车', '是否有校车']),
  hasLab: yesNo('实验室', 'Laboratories', ['有实验室', '是否有实验室']),
  hasCanteen: yesNo('食堂', 'Canteen', ['有食堂', '是否有食堂', 'a canteen']),
} as const satisfies Record<string, SheetColumn>
export type UnitColumn = keyof typeof UNIT_COLUMNS

export const MAX_IMPORTED_UNITS = 500

export type ImportedUnit = Unit & { readonly row: number }

export interface KnownUnits {
  readonly units: readonly Unit[]
  readonly townships: readonly Township[]
  readonly newId: () => UnitId
}

const KIND_OF = new Map<string, UnitKind>(
  UNIT_KIND_IDS.flatMap(kind =>
    [tidyCell(kind), ...spellingsOf(UNIT_KINDS[kind].label)].map(text => [text, kind] as const),
  ),
)
const YES = new Set(['是', '有', '√', '✓', '1', 'y', 'yes', 'true'])
const NO = new Set(['', '否', '无', '没有', '×', '0', 'n', 'no', 'false', '-', '—'])

type Facts = Pick<Unit, 'kind' | 'name' | 'shortName' | 'schoolCode' | 'pupils'> &
  Pick<Unit, 'boarding' | 'hasBus' | 'hasLab' | 'hasCanteen'>
type Blame = (column: UnitColumn, code: ImportFault) => void

/**
 * Reads units out of a table, in an order in which each comes after the one it hangs under: that may be a unit of the
 * county or another row. All of them, or what is wrong with which cell.
 */
export function readUnits(
  grid: readonly (readonly string[])[],
  known: KnownUnits,
): { units: ImportedUnit[]; problems: ImportProblem[]; ignored: readonly string[] } {
  const { rows, problems, ignored } = readSheet(UNIT_COLUMNS, grid, MAX_IMPORTED_UNITS)
  const all = [...problems]
  const blameFor =
    ({ row, cells }: SheetRow<UnitColumn>): Blame =>
    (column, code) => {
      if (!all.some(each => each.row === row && each.column === column))
        all.push({ row, column, code, value: cells[column] })
    }
  const takenNames = new Set(
    known.units.filter(each => each.openUntil === null).map(each => tidyCell(each.name)),
  )
  const takenCodes = new Set(known.units.map(each => each.schoolCode))
  const [names, codes] = [new Set<string>(), new Set<string>()]
  const read = rows.map(line => {
    const blame = blameFor(line)
    const facts = readFacts(line.cells, blame)
    const name = tidyCell(line.cells.name)
    if (takenNames.has(name)) blame('name', 'name-taken')
    else if (names.has(name)) blame('name', 'name-twice')
    names.add(name)
    if (facts.schoolCode !== null) {
      if (takenCodes.has(facts.schoolCode)) blame('schoolCode', 'school-code-taken')
      else if (codes.has(facts.schoolCode)) blame('schoolCode', 'school-code-twice')
      codes.add(facts.schoolCode)
    }
    return { line, facts, blame }
  })
  const units = hang(read, known)
  all.sort((a, b) => a.row - b.row)
  return { units: all.length === 0 ? units : [], problems: all, ignored }
}

function readFacts(cells: SheetRow<UnitColumn>['cells'], blame: Blame): Facts {
  const kind = KIND_OF.get(tidyCell(cells.kind))
  if (kind === undefined) blame('kind', 'unknown-kind')
  if (cells.name.length > 60) blame('name', 'too-long')
  else if (cells.name.length < 2) blame('name', 'name-too-short')
  if (cells.shortName.length > 20) blame('shortName', 'too-long')
  const code = cells.schoolCode === '' ? null : parseSchoolCode(cells.schoolCode)
  if (code && !code.ok) blame('schoolCode', 'bad-school-code')
  if (!/^\d{0,5}$/.test(cells.pupils)) blame('pupils', 'not-a-count')
  const isYes = (column: 'boarding' | 'hasBus' | 'hasLab' | 'hasCanteen'): boolean => {
    const text = tidyCell(cells[column])
    if (!YES.has(text) && !NO.has(text)) blame(column, 'not-yes-or-no')
    return YES.has(text)
  }
  const school = kind !== undefined && isSchool(kind)
  return {
    kind: kind ?? 'section',
    name: cells.name,
    shortName: cells.shortName || cells.name.slice(0, 20),
    schoolCode: code?.ok ? code.value.code : null,
    // An office has no pupils and no canteen, whatever the table says.
    pupils: school ? Number(cells.pupils || 0) : 0,
    boarding: isYes('boarding') && school,
    hasBus: isYes('hasBus') && school,
    hasLab: isYes('hasLab') && school,
    hasCanteen: isYes('hasCanteen') && school,
  }
}

interface ReadUnit {
  readonly line: SheetRow<UnitColumn>
  readonly facts: Facts
  readonly blame: Blame
}

/** Hangs the rows into the tree, parents before children; what never finds its parent is blamed. */
function hang(read: readonly ReadUnit[], known: KnownUnits): ImportedUnit[] {
  const townshipOf = new Map(
    known.townships.flatMap(each => [
      [each.code, each.code] as const,
      [tidyCell(each.name), each.code] as const,
    ]),
  )
  const tree: Unit[] = [...known.units]
  const hung: ImportedUnit[] = []
  const hangingNames = new Set(read.map(each => tidyCell(each.line.cells.name)))
  let waiting = [...read]
  for (let grew = true; grew;) {
    grew = false
    const find = unitFinder(tree)
    const toCome = new Set(waiting.map(each => tidyCell(each.facts.name)))
    const full = new Set(tree.map(unit => tidyCell(unit.name)))
    // The full name of a row still to be hung means that row, even where somebody else is called so for short.
    const isToCome = (text: string): boolean => toCome.has(tidyCell(text)) && !full.has(tidyCell(text))
    const still: ReadUnit[] = []
    for (const each of waiting) {
      const { line, facts, blame } = each
      const parent = isToCome(line.cells.parent) ? 'unknown-unit' : find(line.cells.parent)
      if (typeof parent === 'string') {
        still.push(each)
        continue
      }
      grew = true
      const kindIsKnown = KIND_OF.has(tidyCell(line.cells.kind))
      const place = decidePlace(tree, { id: null, kind: facts.kind }, parent.id)
      // Of a kind that nobody knows it is not said that it hangs wrongly.
      if (kindIsKnown && !place.ok)
        blame('parent', place.error.code === 'parent-closed' ? 'unit-closed' : 'unit-misplaced')
      const township =
        line.cells.township === '' ? parent.township : (townshipOf.get(tidyCell(line.cells.township)) ?? null)
      if (line.cells.township !== '' && township === null) blame('township', 'unknown-township')
      const unit = {
        ...facts,
        id: known.newId(),
        parentId: parent.id,
        township,
        openFrom: null,
        openUntil: null,
      }
      tree.push(unit)
      hung.push({ ...unit, row: line.row })
    }
    waiting = still
  }
  for (const { line, blame } of waiting) {
    const found = unitFinder(tree)(line.cells.parent)
    // A parent that is itself a row without a place: rows that hang under each other.
    const circular = hangingNames.has(tidyCell(line.cells.parent))
    blame('parent', circular ? 'unit-misplaced' : typeof found === 'string' ? found : 'unknown-unit')
  }
  return hung
}
