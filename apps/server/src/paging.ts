import { sql } from 'kysely'
import { z } from 'zod'

/** Which part of a list is asked for; pages count from 1. */
export const Paging = z.object({
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type Paging = z.infer<typeof Paging>

export interface Page<Row> {
  readonly rows: Row[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

export const offsetOf = ({ page, pageSize }: Paging): number => (page - 1) * pageSize

interface Rows<Row> {
  limit: (count: number) => { offset: (count: number) => { execute: () => Promise<Row[]> } }
}
interface Total {
  executeTakeFirstOrThrow: () => Promise<{ readonly total: number }>
}

/** What a query selects whose rows are only counted. */
export const TOTAL = sql<number>`count(*)`.as('total')

/** One page of rows as their reader gets them, beside how many there are in all. */
export async function readPage<Row, Shown>(
  paging: Paging,
  rows: Rows<Row>,
  total: Total,
  show: (row: Row) => Shown,
): Promise<Page<Shown>> {
  const [found, counted] = await Promise.all([
    rows.limit(paging.pageSize).offset(offsetOf(paging)).execute(),
    total.executeTakeFirstOrThrow(),
  ])
  return { rows: found.map(show), total: counted.total, page: paging.page, pageSize: paging.pageSize }
}
