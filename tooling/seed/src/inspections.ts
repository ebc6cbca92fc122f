import {
  addDays,
  AREA,
  findChecklistVersion,
  isSchool,
  listAsked,
  type AreaId,
  type CheckAnswer,
  type CheckItem,
  type Day,
  type FileId,
  type Frequency,
  type InspectionRunId,
  type Instant,
  type Unit,
  type UnitProfile,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

/** A self-inspection of the demonstration county, with one picture that stands for all it asks for. */
export interface DemoRun {
  readonly id: InspectionRunId
  readonly unit: Unit
  readonly area: AreaId
  readonly version: number
  readonly on: Day
  readonly every: readonly Frequency[]
  readonly profile: UnitProfile
  readonly by: Person
  readonly begunAt: Instant
  /** Null while somebody is still at it. */
  readonly handedInAt: Instant | null
  readonly asked: readonly CheckItem[]
  readonly answers: readonly CheckAnswer[]
  readonly photo: FileId
}

/** Areas whose items ask for nothing that only a principal answers. */
const AREAS_SHOWN: readonly AreaId[] = ['fire', 'food', 'emergency']
/** Of ten schools one has been through its lists lately: enough to see, and few pictures to draw. */
const SHARE_OF_SCHOOLS = 0.1
/** Of ten runs one is still under way. */
const SHARE_OPEN = 0.15
const SHARE_FAILING = 0.08

const SEEN = [
  '现场查看不符合要求，已告知责任人。',
  '有一处未到位，当日安排处理。',
  '台账未及时登记。',
] as const
const PLACES = ['教学楼一层', '学生宿舍', '食堂操作间', '综合楼', '门卫室'] as const

/** The self-inspections of some schools over the last weeks, the same on every run of a day. */
export function makeRuns(units: readonly Unit[], people: readonly Person[], today: Day): DemoRun[] {
  const schools = units.filter(({ kind, openUntil }) => isSchool(kind) && openUntil === null)
  return schools.flatMap((unit, at) => {
    const random = new Random(`runs ${unit.name}`)
    const by = people.find(person => person.unitId === unit.id && person.role === 'safety-officer')
    // The school whose accounts are printed at the start has something to show.
    if (!by || !(random.chance(SHARE_OF_SCHOOLS) || at === SHOWN)) return []
    return AREAS_SHOWN.flatMap(area => makeRun(unit, by, area, today, random) ?? [])
  })
}
const SHOWN = 16

function makeRun(unit: Unit, by: Person, area: AreaId, today: Day, random: Random): DemoRun | undefined {
  const on = addDays(today, -random.between(1, 25))
  const { checklist } = AREA[area]
  const version = checklist && findChecklistVersion(checklist, on)
  if (!version) return undefined
  const { kind, boarding, hasBus, hasLab, hasCanteen, pupils, openFrom, openUntil } = unit
  const profile = { kind, boarding, hasBus, hasLab, hasCanteen, pupils, openFrom, openUntil }
  const asked = listAsked(version, { unit: profile, on, every: [] }).filter(({ restricted }) => !restricted)
  if (asked.length === 0) return undefined
  const photo = idFrom<FileId>(`run photo ${unit.name} ${area}`)
  const isOpen = random.chance(SHARE_OPEN)
  const answered = isOpen ? asked.slice(0, Math.ceil(asked.length / 2)) : asked
  const begunAt = duringDay(on, random)
  return {
    ...{ id: idFrom<InspectionRunId>(`run ${unit.name} ${area}`), unit, area, version: version.version, on },
    ...{ every: [], profile, by, begunAt, asked, photo },
    handedInAt: isOpen ? null : (new Date(Date.parse(begunAt) + 40 * 60_000).toISOString() as Instant),
    answers: answered.map(item => answer(item, on, photo, random)),
  }
}

/** An answer with all that its item asks for. */
function answer(item: CheckItem, on: Day, photo: FileId, random: Random): CheckAnswer {
  const fails = random.chance(SHARE_FAILING)
  const { min = 0, max = min + 5 } = item.number ?? {}
  return {
    ...{
      code: item.code,
      verdict: fails ? 'no' : 'yes',
      photos: item.kinds.includes('photo') ? [photo] : [],
    },
    ...(item.number && { number: Math.round((min + max) / 2) }),
    ...(item.day && { day: addDays(on, item.day.means === 'valid-until' ? 200 : -10) }),
    ...(item.kinds.includes('record') && { record: '见本学期台账' }),
    ...(fails && { place: random.pick(PLACES), note: random.pick(SEEN), majorCase: false }),
  }
}
