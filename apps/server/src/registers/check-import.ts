import type { Actor, CellProblem, Placed, TableProblem, UnitId } from '@anlan/domain'
import type { App } from '../app.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { findBookLines } from './book-lines.queries.ts'
import type { Compared } from './compare-row.ts'
import { dropTables } from './import-chunks.queries.ts'
import { withTable } from './import-files.ts'
import { updateImport } from './imports.queries.ts'
import { CalledOff } from './import-work.ts'
import { showRestricted } from './restricted.ts'
import { passThrough, type JudgedRow } from './table-pass.ts'

/** A table with a thousand faults is sent again, not read through to its last. */
export const MOST_PROBLEMS = 1_000

export interface Checked {
  readonly id: string
  readonly size: number
  readonly worker: string
  readonly register: Placed
  readonly unitId: UnitId
}

/** Reads a table that was sent from its first row to its last and writes down what is wrong with which cell, and how many rows are clean. */
export async function checkImport(
  app: App,
  actor: Actor,
  { id, size, worker, register, unitId }: Checked,
): Promise<void> {
  const save = (values: Parameters<typeof updateImport>[3], isOver = false): Promise<void> =>
    app.db.unrecorded(actor, 'import-under-way', async tx => {
      await showRestricted(tx)
      const isOurs = await updateImport(tx, id, worker, { heard_at: app.clock.now(), ...values })
      if (isOurs && isOver) await dropTables(tx, [id])
    })
  const fail = (refusal: Refusal): Promise<void> =>
    save({ state: 'failed', refusal: JSON.stringify(refusal) }, true)
  const count = new Count(unitId)
  try {
    const units = await app.db.read(actor, listUnits)
    const passed = await withTable(app, actor, { id, size }, path =>
      passThrough({
        ...{ path, register, actor, unitId, units, today: app.clock.today() },
        find: (unit, identities) =>
          app.db.unrecorded(actor, 'import-under-way', async tx => {
            await showRestricted(tx)
            return findBookLines(tx, register, unit, identities)
          }),
        each: async rows => {
          app.imports.demandTime()
          count.add(rows)
          await save({ read: count.read })
        },
      }),
    )
    if (!passed.ok) return await fail(passed.error)
    await save({
      ...{ state: 'checked', sheet: passed.value.sheet, rows: passed.value.rows },
      ...{ read: count.read, clean: count.clean, faulty: count.faulty, known: count.known },
      changed: count.changed,
      problems: JSON.stringify([...passed.value.passedOver, ...count.problems]),
      units: [...count.units],
    })
  } catch (error) {
    await fail({ code: 'import-interrupted' })
    if (!(error instanceof CalledOff)) throw error
  }
}

/** What a walk through a table comes to. */
export class Count {
  read = 0
  clean = 0
  faulty = 0
  known = 0
  /** Of the clean rows those that change a line which stands in the register. */
  changed = 0
  readonly problems: TableProblem[] = []
  /** The schools whose rows it holds, faulty ones included. */
  readonly units: Set<UnitId>

  constructor(unitId: UnitId) {
    this.units = new Set([unitId])
  }

  add(rows: readonly JudgedRow[]): void {
    for (const row of rows) {
      this.read += 1
      if (row.unitId !== null) this.units.add(row.unitId)
      if (row.kind === 'faulty') {
        this.#setApart(row.row, row.problems)
        continue
      }
      if (row.kind === 'known') this.known += 1
      else this.clean += 1
      if (row.kind === 'changed') this.changed += 1
    }
  }

  /** Counts rows that were taken for clean as what they turned out to be when their book was held. */
  correct(rows: readonly (Compared & { readonly row: number })[]): void {
    for (const row of rows) {
      if (row.kind === 'new' || row.kind === 'changed') continue
      this.clean -= 1
      if (row.kind === 'faulty') this.#setApart(row.row, row.problems)
      else this.known += 1
    }
  }

  #setApart(row: number, problems: readonly CellProblem[]): void {
    this.faulty += 1
    for (const problem of problems)
      if (this.problems.length < MOST_PROBLEMS) this.problems.push({ row, ...problem })
  }
}
