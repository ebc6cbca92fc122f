import {
  addDays,
  dayOf,
  daysBetween,
  findRegister,
  formOf,
  listExamples,
  readEntry,
  startOfDay,
  type AreaId,
  type Day,
  type EntryId,
  type Instant,
  type Placed,
  type Unit,
} from '@anlan/domain'
import type { Person } from '../people.ts'
import { idFrom, type Random } from '../random.ts'

type Body = Readonly<Record<string, unknown>>

/** A line of a register as the demonstration county holds it. */
export interface DemoEntry {
  readonly id: EntryId
  readonly unit: Unit
  readonly register: Placed
  readonly entry: Body
  readonly by: Person
  readonly recordedAt: Instant
  readonly recordedOn: Day
}

/** What everybody who writes for a school knows of it. */
export interface School {
  readonly unit: Unit
  readonly place: string
  readonly random: Random
  readonly today: Day
  /** School days that are over, the newest last: those of the last month, or the last ones before a holiday. */
  readonly days: readonly Day[]
  readonly staff: readonly Person[]
  readonly classes: readonly { readonly name: string; readonly pupils: readonly string[] }[]
  /** What is not as it should be here, by the name its area gives it. */
  readonly wrong: string
  /** Registers nobody has written in yet. */
  readonly silent: ReadonlySet<string>
}

/** A moment of a day, by China's clock. */
export const moment = (day: Day, hour: number, minute = 0): Instant =>
  new Date(Date.parse(startOfDay(day)) + (hour * 60 + minute) * 60_000).toISOString() as Instant

const isDayText = (value: unknown): value is Day =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** Moves every day and moment of an example along, so that it lies before today as it lay before its own. */
function shifted(value: unknown, by: number): unknown {
  if (isDayText(value)) return addDays(value, by)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
    return new Date(Date.parse(value) + by * 86_400_000).toISOString()
  return Array.isArray(value) ? value.map(each => shifted(each, by)) : value
}

interface Base {
  readonly register: Placed
  readonly days: readonly string[]
  readonly body: Body
}
const bases = new Map<string, Base>()

const goodExampleOf = (register: Placed) =>
  listExamples(register.area as AreaId, register.id)
    .filter(each => 'entry' in each)
    .find(each => each.raises.length === 0)

/** True when a register has an example of one line in which all is well. */
export const hasGoodExample = (register: Placed): boolean => goodExampleOf(register) !== undefined

/** The first example of a register in which all is well, as it would stand today. */
function baseOf(key: string, today: Day): Base {
  const known = bases.get(`${key} ${today}`)
  if (known) return known
  const register = findRegister(key)
  if (!register) throw new Error(`no such register: ${key}`)
  const example = goodExampleOf(register)
  if (!example) throw new Error(`${key} has no example in which all is well`)
  const by = daysBetween(example.today, today)
  const base: Base = {
    register,
    days: formOf(register).flatMap(({ name, widget }) => (widget === 'day' ? [name] : [])),
    body: Object.fromEntries(
      Object.entries(example.entry).map(([name, value]) => [name, shifted(value, by)]),
    ),
  }
  bases.set(`${key} ${today}`, base)
  return base
}

/** Writes a school's lines, each drawn from its register's example; what the register would refuse ends the run. */
export class Writer {
  readonly entries: DemoEntry[] = []
  readonly #school: School

  constructor(school: School) {
    this.#school = school
  }

  write(key: string, differs: Body, by?: Person): void {
    const { unit, today, silent, staff, random } = this.#school
    if (silent.has(key)) return
    const { register, body, days } = baseOf(key, today)
    const read = readEntry(register, { ...body, ...differs })
    if (!read.ok) throw new Error(`a demonstration entry of ${key}: ${JSON.stringify(read.error)}`)
    const entry = read.value as Body
    const told = days.map(name => entry[name]).filter((each): each is Day => isDayText(each) && each <= today)
    const happened = register.happenedOn === null ? undefined : (entry[register.happenedOn] as Day)
    const recordedOn =
      [happened ?? '', ...told]
        .filter(each => each <= today)
        .sort()
        .at(-1) || addDays(today, -20)
    const on = isDayText(recordedOn) ? recordedOn : addDays(today, -20)
    // Today's lines are written in the morning: nothing is recorded before it happened.
    const recordedAt = moment(on, on === today ? 0 : 17, random.between(1, 9))
    const writer = by ?? staff[random.between(0, staff.length - 1)]
    if (!writer) return
    this.entries.push({
      id: idFrom<EntryId>(`entry ${unit.id} ${key} ${this.entries.length}`),
      ...{ unit, register, entry, by: writer, recordedAt, recordedOn: dayOf(recordedAt) },
    })
  }
}
