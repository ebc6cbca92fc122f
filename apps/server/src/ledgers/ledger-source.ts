import type { Permission } from '@anlan/domain'
import type { WrittenColumn, WrittenRow } from '@anlan/documents'
import type { z } from 'zod'
import type { Page, Paging } from '../paging.ts'
import type { Context } from '../trpc.ts'

/** Where the rows of a ledger come from. Ledgers are filed on paper, so their words are Chinese whatever the screen's are. */
export interface LedgerSource<Filter = unknown> {
  readonly permission: Permission
  /** What it can be narrowed to: what its list on the screen can. */
  readonly filter: z.ZodType<Filter>
  readonly columns: readonly WrittenColumn[]
  /** What the reader sees of it, as it is asked for: rows are read while the file is sent. */
  readonly rows: (context: Context, filter: Filter) => AsyncIterable<WrittenRow>
}

/** A ledger whose filter has been read already, so that ledgers of different filters stand in one table. */
export interface OpenedLedger {
  readonly columns: readonly WrittenColumn[]
  readonly rows: (context: Context) => AsyncIterable<WrittenRow>
}

/** A source behind its door: the filter as it was sent goes in, and null comes out where it is none. */
export const defineLedger = <Filter>(source: LedgerSource<Filter>) => ({
  permission: source.permission,
  open(asked: unknown): OpenedLedger | null {
    const filter = source.filter.safeParse(asked)
    if (!filter.success) return null
    return { columns: source.columns, rows: context => source.rows(context, filter.data) }
  },
})

/** So many rows are read at a time; no transaction waits for a slow line. */
export const LEDGER_BATCH = 500

/**
 * Every row of a list that is read page by page. One that moves from page to page while the file is made stands in it once.
 */
export async function* everyRow<Row extends { readonly id: string }>(
  ask: (paging: Paging) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  const written = new Set<string>()
  for (let page = 1; ; page += 1) {
    const { rows } = await ask({ page, pageSize: LEDGER_BATCH })
    for (const row of rows) {
      if (written.has(row.id)) continue
      written.add(row.id)
      yield row
    }
    if (rows.length < LEDGER_BATCH) return
  }
}
