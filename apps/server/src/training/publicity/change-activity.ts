import {
  activityYear,
  advanceActivity as decideAdvance,
  copyToYear,
  decideActivity,
  err,
  ok,
  type ActivityCommand,
  type FileId,
  type NewActivity,
  type PublicityActivity,
  type PublicityActivityId,
  type Result,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { findOwnFiles } from '../../files/attach-files.ts'
import { newId } from '../../ids.ts'
import { lockSent } from '../../organisation/locks.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findActivity } from './publicity.queries.ts'
import { toActivity } from './publicity.table.ts'

/** Plans an activity of one's own unit; sent twice with one id it is planned once. */
export function planActivity(
  context: Context,
  input: NewActivity,
): Promise<Result<PublicityActivity, Refusal>> {
  return context.app.db.transaction(
    context.actor,
    async (tx): Promise<Result<PublicityActivity, Refusal>> => {
      await lockSent(tx, input.id)
      const known = await findActivity(tx, input.id)
      if (known) return known.title === input.title ? ok(known) : err({ code: 'training-differs' })
      const decision = decideActivity(context.actor, input)
      if (!decision.ok) return decision
      if ((await insertActivities(tx, context, [decision.value])) === 0)
        return err({ code: 'training-differs' })
      await recordAudit(tx, context, {
        ...{ action: 'publicity.plan', subject: { kind: 'publicity', id: input.id } },
        ...{ unitId: decision.value.unitId, after: decision.value },
      })
      return decision
    },
  )
}

async function insertActivities(
  tx: Tx,
  { actor, now }: Context,
  activities: readonly PublicityActivity[],
): Promise<number> {
  const added = await tx
    .insertInto('publicity_activities')
    .values(
      activities.map(({ id, unitId, day, title, content, place, plannedOn, state }) => ({
        ...{ id, unit_id: unitId, year: activityYear(plannedOn), day, title, content, place, state },
        ...{ planned_on: plannedOn, report: null, cancel_reason: null },
        ...{ planned_by_name: actor.name, planned_at: now },
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows ?? 0)
}

interface Advance {
  readonly id: PublicityActivityId
  readonly revision: number
  readonly command: ActivityCommand
  /** All the photos it has from now on; a cancelled one keeps what it had. */
  readonly files: readonly FileId[]
}

/** Reports, corrects or cancels an activity. */
export function advanceActivity(
  context: Context,
  { id, revision, command, files: named }: Advance,
): Promise<Result<PublicityActivity, Refusal>> {
  return context.app.db.transaction(
    context.actor,
    async (tx): Promise<Result<PublicityActivity, Refusal>> => {
      const before = await findActivity(tx, id, true)
      if (!before) return err({ code: 'not-found' })
      if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
      const decision = decideAdvance(before, command, context)
      if (!decision.ok) return decision
      const after = decision.value
      const files = await findOwnFiles(tx, after.unitId, named)
      if (!files.ok) return files
      if (files.value.some(({ media_type }) => !media_type.startsWith('image/')))
        return err({ code: 'not-a-photo' })
      await tx
        .updateTable('publicity_activities')
        .set({
          ...{ state: after.state, cancel_reason: after.cancelReason, revision: after.revision },
          report: after.report && JSON.stringify(after.report),
        })
        .where('id', '=', id)
        .execute()
      if (command.event !== 'cancel') await setFiles(tx, after, files.value)
      await recordAudit(tx, context, {
        ...{ action: `publicity.${command.event}`, subject: { kind: 'publicity', id }, unitId: after.unitId },
        ...{ before, after: { ...after, photos: files.value.length } },
      })
      return ok(after)
    },
  )
}

async function setFiles(
  tx: Tx,
  { id, unitId }: PublicityActivity,
  files: readonly { readonly id: string }[],
): Promise<void> {
  await tx.deleteFrom('publicity_files').where('activity_id', '=', id).execute()
  if (files.length === 0) return
  await tx
    .insertInto('publicity_files')
    .values(files.map(file => ({ activity_id: id, file_id: file.id, unit_id: unitId })))
    .execute()
}

/**
 * Plans once more what one's own unit did the year before, each on its day of this year. What is planned already under the
 * same title is passed by, so that copying twice plans nothing twice.
 * @returns how many were planned
 */
export function copyYear(
  context: Context,
  { year }: { readonly year: number },
): Promise<Result<{ copied: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ copied: number }, Refusal>> => {
    await sql`select pg_advisory_xact_lock(hashtext(${`anlan.publicity ${actor.unitId}`}))`.execute(tx)
    const rows = await tx
      .selectFrom('publicity_activities as past')
      .selectAll()
      .where('unit_id', '=', actor.unitId)
      .where('year', '=', year - 1)
      .where('state', '=', 'done')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('publicity_activities as now')
              .select('now.id')
              .whereRef('now.unit_id', '=', 'past.unit_id')
              .where('now.year', '=', year)
              .whereRef('now.title', '=', 'past.title'),
          ),
        ),
      )
      .execute()
    const activities: PublicityActivity[] = []
    for (const past of rows.map(toActivity)) {
      const decision = decideActivity(actor, {
        ...{ id: newId<PublicityActivityId>(), day: past.day, title: past.title, content: past.content },
        ...{ place: past.place, plannedOn: copyToYear(past, year) },
      })
      if (!decision.ok) return decision
      activities.push(decision.value)
    }
    if (activities.length === 0) return err({ code: 'nothing-to-copy' })
    await insertActivities(tx, context, activities)
    await recordAudit(tx, context, {
      ...{ action: 'publicity.copy', subject: { kind: 'unit', id: actor.unitId }, unitId: actor.unitId },
      after: { year, copied: activities.length },
    })
    return ok({ copied: activities.length })
  })
}
