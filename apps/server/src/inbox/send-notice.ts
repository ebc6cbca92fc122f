import type { Label } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'

export interface Notice {
  readonly accountId: string
  readonly kind:
    | 'dispatched'
    | 'due'
    | 'overdue'
    | 'returned'
    | 'accepted'
    | 'hazard'
    | 'inspection'
    | 'supervision'
    | 'risk'
    | 'pilot'
    | 'training'
    | 'mechanism'
    | 'handover'
    | 'study'
    | 'responsibility'
  readonly title: Label
  readonly body: Label
  /** Path in the console that shows what the notice is about. */
  readonly link: string | null
  /** The reason, once a person: the same reason sent twice arrives once. */
  readonly dedupeKey: string
}

/** Lays notices into people's in-trays, in the transaction of what they tell. Gives how many were new. */
export async function sendNotices(tx: Tx, all: readonly Notice[]): Promise<number> {
  if (all.length === 0) return 0
  // In one order everywhere: two servers that send the same then wait for each other one after the other, not crosswise.
  const notices = all.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const column = <Key extends keyof Notice>(key: Key): Notice[Key][] => notices.map(notice => notice[key])
  // Without a conflict target: naming one would need the right to read other people's in-trays.
  const { numAffectedRows } = await sql`
    insert into inbox_messages (id, account_id, kind, title, body, link, dedupe_key)
    select * from unnest(${notices.map(() => newId<string>())}::uuid[], ${column('accountId')}::uuid[],
      ${column('kind')}::text[], ${column('title').map(text => JSON.stringify(text))}::jsonb[],
      ${column('body').map(text => JSON.stringify(text))}::jsonb[], ${column('link')}::text[],
      ${column('dedupeKey')}::text[])
    on conflict do nothing`.execute(tx)
  for (const accountId of new Set(column('accountId'))) announce(tx, `inbox:${accountId}`)
  return Number(numAffectedRows ?? 0)
}

const orderOf = ({ accountId, dedupeKey }: Notice): string => `${accountId} ${dedupeKey}`
