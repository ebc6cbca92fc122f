import { writeCsv, writeWorkbook, type WrittenRow } from '@anlan/documents'
import {
  err,
  ok,
  tableColumns,
  UNREAD,
  writeCell,
  type EntryId,
  type Language,
  type Placed,
  type Result,
  type TableColumn,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listEntryIds, readBodies, type FoundIds, type EntryBody } from './entry.queries.ts'
import type { EntryFilter } from './entry-filter.ts'
import type { EntrySort } from './entry-order.ts'
import { askFor, bodyFor, tellFilter } from './personal.ts'
import { isRestricted, recordReading, showRestricted } from './restricted.ts'
import { writtenColumn } from './table-shape.ts'

/** Below what a spreadsheet can open; a county writes it in years. */
const MAX_EXPORTED = 500_000
const BATCH = 100

export interface ExportAsked {
  readonly register: Placed
  readonly format: 'xlsx' | 'csv'
  readonly language: Language
  readonly filter: EntryFilter
  readonly sort: EntrySort
  /** Names of the columns wanted, in their order; none: all. */
  readonly columns: readonly string[]
}

/**
 * The entries that a filter shows within the reader's scope, as a file that is made while it is sent. Which lines those
 * are, and in which order, is settled at once and stands in the record; they are then read a hundred at a time, so
 * that neither memory nor a transaction grows with their number or waits for a slow line.
 */
export async function exportEntries(
  context: Context,
  asked: ExportAsked,
): Promise<Result<ReadableStream<Uint8Array>, Refusal>> {
  const { app, actor } = context
  const { register, format, language } = asked
  const { filter, sort } = askFor(actor, register, asked)
  const columns = chooseColumns(context, asked)
  const ids = await app.db.transaction(actor, async (tx): Promise<Result<FoundIds, Refusal>> => {
    if (isRestricted(register)) await showRestricted(tx)
    const found = await listEntryIds(tx, register, filter, sort, MAX_EXPORTED)
    if (found.count > MAX_EXPORTED) return err({ code: 'table-too-many-rows', limit: MAX_EXPORTED })
    await recordAudit(tx, context, {
      ...{ action: 'entry.export', subject: { kind: 'register', id: register.key } },
      unitId: filter.unitId ?? (actor.scope.kind === 'county' ? null : actor.unitId),
      after: {
        register: register.key,
        rows: found.count,
        filter: tellFilter(register, asked.filter),
        columns: columns.map(({ name }) => name),
      },
    })
    return ok(found)
  })
  if (!ids.ok) return ids
  const written = columns.map(column => writtenColumn(column, language))
  const rows = rowsOf(context, register, columns, ids.value, language)
  return ok(
    format === 'csv' ? writeCsv(written, rows) : writeWorkbook(register.label[language], written, rows),
  )
}

/** The school stands in a table of several schools only. */
function chooseColumns({ actor }: Context, { register, filter, columns }: ExportAsked): TableColumn[] {
  const isOne =
    filter.unitId !== undefined || (actor.scope.kind === 'units' && actor.scope.units.length === 1)
  const all = tableColumns(register, !isOne)
  if (columns.length === 0) return all
  const wanted = columns.flatMap(name => all.find(column => column.name === name) ?? [])
  const school = all.filter(({ field }) => field === null && !wanted.some(column => column.field === null))
  return [...school, ...wanted]
}

async function* rowsOf(
  context: Context,
  register: Placed,
  columns: readonly TableColumn[],
  ids: FoundIds,
  language: Language,
): AsyncGenerator<WrittenRow> {
  for (let from = 0; from < ids.count; from += BATCH) {
    const entries = await readSome(context, register, ids.slice(from, from + BATCH))
    for (const { entry, unitName, unread } of entries)
      if (unread === null) {
        const shown = bodyFor(context.actor, register, entry)
        yield columns.map(({ name, field }) => (field ? writeCell(field, shown[name], language) : unitName))
      } else yield unreadRow(columns, unitName, UNREAD[unread][language])
  }
}

/** What this version cannot read has its line too: a table that leaves lines out without a word would be believed. */
const unreadRow = (columns: readonly TableColumn[], unitName: string, why: string): WrittenRow => {
  const first = columns.findIndex(({ field }) => field !== null)
  return columns.map(({ field }, at) => (field === null ? unitName : at === first ? why : null))
}

function readSome(context: Context, register: Placed, ids: readonly EntryId[]): Promise<EntryBody[]> {
  const { app, actor } = context
  const ask = (tx: Tx): Promise<EntryBody[]> => readBodies(tx, register, ids)
  if (!isRestricted(register)) return app.db.read(actor, ask)
  return app.db.transaction(actor, async tx => {
    await showRestricted(tx)
    const entries = await ask(tx)
    await recordReading(tx, context, register, entries)
    return entries
  })
}
