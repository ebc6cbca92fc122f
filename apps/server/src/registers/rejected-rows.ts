import { writeWorkbook, type WrittenRow } from '@anlan/documents'
import { err, ok, tableColumns, type Language, type Result, type SheetCell, type UnitId } from '@anlan/domain'
import { listUnits } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findBookLines } from './book-lines.queries.ts'
import { withTable } from './import-files.ts'
import { findImport } from './imports.queries.ts'
import { stateAt } from './imports.table.ts'
import { getRegister } from './registers.table.ts'
import { showRestricted } from './restricted.ts'
import { passThrough, WHAT_IS_WRONG, type JudgedRow, type TablePass } from './table-pass.ts'

/** Signs for which a workbook has no letter. */
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** A cell as it was sent: what a spreadsheet would take for a number or a date again stays one. */
function asSent(cell: SheetCell): string | number | boolean | null {
  if (typeof cell === 'string') return cell.toWellFormed().replace(UNWRITABLE, '\ufffd')
  if (cell === null || typeof cell !== 'object') return cell
  return 'at' in cell ? cell.at.replace('T', ' ').replace(/ 00:00:00$/, '') : null
}

/**
 * The faulty rows of a table as they were sent, under its own headings, with a last column that says what is wrong: to
 * be corrected and sent again.
 */
export async function rejectedRows(
  context: Context,
  id: string,
  language: Language,
): Promise<Result<ReadableStream<Uint8Array>, Refusal>> {
  const { app, actor, now } = context
  const found = await app.db.transaction(actor, tx => findImport(tx, actor, id))
  if (!found.ok) return found
  const state = stateAt(found.value, now)
  if (found.value.faulty === 0 || found.value.size === 0 || (state !== 'checked' && state !== 'done'))
    return err({ code: 'not-found' })
  const register = getRegister(found.value.register)
  let headings: readonly string[] = []
  const rows: WrittenRow[] = []
  const nameOf = new Map(tableColumns(register, true).map(({ name, heading }) => [name, heading[language]]))
  const sayProblems = (row: Extract<JudgedRow, { kind: 'faulty' }>): string =>
    row.problems
      .map(({ column, text }) =>
        [column === null ? [] : (nameOf.get(column) ?? column), text[language]].flat(),
      )
      .map(parts => parts.join({ zh: '：', en: ': ' }[language]))
      .join({ zh: '；', en: '; ' }[language])
  const walk = {
    ...{ register, actor, unitId: found.value.unit_id as UnitId },
    units: await app.db.read(actor, listUnits),
    today: app.clock.today(),
    find: (unit, identities) =>
      app.db.unrecorded(actor, 'import-under-way', async tx => {
        await showRestricted(tx)
        return findBookLines(tx, register, unit, identities)
      }),
    begin: texts => (headings = texts),
    each: async faulty => {
      for (const row of faulty)
        if (row.kind === 'faulty')
          rows.push([...headings.map((_, at) => asSent(row.cells[at] ?? null)), sayProblems(row)])
      await Promise.resolve()
    },
  } satisfies Omit<TablePass, 'path'>
  const passed = await withTable(app, actor, found.value, path => passThrough({ ...walk, path }))
  if (!passed.ok) return passed
  const columns = [
    ...headings.map(heading => ({ heading, width: 16, shape: 'text' as const })),
    { heading: WHAT_IS_WRONG[language], width: 60, shape: 'text' as const },
  ]
  const sent = async function* (): AsyncGenerator<WrittenRow> {
    yield* rows
    await Promise.resolve()
  }
  return ok(writeWorkbook(register.label[language], columns, sent()))
}
