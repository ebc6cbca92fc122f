import { err, ok, type Instant, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { giveUp } from './give-up-alarms.ts'
import { secretOf } from './platform.ts'

export interface PlatformRow {
  readonly id: string
  readonly name: string
  readonly providers: readonly string[]
  readonly madeAt: Instant
  readonly madeByName: string
  readonly revokedAt: Instant | null
  readonly revokedByName: string | null
  readonly seenAt: Instant | null
  readonly refusedAt: Instant | null
  readonly refusedCode: string | null
  readonly recorded: number
  readonly held: number
}

/** The platforms with what came of their alarms, those at work first. */
export async function listPlatforms(tx: Tx): Promise<PlatformRow[]> {
  const rows = await tx
    .selectFrom('bus_platforms')
    .selectAll()
    .select(eb => [
      eb
        .selectFrom('bus_alarms')
        .whereRef('platform_id', '=', 'bus_platforms.id')
        .where('state', '=', 'recorded')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .as('recorded'),
      eb
        .selectFrom('bus_alarms')
        .whereRef('platform_id', '=', 'bus_platforms.id')
        .where('state', '=', 'held')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .as('held'),
    ])
    .orderBy('revoked_at', 'desc')
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, name: row.name, providers: row.providers, madeAt: row.made_at },
    ...{ madeByName: row.made_by_name, revokedAt: row.revoked_at, revokedByName: row.revoked_by_name },
    ...{ seenAt: row.seen_at, refusedAt: row.refused_at, refusedCode: row.refused_code },
    ...{ recorded: Number(row.recorded), held: Number(row.held) },
  }))
}

/** The providers that the county's bus ledgers name. */
export async function listProviders(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ provider: string }>`
    select distinct body ->> 'provider' as provider from register_entries
    where register = 'bus/bus-ledger' and retired_at is null and body ->> 'provider' is not null
    order by 1 limit 500`.execute(tx)
  return rows.map(({ provider }) => provider)
}

/** Makes a platform; its secret is told here and never again. */
export async function makePlatform(
  context: Context,
  { name, providers }: { readonly name: string; readonly providers: readonly string[] },
): Promise<{ id: string; secret: string }> {
  const { app, actor, now } = context
  const id = newId<string>()
  await app.db.transaction(actor, async tx => {
    await tx
      .insertInto('bus_platforms')
      .values({ id, name, providers: [...providers], made_at: now, made_by_name: actor.name })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'bus-platform.make', subject: { kind: 'bus-platform', id }, unitId: null },
      after: { name, providers },
    })
  })
  return { id, secret: secretOf(app.vault, id) }
}

/** Says anew whose buses a platform may speak of. */
export const changeProviders = (
  context: Context,
  { id, providers }: { readonly id: string; readonly providers: readonly string[] },
): Promise<Result<null, Refusal>> =>
  alter(context, id, async (tx, before) => {
    await tx
      .updateTable('bus_platforms')
      .set({ providers: [...providers] })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'bus-platform.change', subject: { kind: 'bus-platform', id }, unitId: null },
      ...{ before: { name: before.name, providers: before.providers } },
      after: { name: before.name, providers },
    })
  })

/** Ends a platform at once; what it has recorded stays, and what is held of it is given up. */
export const revokePlatform = (context: Context, id: string): Promise<Result<null, Refusal>> =>
  alter(context, id, async (tx, before) => {
    await tx
      .updateTable('bus_platforms')
      .set({ revoked_at: context.now, revoked_by_name: context.actor.name })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'bus-platform.revoke', subject: { kind: 'bus-platform', id }, unitId: null },
      before: { name: before.name },
    })
    await giveUp(tx, context, [id])
  })

function alter(
  { app, actor }: Context,
  id: string,
  work: (tx: Tx, before: { readonly name: string; readonly providers: string[] }) => Promise<void>,
): Promise<Result<null, Refusal>> {
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const before = await tx
      .selectFrom('bus_platforms')
      .select(['name', 'providers'])
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    await work(tx, before)
    return ok(null)
  })
}
