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
