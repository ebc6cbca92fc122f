import {
  barToDuties,
  draftDuty,
  err,
  ok,
  retireDuty,
  listModelFor,
  type Duty,
  type DutyContent,
  type DutyId,
  type Result,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { lockDuties } from '../organisation/locks.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'
import { readModel } from './duty-models.ts'
import { findNewest, listDutyEditions } from './duties.queries.ts'
import { toDutyRow } from './duties.table.ts'

/** Runs a change to a unit's list, one at a time; the unit is there and its list is the actor's to keep. */
function changeList<Value>(
  { app, actor }: Context,
  unitId: UnitId,
  work: (tx: Tx, unit: Unit) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  return app.db.transaction(actor, async (tx): Promise<Result<Value, Refusal>> => {
    await lockDuties(tx, unitId)
    const unit = await findUnit(tx, unitId)
    if (!unit) return err({ code: 'not-found' })
    const bar = barToDuties(actor, unit)
    return bar ? err(bar) : work(tx, unit)
  })
}

interface SaveDuty {
  readonly unitId: UnitId
  /** Null for a new duty; else the edition that was read. */
  readonly of: { readonly id: DutyId; readonly version: number; readonly revision: number } | null
  readonly content: DutyContent
}

/** Keeps a draft: of a new duty, of a draft as it was changed, or of the next edition of a published one. */
export function saveDuty(
  context: Context,
  { unitId, of, content }: SaveDuty,
): Promise<Result<Duty, Refusal>> {
  return changeList(context, unitId, async (tx): Promise<Result<Duty, Refusal>> => {
    if (of === null) {
      const duty: Duty = {
        ...{ ...content, id: newId<DutyId>(), version: 1, unitId },
        ...{ publishedOn: null, retired: false, origin: null, revision: 1 },
      }
      await insertDuties(tx, context, [duty])
      await recordDuty(tx, context, 'draft', null, duty)
      return ok(duty)
    }
    const newest = await findNewest(tx, unitId, of.id)
    if (!newest) return err({ code: 'not-found' })
    if (newest.version !== of.version || newest.revision !== of.revision)
      return err({ code: 'stale-revision', current: newest.revision })
    const drafted = draftDuty(newest, content)
    if (!drafted.ok) return drafted
    const after = drafted.value
    if (newest.publishedOn !== null) {
      await insertDuties(tx, context, [after])
      await recordDuty(tx, context, 'draft', newest, after)
      return ok(after)
    }
    const { area, text, basis, co_owners, revision } = toDutyRow(after)
    await tx
      .updateTable('duties')
      .set({ area, text, basis, co_owners: JSON.stringify(co_owners), revision })
      .where('id', '=', after.id)
      .where('version', '=', after.version)
      .execute()
    await recordDuty(tx, context, 'change', newest, after)
    return ok(after)
  })
}

interface OneDuty {
  readonly unitId: UnitId
  readonly id: DutyId
  readonly version: number
}

/** Takes a draft away, as it was read. What is published stays for good. */
export function discardDuty(
  context: Context,
  { unitId, id, version, revision }: OneDuty & { readonly revision: number },
): Promise<Result<null, Refusal>> {
  return changeList(context, unitId, async (tx): Promise<Result<null, Refusal>> => {
    const newest = await findNewest(tx, unitId, id)
    if (!newest || newest.version !== version) return err({ code: 'not-found' })
    if (newest.publishedOn !== null) return err({ code: 'duty-published' })
    if (newest.revision !== revision) return err({ code: 'stale-revision', current: newest.revision })
    await tx.deleteFrom('duties').where('id', '=', id).where('version', '=', version).execute()
    await recordDuty(tx, context, 'discard', newest, null)
    return ok(null)
  })
}

/** Ends a published duty as of today. */
export function endDuty(context: Context, { unitId, id, version }: OneDuty): Promise<Result<Duty, Refusal>> {
  return changeList(context, unitId, async (tx): Promise<Result<Duty, Refusal>> => {
    const newest = await findNewest(tx, unitId, id)
    if (!newest || newest.version !== version || newest.publishedOn === null)
      return err({ code: 'not-found' })
    const ended = retireDuty(newest, context.app.clock.today())
    if (!ended.ok) return ended
    await insertDuties(tx, context, [ended.value])
    await recordDuty(tx, context, 'publish', newest, ended.value)
    return ended
  })
}

/** Publishes every draft of a unit as of today: from then on they are owed, and no edition of them changes any more. */
export function publishDuties(
  context: Context,
  unitId: UnitId,
): Promise<Result<{ published: number }, Refusal>> {
  return changeList(context, unitId, async tx => {
    const published = await tx
      .updateTable('duties')
      .set({ published_on: context.app.clock.today() })
      .where('unit_id', '=', unitId)
      .where('published_on', 'is', null)
      .returning(['id', 'version'])
      .execute()
    if (published.length === 0) return err({ code: 'not-found' })
    await recordAudit(tx, context, {
      ...{ action: 'duty.publish', subject: { kind: 'unit', id: unitId }, unitId },
      after: { count: published.length, duties: published },
    })
    return ok({ published: published.length })
  })
}

/** Drafts of what the list handed down holds for the unit and the unit has not taken over yet. */
export function takeOverModel(
  context: Context,
  unitId: UnitId,
): Promise<Result<{ drafted: number }, Refusal>> {
  return changeList(context, unitId, async (tx, unit): Promise<Result<{ drafted: number }, Refusal>> => {
    const [model, editions] = await Promise.all([readModel(tx, unit.kind), listDutyEditions(tx, [unitId])])
    const taken = new Set(editions.map(({ origin }) => origin))
    const drafts = listModelFor(model.items, unit)
      .filter(({ key }) => !taken.has(key))
      .map(({ key, ...content }): Duty => ({
        ...{ ...content, id: newId<DutyId>(), version: 1, unitId, publishedOn: null },
        ...{ retired: false, origin: key, revision: 1 },
      }))
    if (drafts.length === 0) return err({ code: 'duties-drafted-already' })
    await insertDuties(tx, context, drafts)
    await recordAudit(tx, context, {
      ...{ action: 'duty.take-over', subject: { kind: 'unit', id: unitId }, unitId },
      after: { version: model.version, count: drafts.length },
    })
    return ok({ drafted: drafts.length })
  })
}

const insertDuties = (tx: Tx, { actor, now }: Context, duties: readonly Duty[]): Promise<void> =>
  bulkInsert(
    tx,
    'duties',
    duties.map(duty => ({ ...toDutyRow(duty), made_by_name: actor.name, made_at: now }) as never),
  )

const recordDuty = (
  tx: Tx,
  context: Context,
  verb: 'change' | 'discard' | 'draft' | 'publish',
  before: Duty | null,
  after: Duty | null,
): Promise<void> => {
  const { id, unitId } = (after ?? before) as Duty
  return recordAudit(tx, context, {
    ...{ action: `duty.${verb}`, subject: { kind: 'duty', id }, unitId, before, after },
  })
}
