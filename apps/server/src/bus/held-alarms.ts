import { err, ok, type Instant, type HeldReason, type PlatformAlarm, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { giveUp } from './give-up-alarms.ts'
import type { Platform } from './platform.ts'
import { hold, placeAlarms, recordDeed, type AlarmAnswer } from './take-alarms.ts'

/** An alarm nobody's ledger has a place for. */
export interface HeldAlarm {
  readonly platform: { readonly id: string; readonly name: string }
  /** No more of it than a bus and a moment: who drove is the school's to see. */
  readonly alarm: Pick<PlatformAlarm, 'id' | 'plate' | 'kind' | 'at'>
  readonly reason: HeldReason | null
  readonly receivedAt: Instant
  /** When it was given up, or null as long as it is held. */
  readonly givenUpAt: Instant | null
}

/** The alarms that are held, the oldest first, or those given up, the last first. */
export async function listHeld(tx: Tx, state: 'held' | 'given-up', paging: Paging): Promise<Page<HeldAlarm>> {
  const found = tx
    .selectFrom('bus_alarms')
    .innerJoin('bus_platforms', 'bus_platforms.id', 'bus_alarms.platform_id')
    .where('state', '=', state)
  const [rows, total] = await Promise.all([
    found
      .select(['platform_id', 'bus_platforms.name', 'alarm_id', 'plate', 'kind', 'raised_at'])
      .select(['reason', 'received_at', 'settled_at'])
      .orderBy(state === 'held' ? 'received_at' : 'settled_at', state === 'held' ? 'asc' : 'desc')
      .orderBy('platform_id')
      .orderBy('alarm_id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    found.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => ({
      platform: { id: row.platform_id, name: row.name },
      alarm: { id: row.alarm_id, plate: row.plate, kind: row.kind, at: row.raised_at },
      ...{ reason: row.reason, receivedAt: row.received_at, givenUpAt: row.settled_at },
    })),
    ...{ total: Number(total.count), page: paging.page, pageSize: paging.pageSize },
  }
}

/** So many in one transaction. */
const BATCH = 500
type Mark = readonly [platform: string, alarm: string]
const FIRST: Mark = ['00000000-0000-0000-0000-000000000000', '']

/**
 * Tries held alarms again, for ledgers have been completed meanwhile: all of them when somebody asks, else those whose turn
 * has come. Gives back how many found their school.
 */
export async function matchHeld(app: App, occasion: Occasion, which: 'all' | 'due' = 'all'): Promise<number> {
  let recorded = 0
  let after: Mark | null = FIRST
  while (after !== null) {
    const done = await matchSome(app, occasion, which, after)
    recorded += done.recorded
    after = done.last
  }
  return recorded
}

function matchSome(
  app: App,
  occasion: Occasion,
  which: 'all' | 'due',
  [platformId, alarmId]: Mark,
): Promise<{ recorded: number; last: Mark | null }> {
  return app.db.transaction(occasion.actor, async tx => {
    const rows = await tx
      .selectFrom('bus_alarms')
      .innerJoin('bus_platforms', 'bus_platforms.id', 'bus_alarms.platform_id')
      .select(['platform_id', 'alarm_id', 'bus_platforms.name', 'providers', 'body', 'reason'])
      .where('state', '=', 'held')
      .where('revoked_at', 'is', null)
      .$if(which === 'due', query => query.where('next_try_at', '<=', occasion.now))
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
      const alarms = of.flatMap(({ body }) => body ?? [])
      const placed = await placeAlarms(tx, app, occasion, platform, alarms)
      const done = alarms.filter(alarm => placed.get(alarm.id) === null)
      await recordDeed(tx, occasion, platform, 'place', done)
      const otherwise = of.flatMap(({ alarm_id: alarm, reason }): AlarmAnswer[] => {
        const code = placed.get(alarm) ?? null
        return code === null || code === reason ? [] : [{ id: alarm, result: 'held', code }]
      })
      await hold(tx, occasion, platform, otherwise)
      recorded += done.length
    }
    return { recorded, last: last ? ([last.platform_id, last.alarm_id] as const) : null }
  })
}

/** Alarms that were due and found no school: the next turn comes ten minutes later, then after twice as long each time. */
const putOff = (app: App, { now }: Occasion): Promise<unknown> =>
  app.db.unrecorded(SYSTEM, 'alarm-turn', tx =>
    tx
      .updateTable('bus_alarms')
      .set({
        tries: sql`tries + 1`,
        next_try_at: sql`${now}::timestamptz
          + least(interval '10 minutes' * power(2, least(tries, 20)), interval '1 day')`,
      })
      .where('state', '=', 'held')
      .where('next_try_at', '<=', now)
      .execute(),
  )

/** The same by the server itself, which gives up first what was held too long or tried too often. */
export async function matchHeldByItself(app: App): Promise<number> {
  const occasion: Occasion = { actor: SYSTEM, now: app.clock.now(), requestId: null }
  await app.db.transaction(SYSTEM, tx => giveUp(tx, occasion, 'spent'))
  const recorded = await matchHeld(app, occasion, 'due')
  await putOff(app, occasion)
  return recorded
}

/** Puts a held alarm aside with a reason: of a bus that is no school bus, or of another county. It stays on record. */
export function dismissHeld(
  context: Context,
  { platformId, alarmId, note }: { platformId: string; alarmId: string; note: string },
): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const dismissed = await tx
      .updateTable('bus_alarms')
      .set({ state: 'dismissed', body: null, settled_at: now, settled_by_name: actor.name, note })
      .where('platform_id', '=', platformId)
      .where('alarm_id', '=', alarmId)
      .where('state', '=', 'held')
      .returning(['plate', 'kind', 'raised_at as at'])
      .executeTakeFirst()
    if (!dismissed) return err({ code: 'not-found' })
    const { plate, kind, at } = dismissed
    await recordAudit(tx, context, {
      ...{ action: 'bus-platform.dismiss', subject: { kind: 'bus-platform', id: platformId }, unitId: null },
      after: { number: alarmId, plate, kind, at, note },
    })
    return ok(null)
  })
}
