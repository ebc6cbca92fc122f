import { setTimeout as sleep } from 'node:timers/promises'
import {
  mergeFacts,
  toFactSet,
  type FactBody,
  type FactSet,
  type MusterTotals,
  type Roster,
} from '@anlan/domain/drills'
import { originOf, type Credentials, type Product } from '../product.ts'
import { Doors, signInAll } from './doors.ts'
import { SimulatedKiosk } from './simulated-kiosk.ts'

/** How a day is played. */
export interface DayPlan {
  /** So many schools at most. */
  readonly schools: number
  /** None larger than this, so that a played day stays small; the lists are the demonstration county's own. */
  readonly mostPupils: number
  /** How long a school counts. */
  readonly seconds: number
  /** After so long the signal is given again, to schools that were busy at the first. */
  readonly secondSignalAfter: number
  /** Whether a board is open for every school. */
  readonly boards: boolean
}

export interface SchoolOnBoard {
  readonly drillId: string
  readonly unit: { readonly id: string; readonly name: string }
  readonly drillState: string
  readonly state: string
  readonly lateStart: boolean
  readonly totals: MusterTotals | null
}
export interface CountyBoard {
  readonly asOf: string
  readonly signalAt: string | null
  readonly schools: readonly SchoolOnBoard[]
}

/** One school of the day: two kiosks, and what became of its drill. */
export interface PlayedSchool {
  readonly unitId: string
  readonly name: string
  readonly kiosks: readonly [SimulatedKiosk, SimulatedKiosk]
  /** Both kiosks can reach the server all the time. */
  readonly hasLine: boolean
  drill: string
  roster: Roster | null
  /** Numbers of facts its open board has shown, with when. */
  readonly shown: { readonly facts: number; readonly at: number }[]
}

/** The county's board as it was shown in the course of the day, in sums. */
export interface CountyMoment {
  readonly at: number
  readonly expected: number
  readonly accounted: number
  readonly silent: number
}

export interface PlayedDay {
  readonly plan: DayPlan
  readonly schools: readonly PlayedSchool[]
  readonly doors: Doors
  readonly officer: Credentials
  readonly countyDrillId: string
  readonly signalAt: number
  readonly lastAt: number
  readonly moments: readonly CountyMoment[]
}

const OFFICER = 'anquangu'
const ADMINISTRATOR = 'xianadmin'
const WATCHERS = ['anquangu2', 'fenguan', 'juzhang', 'ducha', 'ducha2', 'shenji'] as const
const BOARDS_EACH = 36
/** Every so many schools something is otherwise: a kiosk without a line, a line that breaks, a school that is busy. */
const [NO_LINE, BROKEN_LINE, BUSY] = [7, 5, 11] as const
const isEvery = (at: number, every: number): boolean => at % every === every - 1
const AT_ONCE = 8
const FACTS = /"facts":(\d+)/
const [LOOK_MS, MOST_LOOKS] = [250, 80] as const

/**
 * Plays a county's drill day from the planning to the receipts, all of it through the doors that people and kiosks use:
 * pairing, one signal, two kiosks a school, some of them without a line, a school in the middle of a drill of its own.
 * What happens to the server meanwhile is the caller's, who is told when the alarm is about to be given.
 */
export async function playCountyDay(
  product: Product,
  plan: DayPlan,
  begun: () => void = () => undefined,
): Promise<PlayedDay> {
  const origin = originOf(product.port)
  const doors = new Doors(origin)
  const [officer, admin, ...watchers] = await signInAll(product, [
    ...[OFFICER, ADMINISTRATOR],
    ...(plan.boards ? WATCHERS.slice(0, Math.ceil(plan.schools / BOARDS_EACH)) : []),
  ])
  if (!officer || !admin) throw new Error('nobody signed in')
  const units = await chooseSchools(doors, officer, plan)
  const schools: PlayedSchool[] = []
  await inLanes([...units.entries()], async ([at, { id, name }]) => {
    const kiosks = [await doors.pair(admin, id, '操场东'), await doors.pair(admin, id, '操场西')] as const
    schools[at] = {
      ...{ unitId: id, name, drill: '', roster: null, shown: [] },
      hasLine: !isEvery(at, NO_LINE) && !isEvery(at, BROKEN_LINE),
      kiosks: [new SimulatedKiosk(origin, kiosks[0]), new SimulatedKiosk(origin, kiosks[1])],
    }
  })
  const { id: countyDrillId } = await doors.mutate<{ id: string }>(officer, 'countyDrills.plan', {
    ...{ title: '5·12 全县应急疏散演练', type: 'earthquake', mode: 'drill' },
    scheduledAt: new Date(Date.now() + 3600_000).toISOString(),
    unitIds: units.map(({ id }) => id),
  })
  const planned = await doors.query<CountyBoard>(officer, 'countyDrills.get', { id: countyDrillId })
  for (const school of schools)
    school.drill = planned.schools.find(({ unit }) => unit.id === school.unitId)?.drillId ?? ''

  const closes: (() => void)[] = []
  const moments: CountyMoment[] = []
  closes.push(
    doors.watch(officer, 'countyDrills.live', countyDrillId, board =>
      moments.push(momentOf(JSON.parse(board) as CountyBoard)),
    ),
  )
  if (plan.boards)
    for (const [at, school] of schools.entries()) {
      const reader = watchers[Math.floor(at / BOARDS_EACH)] ?? officer
      closes.push(
        doors.watch(reader, 'drills.live', school.drill, board =>
          school.shown.push({ facts: Number(FACTS.exec(board)?.[1] ?? 0), at: performance.now() }),
        ),
      )
    }
  // A few are in the middle of a drill of their own when the signal comes.
  const ownDrills = new Map<PlayedSchool, string>()
  for (const [at, school] of schools.entries())
    if (isEvery(at, BUSY))
      ownDrills.set(
        school,
        (
          await school.kiosks[0].start({
            ...{ id: crypto.randomUUID(), type: 'fire', mode: 'drill', at: Date.now(), mark: null },
          })
        ).id,
      )
  begun()
  const signalAt = performance.now()
  const signal = giveSignal(doors, officer, countyDrillId)
  const played = schools.map(async (school, at) => {
    const own = ownDrills.get(school) ?? null
    // Who is busy has not heard the first signal.
    if (own !== null) await signal
    await playSchool(school, at, plan, own)
  })
  await signal
  const again = (async () => {
    if (ownDrills.size === 0) return
    await sleep(plan.secondSignalAfter * 1000)
    await giveSignal(doors, officer, countyDrillId)
  })()
  await Promise.all([...played, again])
  const lastAt = performance.now()
  await untilShown(schools, moments, plan)
  for (const close of closes) close()
  return { plan, schools, doors, officer, countyDrillId, signalAt, lastAt, moments }
}

