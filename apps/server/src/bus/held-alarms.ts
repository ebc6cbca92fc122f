import { err, ok, type Instant, type HeldReason, type PlatformAlarm, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import type { Platform } from './platform.ts'
import { hold, placeAlarms, recordDeed, type AlarmAnswer } from './take-alarms.ts'

/** An alarm nobody's ledger has a place for. */
export interface HeldAlarm {
  readonly platform: { readonly id: string; readonly name: string }
  /** No more of it than a bus and a moment: who drove is the school's to see. */
  readonly alarm: Pick<PlatformAlarm, 'id' | 'plate' | 'kind' | 'at'>
  readonly reason: HeldReason | null
  readonly receivedAt: Instant
}

/** The held alarms, the oldest first. */
export async function listHeld(tx: Tx, paging: Paging): Promise<Page<HeldAlarm>> {
  const held = tx
    .selectFrom('bus_alarms')
    .innerJoin('bus_platforms', 'bus_platforms.id', 'bus_alarms.platform_id')
    .where('state', '=', 'held')
  const [rows, total] = await Promise.all([
    held
      .select(['platform_id', 'bus_platforms.name', 'body', 'reason', 'received_at'])
      .orderBy('received_at')
      .orderBy('alarm_id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    held.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => ({
      platform: { id: row.platform_id, name: row.name },
      alarm: { id: row.body.id, plate: row.body.plate, kind: row.body.kind, at: row.body.at },
      ...{ reason: row.reason, receivedAt: row.received_at },
    })),
    ...{ total: Number(total.count), page: paging.page, pageSize: paging.pageSize },
  }
}

/** So many in one transaction. */
const BATCH = 500
type Mark = readonly [platform: string, alarm: string]
const FIRST: Mark = ['00000000-0000-0000-0000-000000000000', '']

/** Tries all held alarms again, for ledgers have been completed meanwhile. Gives back how many found their school. */
export async function matchHeld(app: App, occasion: Occasion): Promise<number> {
  let recorded = 0
  let after: Mark | null = FIRST
  while (after !== null) {
    const done = await matchSome(app, occasion, after)
    recorded += done.recorded
    after = done.last
  }
  return recorded
}

function matchSome(
  app: App,
  occasion: Occasion,
  [platformId, alarmId]: Mark,
): Promise<{ recorded: number; last: Mark | null }> {
  return app.db.transaction(occasion.actor, async tx => {
    const rows = await tx
      .selectFrom('bus_alarms')
      .innerJoin('bus_platforms', 'bus_platforms.id', 'bus_alarms.platform_id')
      .select(['platform_id', 'alarm_id', 'bus_platforms.name', 'providers', 'body', 'reason'])
      .where('state', '=', 'held')
      .where(sql<boolean>`(platform_id, alarm_id) > (${platformId}::uuid, ${alarmId})`)
      .orderBy('platform_id')
      .orderBy('alarm_id')
      .limit(BATCH)
      .forUpdate('bus_alarms')
      .execute()
    const last = rows.length < BATCH ? undefined : rows.at(-1)
    let recorded = 0
    for (const [id, of] of Map.groupBy(rows, row => row.platform_id)) {
      const platform: Platform = { id, name: of[0]?.name ?? '', providers: of[0]?.providers ?? [] }
      const alarms = of.map(({ body }) => body)
      const placed = await placeAlarms(tx, app, occasion, platform, alarms)
      const done = alarms.filter(alarm => placed.get(alarm.id) === null)
      await recordDeed(tx, occasion, platform, 'place', done)
      const otherwise = of.flatMap(({ body: { id }, reason }): AlarmAnswer[] => {
        const code = placed.get(id) ?? null
        return code === null || code === reason ? [] : [{ id, result: 'held', code }]
      })
      await hold(tx, occasion, platform, otherwise)
      recorded += done.length
    }
    return { recorded, last: last ? ([last.platform_id, last.alarm_id] as const) : null }
  })
}

/** The same by the server itself. */
export const matchHeldByItself = (app: App): Promise<number> =>
  matchHeld(app, { actor: SYSTEM, now: app.clock.now(), requestId: null })

/** Puts a held alarm aside with a reason: of a bus that is no school bus, or of another county. It stays on record. */
export function dismissHeld(
  context: Context,
  { platformId, alarmId, note }: { platformId: string; alarmId: string; note: string },
): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const dismissed = await tx
      .updateTable('bus_alarms')
      .set({ state: 'dismissed', settled_at: now, settled_by_name: actor.name, note })
      .where('platform_id', '=', platformId)
      .where('alarm_id', '=', alarmId)
      .where('state', '=', 'held')
      .returning('body')
      .executeTakeFirst()
    if (!dismissed) return err({ code: 'not-found' })
    const { plate, kind, at } = dismissed.body
    await recordAudit(tx, context, {
      ...{ action: 'bus-platform.dismiss', subject: { kind: 'bus-platform', id: platformId }, unitId: null },
      after: { number: alarmId, plate, kind, at, note },
    })
    return ok(null)
  })
}
