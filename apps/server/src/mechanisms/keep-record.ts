import {
  checkItems,
  decideNewRecord,
  decideRecordEvent,
  decideRevision,
  err,
  mayRole,
  ok,
  type MechanismItemId,
  type MechanismRecord,
  type MechanismRecordId,
  type NewItem,
  type NewRecord,
  type RecordBody,
  type RecordEvent,
  type Result,
} from '@anlan/domain'
import { sql } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { lockSent } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { asSent, settleInquiry } from './inquiry-choices.ts'
import { toItemRow } from './mechanisms.table.ts'
import { findRecord, findRecordForUpdate, listItems, nextRecordNumber, saveRecord } from './record.queries.ts'

/** A record as its reader saw it: who changes what somebody else changed meanwhile is told so. */
export interface SeenRecord {
  readonly id: MechanismRecordId
  readonly revision: number
}
type Outcome = Promise<Result<MechanismRecord, Refusal>>

/** Puts a record down with its items. The same record sent twice is one. */
export function keepRecord(context: Context, input: NewRecord): Outcome {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Outcome => {
    const decision = decideNewRecord(actor, input.body, input.items, app.clock.today())
    if (!decision.ok) return decision
    await lockSent(tx, input.id)
    const known = await findRecord(tx, input.id)
    if (known)
      return isDeepStrictEqual(asSent(known.body), asSent(input.body))
        ? ok(known)
        : err({ code: 'stale-revision', current: known.revision })
    const there = await demandUnits(tx, input.body, input.items)
    if (!there.ok) return there
    const body = await settleInquiry(tx, input.body)
    if (!body.ok) return body
    const files = await findOwnFiles(tx, actor.unitId, input.files)
    if (!files.ok) return files
    const record: MechanismRecord = {
      ...{ id: input.id, number: await nextRecordNumber(tx, now.slice(0, 4)), state: 'open' },
      ...{ body: body.value, madeBy: actor.accountId, madeByName: actor.name, madeAt: now },
      ...{ closedAt: null, closedByName: null, revision: 1 },
    }
    await insertRecord(tx, record)
    await insertItems(tx, record, input.items, 1)
    if (files.value.length > 0)
      await tx
        .insertInto('mechanism_files')
        .values(files.value.map(({ id }) => ({ record_id: record.id, file_id: id, unit_id: actor.unitId })))
        .execute()
    await recordAudit(tx, context, {
      ...{ action: 'mechanism.create', subject: { kind: 'mechanism', id: record.id }, unitId: null },
      after: { number: record.number, ...record.body, items: input.items.length },
    })
    return ok(record)
  })
}

/** Every unit that a record or one of its items is about is one that there is. */
async function demandUnits(
  tx: Tx,
  body: RecordBody,
  items: readonly NewItem[],
): Promise<Result<null, Refusal>> {
  const asked = new Set(items.flatMap(({ unitId }) => unitId ?? []))
  if (body.kind === 'inquiry') asked.add(body.unitId)
  const there = await tx
    .selectFrom('units')
    .select('id')
    .where('id', '=', sql<string>`any (${[...asked]}::uuid[])`)
    .execute()
  return there.length === asked.size ? ok(null) : err({ code: 'not-found' })
}

async function insertRecord(tx: Tx, record: MechanismRecord): Promise<void> {
  const { id, number, body, madeBy, madeByName, madeAt } = record
  await tx
    .insertInto('mechanism_records')
    .values({
      ...{ id, kind: body.kind, number, title: body.title, held_on: body.on, body: JSON.stringify(body) },
      ...{ made_by: madeBy, made_by_name: madeByName, made_at: madeAt },
    })
    .execute()
}

async function insertItems(
  tx: Tx,
  record: MechanismRecord,
  items: readonly NewItem[],
  from: number,
): Promise<void> {
  if (items.length === 0) return
  await tx
    .insertInto('mechanism_items')
    .values(
      items.map((item, index) => ({
        id: newId<MechanismItemId>(),
        ...toItemRow(record, item, from + index),
      })),
    )
    .execute()
}

