import {
  addDays,
  dayOf,
  isSchool,
  type Day,
  type HazardId,
  type Instant,
  type PublicReport,
  type PublicReportId,
  type ReportPosterId,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { DemoHazard } from './hazard-walk.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

export interface DemoPoster {
  readonly id: ReportPosterId
  readonly unitId: UnitId
  readonly place: string
  readonly madeAt: Instant
  readonly madeBy: Person
}

export interface DemoReport {
  readonly report: PublicReport
  readonly contact: string
  /** True where a photo came with it. */
  readonly hasPhoto: boolean
}

export interface DemoReports {
  readonly posters: readonly DemoPoster[]
  readonly reports: readonly DemoReport[]
  /** The hazards, of which some were reported from a poster. */
  readonly hazards: readonly DemoHazard[]
}

type Kind = Unit['kind']

/** What waits, by the school it is about: the first of its kind. */
const WAITING = [
  {
    kind: 'town-middle',
    place: '学生食堂',
    text: '中午的米饭有馊味，问了说是昨天剩的，好几个孩子吃了肚子不舒服。',
    ...{ daysAgo: 6, contact: '学生家长，可在门卫室留话', hasPhoto: false },
  },
  {
    kind: 'town-middle',
    place: '综合楼二层西头',
    text: '窗户护栏掉了两根，学生课间趴在窗台上。',
    ...{ daysAgo: 1, contact: '', hasPhoto: true },
  },
  {
    kind: 'central-primary',
    place: '校门外',
    text: '放学时小摊占了人行道，学生只能走到车道上。',
    ...{ daysAgo: 2, contact: '', hasPhoto: true },
  },
  {
    kind: 'county-school',
    place: '二号宿舍楼',
    text: '晚上九点以后一楼西门上锁，喊人才开。',
    ...{ daysAgo: 1, contact: '', hasPhoto: false },
  },
] as const satisfies readonly { readonly kind: Kind; readonly [key: string]: unknown }[]

const DISMISSED = {
  kind: 'village-school',
  place: '操场边',
  text: '地上有电线露出来，不知道有没有电。',
  reason: '安全股到校查看：露出的是绿化灌溉水管，不是电线，已请学校埋入土中。',
  daysAgo: 9,
} as const satisfies { readonly kind: Kind; readonly [key: string]: unknown }

/** How many of the newest hazards came from a poster. */
const VERIFIED = 2
/** Where somebody reported what was known already. */
const KNOWN: Kind = 'town-middle'

/**
 * Eight reports by anybody: four that wait, one of them too long, two that became hazards, one of a hazard that was known,
 * one that did not prove true.
 */
export function makePublicReports(
  units: readonly Unit[],
  people: readonly Person[],
  all: readonly DemoHazard[],
  today: Day,
): DemoReports {
  const firstOf = (kind: Kind): Unit => {
    const unit = units.find(each => isSchool(each.kind) && each.kind === kind)
    if (!unit) throw new Error(`the demonstration has no ${kind}`)
    return unit
  }
  const safetyOf = (unit: Unit): Person => {
    const person = people.find(each => each.unitId === unit.id && each.role === 'safety-officer')
    if (!person) throw new Error(`${unit.name} has no safety officer`)
    return person
  }
  const officer = people.find(({ username }) => username === 'anquangu')
  if (!officer) throw new Error('the safety section has no officer')
  const posterOf = (unit: Unit): DemoPoster => ({
    ...{ id: idFrom<ReportPosterId>(`report poster ${unit.name}`), unitId: unit.id, place: '' },
    madeAt: duringDay(addDays(today, -60), new Random(`report poster ${unit.name}`)),
    madeBy: safetyOf(unit),
  })
  const make = (
    unit: Unit,
    name: string,
    told: Pick<PublicReport, 'place' | 'text' | 'receivedAt'>,
    settled: Partial<PublicReport> = {},
  ): PublicReport => ({
    ...{ id: idFrom<PublicReportId>(`public report ${unit.name} ${name}`), unitId: unit.id },
    ...{ posterId: posterOf(unit).id, ...told },
    ...{ state: 'waiting', hazardId: null, settledByName: null, settledAt: null, reason: null },
    ...settled,
  })
  const receivedAt = (daysAgo: number, name: string): Instant =>
    duringDay(addDays(today, -daysAgo), new Random(`public report ${name}`))
  const hazardsOf = (unit: Unit) =>
    all.filter(({ hazard }) => hazard.unitId === unit.id && hazard.state !== 'dismissed')

  const waiting = WAITING.map(({ kind, place, text, daysAgo, contact, hasPhoto }): DemoReport => {
    const report = make(firstOf(kind), text, { place, text, receivedAt: receivedAt(daysAgo, text) })
    return { report, contact, hasPhoto }
  })
  const verified = all
    .filter(isYoung)
    .toSorted((a, b) => (a.hazard.reportedAt < b.hazard.reportedAt ? 1 : -1))
    .slice(0, VERIFIED)
    .map(found => ({ found, unit: found.unit, by: safetyOf(found.unit) }))
  const [known] = hazardsOf(firstOf(KNOWN)).toSorted((a, b) =>
    a.hazard.reportedAt < b.hazard.reportedAt ? -1 : 1,
  )
  const { kind, place, text, reason, daysAgo } = DISMISSED
  const untrue = make(
    firstOf(kind),
    text,
    { place, text, receivedAt: receivedAt(daysAgo, text) },
    {
      ...{ state: 'dismissed', reason, settledByName: officer.name },
      settledAt: receivedAt(daysAgo - 1, reason),
    },
  )
  const reports: DemoReport[] = [
    ...waiting,
    ...verified.map(({ unit, found, by }) => ({
      report: make(unit, `verified ${found.hazard.id}`, toldOf(found, -1), {
        ...{ state: 'verified', hazardId: found.hazard.id, settledByName: by.name },
        settledAt: found.hazard.reportedAt,
      }),
      ...{ contact: '', hasPhoto: false },
    })),
    ...(known
      ? [
          {
            report: make(firstOf(KNOWN), 'known', toldOf(known, 1), {
              ...{ state: 'duplicate', hazardId: known.hazard.id },
              settledByName: safetyOf(firstOf(KNOWN)).name,
              settledAt: toldOf(known, 2).receivedAt,
            }),
            ...{ contact: '', hasPhoto: false },
          },
        ]
      : []),
    { report: untrue, contact: '', hasPhoto: false },
  ]
  const schools = new Set(reports.map(({ report }) => report.unitId))
  const from = new Map<HazardId, Person>(verified.map(({ found, by }) => [found.hazard.id, by]))
  return {
    posters: units.filter(({ id }) => schools.has(id)).map(posterOf),
    reports,
    hazards: all.map(each => reportedFromPoster(each, from.get(each.hazard.id))),
  }
}

/** Of what others tell, the bureau decides more: a hazard that went on under the school's own eyes was not theirs. */
const isYoung = ({ hazard, events }: DemoHazard): boolean =>
  hazard.source === 'self-inspection' &&
  events.every(({ event }) => ['report', 'confirm', 'submit'].includes(event))

/** What somebody wrote of a hazard, so many days after it was put on record, or before. */
const toldOf = (
  { hazard }: DemoHazard,
  days: number,
): Pick<PublicReport, 'place' | 'text' | 'receivedAt'> => ({
  place: hazard.place,
  text: `${hazard.place}：${hazard.description}。请尽快处理。`,
  receivedAt: duringDay(addDays(dayOf(hazard.reportedAt), days), new Random(`told ${hazard.id}`)),
})

function reportedFromPoster(demo: DemoHazard, by: Person | undefined): DemoHazard {
  if (!by) return demo
  const [first, ...later] = demo.events
  return {
    ...demo,
    hazard: { ...demo.hazard, source: 'public-report', reportedBy: by.id },
    reporter: by,
    events: first ? [{ ...first, by }, ...later] : [],
  }
}
