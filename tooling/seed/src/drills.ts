import {
  addDays,
  foldMuster,
  isSchool,
  makeFactId,
  resultOf,
  startOfDay,
  toFactSet,
  weekdayOf,
  type CountyDrillId,
  type Day,
  type DrillId,
  type DrillResult,
  type DrillReview,
  type DrillState,
  type DrillType,
  type Fact,
  type Instant,
  type Roster,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import type { SchoolClass } from './county.ts'
import type { Person } from './people.ts'
import type { DemoPoint, DemoPupil } from './pupils.ts'
import { idFrom, Random } from './random.ts'

export interface DemoDrill {
  readonly id: DrillId
  readonly unitId: UnitId
  readonly countyDrillId: CountyDrillId | null
  readonly type: DrillType
  readonly state: DrillState
  readonly title: string
  readonly on: Day
  readonly scheduledAt: Instant
  readonly startedAt: Instant | null
  readonly startedByName: string | null
  readonly allClearAt: Instant | null
  readonly roster: Roster | null
  readonly result: DrillResult | null
  readonly review: DrillReview | null
  readonly facts: readonly Fact[]
}

export interface DemoDrills {
  readonly drills: readonly DemoDrill[]
  readonly county: {
    readonly id: CountyDrillId
    readonly title: string
    readonly type: DrillType
    readonly at: Instant
  }
}

/** How many months of drills lie behind the county. */
const MONTHS = 6
const TYPES: readonly DrillType[] = ['fire', 'earthquake', 'stampede', 'fire', 'flood', 'lock-down']
const TITLES: Partial<Record<DrillType, string>> = {
  fire: '消防疏散演练',
  earthquake: '防震避险演练',
  stampede: '防踩踏演练',
  flood: '防汛转移演练',
  'lock-down': '防暴封控演练',
}

const at = (day: Day, hour: number, minute: number): Instant =>
  new Date(Date.parse(startOfDay(day)) + (hour * 60 + minute) * 60_000).toISOString() as Instant
const plus = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString() as Instant

/** The first working day at or after one. */
function workday(day: Day): Day {
  let found = day
  while (weekdayOf(found) > 5) found = addDays(found, 1)
  return found
}

/**
 * Half a year of drills: most schools held theirs, some missed one, and a day of the whole county lies ahead. The last
 * one of each township's middle school has every fact, and its result is drawn by the muster itself.
 */
export function makeDrills(
  county: { readonly units: readonly Unit[]; readonly classes: readonly SchoolClass[] },
  pupils: readonly DemoPupil[],
  points: readonly DemoPoint[],
  pointOf: ReadonlyMap<string, string>,
  people: readonly Person[],
  today: Day,
): DemoDrills {
  const random = new Random('drills')
  const schools = county.units.filter(unit => isSchool(unit.kind) && unit.pupils > 0)
  const classesOf = Map.groupBy(county.classes, ({ unitId }) => unitId)
  const pupilsOf = Map.groupBy(pupils, ({ classId }) => classId)
  const pointsOf = Map.groupBy(points, ({ unitId }) => unitId)
  const officerOf = new Map(
    people.filter(({ role }) => role === 'safety-officer').map(each => [each.unitId, each.name]),
  )
  const rosterOf = (unit: Unit, drill: DrillId): Roster => ({
    ...{ drill, unitId: unit.id },
    points: (pointsOf.get(unit.id) ?? []).map(({ id, name }) => ({ id, name })),
    groups: (classesOf.get(unit.id) ?? []).map(each => ({
      ...{ id: each.id, kind: 'class', name: each.name, point: pointOf.get(each.id) ?? null, unnamed: 0 },
      people: (pupilsOf.get(each.id) ?? []).map(({ badgeKey, name }) => ({
        ...{ key: badgeKey, name, attendance: random.chance(0.985) ? 'present' : 'absent' },
      })),
    })),
  })
  const drills: DemoDrill[] = []
  for (const unit of schools) {
    for (let back = MONTHS; back >= 1; back -= 1) {
      const on = workday(addDays(today, -back * 30 + random.between(-8, 8)))
      const type = TYPES[back % TYPES.length] ?? 'fire'
      if (on >= today || !random.chance(unit.kind === 'kindergarten' ? 0.45 : 0.86)) continue
      const id = idFrom<DrillId>(`drill ${unit.id} ${back}`)
      const startedAt = at(on, 9, random.between(30, 59))
      const whole = back === 1 && unit.kind === 'town-middle'
      const roster = whole ? rosterOf(unit, id) : null
      const facts = roster ? makeFacts(roster, Date.parse(startedAt), random) : []
      const set = toFactSet(facts)
      const result = roster ? resultOf(foldMuster(roster, set), set) : shortResult(unit, random)
      const seconds = result.seconds.all ?? 240
      drills.push({
        ...{ id, unitId: unit.id, countyDrillId: null, type, on, title: TITLES[type] ?? '应急演练' },
        state: whole ? 'all-clear' : back === 1 && random.chance(0.3) ? 'reviewed' : 'closed',
        ...{ scheduledAt: startedAt, startedAt, startedByName: officerOf.get(unit.id) ?? null },
        allClearAt: plus(startedAt, (seconds + random.between(60, 240)) * 1000),
        ...{ roster, result, facts, review: whole ? null : reviewOf(id, addDays(on, 14)) },
      })
    }
  }
  const day = workday(addDays(today, 6))
  const id = idFrom<CountyDrillId>('county drill')
  const signal = at(day, 10, 0)
  for (const unit of schools)
    drills.push({
      ...{
        id: idFrom<DrillId>(`county drill ${unit.id}`),
        unitId: unit.id,
        countyDrillId: id,
        type: 'earthquake',
      },
      ...{ state: 'scheduled', title: '全县防震疏散演练', on: day, scheduledAt: signal, startedAt: null },
      ...{ startedByName: null, allClearAt: null, roster: null, result: null, review: null, facts: [] },
    })
  return { drills, county: { id, title: '全县防震疏散演练', type: 'earthquake', at: signal } }
}

/** A kiosk's run of a demonstration drill. */
const RUN = '000000000de00'

/** What two screens recorded: class after class comes to its place, child after child is tapped. */
function makeFacts(roster: Roster, start: number, random: Random): Fact[] {
  const device = idFrom<string>(`device ${roster.unitId}`)
  const facts: Fact[] = []
  const add = (ms: number, body: object): void => {
    const [seq, time] = [facts.length + 1, start + ms]
    facts.push({
      id: makeFactId(time, RUN, seq),
      drill: roster.drill,
      device,
      seq,
      at: time,
      offset: 0,
      ...body,
    } as Fact)
  }
  add(0, { kind: 'v1.started', mode: 'drill' })
  for (const group of roster.groups) {
    const arrives = random.between(35_000, 110_000)
    for (const [order, person] of group.people.entries())
      if (person.attendance !== 'absent')
        add(arrives + order * random.between(250, 700), {
          ...{
            kind: 'v1.seen',
            subject: person.key,
            point: group.point,
            how: random.chance(0.7) ? 'tap' : 'scan',
          },
        })
  }
  return facts
}

/** The result of a drill whose facts are long gone: its counts and times. */
function shortResult(unit: Unit, random: Random): DrillResult {
  const absent = Math.round(unit.pupils * random.next() * 0.03)
  const expected = unit.pupils - absent
  const all = random.between(70, 190)
  const [half, most] = [Math.round(all * 0.55), Math.round(all * 0.82)]
  const rise = (seconds: number, share: number) => ({ seconds, accounted: Math.ceil(expected * share) })
  return {
    totals: { expected, accounted: expected, outstanding: 0, absent, missing: 0, conflicts: 0 },
    ...{
      complete: true,
      facts: expected + 2,
      devices: 2,
      late: 0,
      strange: 0,
      contested: 0,
      clonedDevices: 0,
    },
    ...{ seenTwice: random.between(0, 3), wrongPoint: random.between(0, 5), added: 0 },
    curve: [rise(Math.round(all * 0.3), 0.1), rise(half, 0.5), rise(most, 0.9), rise(all, 1)],
    ...{ seconds: { half, most, all }, groups: [] },
  }
}

const reviewOf = (drill: DrillId, dueOn: Day): DrillReview => ({
  summary: '组织有序，各班按路线疏散，到点后及时清点报数。',
  problems: [],
  actions: [
    {
      ...{ id: idFrom<string>(`action ${drill}`), text: '调整二楼东侧楼梯的疏散次序，避免两个班同时下楼。' },
      ...{ ownerId: null, owner: '安全办', dueOn },
    },
  ],
})
