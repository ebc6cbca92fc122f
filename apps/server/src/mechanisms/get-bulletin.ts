import {
  driftOf,
  err,
  isBureauRole,
  listBulletinEvents,
  MAY,
  ok,
  type Bulletin,
  type BulletinEvent,
  type BulletinId,
  type Drift,
  type Result,
  type UnitId,
} from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findBulletin, listReceipts, type Receipt } from './bulletin.queries.ts'
import { countFigures, countReaderOf, rankedIn } from './figures.queries.ts'

export interface BulletinDetail {
  readonly bulletin: Bulletin
  readonly events: readonly BulletinEvent[]
  /** What is counted otherwise by now; empty once it was approved, for then it says what it says. */
  readonly drift: readonly Drift[]
  readonly receipts: readonly Receipt[]
  /** The reader's own unit has got it and not noted it yet. */
  readonly mayNote: boolean
  /** Whose bulletin it is. */
  readonly bureau: { readonly id: UnitId; readonly name: string }
}

/** A bulletin as its reader may see it, with what has changed since its figures were taken. */
export function getBulletin(context: Context, id: BulletinId): Promise<Result<BulletinDetail, Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<Result<BulletinDetail, Refusal>> => {
    const [bulletin, receipts, bureau] = await Promise.all([
      findBulletin(tx, id),
      listReceipts(tx, id),
      tx.selectFrom('units').select(['id', 'name']).where('kind', '=', 'bureau').executeTakeFirstOrThrow(),
    ])
    if (!bulletin) return err({ code: 'not-found' })
    const { figures, state } = bulletin
    const compares = isBureauRole(actor.role) && (state === 'draft' || state === 'submitted')
    const reader = countReaderOf(actor, app.clock.today())
    const counted = compares ? await countFigures(tx, reader, rankedIn(bulletin)) : []
    const own = receipts.find(({ unit }) => unit.id === actor.unitId)
    return ok({
      ...{ bulletin, receipts, events: listBulletinEvents(bulletin, actor) },
      drift: compares ? driftOf(figures, counted) : [],
      mayNote: own?.readAt === null && (MAY['assignment.submit'] as readonly string[]).includes(actor.role),
      bureau: { id: bureau.id as UnitId, name: bureau.name },
    })
  })
}
