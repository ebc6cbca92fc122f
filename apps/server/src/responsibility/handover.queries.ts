import {
  HandoverState,
  isGap,
  mayRole,
  PENDING_HANDOVER_STATES,
  UnitId,
  type Actor,
  type Day,
  type Handover,
  type HandoverId,
  type PostId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import type { Tx } from '../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import { toHandover, toHandoverRow } from './handovers.table.ts'

/** What handovers can be narrowed to. An empty list of states means every state. */
export const HandoverFilter = z.object({
  state: z.array(HandoverState).max(10).optional(),
  unitId: UnitId.optional(),
  /** The predecessor has left and nobody has taken the post over. */
  gap: z.boolean().optional(),
  /** Those that wait for the reader’s own signature. */
  mine: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
})
export type HandoverFilter = z.infer<typeof HandoverFilter>

export interface HandoverRow {
  readonly id: HandoverId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly post: PostId
  readonly fromName: string
  readonly untilOn: Day
  readonly toName: string | null
  readonly state: HandoverState
  readonly gap: boolean
}

const isOpenGap = (today: Day): RawBuilder<boolean> =>
  sql<boolean>`(handovers.state = any (${[...PENDING_HANDOVER_STATES]}::text[])
    and handovers.until_on < ${today}::date and units.open_until is null)`

/** Waits for this person: as predecessor to hand over, as successor to take over. */
const isMine = ({ accountId }: Actor): RawBuilder<boolean> =>
  sql<boolean>`((handovers.state = 'open' and handovers.from_id = ${accountId})
    or (handovers.state = 'handed' and handovers.to_id = ${accountId}))`

/** Whoever manages nobody sees the handovers he is a side of. */
const isSeen = (actor: Actor): RawBuilder<boolean> =>
  mayRole(actor.role, 'people.read')
    ? sql<boolean>`true`
    : sql<boolean>`(handovers.from_id = ${actor.accountId} or handovers.to_id = ${actor.accountId})`

function conditions(actor: Actor, filter: HandoverFilter, today: Day): RawBuilder<boolean> {
  const all = [isSeen(actor)]
  if (filter.state && filter.state.length > 0) all.push(sql`handovers.state = any (${filter.state}::text[])`)
  if (filter.unitId) all.push(sql`handovers.unit_id = ${filter.unitId}`)
  if (filter.gap) all.push(isOpenGap(today))
  if (filter.mine) all.push(isMine(actor))
  if (filter.search)
    all.push(
      sql`(units.name || ' ' || handovers.from_name || ' ' || coalesce(handovers.to_name, '')) ilike ${holding(filter.search)}`,
    )
  return sql.join(all, sql` and `)
}

const within = (tx: Tx) => tx.selectFrom('handovers').innerJoin('units', 'units.id', 'handovers.unit_id')

/** One page of handovers that the reader sees: those that wait first, the longest gap on top. */
export async function listHandovers(
  tx: Tx,
  actor: Actor,
  filter: HandoverFilter,
  paging: Paging,
  today: Day,
): Promise<Page<HandoverRow>> {
  const where = conditions(actor, filter, today)
  return readPage(
    paging,
    within(tx)
      .selectAll('handovers')
      .select('units.name as unit_name')
      .where(where)
      .orderBy(sql`handovers.state in ('received', 'cancelled')`)
      .orderBy(
        sql`case when handovers.state in ('received', 'cancelled') then null else handovers.until_on end`,
      )
      .orderBy('handovers.made_at', 'desc')
      .orderBy('handovers.id'),
    within(tx).select(TOTAL).where(where),
    ({ unit_name, ...row }) => {
      const { id, unitId, post, fromName, untilOn, toName, state } = toHandover(row)
      return {
        ...{ id, unit: { id: unitId, name: unit_name }, post, fromName, untilOn, toName, state },
        gap: isGap({ state, untilOn }, today),
      }
    },
  )
}

export type HandoverCounts = Record<HandoverState, number> & { gap: number; mine: number }

/** Handovers that the reader sees by state, with the gaps and those that wait for him. */
export async function countHandovers(tx: Tx, actor: Actor, today: Day): Promise<HandoverCounts> {
  const of = (condition: RawBuilder<boolean>) => sql<number>`count(*) filter (where ${condition})`
  const inState = (state: HandoverState) => of(sql`handovers.state = ${state}`).as(state)
  return within(tx)
    .select([inState('open'), inState('handed'), inState('received'), inState('cancelled')])
    .select([of(isOpenGap(today)).as('gap'), of(isMine(actor)).as('mine')])
    .where(isSeen(actor))
    .executeTakeFirstOrThrow()
}

/** The handover that the reader sees, or nothing. */
export async function findHandover(tx: Tx, actor: Actor, id: HandoverId): Promise<Handover | undefined> {
  const row = await tx
    .selectFrom('handovers')
    .selectAll()
    .where('id', '=', id)
    .where(isSeen(actor))
    .executeTakeFirst()
  return row && toHandover(row)
}

/** The same, locked until the transaction ends. */
export async function findHandoverForUpdate(
  tx: Tx,
  actor: Actor,
  id: HandoverId,
): Promise<Handover | undefined> {
  const row = await tx
    .selectFrom('handovers')
    .selectAll()
    .where('id', '=', id)
    .where(isSeen(actor))
    .forUpdate()
    .executeTakeFirst()
  return row && toHandover(row)
}

/** Handovers of some posts of some units that are not signed by both, locked until the transaction ends. */
export async function lockPendingHandovers(
  tx: Tx,
  unitIds: readonly string[],
  posts: readonly PostId[],
): Promise<Handover[]> {
  const rows = await tx
    .selectFrom('handovers')
    .selectAll()
    .where('unit_id', 'in', unitIds)
    .where('post', 'in', posts)
    .where('state', 'in', [...PENDING_HANDOVER_STATES])
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(toHandover)
}

/** Saves a changed handover; its unit, post and predecessor never change. */
export async function saveHandover(tx: Tx, handover: Handover): Promise<void> {
  const { until_on, to_id, to_name, state, handed_on, received_on, revision, body } = toHandoverRow(handover)
  await tx
    .updateTable('handovers')
    .set({ until_on, to_id, to_name, state, handed_on, received_on, revision, body })
    .where('id', '=', handover.id)
    .execute()
}
