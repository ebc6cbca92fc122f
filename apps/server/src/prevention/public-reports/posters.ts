import {
  covers,
  err,
  hasClosed,
  ok,
  type Instant,
  type NewReportPoster,
  type ReportPosterId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { newId } from '../../ids.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import { hashToken } from '../../set-up/set-up-link.ts'
import type { Context } from '../../trpc.ts'
import { tokenOf } from './poster.ts'

export interface PosterRow {
  readonly id: ReportPosterId
  readonly place: string
  readonly madeAt: Instant
  readonly madeByName: string
  readonly revokedAt: Instant | null
  readonly revokedByName: string | null
  /** Reports that came from it. */
  readonly reports: number
}

/** The posters of a unit, those that hang first. */
export async function listPosters(tx: Tx, unitId: UnitId): Promise<PosterRow[]> {
  const rows = await tx
    .selectFrom('report_posters')
    .select(['id', 'place', 'made_at', 'made_by_name', 'revoked_at', 'revoked_by_name'])
    .select(({ selectFrom }) =>
      selectFrom('public_reports')
        .whereRef('poster_id', '=', 'report_posters.id')
        .select(sql<number>`count(*)`.as('count'))
        .as('reports'),
    )
    .where('unit_id', '=', unitId)
    .orderBy('revoked_at', 'desc')
    .orderBy('made_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as ReportPosterId, place: row.place, madeAt: row.made_at },
    ...{ madeByName: row.made_by_name, revokedAt: row.revoked_at, revokedByName: row.revoked_by_name },
    reports: row.reports ?? 0,
  }))
}

/** What is printed: the school, the place and the path its code leads to. */
export interface PosterSheet {
  readonly id: ReportPosterId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly place: string
  readonly path: string
  /** The address people type, where the county has said so; else the sheet takes the one it is printed under. */
  readonly publicUrl: string | null
}

/** What a poster's sheet shows. Refuses one that was revoked: nobody shall hang it again. */
export function getPosterSheet(
  { app, actor }: Context,
  id: ReportPosterId,
): Promise<Result<PosterSheet, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<PosterSheet, Refusal>> => {
    const row = await tx
      .selectFrom('report_posters')
      .innerJoin('units', 'units.id', 'report_posters.unit_id')
      .select(['units.id as unitId', 'units.name', 'place', 'token_hash', 'revoked_at'])
      .where('report_posters.id', '=', id)
      .executeTakeFirst()
    if (!row) return err({ code: 'not-found' })
    const token = tokenOf(app.vault, id)
    // Another secret of the server makes other tokens: sheets that hang go on, and this one is made anew.
    if (row.revoked_at !== null || hashToken(token) !== row.token_hash) return err({ code: 'poster-revoked' })
    const { unitId, name, place } = row
    const unit = { id: unitId as UnitId, name }
    return ok({ id, unit, place, path: `/report/${token}`, publicUrl: app.config.publicUrl })
  })
}

type Made = Result<{ id: ReportPosterId }, Refusal>

/** Makes a poster for a school or a place of it. */
export const makePoster = (context: Context, poster: NewReportPoster): Promise<Made> =>
  context.app.db.transaction(context.actor, tx => makeIn(tx, context, poster, 'report-poster.make'))

async function makeIn(
  tx: Tx,
  context: Context,
  { unitId, place }: NewReportPoster,
  action: 'report-poster.make' | 'report-poster.replace',
): Promise<Made> {
  const { app, actor, now } = context
  if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
  const unit = await findUnit(tx, unitId)
  if (!unit) return err({ code: 'not-found' })
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  const id = newId<ReportPosterId>()
  await tx
    .insertInto('report_posters')
    .values({
      ...{ id, unit_id: unitId, place, token_hash: hashToken(tokenOf(app.vault, id)) },
      ...{ made_at: now, made_by_name: actor.name },
    })
    .execute()
  await recordAudit(tx, context, {
    ...{ action, subject: { kind: 'report-poster', id }, unitId },
    after: { place },
  })
  return ok({ id })
}

/** Ends a poster at once; what was reported from it stays. Refuses one that has ended. */
export function revokePoster(context: Context, id: ReportPosterId): Promise<Result<null, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<null, Refusal>> => {
    const ended = await end(tx, context, id)
    return ended.ok ? ok(null) : ended
  })
}

/** Ends a poster and makes one for the same place: for a sheet that is lost, or misused. */
export function replacePoster(context: Context, id: ReportPosterId): Promise<Made> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Made> => {
    const ended = await end(tx, context, id)
    return ended.ok ? makeIn(tx, context, ended.value, 'report-poster.replace') : ended
  })
}

async function end(tx: Tx, context: Context, id: ReportPosterId): Promise<Result<NewReportPoster, Refusal>> {
  const { actor, now } = context
  const found = await tx
    .selectFrom('report_posters')
    .select(['unit_id', 'place'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) return err({ code: 'not-found' })
  const { numUpdatedRows } = await tx
    .updateTable('report_posters')
    .set({ revoked_at: now, revoked_by_name: actor.name })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return err({ code: 'poster-revoked' })
  const unitId = found.unit_id as UnitId
  await recordAudit(tx, context, {
    ...{ action: 'report-poster.revoke', subject: { kind: 'report-poster', id }, unitId },
    before: { place: found.place },
  })
  return ok({ unitId, place: found.place })
}
