import { humanText, covers, DeviceId, err, ok, UnitId, type Instant, type Result } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { announce } from '../live/news.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { permitted, router, type Context } from '../trpc.ts'
import { approvePairing } from './pairing.ts'

const Name = humanText(1, 30)

export interface DeviceRow {
  readonly id: DeviceId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly name: string
  readonly pairedAt: Instant
  readonly pairedByName: string
  readonly revokedAt: Instant | null
  readonly revokedByName: string | null
  readonly seenAt: Instant | null
  readonly appVersion: string | null
  readonly skewMs: number | null
  readonly battery: number | null
  readonly unsent: number | null
}

/** Ends a kiosk's rights at once, on every server; what it has recorded stays. */
function revokeDevice({ app, actor, now, requestId }: Context, id: DeviceId): Promise<Result<null, Refusal>> {
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const device = await tx
      .selectFrom('devices')
      .select(['unit_id', 'name', 'revoked_at'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!device) return err({ code: 'not-found' })
    if (device.revoked_at !== null) return ok(null)
    await tx
      .updateTable('devices')
      .set({ revoked_at: now, revoked_by_name: actor.name })
      .where('id', '=', id)
      .execute()
    await recordAudit(
      tx,
      { actor, now, requestId },
      {
        ...{ action: 'device.revoke', subject: { kind: 'device', id }, unitId: device.unit_id as UnitId },
        before: { name: device.name },
      },
    )
    announce(tx, 'devices')
    return ok(null)
  })
}

export const devicesRouter = router({
  list: permitted('devices.manage')
    .input(z.object({ unitId: UnitId.optional() }))
    .query(async ({ ctx, input }): Promise<DeviceRow[]> => {
      const rows = await ctx.app.db.read(ctx.actor, tx => {
        let query = tx
          .selectFrom('devices')
          .innerJoin('units', 'units.id', 'devices.unit_id')
          .select([
            ...([
              'devices.id',
              'devices.unit_id',
              'units.name as unit_name',
              'devices.name',
              'paired_at',
            ] as const),
            ...([
              'paired_by_name',
              'revoked_at',
              'revoked_by_name',
              'seen_at',
              'app_version',
              'skew_ms',
            ] as const),
            ...(['battery', 'unsent'] as const),
          ])
        if (input.unitId) query = query.where('devices.unit_id', '=', input.unitId)
        return query.orderBy('revoked_at', 'desc').orderBy('paired_at', 'desc').limit(1000).execute()
      })
      return rows.map(row => ({
        ...{
          id: row.id as DeviceId,
          unit: { id: row.unit_id as UnitId, name: row.unit_name },
          name: row.name,
        },
        ...{ pairedAt: row.paired_at, pairedByName: row.paired_by_name, revokedAt: row.revoked_at },
        ...{ revokedByName: row.revoked_by_name, seenAt: row.seen_at, appVersion: row.app_version },
        ...{ skewMs: row.skew_ms, battery: row.battery, unsent: row.unsent },
      }))
    }),

  pair: permitted('devices.manage')
    .input(z.object({ code: z.string().trim().min(4).max(20), unitId: UnitId, name: Name }))
    .mutation(async ({ ctx, input }) => {
      if (!covers(ctx.actor.scope, input.unitId)) throw refuse({ code: 'outside-scope' })
      const result = await approvePairing(ctx.app.db, ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  revoke: permitted('devices.manage')
    .input(z.object({ id: DeviceId }))
    .mutation(async ({ ctx, input }) => {
      const result = await revokeDevice(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
