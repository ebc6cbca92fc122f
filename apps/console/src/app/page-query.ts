import type { Ref } from 'vue'

/** A query for one page of a list, as far as a list shows it. */
export interface PageQuery<Row> {
  readonly isPending: Readonly<Ref<boolean>>
  readonly isFetching: Readonly<Ref<boolean>>
  readonly error: Readonly<Ref<unknown>>
  readonly data: Readonly<
    Ref<
      | {
          readonly rows: readonly Row[]
          readonly page: number
          readonly pageSize: number
          readonly total: number
        }
      | undefined
    >
  >
  readonly refetch: () => unknown
}
