import {
  dayOf,
  followPosts,
  type AccountId,
  type HandoverId,
  type PostId,
  type Term,
  type TermChange,
  type UnitId,
} from '@anlan/domain'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { drawHandoverItems } from './handover-items.ts'
import { lockPendingHandovers, saveHandover } from './handover.queries.ts'
import { toHandoverRow } from './handovers.table.ts'
import { tellHandover } from './tell-handover.ts'

/** A term as the table of posts has it. */
export interface AppointmentRow {
  readonly account_id: string
  readonly unit_id: string
  readonly post: PostId
  readonly from_on: Term['from']
  readonly until_on: Term['until']
}
export interface AppointmentChange {
  readonly before: AppointmentRow | null
  readonly after: AppointmentRow
}

/**
 * Makes and turns handovers as posts change hands, in the transaction of the change itself: no post is left without
 * somebody being told that it is to be handed over.
 */
export async function followAppointments(
  tx: Tx,
  occasion: Occasion,
  changes: readonly AppointmentChange[],
): Promise<void> {
  if (changes.length === 0) return
  const units = [...new Set(changes.map(({ after }) => after.unit_id))]
  const posts = [...new Set(changes.map(({ after }) => after.post))]
  const pending = await lockPendingHandovers(tx, units, posts)
  // A newcomer to a post that nobody hands over: by far the most there are, in an import above all.
  if (pending.length === 0 && changes.every(({ before }) => before === null)) return
  const today = dayOf(occasion.now)
  const holders = await tx
    .selectFrom('appointments')
    .innerJoin('accounts', 'accounts.id', 'appointments.account_id')
    .select(['account_id', 'accounts.name', 'appointments.unit_id', 'post', 'from_on', 'until_on'])
    .where(({ or, and, eb }) =>
      or([
        eb(
          'account_id',
          'in',
          changes.map(({ after }) => after.account_id),
        ),
        and([
          eb('appointments.unit_id', 'in', units),
          eb('post', 'in', posts),
          or([eb('until_on', 'is', null), eb('until_on', '>=', today)]),
        ]),
      ]),
    )
    .orderBy('from_on')
    .orderBy('appointments.id')
    .execute()
  const names = new Map(holders.map(row => [row.account_id, row.name]))
  const toTerm = (row: AppointmentRow): Term => ({
    ...{ accountId: row.account_id as AccountId, unitId: row.unit_id as UnitId, post: row.post },
    ...{ name: names.get(row.account_id) ?? '—', from: row.from_on, until: row.until_on },
  })
  const turned = followPosts(
    changes.map(({ before, after }): TermChange => ({
      before: before && toTerm(before),
      after: toTerm(after),
    })),
    {
      ...{ pending, now: occasion.now, byName: occasion.actor.name, newId: () => newId<HandoverId>() },
      holders: holders.filter(row => row.until_on === null || row.until_on >= today).map(toTerm),
    },
  )
  for (const { before, after } of turned) {
    const items = after.state === 'open' ? await drawHandoverItems(tx, after) : after.items
    const handover = { ...after, items }
    if (before) await saveHandover(tx, handover)
    else
      await tx
        .insertInto('handovers')
        .values({ ...toHandoverRow(handover), made_at: occasion.now })
        .execute()
    const event = after.steps.at(-1)?.event ?? 'make'
    await recordAudit(tx, occasion, {
      ...{ action: `handover.${event}`, subject: { kind: 'handover', id: after.id }, unitId: after.unitId },
      ...{ before, after: handover },
    })
    await tellHandover(tx, occasion, handover, event)
  }
}
