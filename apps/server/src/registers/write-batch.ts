import { dayOf, foldWidth, ok, type EntryId, type Placed, type Result, type UnitId } from '@anlan/domain'
import { createHash } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'
import { findBookLines } from './book-lines.queries.ts'
import { compareRow, type Compared, type Layout } from './compare-row.ts'
import { insertOrigins, type Origin } from './entry-imports.queries.ts'
import { updateImport, type KeptImport } from './imports.queries.ts'
import { holdOccasion } from './occasion.ts'
import { putBodies } from './put-bodies.ts'
import { identityOf } from './registers.table.ts'
import { restand } from './restand.ts'
import { isRestricted, showRestricted } from './restricted.ts'
import type { SoundRow } from './sorted-rows.ts'

import { bodyColumns, keepHistory, openBook } from './write-entry.ts'

/** A table that is being written: by whom, in which turn, and how far it is. */
export interface Writing {
  readonly context: Context
  readonly row: KeptImport
  readonly worker: string
  readonly layout: Layout
  /** Lines that are in the register by now, those of an earlier turn included. */
  readonly written: number
  /** Faulty rows of the whole table. */
  readonly setApart: number
}

type Judged = SoundRow & Compared

/**
 * Writes some rows of one school in one transaction with its standing, their origins, one line in the record and how far the
 * import is: all of it or none. Whoever writes in that school's area meanwhile waits for these rows only.
 * @returns what became of each row: somebody may have written the same meanwhile, or made it ambiguous
 * @throws where another server took the import over: then nothing of it is written here
 */
export function writeBatch(
  writing: Writing,
  unitId: UnitId,
  rows: readonly SoundRow[],
): Promise<Result<readonly Judged[], Refusal>> {
  const { context, row, worker, layout } = writing
  const { register } = layout
  const occasion = { ...context, now: context.app.clock.now() }
  return context.app.db.transaction(
    context.actor,
    async (tx): Promise<Result<readonly Judged[], Refusal>> => {
      await showRestricted(tx)
      const unit = await openBook(tx, occasion, register, unitId)
      if (!unit.ok) return unit
      const judged = await compare(tx, layout, unitId, rows)
      const origins = await insertRows(tx, occasion, register, unitId, judged)
      origins.push(...(await changeRows(tx, occasion, register, judged)))
      if (origins.length === 0) return ok(judged)
      await insertOrigins(tx, row, unitId, origins)
      await restand(tx, register, unit.value, await holdOccasion(tx, context.app.clock.today()))
      await recordAudit(tx, occasion, {
        ...{ action: 'entry.import', subject: { kind: 'import', id: row.id }, unitId },
        after: {
          register: register.key,
          fileName: row.file_name,
          sha256: row.sha256,
          ...sumUp(writing, judged, origins),
        },
      })
      const isOurs = await updateImport(tx, row.id, worker, {
        ...{ written: writing.written + origins.length, heard_at: occasion.now },
      })
      if (!isOurs) throw new Error('an import is written by somebody else by now')
      return ok(judged)
    },
  )
}

async function compare(
  tx: Tx,
  layout: Layout,
  unitId: UnitId,
  rows: readonly SoundRow[],
): Promise<readonly Judged[]> {
  const identities = rows.map(({ entry }) => identityOf(layout.register, entry))
  const standing = await findBookLines(tx, layout.register, unitId, identities, true)
  return rows.map((row, at) => ({
    ...row,
    ...compareRow(layout, row, standing.get(foldWidth(identities[at] ?? '')) ?? []),
  }))
}

/**
 * What the record says of a batch. `lines` is a hash of its origins in order, `row entry revision` a line: with what stands
 * beside the entries it shows that none was added or taken away.
 */
function sumUp({ setApart }: Writing, judged: readonly Judged[], origins: readonly Origin[]): object {
  const added = judged.filter(({ kind }) => kind === 'new').length
  const sorted = origins.toSorted((a, b) => a.row - b.row)
  const text = sorted.map(({ row, entryId, revision }) => `${row} ${entryId} ${revision}`).join('\n')
  return {
    ...{ added, changed: origins.length - added, unchanged: judged.length - origins.length, setApart },
    ...{ firstRow: sorted.at(0)?.row, lastRow: sorted.at(-1)?.row },
    lines: createHash('sha256').update(text).digest('hex'),
  }
}

async function insertRows(
  tx: Tx,
  { actor, now }: Context,
  register: Placed,
  unitId: UnitId,
  rows: readonly Judged[],
): Promise<Origin[]> {
  const fresh = rows.filter(({ kind }) => kind === 'new').map(row => ({ ...row, id: newId<EntryId>() }))
  const restricted = isRestricted(register)
  await bulkInsert(
    tx,
    'register_entries',
    fresh.map(({ id, entry }) => ({
      ...{ id, unit_id: unitId, area: register.area as never },
      ...{ register: register.key as never, ...bodyColumns(register, entry, now) },
      // Rows travel as JSON as a whole here, so the body goes in as it is.
      ...{ body: entry as never, revision: 1, retired_at: null, restricted },
      ...{ recorded_by: actor.accountId, recorded_by_name: actor.name },
      ...{ recorded_at: now, recorded_on: dayOf(now) },
    })),
  )
  return fresh.map(({ id, row }) => ({ entryId: id, revision: 1, row }))
}

async function changeRows(
  tx: Tx,
  context: Context,
  register: Placed,
  rows: readonly Judged[],
): Promise<Origin[]> {
  const changed = rows.flatMap(row => (row.kind === 'changed' ? [row] : []))
  if (changed.length === 0) return []
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
  return changed.map(({ before, row }) => ({ entryId: before.id, revision: before.revision + 1, row }))
}
