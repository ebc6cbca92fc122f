import { Day, UnitId, type MechanismItemId, type MechanismRecordId, type RecordKind } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { ITEM_SETTLED } from './item-facts.queries.ts'
import { listWorkStates, type WorkState } from './work-states.ts'

export const ItemFilter = z.object({
  /** Only those that are settled. */
  settled: z.boolean().optional(),
  unitId: UnitId.optional(),
  /** The days of their records, both included. */
  from: Day.optional(),
  to: Day.optional(),
})
export type ItemFilter = z.infer<typeof ItemFilter>

export interface CountedItem {
  readonly id: MechanismItemId
  /** Null where the reader does not see the record. */
  readonly recordId: MechanismRecordId | null
  readonly kind: RecordKind
  readonly title: string
  readonly on: Day
  readonly unit: string
  readonly text: string
  readonly target: string
  /** Why there is no work; null where there is some, or nobody has decided. */
  readonly why: string | null
  readonly settled: boolean
  readonly works: readonly WorkState[]
}

/** One page of the items the rate 事项办结率 counts: those that concern a unit, narrowed as `itemFacts` narrows them. */
export async function listCountedItems(
  tx: Tx,
  { settled, unitId, from, to }: ItemFilter,
  paging: Paging,
): Promise<Page<CountedItem>> {
  const { rows } = await sql<Omit<CountedItem, 'works'> & { total: number }>`
    select i.id, r.id as "recordId", i.record_kind as kind, i.record_title as title, i.record_on as on, u.name as unit,
      i.text, i.target, i.why, ${ITEM_SETTLED} as settled, (count(*) over ())::int as total
    from mechanism_items i join units u on u.id = i.unit_id left join mechanism_records r on r.id = i.record_id
    where ${unitId ? sql`i.unit_id = ${unitId}` : sql`true`} and ${settled ? ITEM_SETTLED : sql`true`}
      and ${from ? sql`i.record_on >= ${from}::date` : sql`true`}
      and ${to ? sql`i.record_on <= ${to}::date` : sql`true`}
    order by i.record_on desc, i.record_id, i.ordinal
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  const works = await listWorkStates(tx, sql<boolean>`w.item_id = any (${rows.map(({ id }) => id)}::uuid[])`)
  const byItem = Map.groupBy(works, ({ itemId }) => itemId)
  return {
    rows: rows.map(row => ({
      ...{ id: row.id, recordId: row.recordId, kind: row.kind, title: row.title, on: row.on },
      ...{ unit: row.unit, text: row.text, target: row.target, why: row.why, settled: row.settled },
      works: byItem.get(row.id) ?? [],
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}
