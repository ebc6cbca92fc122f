import { bindsUnit, err, ok, readRow, type Result, type UnitId } from '@anlan/domain'
import { listUnits } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findBookLines } from './book-lines.queries.ts'
import { Count } from './check-import.ts'
import type { Layout } from './compare-row.ts'
import { dropTables } from './import-chunks.queries.ts'
import { withScratch, withTable } from './import-files.ts'
import { CalledOff } from './import-work.ts'
import { updateImport, type KeptImport } from './imports.queries.ts'
import { getRegister } from './registers.table.ts'
import { showRestricted } from './restricted.ts'
import { SortedRows, type SoundRow } from './sorted-rows.ts'
import { passThrough, type JudgedRow } from './table-pass.ts'
import { writeBatch } from './write-batch.ts'

/** So many rows of a school are written together: whoever writes there himself waits for no more. */
export const ROWS_TOGETHER = 1_000

/** An import whose turn it is. */
export interface Turn {
  readonly context: Context
  readonly row: KeptImport
  readonly worker: string
  /** Faulty rows are set apart; otherwise a table with any is refused as a whole. */
  readonly without: boolean
}

type Values = Parameters<typeof updateImport>[3]

/**
 * Writes a table that somebody accepted. First all of it is read once more beside the books, and nothing is written unless
 * it is still as clean as when it was accepted. Then it is written school by school, so many rows at a time. Where that ends
 * half way the rows before stand, each school's own standing with them, and the import says how many: accepted again it goes
 * on with the others, for those that stand are known.
 */
export async function writeImport(turn: Turn): Promise<void> {
  const { context, row } = turn
  const { app, actor } = context
  try {
    const written = await withTable(app, actor, row, path =>
      withScratch(app, sorted => SortedRows.in(sorted, rows => writeSorted(turn, path, rows))),
    )
    if (!written.ok) await save(turn, { state: 'checked', refusal: JSON.stringify(written.error) })
  } catch (error) {
    await save(turn, { state: 'checked', refusal: JSON.stringify({ code: 'import-interrupted' }) })
    if (!(error instanceof CalledOff)) throw error
  }
}

const save = ({ context: { app, actor }, row, worker }: Turn, values: Values): Promise<void> =>
  app.db.unrecorded(actor, 'import-under-way', async tx => {
    await showRestricted(tx)
    const isOurs = await updateImport(tx, row.id, worker, { heard_at: app.clock.now(), ...values })
    if (isOurs && values.state === 'done' && values.faulty === 0) await dropTables(tx, [row.id])
  })

async function writeSorted(turn: Turn, path: string, rows: SortedRows): Promise<Result<null, Refusal>> {
  const { context, row, worker, without } = turn
  const sorted = await sort(turn, path, rows)
  if (!sorted.ok) return sorted
  const { count, layout } = sorted.value
  if (count.faulty > 0 && !without) return err({ code: 'import-has-faults', count: count.faulty })
  let { written } = row
  await save(turn, { clean: written + count.clean })
  for (const unitId of rows.units())
    for await (const some of rows.of(unitId, ROWS_TOGETHER)) {
      context.app.imports.demandTime()
      const batch = { context, row, worker, layout, written, setApart: count.faulty }
      const judged = await writeBatch(batch, unitId, some)
      if (!judged.ok) return judged
      written += judged.value.filter(({ kind }) => kind === 'new' || kind === 'changed').length
      count.correct(judged.value)
    }
  await save(turn, {
    ...{ state: 'done', refusal: null, read: count.read, written, clean: written, faulty: count.faulty },
    // What an earlier turn wrote is not counted twice.
    known: Math.max(0, count.known - row.written),
    problems: JSON.stringify(count.problems),
  })
  return ok(null)
}

/** A row that is to be written, by its own words alone: what it changes is seen again when its book is held. */
function soundOf(judged: JudgedRow, { register, columns }: Layout): (SoundRow & { unitId: UnitId })[] {
  if (judged.kind === 'new') return [judged]
  if (judged.kind !== 'changed') return []
  const own = readRow(register, columns, judged.cells)
  return own.ok ? [{ ...judged, entry: own.value }] : []
}

/** Reads a table beside the books and sorts what is to be written by school. Nothing is held meanwhile. */
async function sort(
  turn: Turn,
  path: string,
  rows: SortedRows,
): Promise<Result<{ readonly count: Count; readonly layout: Layout }, Refusal>> {
  const { app, actor } = turn.context
  const register = getRegister(turn.row.register)
  const unitId = turn.row.unit_id as UnitId
  const units = await app.db.read(actor, listUnits)
  const count = new Count(unitId)
  let layout: Layout = { register, columns: [] }
  const passed = await passThrough({
    ...{ path, register, actor, unitId, units, today: app.clock.today() },
    find: (unit, identities) =>
      app.db.transaction(actor, async tx => {
        await showRestricted(tx)
        return findBookLines(tx, register, unit, identities)
      }),
    begin: (_headings, found) => (layout = found),
    each: async judged => {
      app.imports.demandTime()
      count.add(judged)
      await rows.add(judged.flatMap(each => soundOf(each, layout)))
      await save(turn, { read: count.read })
    },
  })
  if (!passed.ok) return passed
  // Since the check somebody may have given a school another kind.
  const kept = new Set(units.filter(unit => bindsUnit(register.keptBy, unit)).map(({ id }) => id))
  if (rows.units().some(id => !kept.has(id))) return err({ code: 'register-not-kept' })
  return ok({ count, layout })
}