/** Corrects what an open record says, with the reason. Items of an inquiry that moves to another unit go with it. */
export const reviseRecord = (
  context: Context,
  seen: SeenRecord,
  { body: said, reason }: { readonly body: RecordBody; readonly reason: string },
): Outcome =>
  changeRecord(context, seen, async (tx, before) => {
    const items = await listItems(tx, before.id)
    const decision = decideRevision(context.actor, before.body, said, items, context.app.clock.today())
    if (!decision.ok) return decision
    const there = await demandUnits(tx, said, [])
    if (!there.ok) return there
    const settled = await settleInquiry(tx, said, before.body)
    if (!settled.ok) return settled
    const body = settled.value
    const after = { ...before, body, revision: before.revision + 1 }
    await saveRecord(tx, after)
    // Whoever sees an item sees what its record is called and when it was held.
    await tx
      .updateTable('mechanism_items')
      .set({ record_title: body.title, record_on: body.on })
      .$if(body.kind === 'inquiry', query =>
        query.set({ unit_id: body.kind === 'inquiry' ? body.unitId : null }),
      )
      .where('record_id', '=', before.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'mechanism.revise', subject: { kind: 'mechanism', id: after.id }, unitId: null },
      ...{ before: before.body, after: { ...after.body, reason } },
    })
    return ok(after)
  })

/** Adds an item to an open record; of a joint action, a target that is not listed yet. */
export const addItem = (context: Context, seen: SeenRecord, item: NewItem): Outcome =>
  changeRecord(context, seen, async (tx, before) => {
    const items = await listItems(tx, before.id)
    const sound = checkItems(before.body.kind, [item], items)
    if (!sound.ok) return sound
    const there = await demandUnits(tx, before.body, [item])
    if (!there.ok) return there
    const after = { ...before, revision: before.revision + 1 }
    await saveRecord(tx, after)
    await insertItems(tx, after, [item], (items.at(-1)?.ordinal ?? 0) + 1)
    await recordAudit(tx, context, {
      ...{ action: 'mechanism.add-item', subject: { kind: 'mechanism', id: after.id } },
      ...{ unitId: item.unitId, after: item },
    })
    return ok(after)
  })

function changeRecord(
  context: Context,
  seen: SeenRecord,
  change: (tx: Tx, before: MechanismRecord) => Outcome,
): Outcome {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Outcome => {
    const before = await findRecordForUpdate(tx, seen.id)
    if (!before) return err({ code: 'not-found' })
    if (!mayRole(actor.role, 'mechanism.write')) return err({ code: 'role-not-allowed' })
    if (before.state === 'closed') return err({ code: 'record-closed' })
    if (before.revision !== seen.revision) return err({ code: 'stale-revision', current: before.revision })
    return change(tx, before)
  })
}

/** Files a record whose items have all led to work or say why not, or opens it again. */
export function advanceRecord(context: Context, seen: SeenRecord, event: RecordEvent): Outcome {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Outcome => {
    const before = await findRecordForUpdate(tx, seen.id)
    if (!before) return err({ code: 'not-found' })
    const decision = decideRecordEvent(actor, before, await listItems(tx, before.id), event)
    if (!decision.ok) return decision
    if (before.revision !== seen.revision) return err({ code: 'stale-revision', current: before.revision })
    const isClosed = decision.value === 'closed'
    const after: MechanismRecord = {
      ...{ ...before, state: decision.value, revision: before.revision + 1 },
      ...{ closedAt: isClosed ? now : null, closedByName: isClosed ? actor.name : null },
    }
    await saveRecord(tx, after)
    await recordAudit(tx, context, {
      ...{ action: `mechanism.${event}`, subject: { kind: 'mechanism', id: after.id }, unitId: null },
      ...{ before: { state: before.state }, after: { state: after.state } },
    })
    return ok(after)
  })
}
