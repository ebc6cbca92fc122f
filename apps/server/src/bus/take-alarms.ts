import {
  bindsUnit,
  entryOfAlarm,
  isOpen,
  type AlarmResult,
  type HeldReason,
  type PlatformAlarm,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { listUnits } from '../organisation/unit.queries.ts'
import { holdOccasion } from '../registers/occasion.ts'
import { getRegister } from '../registers/registers.table.ts'
import { holdArea, restand } from '../registers/restand.ts'
import { insertEntry } from '../registers/write-entry.ts'
import { digestOf, isSameAlarm, type SentAlarm } from './alarm-digest.ts'
import type { BusAlarmsTable } from './bus.table.ts'
import { actorOf, type Platform } from './platform.ts'

const [LEDGER, LOG] = ['bus/bus-ledger', 'bus/bus-alarm-log'] as const

/** What became of one alarm. */
export interface AlarmAnswer {
  readonly id: string
  readonly result: AlarmResult
  readonly code?: HeldReason | 'id-reused' | 'invalid' | 'in-the-future'
}

/**
 * Takes alarms of a platform, each once by its number: a repetition changes nothing, the same number with another content is
 * refused and recorded. An alarm of a bus nobody has in his ledger is held for the bureau; one that was held is tried again
 * when it is sent again.
 * @returns null where the platform was revoked meanwhile
 */
export function takeAlarms(
  app: App,
  platform: Platform,
  alarms: readonly SentAlarm[],
  requestId: string | null,
): Promise<AlarmAnswer[] | null> {
  const occasion: Occasion = { actor: actorOf(platform), now: app.clock.now(), requestId }
  return app.db.transaction(occasion.actor, async tx => {
    if (!(await holdPlatform(tx, platform))) return null
    const first = new Map<string, SentAlarm>()
    for (const each of alarms) if (!first.has(each.alarm.id)) first.set(each.alarm.id, each)
    const kept = await keep(tx, platform, [...first.values()], occasion.now)
    const open = [...first.values()].flatMap(each => {
      const row = kept.get(each.alarm.id)
      return row?.state === 'held' && isSameAlarm(row.digest, each) ? [each.alarm] : []
    })
    const placed = await placeAlarms(tx, app, occasion, platform, open)
    const seen = new Set<string>()
    const answers = alarms.map((each): AlarmAnswer => {
      const { id } = each.alarm
      const row = kept.get(id)
      if (!row || !isSameAlarm(row.digest, each)) return { id, result: 'refused', code: 'id-reused' }
      if (seen.has(id) || row.state !== 'held') return { id, result: 'known' }
      seen.add(id)
      const held = placed.get(id) ?? null
      return held === null ? { id, result: 'recorded' } : { id, result: 'held', code: held }
    })
    await hold(tx, occasion, platform, ofNew(answers, kept))
    await recordDeed(
      ...([tx, occasion, platform, 'refuse'] as const),
      answers.filter(({ result }) => result === 'refused'),
    )
    return answers
  })
}

/** Keeps a platform from being revoked until the transaction ends; says whether it is at work. */
async function holdPlatform(tx: Tx, { id }: Platform): Promise<boolean> {
  const row = await tx
    .selectFrom('bus_platforms')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

interface Kept {
  readonly digest: string
  readonly state: BusAlarmsTable['state']
  readonly isNew: boolean
}

/** Writes down why alarms are held. */
export async function hold(
  tx: Tx,
  occasion: Occasion,
  platform: Platform,
  held: readonly AlarmAnswer[],
): Promise<void> {
  for (const [code, of] of Map.groupBy(held, each => each.code))
    await tx
      .updateTable('bus_alarms')
      .set({ reason: code as HeldReason })
      .where('platform_id', '=', platform.id)
      .where(
        'alarm_id',
        'in',
        of.map(({ id }) => id),
      )
      .execute()
  await recordDeed(tx, occasion, platform, 'hold', held)
}

const ofNew = (answers: readonly AlarmAnswer[], kept: ReadonlyMap<string, Kept>): AlarmAnswer[] =>
  answers.filter(({ id, result }) => result === 'held' && kept.get(id)?.isNew === true)

/** Lays alarms down as held, whoever came first; in one order, so that two senders never wait for each other. */
async function keep(
  tx: Tx,
  platform: Platform,
  alarms: readonly SentAlarm[],
  now: Occasion['now'],
): Promise<ReadonlyMap<string, Kept>> {
  if (alarms.length === 0) return new Map()
  const rows = alarms.toSorted((a, b) => (a.alarm.id < b.alarm.id ? -1 : 1))
  const made = await tx
    .insertInto('bus_alarms')
    .values(
      rows.map(each => ({
        ...{ platform_id: platform.id, alarm_id: each.alarm.id, digest: digestOf(each) },
        ...{ state: 'held' as const, reason: null, body: JSON.stringify(each.alarm), received_at: now },
        ...{ plate: each.alarm.plate, kind: each.alarm.kind, raised_at: each.alarm.at, next_try_at: now },
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('alarm_id')
    .execute()
  const fresh = new Set(made.map(({ alarm_id }) => alarm_id))
  const all = await tx
    .selectFrom('bus_alarms')
    .select(['alarm_id', 'digest', 'state'])
    .where('platform_id', '=', platform.id)
    .where(
      'alarm_id',
      'in',
      rows.map(({ alarm }) => alarm.id),
    )
    .orderBy('alarm_id')
    .forUpdate()
    .execute()
  return new Map(all.map(row => [row.alarm_id, { ...row, isNew: fresh.has(row.alarm_id) }]))
}

/**
 * Writes held alarms into the logs of the schools that have the bus in their ledger, as lines of the platform, and draws
 * those schools' standings anew.
 * @returns why an alarm is held still, by its number; null where it was recorded
 */
export async function placeAlarms(
  tx: Tx,
  app: Pick<App, 'clock'>,
  occasion: Occasion,
  platform: Platform,
  alarms: readonly PlatformAlarm[],
): Promise<ReadonlyMap<string, HeldReason | null>> {
  const found = await findSchools(tx, app, platform, alarms)
  const register = getRegister(LOG)
  const schools = new Map<UnitId, Unit>()
  for (const { units } of found.values()) for (const unit of units) schools.set(unit.id, unit)
  for (const id of [...schools.keys()].toSorted()) await holdArea(tx, id, 'bus')
  for (const alarm of alarms)
    for (const unit of found.get(alarm.plate)?.units ?? [])
      await insertEntry(
        tx,
        occasion,
        register,
        unit.id,
        entryOfAlarm(alarm, platform.name),
        actorOf(platform),
      )
  const county = await holdOccasion(tx, app.clock.today())
  for (const unit of schools.values()) await restand(tx, register, unit, county)
  const placed = new Map(alarms.map(({ id, plate }) => [id, found.get(plate)?.reason ?? null]))
  const done = alarms.filter(({ id }) => placed.get(id) === null).map(({ id }) => id)
  if (done.length > 0)
    await tx
      .updateTable('bus_alarms')
      .set({
        ...{ state: 'recorded', reason: null, body: null },
        ...{ settled_at: occasion.now, settled_by_name: occasion.actor.name },
      })
      .where('platform_id', '=', platform.id)
      .where('alarm_id', 'in', done)
      .execute()
  return placed
}

interface Found {
  readonly units: readonly Unit[]
  readonly reason: HeldReason | null
}

/** The schools that run a bus, by its plate: those whose ledger has it from one of the platform's providers. */
async function findSchools(
  tx: Tx,
  { clock }: Pick<App, 'clock'>,
  { providers }: Platform,
  alarms: readonly PlatformAlarm[],
): Promise<ReadonlyMap<string, Found>> {
  const plates = [...new Set(alarms.map(({ plate }) => plate))]
  if (plates.length === 0) return new Map()
  const [units, { rows }] = await Promise.all([
    listUnits(tx),
    sql<{ unit_id: UnitId; plate: string; provider: string | null }>`
      select distinct unit_id, body ->> 'plate' as plate, body ->> 'provider' as provider from register_entries
      where register = ${LEDGER} and retired_at is null and body ->> 'plate' = any (${plates})`.execute(tx),
  ])
  const { keptBy } = getRegister(LOG)
  const keepers = new Map(
    units.filter(unit => bindsUnit(keptBy, unit) && isOpen(unit, clock.today())).map(unit => [unit.id, unit]),
  )
  return new Map(
    plates.map(plate => {
      const buses = rows.filter(row => row.plate === plate && keepers.has(row.unit_id))
      const own = new Set(
        buses
          .filter(({ provider }) => provider !== null && providers.includes(provider))
          .map(({ unit_id }) => unit_id),
      )
      const schools = [...own].flatMap(id => keepers.get(id) ?? [])
      const reason = schools.length > 0 ? null : buses.length > 0 ? 'other-operator' : 'unknown-plate'
      return [plate, { units: schools, reason }]
    }),
  )
}

/** So many numbers stand in one line of the record; it says how many there were. */
const MOST_NAMED = 50

/** Puts on record what a platform's alarms met with, where they were not simply recorded. */
export async function recordDeed(
  tx: Tx,
  occasion: Occasion,
  platform: Pick<Platform, 'id' | 'name'>,
  verb: 'hold' | 'refuse' | 'place' | 'give-up',
  answers: readonly Pick<AlarmAnswer, 'id' | 'code'>[],
): Promise<void> {
  if (answers.length === 0) return
  await recordAudit(tx, occasion, {
    ...{ action: `bus-platform.${verb}`, subject: { kind: 'bus-platform', id: platform.id }, unitId: null },
    after: {
      ...{ name: platform.name, count: answers.length },
      alarms: answers.slice(0, MOST_NAMED).map(({ id, code }) => ({ number: id, code: code ?? null })),
    },
  })
}
