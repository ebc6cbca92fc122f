import { REGISTER_KEYS } from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'

/** Pages with filters to keep. */
export const FilterPage = z.enum(['hazards', 'assignments', ...REGISTER_KEYS])
export type FilterPage = z.infer<typeof FilterPage>

export const MAX_FILTERS = 50

/** The filters the reader has kept for a page; others' are not his to see. */
export const listSavedFilters = (tx: Tx, page: FilterPage) =>
  tx
    .selectFrom('saved_filters')
    .select(['id', 'name', 'filter'])
    .where('page', '=', page)
    .orderBy('id')
    .limit(MAX_FILTERS)
    .execute()
