import { dayOf, err, ok, type EntryId, type Placed, type Result, type Unit, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'
import { findBookLines } from './book-lines.queries.ts'
import { Count } from './check-import.ts'
import { dropTables } from './import-chunks.queries.ts'
import { withTable } from './import-files.ts'
import { findImport, updateImport, type KeptImport } from './imports.queries.ts'
import { stateAt } from './imports.table.ts'
import { CalledOff } from './import-work.ts'
import { readOccasion } from './occasion.ts'
import { putBodies } from './put-bodies.ts'
import { getRegister } from './registers.table.ts'
import { restand } from './restand.ts'
import { isRestricted, showRestricted } from './restricted.ts'
import { sayWaiting } from './say-waiting.ts'
import { passThrough, type JudgedRow } from './table-pass.ts'
import { bodyColumns, keepHistory, openBook } from './write-entry.ts'

/**
 * Has a checked table written into its register. `without` sets the faulty rows apart; otherwise a table with any is
 * refused. Resolves when the writing has begun: its page asks how far it is.
 */
export async function acceptImport(
  context: Context,
  { id, without }: { readonly id: string; readonly without: boolean },
): Promise<Result<{ state: 'writing' }, Refusal>> {
  const { app, actor, now } = context
  const worker = newId<string>()
  const claimed = await app.db.unrecorded(
    actor,
    'import-under-way',
    async (tx): Promise<Result<KeptImport, Refusal>> => {
      const found = await findImport(tx, actor, id, true)
      if (!found.ok) return found
      const { value: row } = found
      if (stateAt(row, now) !== 'checked' || row.size === 0) return err({ code: 'import-not-ready' })
      if (row.faulty > 0 && !without) return err({ code: 'import-has-faults', count: row.faulty })
      if (row.clean === 0) return err({ code: 'import-nothing-new' })
      await tx
        .updateTable('imports')
        .set({ state: 'writing', refusal: null, worker, heard_at: now, read: 0, written: 0 })
        .where('id', '=', id)
        .execute()
      return found
    },
  )
  if (!claimed.ok) return claimed
  app.imports.begin(
    actor.accountId,
    () => writeImport(context, claimed.value, worker, without),
    () => sayWaiting(app, actor, claimed.value.id, worker),
  )
  return ok({ state: 'writing' })
}

async function writeImport(
  context: Context,
  row: KeptImport,
  worker: string,
  without: boolean,
): Promise<void> {
  const { app, actor } = context
  const save = (values: Parameters<typeof updateImport>[3]): Promise<boolean> =>
    app.db.unrecorded(actor, 'import-under-way', async tx => {
      await showRestricted(tx)
      return updateImport(tx, row.id, worker, { heard_at: app.clock.now(), ...values })
    })
  try {
    const written = await withTable(app, actor, row, path =>
      app.db.transaction(actor, tx =>
        write(tx, context, { row, path, worker, without }, read => save({ read })),
      ),
    )
    if (!written.ok) return void (await save({ state: 'checked', refusal: JSON.stringify(written.error) }))
  } catch (error) {
    // Nothing was written, so it can be accepted again.
    await save({ state: 'checked', refusal: JSON.stringify({ code: 'import-interrupted' }) })
    if (!(error instanceof CalledOff)) throw error
  }
}

interface Writing {
  readonly row: KeptImport
  readonly path: string
  readonly worker: string
  readonly without: boolean
}

/** All clean rows in one transaction with the books they stand in, drawn anew once at the end; or none of them. */
async function write(
  tx: Tx,
  context: Context,
  { row, path, worker, without }: Writing,
  told: (read: number) => Promise<unknown>,
): Promise<Result<Count, Refusal>> {
  const { app, actor } = context
  const register = getRegister(row.register)
  const unitId = row.unit_id as UnitId
  await showRestricted(tx)
  const books = new Map<UnitId, Unit>()
  // In one order, so that two imports never wait for each other.
  for (const id of [...new Set([...row.units, unitId])].toSorted() as UnitId[]) {
    const opened = await openBook(tx, context, register, id)
    if (!opened.ok) return opened
    books.set(id, opened.value)
  }
  const count = new Count(unitId)
  let added = 0
  const passed = await passThrough({
    ...{ path, register, actor, unitId, units: await listUnits(tx), today: app.clock.today() },
    find: (unit, identities) => findBookLines(tx, register, unit, identities, true),
    each: async rows => {
      app.imports.demandTime()
      count.add(rows)
      added += await insertRows(tx, context, register, rows)
      await changeRows(tx, context, register, rows)
      await told(count.read)
    },
  })
  if (!passed.ok) return passed
  if (count.faulty > 0 && !without) return err({ code: 'import-has-faults', count: count.faulty })
  // Since the check somebody closed a school or gave it another kind.
  if ([...count.units].some(id => !books.has(id))) return err({ code: 'import-interrupted' })
  const county = await readOccasion(tx, app.clock.today())
  for (const id of count.units) {
    const unit = books.get(id)
    if (unit) await restand(tx, register, unit, county)
  }
  await recordAudit(tx, context, {
    ...{ action: 'entry.import', subject: { kind: 'import', id: row.id }, unitId },
    after: {
      ...{ register: register.key, fileName: row.file_name, sha256: row.sha256 },
      ...{ added, changed: count.clean - added, unchanged: count.known, setApart: count.faulty },
    },
  })
  const isOurs = await updateImport(tx, row.id, worker, {
    ...{ state: 'done', refusal: null, heard_at: app.clock.now(), read: count.read, written: count.clean },
    ...{ clean: count.clean, faulty: count.faulty, known: count.known },
    problems: JSON.stringify(count.problems),
  })
  // Taken for dead and accepted a second time: the other one writes.
  if (!isOurs) throw new Error('an import is written by somebody else by now')
  if (count.faulty === 0) await dropTables(tx, [row.id])
  return ok(count)
}

async function insertRows(
  tx: Tx,
  { actor, now }: Context,
  register: Placed,
  rows: readonly JudgedRow[],
): Promise<number> {
  const fresh = rows.flatMap(row => (row.kind === 'new' ? [row] : []))
  const restricted = isRestricted(register)
  await bulkInsert(
    tx,
    'register_entries',
    fresh.map(({ unitId, entry }) => ({
      ...{ id: newId<EntryId>(), unit_id: unitId, area: register.area as never },
      ...{ register: register.key as never, ...bodyColumns(register, entry, now) },
      // Rows travel as JSON as a whole here, so the body goes in as it is.
      ...{ body: entry as never, revision: 1, retired_at: null, restricted },
      ...{ recorded_by: actor.accountId, recorded_by_name: actor.name },
      ...{ recorded_at: now, recorded_on: dayOf(now) },
    })),
  )
  return fresh.length
}

async function changeRows(
  tx: Tx,
  context: Context,
  register: Placed,
  rows: readonly JudgedRow[],
): Promise<void> {
  const changed = rows.filter(row => row.kind === 'changed')
  if (changed.length === 0) return
  await keepHistory(
    tx,
    context,
    changed.map(({ before }) => before.id),
  )
  await putBodies(
    tx,
    register,
    context.now,
    changed.map(({ before, entry }) => ({ id: before.id, entry })),
  )
}
