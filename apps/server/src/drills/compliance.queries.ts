import {
  judgePeriod,
  judgePeriods,
  LimitOverride,
  UNIT_KIND_IDS,
  isSchool,
  type CountedDrill,
  type Day,
  type PeriodCompliance,
  type Scope,
  type TermCalendar,
  type UnitId,
  type UnitKind,
} from '@anlan/domain'
import { z } from 'zod'
import { Day as DaySchema } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

/** The county's terms as they stand in its settings; where nobody set them, a usual year, and the screen says so. */
const Terms = z.object({
  terms: z.array(z.object({ from: DaySchema, to: DaySchema })).max(40),
  off: z.array(DaySchema).max(400),
  on: z.array(DaySchema).max(100),
})

export interface CountyCalendar extends TermCalendar {
  /** Nobody has entered the county's own terms yet. */
  readonly isDefault: boolean
}

/** Usual terms of a school year: September to mid January, end of February to early July. A default to be edited. */
const usualTerms = (today: Day): CountyCalendar => {
  const year = Number(today.slice(0, 4))
  const terms = [year - 2, year - 1, year].flatMap(from => [
    { from: `${from}-09-01` as Day, to: `${from + 1}-01-20` as Day },
    { from: `${from + 1}-02-25` as Day, to: `${from + 1}-07-05` as Day },
  ])
  return { terms, off: new Set(), on: new Set(), isDefault: true }
}

/** The county's term calendar. */
export async function readCalendar(tx: Tx, today: Day): Promise<CountyCalendar> {
  const row = await tx.selectFrom('settings').select('value').where('key', '=', 'terms').executeTakeFirst()
  const parsed = Terms.safeParse(row?.value)
  if (!parsed.success) return usualTerms(today)
  return {
    terms: parsed.data.terms,
    off: new Set(parsed.data.off),
    on: new Set(parsed.data.on),
    isDefault: false,
  }
}

async function readOverrides(tx: Tx): Promise<LimitOverride[]> {
  const row = await tx.selectFrom('settings').select('value').where('key', '=', 'limits').executeTakeFirst()
  return z
    .array(LimitOverride)
    .catch([])
    .parse(row?.value ?? [])
}

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

const profileOf = (row: UnitRow) => ({
  ...{ kind: row.kind, boarding: row.boarding, hasBus: row.has_bus, hasLab: row.has_lab },
  ...{ hasCanteen: row.has_canteen, pupils: row.pupils, openFrom: row.open_from, openUntil: row.open_until },
})

interface Counted extends CountedDrill {
  readonly unitId: string
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
  const [unit, calendar, overrides] = await Promise.all([
    tx.selectFrom('units').select(UNIT_COLUMNS).where('id', '=', unitId).executeTakeFirst(),
    readCalendar(tx, today),
    readOverrides(tx),
  ])
  if (!unit) return undefined
  const year = (day: Day, change: number): Day =>
    `${String(Number(day.slice(0, 4)) + change)}${day.slice(4)}` as Day
  const drills = await listCounted(tx, year(from, -1), year(to, 1), unitId)
  const occasion = { today, unit: profileOf(unit), calendar, overrides }
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
  const kinds = UNIT_KIND_IDS.filter(isSchool)
  let query = tx
    .selectFrom('units')
    .select(UNIT_COLUMNS)
    .where('kind', 'in', kinds)
    .where(eb => eb.or([eb('open_until', 'is', null), eb('open_until', '>=', day)]))
    .orderBy('ordinal')
  if (scope.kind === 'units') query = query.where('id', 'in', scope.units)
  const [units, calendar, overrides] = await Promise.all([
    query.execute(),
    readCalendar(tx, today),
    readOverrides(tx),
  ])
  const year = day.slice(0, 4)
  const drills = await listCounted(tx, `${Number(year)}-01-01` as Day, `${Number(year)}-12-31` as Day)
  const byUnit = Map.groupBy(drills, ({ unitId }) => unitId)
  const schools = units.map(unit => ({
    ...judgePeriod(day, byUnit.get(unit.id) ?? [], { today, unit: profileOf(unit), calendar, overrides }),
    unit: { id: unit.id as UnitId, name: unit.name, kind: unit.kind, township: unit.township },
  }))
  return { schools, calendarIsDefault: calendar.isDefault }
}
