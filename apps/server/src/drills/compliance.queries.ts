import {
  addMonths,
  judgePeriod,
  judgePeriods,
  UNIT_KIND_IDS,
  isSchool,
  type CountedDrill,
  type Day,
  type PeriodCompliance,
  type Scope,
  type UnitId,
  type UnitKind,
  type UnitProfile,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { readCalendar, readLimits } from './standards.queries.ts'

const UNIT_COLUMNS = [
  ...(['id', 'name', 'kind', 'township', 'boarding', 'has_bus', 'has_lab', 'has_canteen', 'pupils'] as const),
  ...(['open_from', 'open_until'] as const),
] as const

interface UnitRow {
  readonly id: string
  readonly name: string
  readonly kind: UnitKind
  readonly township: string | null
  readonly boarding: boolean
  readonly has_bus: boolean
  readonly has_lab: boolean
  readonly has_canteen: boolean
  readonly pupils: number
  readonly open_from: Day | null
  readonly open_until: Day | null
}

const profileOf = (row: UnitRow): UnitProfile => ({
  ...{ kind: row.kind, boarding: row.boarding, hasBus: row.has_bus, hasLab: row.has_lab },
  ...{ hasCanteen: row.has_canteen, pupils: row.pupils, openFrom: row.open_from, openUntil: row.open_until },
})

interface Counted extends CountedDrill {
  readonly unitId: string
}

/** The schools of a scope that are not closed before a day, in the county's order. */
function findSchools(tx: Tx, scope: Scope, day: Day): Promise<UnitRow[]> {
  let query = tx
    .selectFrom('units')
    .select(UNIT_COLUMNS)
    .where('kind', 'in', UNIT_KIND_IDS.filter(isSchool))
    .where(eb => eb.or([eb('open_until', 'is', null), eb('open_until', '>=', day)]))
    .orderBy('ordinal')
  if (scope.kind === 'units') query = query.where(sql<boolean>`id = any (${scope.units}::uuid[])`)
  return query.execute()
}

/** Drills that count: exercises that were held, or are planned. Real emergencies and tests are no exercise. */
async function listCounted(tx: Tx, from: Day, to: Day, unitId?: UnitId): Promise<Counted[]> {
  let query = tx
    .selectFrom('drills')
    .select(['id', 'unit_id', 'on_day', 'state'])
    .where('mode', '=', 'drill')
    .where('state', '!=', 'cancelled')
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
  if (unitId) query = query.where('unit_id', '=', unitId)
  const rows = await query.execute()
  return rows.map(({ id, unit_id, on_day, state }) => ({
    ...{ id, unitId: unit_id, on: on_day, held: state !== 'scheduled' && state !== 'running' },
  }))
}

export interface SchoolPeriods {
  readonly periods: PeriodCompliance[]
  readonly calendarIsDefault: boolean
}

/** One school's periods from a day to a day; nothing for a unit that is not there. */
export async function listSchoolPeriods(
  tx: Tx,
  { unitId, from, to }: { readonly unitId: UnitId; readonly from: Day; readonly to: Day },
  today: Day,
): Promise<SchoolPeriods | undefined> {
  const [unit, calendar, limits] = await Promise.all([
    tx.selectFrom('units').select(UNIT_COLUMNS).where('id', '=', unitId).executeTakeFirst(),
    readCalendar(tx, from, to),
    readLimits(tx),
  ])
  if (!unit) return undefined
  const drills = await listCounted(tx, addMonths(from, -12), addMonths(to, 12), unitId)
  const occasion = { today, unit: profileOf(unit), calendar, overrides: limits.value }
  return { periods: judgePeriods(from, to, drills, occasion), calendarIsDefault: calendar.isDefault }
}

export interface SchoolCompliance extends PeriodCompliance {
  readonly unit: {
    readonly id: UnitId
    readonly name: string
    readonly kind: UnitKind
    readonly township: string | null
  }
}

/**
 * Every school of a scope, in the period that holds a day. Units are everybody's to see and drills are not: a school
 * beyond the scope would look as if it had held none.
 */
export async function listCompliance(
  tx: Tx,
  scope: Scope,
  day: Day,
  today: Day,
): Promise<{ schools: SchoolCompliance[]; calendarIsDefault: boolean }> {
  const [units, calendar, limits] = await Promise.all([
    findSchools(tx, scope, day),
    readCalendar(tx, day, day),
    readLimits(tx),
  ])
  const year = day.slice(0, 4)
  const drills = await listCounted(tx, `${Number(year)}-01-01` as Day, `${Number(year)}-12-31` as Day)
  const byUnit = Map.groupBy(drills, ({ unitId }) => unitId)
  const occasion = { today, calendar, overrides: limits.value }
  const schools = units.map(unit => ({
    ...judgePeriod(day, byUnit.get(unit.id) ?? [], { ...occasion, unit: profileOf(unit) }),
    unit: { id: unit.id as UnitId, name: unit.name, kind: unit.kind, township: unit.township },
  }))
  return { schools, calendarIsDefault: calendar.isDefault }
}

/** How the periods of each school of a scope stand, from a day to a day. */
export async function listPeriods(
  tx: Tx,
  scope: Scope,
  { from, to }: { readonly from: Day; readonly to: Day },
  today: Day,
): Promise<Map<UnitId, PeriodCompliance[]>> {
  const [units, calendar, limits, drills] = await Promise.all([
    findSchools(tx, scope, from),
    readCalendar(tx, addMonths(from, -3), addMonths(to, 3)),
    readLimits(tx),
    listCounted(tx, addMonths(from, -3), addMonths(to, 3)),
  ])
  const byUnit = Map.groupBy(drills, ({ unitId }) => unitId)
  const occasion = { today, calendar, overrides: limits.value }
  return new Map(
    units.map(unit => [
      unit.id as UnitId,
      judgePeriods(from, to, byUnit.get(unit.id) ?? [], { ...occasion, unit: profileOf(unit) }),
    ]),
  )
}

/** A school with its drills of a stretch of days, for judging them more than one way. */
export interface JudgedSchool {
  readonly unit: UnitProfile
  readonly drills: readonly CountedDrill[]
}

/** Every school of the county with the drills by which its periods of a stretch are judged. */
export async function listJudged(tx: Tx, from: Day, to: Day): Promise<JudgedSchool[]> {
  // A kindergarten's quarter may begin before the stretch and end after it.
  const [units, drills] = await Promise.all([
    findSchools(tx, { kind: 'county' }, from),
    listCounted(tx, addMonths(from, -3), addMonths(to, 3)),
  ])
  const byUnit = Map.groupBy(drills, ({ unitId }) => unitId)
  return units.map(unit => ({ unit: profileOf(unit), drills: byUnit.get(unit.id) ?? [] }))
}
