import {
  addDays,
  hasClosed,
  isSchool,
  type Day,
  type FileId,
  type Instant,
  type MapPlace,
  type RiskPlanId,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { CAMPUS, drawCampus, drawFloor, FLOOR } from './plan-drawings.ts'
import { idFrom, Random } from './random.ts'

export interface DemoPlan {
  readonly id: RiskPlanId
  readonly fileId: FileId
  readonly unit: Unit
  readonly by: Person
  readonly at: Instant
  readonly title: string
  readonly building: string
  readonly floor: string
  readonly svg: string
  readonly width: number
  readonly height: number
}

type Sheet = 'campus' | 'floor'

/** Where the risk points of the demonstration lie on the drawings, by name, in points of the drawing. */
const SPOTS: Readonly<Record<string, readonly [Sheet, x: number, y: number]>> = {
  教学楼楼梯: ['floor', 1480, 160],
  食堂操作间燃气: ['campus', 1180, 225],
  食品加工与留样: ['campus', 1400, 290],
  学生宿舍: ['campus', 1155, 540],
  校车接送: ['campus', 1155, 780],
  化学药品室: ['campus', 145, 475],
  校门口上放学时段: ['campus', 800, 940],
  学校附近水域: ['campus', 1250, 66],
  操场体育器材: ['campus', 940, 690],
  配电室: ['campus', 180, 285],
  围墙倾斜段: ['campus', 1545, 630],
}
const SIZES = { campus: CAMPUS, floor: FLOOR }

/** The schools that have drawn their map already: the first of each kind. The others show what it is to begin. */
const withPlans = (units: readonly Unit[]): Unit[] => {
  const schools = units.filter(unit => isSchool(unit.kind) && !hasClosed(unit))
  return schools.filter((unit, index) => schools.findIndex(({ kind }) => kind === unit.kind) === index)
}
const planIdOf = (unit: Unit, sheet: Sheet): RiskPlanId =>
  idFrom<RiskPlanId>(`risk plan ${unit.name} ${sheet}`)

/** Where a risk point lies on its school's plans, for every school that has some; null elsewhere. */
export function makePlaces(units: readonly Unit[]): (unit: Unit, name: string) => MapPlace | null {
  const shown = new Set(withPlans(units).map(({ id }) => id))
  return (unit, name) => {
    const spot = SPOTS[name]
    if (!spot || !shown.has(unit.id)) return null
    const [sheet, x, y] = spot
    return { planId: planIdOf(unit, sheet), x: x / SIZES[sheet].width, y: y / SIZES[sheet].height }
  }
}

/** The plans of those schools: the campus, and a floor of the teaching block. */
export function makeRiskPlans(units: readonly Unit[], people: readonly Person[], today: Day): DemoPlan[] {
  return withPlans(units).flatMap(unit => {
    const by = people.find(person => person.unitId === unit.id && person.role === 'safety-officer')
    if (!by) return []
    // The campus was drawn first, and is shown first.
    const sheet = (of: Sheet) => ({
      ...{ id: planIdOf(unit, of), fileId: idFrom<FileId>(`plan file ${unit.name} ${of}`), unit, by },
      at: duringDay(addDays(today, of === 'campus' ? -31 : -30), new Random(`risk plans ${unit.name}`)),
      ...SIZES[of],
    })
    return [
      { ...sheet('campus'), title: '校园总平面图', building: '', floor: '', svg: drawCampus(unit) },
      { ...sheet('floor'), title: '教学楼二层', building: '教学楼', floor: '二层', svg: drawFloor() },
    ]
  })
}
