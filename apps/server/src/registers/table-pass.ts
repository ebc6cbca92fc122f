import { readTableFile, type SheetRow } from '@anlan/documents'
import {
  bindsUnit,
  countFrom1900,
  covers,
  err,
  findHeadings,
  foldWidth,
  HEADINGS_WITHIN,
  IMPORT_FAULTS,
  isBlankRow,
  listNotYet,
  NOT_YET,
  ok,
  readRow,
  SCHOOL_COLUMN,
  showCell,
  TABLE_FAULTS,
  tableColumns,
  unitFinder,
  type Actor,
  type CellProblem,
  type Day,
  type ImportFault,
  type Placed,
  type Result,
  type SheetCell,
  type TableColumn,
  type TableFault,
  type TableProblem,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { compareRow, shownUnder, type BookLine, type Compared, type Layout } from './compare-row.ts'
import { identityOf } from './registers.table.ts'
import type { Refusal } from '../refusal.ts'

/** What a county's largest book of a year has; more goes in several files. */
export const MAX_TABLE_ROWS = 20_000
/** Stands over the last column of the rows that were handed back. */
export const WHAT_IS_WRONG = { zh: '问题', en: 'What is wrong' } as const
/** Rows that are looked up together. */
const BATCH = 250

type Body = Readonly<Record<string, unknown>>

/** A row as the register would take it, or what is wrong with it. */
export type JudgedRow = {
  readonly row: number
  readonly cells: readonly SheetCell[]
} & (
  | {
      readonly kind: 'faulty'
      /** Null where it is not known whose row it is. */
      readonly unitId: UnitId | null
      readonly problems: readonly CellProblem[]
    }
  | (Exclude<Compared, { kind: 'faulty' }> & { readonly unitId: UnitId })
)

export interface TablePass {
  readonly path: string
  readonly register: Placed
  readonly actor: Actor
  /** The school of every row that names none. */
  readonly unitId: UnitId
  readonly units: readonly Unit[]
  readonly today: Day
  /** What stands in a school's book under certain identities; several under one where somebody wrote a thing twice. */
  readonly find: (unitId: UnitId, identities: readonly string[]) => Promise<Map<string, BookLine[]>>
  /** Told what stands over the columns and how the table is laid out, before the first rows. */
  readonly begin?: (headings: readonly string[], layout: Layout) => void
  readonly each: (rows: readonly JudgedRow[]) => Promise<void>
}

interface Waiting {
  readonly row: number
  readonly cells: readonly SheetCell[]
  readonly unitId: UnitId
  readonly entry: Body
  readonly identity: string
}

export interface Passed {
  readonly sheet: string | null
  readonly rows: number
  /** The headings under which something stood that the register has no column for: that is said, and stops nothing. */
  readonly passedOver: readonly TableProblem[]
}

/**
 * Goes through a table once, from its first row to its last, holding a few hundred of them: each row is judged against
 * the register's schema, the rows before it and what stands in the book. Checking, writing and handing back what was
 * faulty are this same walk, so that they cannot disagree.
 */
export async function passThrough(pass: TablePass): Promise<Result<Passed, Refusal>> {
  const walk = new Walk(pass)
  const read = await readTableFile(pass.path, row => walk.take(row))
  if (!read.ok) return read
  const ended = await walk.end()
  return ended.ok ? ok({ sheet: read.value.sheet, rows: ended.value, passedOver: walk.passedOver() }) : ended
}

class Walk {
  readonly #pass: TablePass
  readonly #all: readonly TableColumn[]
  readonly #findUnit: ReturnType<typeof unitFinder<Unit>>
  /** The first rows, until it is known which of them holds the headings. */
  #above: SheetRow[] | null = []
  #layout: Layout
  #headings: readonly string[] = []
  #headingsAt = 0
  /** Which of the columns that mean nothing here hold something. */
  readonly #filled = new Set<number>()
  #refusal: Refusal | null = null
  #rows = 0
  #judged: (JudgedRow | Waiting)[] = []
  /** In which row each thing of this table was met first. */
  readonly #met = new Map<string, number>()

  constructor(pass: TablePass) {
    this.#pass = pass
    this.#layout = { register: pass.register, columns: [] }
    this.#all = tableColumns(pass.register, true)
    this.#findUnit = unitFinder(pass.units)
  }

  async take(row: SheetRow): Promise<'stop' | undefined> {
    if (this.#above) {
      this.#above.push(row)
      if (this.#above.length < HEADINGS_WITHIN) return
      await this.#findColumns()
    } else this.#judge(row)
    if (this.#judged.length >= BATCH) await this.#settle()
    return this.#refusal ? 'stop' : undefined
  }

  async end(): Promise<Result<number, Refusal>> {
    await this.#findColumns()
    await this.#settle()
    if (!this.#refusal && this.#rows === 0) this.#refusal = { code: 'table-no-rows' }
    return this.#refusal ? err(this.#refusal) : ok(this.#rows)
  }

  /** Nobody misses the numbers of the rows, or our own column of what was wrong with those that come back corrected. */
  passedOver(): TableProblem[] {
    const own: readonly string[] = ['序号', ...Object.values(WHAT_IS_WRONG)]
    const code = 'column-not-read'
    return [...this.#filled]
      .toSorted((a, b) => a - b)
      .map(at => this.#headings[at] ?? '')
      .filter(heading => !own.includes(heading))
      .map(value => ({ row: this.#headingsAt, column: null, code, text: TABLE_FAULTS[code], value }))
  }

  async #findColumns(): Promise<void> {
    const above = this.#above
    if (!above) return
    this.#above = null
    const found = findHeadings(
      this.#all,
      above.map(({ cells }) => cells),
    )
    if (!found.ok) {
      this.#refusal = found.error
      return
    }
    this.#layout = { register: this.#pass.register, columns: found.value.columns }
    this.#headings = found.value.texts
    this.#headingsAt = above[found.value.at]?.row ?? 0
    this.#pass.begin?.(found.value.texts, this.#layout)
    for (const row of above.slice(found.value.at + 1)) this.#judge(row)
    if (this.#judged.length >= BATCH) await this.#settle()
  }

  #judge({ row, cells: sent, from1904 }: SheetRow): void {
    const cells = from1904 ? countFrom1900(this.#layout.columns, sent) : sent
    if (isBlankRow(this.#layout.columns, cells)) return
    this.#rows += 1
    if (this.#rows > MAX_TABLE_ROWS) {
      this.#refusal = { code: 'table-too-many-rows', limit: MAX_TABLE_ROWS }
      return
    }
    this.#headings.forEach((heading, at) => {
      if (heading !== '' && !this.#layout.columns[at] && showCell(cells[at] ?? null).trim() !== '')
        this.#filled.add(at)
    })
    const school = this.#schoolOf(cells)
    const read = readRow(this.#pass.register, this.#layout.columns, cells)
    const problems = [
      ...(school.ok ? [] : [school.error]),
      ...(read.ok ? this.#notYet(read.value, cells) : read.error),
    ]
    if (!school.ok || !read.ok || problems.length > 0) {
      this.#judged.push({ row, cells, kind: 'faulty', unitId: school.ok ? school.value : null, problems })
      return
    }
    const identity = identityOf(this.#pass.register, read.value)
    const key = `${school.value} ${foldWidth(identity)}`
    const first = this.#met.get(key)
    if (first === undefined) {
      this.#met.set(key, row)
      this.#judged.push({ row, cells, unitId: school.value, entry: read.value, identity })
    } else {
      const problems = [this.#twice(first, cells)]
      this.#judged.push({ row, cells, kind: 'faulty', unitId: school.value, problems })
    }
  }

  #notYet(entry: Body, cells: readonly SheetCell[]): CellProblem[] {
    return listNotYet(this.#pass.register, entry, this.#pass.today).map(column => ({
      ...{ column, code: 'not-yet', text: NOT_YET, value: shownUnder(this.#layout, column, cells) },
    }))
  }

  #twice(first: number, cells: readonly SheetCell[]): CellProblem {
    const column = this.#pass.register.identity[0] ?? null
    const said = (text: string): string => text.replace('{row}', String(first))
    const { zh, en } = TABLE_FAULTS['row-twice']
    return {
      column,
      code: 'row-twice',
      text: { zh: said(zh), en: said(en) },
      value: shownUnder(this.#layout, column, cells),
    }
  }

  /** The school of a row: its own, where the table has a column for it, and one in whose book the writer may write. */
  #schoolOf(cells: readonly SheetCell[]): Result<UnitId, CellProblem> {
    const { actor, register, unitId } = this.#pass
    const name = shownUnder(this.#layout, SCHOOL_COLUMN, cells).trim()
    if (name === '') return ok(unitId)
    const unit = this.#findUnit(name)
    const blame = (code: TableFault | ImportFault): Result<UnitId, CellProblem> =>
      err({ column: SCHOOL_COLUMN, code, text: { ...IMPORT_FAULTS, ...TABLE_FAULTS }[code], value: name })
    if (typeof unit === 'string') return blame(unit)
    if (!covers(actor.scope, unit.id)) return blame('outside-scope')
    if (unit.openUntil !== null) return blame('unit-closed')
    return bindsUnit(register.keptBy, unit) ? ok(unit.id) : blame('register-not-kept')
  }

  /** Looks up what stands in the books, and hands the rows on. */
  async #settle(): Promise<void> {
    const judged = this.#judged
    this.#judged = []
    if (judged.length === 0) return
    const waiting = judged.flatMap(each => ('kind' in each ? [] : [each]))
    const books = new Map<UnitId, Map<string, BookLine[]>>()
    for (const [unitId, rows] of Map.groupBy(waiting, each => each.unitId))
      books.set(
        unitId,
        await this.#pass.find(
          unitId,
          rows.map(({ identity }) => identity),
        ),
      )
    await this.#pass.each(
      judged.map(each =>
        'kind' in each ? each : this.#compare(each, books.get(each.unitId)?.get(foldWidth(each.identity))),
      ),
    )
  }

  #compare({ row, cells, unitId, entry }: Waiting, standing: readonly BookLine[] = []): JudgedRow {
    return { row, cells, unitId, ...compareRow(this.#layout, { cells, entry }, standing) }
  }
}
