import {
  addDays,
  isSchool,
  listPublicityDays,
  type ActivityReport,
  type Day,
  type PublicityDayId,
  type Unit,
} from '@anlan/domain'
import { idFrom, Random, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { bulkInsert } from './bulk-insert.ts'

/** What schools did on a day, and how many of them. */
const ACTIVITIES: readonly (readonly [PublicityDayId, title: string, summary: string, share: number])[] = [
  ['safety-education-day', '安全教育日主题班会', '各班召开主题班会，学习防火、防溺水和交通安全知识。', 0.92],
  ['disaster-reduction-day', '防灾减灾疏散演练', '组织师生疏散演练，讲解避险要点。', 0.86],
  ['work-safety-month', '安全生产月知识宣传', '张贴宣传画，开展教职工安全知识学习。', 0.7],
  ['drowning-season', '防溺水专题教育', '开展防溺水教育，向家长发放告知书。', 0.95],
  ['first-lesson', '开学安全第一课', '开学第一周开展安全教育，签收家长回执。', 0.97],
  ['fire-day', '消防安全宣传活动', '学习使用灭火器，开展消防疏散演练。', 0.82],
]

/** What the demonstration county's schools did on the days of the calendar, this year and the year before; gives how many. */
export async function loadPublicity(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const random = new Random('publicity')
  const safety = new Map(
    people.filter(({ role }) => role === 'safety-officer').map(person => [person.unitId, person]),
  )
  const schools = units.filter(unit => isSchool(unit.kind) && unit.openUntil === null)
  const thisYear = Number(today.slice(0, 4))
  const rows = [thisYear - 1, thisYear].flatMap(year => {
    const days = new Map(listPublicityDays(year).map(each => [each.id, each]))
    return schools.flatMap((unit, index) =>
      ACTIVITIES.flatMap(([id, title, summary, share]) => {
        const [day, by] = [days.get(id), safety.get(unit.id)]
        if (!day || !by || random.next() > share) return []
        const on = day.from === day.to ? day.from : addDays(day.from, index % 6)
        // Of what is still to come a part is planned.
        if (on > today && index % 3 > 0) return []
        return [activityRow({ year, id, title, summary, unit, by, on }, today)]
      }),
    )
  })
  await bulkInsert(tx, 'publicity_activities', rows)
  return rows.length
}

interface Done {
  readonly year: number
  readonly id: PublicityDayId
  readonly title: string
  readonly summary: string
  readonly unit: Unit
  readonly by: Person
  readonly on: Day
}

function activityRow({ year, id, title, summary, unit, by, on }: Done, today: Day) {
  const report: ActivityReport = {
    heldOn: on,
    participants: Math.max(12, Math.round(unit.pupils * 0.96)),
    summary,
  }
  const isDone = on <= today
  return {
    ...{ id: idFrom<string>(`publicity ${year} ${id} ${unit.id}`), unit_id: unit.id, year, day: id, title },
    ...{
      content: '',
      place: '校内',
      planned_on: on,
      state: isDone ? ('done' as const) : ('planned' as const),
    },
    report: (isDone ? report : null) as never,
    ...{
      cancel_reason: null,
      planned_by_name: by.name,
      planned_at: `${addDays(on, -10)}T02:00:00.000Z` as const,
    },
    revision: isDone ? 2 : 1,
  }
}
