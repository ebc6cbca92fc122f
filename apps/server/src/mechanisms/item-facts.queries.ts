import type { mechanismItemsSettled, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { isAsked, type Asked } from '../indicators/counter.ts'
import { IS_SETTLED, WORK_JOINS } from './work-states.ts'

type ItemFacts = Parameters<typeof mechanismItemsSettled.count>[0]

/** True of an item `i` that says why there is no work, or whose works have all come to their end. */
export const ITEM_SETTLED = sql<boolean>`(i.outcome = 'no-work' or (i.outcome = 'work' and not exists (
  select from mechanism_works w ${WORK_JOINS} where w.item_id = i.id and not ${IS_SETTLED})))`

/** The items that concern the units asked for, of records of the days asked for. Items that concern no unit are the county's. */
export async function itemFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, ItemFacts>> {
  const { from, to } = asked
  const { rows } = await sql<{ unit_id: UnitId; items: number; settled: number }>`
    select i.unit_id, count(*)::int as items, count(*) filter (where ${ITEM_SETTLED})::int as settled
    from mechanism_items i
    where i.unit_id is not null and ${isAsked(asked, 'i.unit_id')}
      and ${from ? sql`i.record_on >= ${from}::date` : sql`true`}
      and ${to ? sql`i.record_on <= ${to}::date` : sql`true`}
    group by i.unit_id`.execute(tx)
  return new Map(rows.map(({ unit_id, items, settled }) => [unit_id, { items, settled }]))
}
