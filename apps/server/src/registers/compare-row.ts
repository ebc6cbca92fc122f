import {
  isSameBody,
  readRow,
  showCell,
  TABLE_FAULTS,
  type CellProblem,
  type EntryId,
  type Placed,
  type SheetCell,
  type TableColumn,
} from '@anlan/domain'

type Body = Readonly<Record<string, unknown>>

/** What a register holds of a thing already. */
export interface BookLine {
  readonly id: EntryId
  readonly revision: number
  /** Null of one that this server cannot read. */
  readonly entry: Body | null
}

/** What a row comes to beside what stands in the book. */
export type Compared =
  | { readonly kind: 'new' | 'known'; readonly entry: Body }
  | { readonly kind: 'changed'; readonly entry: Body; readonly before: BookLine }
  | { readonly kind: 'faulty'; readonly problems: readonly CellProblem[] }

/** How a table is laid out: its register, and the column that each cell of a row belongs to. */
export interface Layout {
  readonly register: Placed
  readonly columns: readonly (TableColumn | null)[]
}

/** What a row's cell under a column shows. */
export function shownUnder(
  { columns }: Pick<Layout, 'columns'>,
  name: string | null,
  cells: readonly SheetCell[],
): string {
  const at = columns.findIndex(column => column?.name === name)
  return at < 0 ? '' : showCell(cells[at] ?? null)
}

/** Compares a sound row with the lines of its book that bear the same identity: new, known word for word, or changed. */
export function compareRow(
  layout: Layout,
  { cells, entry }: { readonly cells: readonly SheetCell[]; readonly entry: Body },
  standing: readonly BookLine[],
): Compared {
  const { register, columns } = layout
  const [before, ...others] = standing
  if (!before) return { kind: 'new', entry }
  for (const each of standing) {
    const read = each.entry && readRow(register, columns, cells, each.entry)
    if (each.entry && read?.ok && isSameBody(read.value, each.entry))
      return { kind: 'known', entry: each.entry }
    if (read && others.length === 0)
      return read.ok
        ? { kind: 'changed', entry: read.value, before: each }
        : { kind: 'faulty', problems: read.error }
  }
  const column = register.identity[0] ?? null
  const code = 'identity-ambiguous'
  const value = shownUnder(layout, column, cells)
  return { kind: 'faulty', problems: [{ column, code, text: TABLE_FAULTS[code], value }] }
}
