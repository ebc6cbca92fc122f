import {
  addDays,
  AREA_IDS,
  bindsUnit,
  isSchool,
  REGISTERS,
  type AreaId,
  type Day,
  type Unit,
} from '@anlan/domain'
import type { County } from '../county.ts'
import { SURNAMES } from '../names.ts'
import type { Person } from '../people.ts'
import type { DemoPupil } from '../pupils.ts'
import { Random } from '../random.ts'
import { BUS_WRONGS, writeBus } from './bus.ts'
import { CHEMICALS_WRONGS, writeChemicals } from './chemicals.ts'
import { EMERGENCY_WRONGS, writeEmergency } from './emergency.ts'
import { FIRE_WRONGS, writeFire } from './fire.ts'
import { FOOD_WRONGS, writeFood } from './food.ts'
import { PRIORITY_WRONGS, writePriority } from './priority.ts'
import { SURROUNDINGS_WRONGS, writeSurroundings } from './surroundings.ts'
import { hasGoodExample, Writer, type DemoEntry, type School } from './writer.ts'

const GIVEN = '国建华丽芳伟强秀兰军敏静杰勇霞平刚桂英波辉玲明翠云斌洁红林春'

interface AreaBooks {
  readonly write: (school: School, book: Writer, name: () => string) => void
  /** What may be wrong at a school. */
  readonly wrongs: readonly string[]
  /** What a school may not have written in yet. */
  readonly silent: readonly string[]
}

const AREA_BOOKS: Partial<Record<AreaId, AreaBooks>> = {
  fire: { write: writeFire, wrongs: FIRE_WRONGS, silent: ['fire/extinguisher-ledger', 'fire/building-list'] },
  food: {
    write: writeFood,
    wrongs: FOOD_WRONGS,
    silent: ['food/isolation-room-list', 'food/meal-committee-log'],
  },
  bus: { write: writeBus, wrongs: BUS_WRONGS, silent: ['bus/rider-list'] },
  chemicals: {
    ...{ write: writeChemicals, wrongs: CHEMICALS_WRONGS },
    silent: ['chemicals/double-lock-ledger', 'chemicals/stock-take', 'chemicals/waste-list'],
  },
  surroundings: {
    ...{ write: writeSurroundings, wrongs: SURROUNDINGS_WRONGS },
    silent: ['surroundings/surroundings-point-list', 'surroundings/problem-lead'],
  },
  emergency: {
    ...{ write: writeEmergency, wrongs: EMERGENCY_WRONGS },
    silent: ['emergency/rescue-link-list', 'emergency/supply-list'],
  },
  priority: {
    ...{ write: writePriority, wrongs: PRIORITY_WRONGS },
    silent: ['priority/bullying-survey', 'priority/parent-letter'],
  },
}

const UNKNOWN: AreaBooks = { write: () => undefined, wrongs: [], silent: [] }
const WRITERS: readonly string[] = ['principal', 'safety-officer', 'staff-member']

/** Of ten schools in an area one has something wrong, and one has not written everything down yet. */
const SHARE_WRONG = 0.12
const SHARE_SILENT = 0.1
/** Logs go back so far: no rule looks at more days one by one. */
const DAYS = 32
/** In the holidays the last school days before them stand in the logs. */
const LEAST_DAYS = 5
const MOST_BACK = 120
const SHARE_OF_OTHERS = 0.3

/** School days that are over, the newest last. */
function listDays(today: Day, isSchoolDay: (day: Day) => boolean): Day[] {
  const days: Day[] = []
  for (let ago = 1; ago <= MOST_BACK && (ago <= DAYS || days.length < LEAST_DAYS); ago += 1)
    if (isSchoolDay(addDays(today, -ago))) days.unshift(addDays(today, -ago))
  return days
}

const placeOf = ({ name }: Unit): string => name.replace(/^安澜县/, '').slice(0, 2)

/** What every school of the county has written in its registers: `writeBooks` all at once. */
export const makeEntries = (...county: Parameters<typeof writeBooks>): DemoEntry[] =>
  [...writeBooks(...county)].flat()

/**
 * What every school of the county has written in its registers, one school after the other, drawn from the registers' own
 * examples and varied by the school's name, so that it comes out the same on every run of a day. Most of it is in order.
 */
export function* writeBooks(
  county: County,
  people: readonly Person[],
  pupils: readonly DemoPupil[],
  today: Day,
  isSchoolDay: (day: Day) => boolean,
): Generator<DemoEntry[], void> {
  const days = listDays(today, isSchoolDay)
  const staffOf = Map.groupBy(people, ({ unitId }) => unitId)
  const classesOf = Map.groupBy(county.classes, ({ unitId }) => unitId)
  const pupilsOf = Map.groupBy(pupils, ({ classId }) => classId)
  const schools = county.units
    .filter(({ kind }) => isSchool(kind))
    .map(unit => ({
      ...{ unit, place: placeOf(unit), today, days },
      staff: (staffOf.get(unit.id) ?? []).filter(({ role }) => WRITERS.includes(role)),
      classes: (classesOf.get(unit.id) ?? []).map(({ id, name }) => ({
        name,
        pupils: apart((pupilsOf.get(id) ?? []).map(each => each.name)),
      })),
    }))
  const known = new Set<string>()
  for (const school of schools) {
    const entries = AREA_IDS.flatMap(area => {
      const { write, wrongs, silent } = AREA_BOOKS[area] ?? UNKNOWN
      const random = new Random(`entries ${area} ${school.unit.name}`)
      const draw = random.next()
      const name = (): string =>
        random.pick(SURNAMES) + random.pick([...GIVEN]) + (random.chance(0.6) ? random.pick([...GIVEN]) : '')
      const wrong = draw < SHARE_WRONG ? (wrongs[random.between(0, wrongs.length - 1)] ?? '') : ''
      const keeper = { ...school, random, wrong, silent: new Set(draw > 1 - SHARE_SILENT ? silent : []) }
      const book = new Writer(keeper)
      write(keeper, book, name)
      return book.entries
    })
    for (const { register } of entries) known.add(register.key)
    yield entries
  }
  yield writeOthers(schools, known)
}

/** A register that nobody here knows yet shows its example at some schools, so that there is something to look at. */
function writeOthers(
  schools: readonly Omit<School, 'random' | 'wrong' | 'silent'>[],
  known: ReadonlySet<string>,
): DemoEntry[] {
  const others = REGISTERS.filter(register => !known.has(register.key) && hasGoodExample(register))
  return schools.flatMap(school =>
    others.flatMap(register => {
      const random = new Random(`entries ${register.key} ${school.unit.name}`)
      if (!bindsUnit(register.keptBy, school.unit) || !random.chance(SHARE_OF_OTHERS)) return []
      const book = new Writer({ ...school, random, wrong: '', silent: new Set() })
      book.write(register.key, {})
      return book.entries
    }),
  )
}

/** Two children of a class may bear one name; a register has to tell them apart. */
function apart(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map(name => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}${'甲乙丙丁戊'[count - 1] ?? count}`
  })
}

export type { DemoEntry } from './writer.ts'