/** All that the kiosks of a school hold of its drill. */
export function factsOf({ kiosks: [first, second], drill }: PlayedSchool): FactSet {
  const all = mergeFacts(first.facts, second.facts)
  return toFactSet([...all.facts.values()].filter(fact => fact.drill === drill))
}

/** Waits until open boards show the last of it, and no longer than anybody would. */
async function untilShown(
  schools: readonly PlayedSchool[],
  moments: readonly CountyMoment[],
  { boards }: DayPlan,
): Promise<void> {
  const isWhole = (): boolean => {
    const last = moments.at(-1)
    const ofSchools = schools.every(
      school => !boards || school.shown.at(-1)?.facts === factsOf(school).facts.size,
    )
    return ofSchools && last !== undefined && last.accounted === last.expected
  }
  for (let left = MOST_LOOKS; left > 0 && !isWhole(); left -= 1) await sleep(LOOK_MS)
}

async function chooseSchools(doors: Doors, officer: Credentials, plan: DayPlan) {
  const units = await doors.query<{ id: string; name: string; kind: string; pupils: number }[]>(
    officer,
    'units.list',
  )
  return units.filter(({ pupils }) => pupils > 0 && pupils <= plan.mostPupils).slice(0, plan.schools)
}

/** The signal, until the server says that it was given; giving it again gives it to those that are left. */
async function giveSignal(doors: Doors, officer: Credentials, id: string): Promise<void> {
  for (;;)
    try {
      await doors.mutate(officer, 'countyDrills.signal', { id })
      return
    } catch {
      await sleep(300)
    }
}

const momentOf = ({ schools }: CountyBoard): CountyMoment => {
  const sum = (of: 'expected' | 'accounted'): number =>
    schools.reduce((all, { totals }) => all + (totals?.[of] ?? 0), 0)
  return {
    ...{ at: performance.now(), expected: sum('expected'), accounted: sum('accounted') },
    silent: schools.filter(({ state }) => state === 'silent').length,
  }
}

async function playSchool(
  school: PlayedSchool,
  at: number,
  plan: DayPlan,
  own: string | null,
): Promise<void> {
  const [first, second] = school.kiosks
  const [hasNoLine, breaks] = [isEvery(at, NO_LINE), isEvery(at, BROKEN_LINE)]
  if (own !== null) {
    first.establish(own, { kind: 'v1.cancelled' })
    await first.drain()
  }
  const drill = await first.alarm(id => id === own)
  if (drill !== school.drill) throw new Error(`${school.name} counts into another drill than the county's`)
  const roster = await first.roster(drill)
  school.roster = roster
  const [mine, others] = sharesOf(roster)
  first.establish(drill, { kind: 'v1.started', mode: 'drill' })
  second.cut = hasNoLine
  const breaking = breaks ? breakLine(first, plan.seconds) : Promise.resolve()
  await Promise.all([
    first.tapThrough(drill, mine, plan.seconds),
    second.tapThrough(drill, others, plan.seconds * 0.8),
    breaking,
  ])
  // What the second holds reaches the server by the first where it has no line.
  if (hasNoLine) first.scan(roster, second.show(roster))
  else await second.drain()
  await first.drain()
  if (hasNoLine) second.settleWith(first)
  first.establish(drill, { kind: 'v1.all-clear' })
  await first.drain()
}

async function breakLine(kiosk: SimulatedKiosk, seconds: number): Promise<void> {
  await sleep((seconds * 1000) / 4)
  kiosk.cut = true
  await sleep((seconds * 1000) / 2)
  kiosk.cut = false
}

/** What each of two kiosks taps: half of the school, a few of the other's as well, and heads where no names are known. */
function sharesOf(roster: Roster): [FactBody[], FactBody[]] {
  const seen = (subject: string): FactBody => ({ kind: 'v1.seen', subject, point: null, how: 'tap' })
  const present = roster.groups.flatMap(({ people }) =>
    people.filter(({ attendance }) => attendance !== 'absent').map(({ key }) => key),
  )
  const half = Math.ceil(present.length / 2)
  const heads = roster.groups
    .filter(({ unnamed }) => unnamed > 0)
    .map(({ id, unnamed }): FactBody => ({ kind: 'v1.counted', group: id, point: null, count: unnamed }))
  return [
    [...present.slice(0, half).map(seen), ...heads],
    [...present.slice(half), ...present.slice(0, half).filter((_, at) => at % 20 === 0)].map(seen),
  ]
}

async function inLanes<Value>(
  values: readonly Value[],
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const left = [...values]
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
