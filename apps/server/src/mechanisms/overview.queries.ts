import {
  cadenceOf,
  mechanismItemsSettled,
  mechanismNumbers,
  MECHANISM_IDS,
  type CadenceState,
  type Day,
  type Mechanism,
  type Rate,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { ITEM_SETTLED } from './item-facts.queries.ts'

export interface MechanismState {
  readonly mechanism: Mechanism
  /** How often it was held since the first of January. */
  readonly times: number
  readonly lastOn: Day | null
  /** Within how many days it is to be held again; null for what comes when it comes. */
  readonly within: number | null
  readonly cadence: CadenceState | null
  /** Items that have neither led to work nor say why not. */
  readonly undecided: number
  readonly items: number
  /** 事项办结率, of items that concern a unit; null for bulletins, which have no items. */
  readonly settled: Rate | null
  /** Units a bulletin went out to, and those that have read it, of all bulletins of the year. */
  readonly read: Rate | null
}

interface Counted {
  readonly kind: Mechanism
  readonly times: number
  readonly last: Day | null
  readonly items: number
  /** Of them those that concern a unit, which the rate counts. */
  readonly concerning: number
  readonly undecided: number
  readonly settled: number
}

/** How the five mechanisms stand: two statements for all of them. */
export async function readOverview(tx: Tx, today: Day): Promise<MechanismState[]> {
  const year = `${today.slice(0, 4)}-01-01`
  const [limits, { rows }, bulletins] = await Promise.all([
    readRuleLimits(tx),
    sql<Counted>`
      with items as (
        select i.record_kind as kind, count(*)::int as items, count(*) filter (where i.outcome is null)::int as undecided,
          count(*) filter (where i.unit_id is not null)::int as concerning,
          count(*) filter (where i.unit_id is not null and ${ITEM_SETTLED})::int as settled
        from mechanism_items i group by 1)
      select r.kind, count(*) filter (where r.held_on >= ${year}::date)::int as times,
        max(r.held_on) filter (where r.held_on <= ${today}::date) as last,
        coalesce(max(items.items), 0) as items, coalesce(max(items.undecided), 0) as undecided,
        coalesce(max(items.concerning), 0) as concerning, coalesce(max(items.settled), 0) as settled
      from mechanism_records r left join items on items.kind = r.kind group by r.kind`.execute(tx),
    countBulletins(tx, year),
  ])
  const numbers = mechanismNumbers(limits.value, today)
  const within: Partial<Record<Mechanism, number>> = {
    ...{ consultation: numbers['consultation-days'], bulletin: numbers['bulletin-days'] },
    'joint-action': numbers['joint-action-days'],
  }
  return MECHANISM_IDS.map(mechanism => {
    const row = rows.find(({ kind }) => kind === mechanism)
    const isBulletin = mechanism === 'bulletin'
    const lastOn = isBulletin ? bulletins.last : (row?.last ?? null)
    const days = within[mechanism] ?? null
    return {
      ...{ mechanism, lastOn, within: days, times: isBulletin ? bulletins.times : (row?.times ?? 0) },
      cadence: days === null ? null : cadenceOf(lastOn, days, today),
      ...{ undecided: row?.undecided ?? 0, items: row?.items ?? 0 },
      settled: isBulletin
        ? null
        : mechanismItemsSettled.count({ settled: row?.settled ?? 0, items: row?.concerning ?? 0 }),
      read: isBulletin ? { numerator: bulletins.read, denominator: bulletins.sent } : null,
    }
  })
}

async function countBulletins(tx: Tx, year: string) {
  const { rows } = await sql<{ times: number; last: Day | null; sent: number; read: number }>`
    with issued as (
      select id, (issued_at at time zone interval '8 hours')::date as day from bulletins where state = 'issued')
    select count(*) filter (where day >= ${year}::date)::int as times, max(day) as last,
      (select count(*)::int from bulletin_receipts r join issued on issued.id = r.bulletin_id) as sent,
      (select count(r.read_at)::int from bulletin_receipts r join issued on issued.id = r.bulletin_id) as read
    from issued`.execute(tx)
  return rows[0] ?? { times: 0, last: null, sent: 0, read: 0 }
}
