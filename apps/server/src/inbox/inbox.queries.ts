import type { Label } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

export interface InboxRow {
  readonly id: string
  readonly kind: string
  readonly title: Label
  readonly body: Label
  readonly link: string | null
  readonly at: string
  readonly readAt: string | null
}

const ofAccount = (tx: Tx, accountId: string, unreadOnly: boolean) =>
  tx
    .selectFrom('inbox_messages')
    .where('account_id', '=', accountId)
    .$if(unreadOnly, query => query.where('read_at', 'is', null))

/** One page of somebody's notices, newest first. */
export async function listMessages(
  tx: Tx,
  accountId: string,
  unreadOnly: boolean,
  paging: Paging,
): Promise<Page<InboxRow>> {
  const mine = ofAccount(tx, accountId, unreadOnly)
  const [rows, { count }] = await Promise.all([
    mine
      .select(['id', 'kind', 'title', 'body', 'link', 'at', 'read_at as readAt'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    mine.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ])
  return { rows, total: count, page: paging.page, pageSize: paging.pageSize }
}

/** How many notices somebody has not read. */
export async function countUnread(tx: Tx, accountId: string): Promise<number> {
  const { count } = await ofAccount(tx, accountId, true)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
