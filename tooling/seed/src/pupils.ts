import { makeBadgeKey, type PupilId, type Unit, type UnitId } from '@anlan/domain'
import { hash } from 'node:crypto'
import type { SchoolClass } from './county.ts'
import { SURNAMES } from './names.ts'
import { idFrom, Random } from './random.ts'

export interface DemoPupil {
  readonly id: PupilId
  readonly unitId: UnitId
  readonly classId: string
  readonly name: string
  readonly badgeKey: string
}

export interface DemoPoint {
  readonly id: string
  readonly unitId: UnitId
  readonly name: string
  readonly ordinal: number
}

const GIVEN = [...'子一梓浩雨欣思宇泽佳嘉若可诗俊语晨博文天明依心睿轩涵瑶'] as const
const PLACES = ['操场东侧', '操场西侧', '篮球场', '校门广场'] as const

/** Every child of every class, under an invented name. */
export function makePupils(classes: readonly SchoolClass[]): DemoPupil[] {
  const random = new Random('pupils')
  const name = (): string =>
    random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.8) ? random.pick(GIVEN) : '')
  return classes.flatMap(each =>
    Array.from({ length: each.pupils }, (_, at) => {
      const text = `pupil ${each.id} ${at}`
      return {
        ...{ id: idFrom<PupilId>(text), unitId: each.unitId, classId: each.id, name: name() },
        badgeKey: makeBadgeKey(hash('sha256', text, 'buffer')),
      }
    }),
  )
}

/** Where each school gathers: the more pupils, the more places. */
export const makePoints = (units: readonly Unit[]): DemoPoint[] =>
  units
    .filter(({ pupils }) => pupils > 0)
    .flatMap(({ id, pupils }) =>
      PLACES.slice(0, pupils > 1200 ? 4 : pupils > 400 ? 3 : pupils > 120 ? 2 : 1).map((name, at) => ({
        ...{ id: idFrom<string>(`point ${id} ${name}`), unitId: id, name, ordinal: at + 1 },
      })),
    )

/** The point of each class, by its place in the school's list. */
export function pointOfClasses(
  classes: readonly SchoolClass[],
  points: readonly DemoPoint[],
): ReadonlyMap<string, string> {
  const byUnit = Map.groupBy(points, ({ unitId }) => unitId)
  const seen = new Map<string, number>()
  return new Map(
    classes.flatMap(({ id, unitId }) => {
      const at = seen.get(unitId) ?? 0
      seen.set(unitId, at + 1)
      const own = byUnit.get(unitId) ?? []
      const point = own[at % Math.max(1, own.length)]
      return point ? [[id, point.id] as const] : []
    }),
  )
}

/** Storeys of a school's highest building. */
export const storeysOf = ({ kind, pupils }: Unit): number | null =>
  pupils === 0 ? null : kind === 'kindergarten' ? 3 : kind === 'village-school' ? 2 : pupils > 1200 ? 5 : 4
