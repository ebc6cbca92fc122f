import type { AreaId } from '../areas/area-id.ts'
import { DOCUMENTS } from '../areas/documents.ts'
import { defineIndicator, type Indicator } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import { cite } from '../kernel/rule.ts'
import type { CheckAnswer } from './inspection.ts'

/** In which areas a school has to inspect itself, and in which it has done so in the period. */
export interface Screened {
  readonly asked: readonly AreaId[]
  readonly done: readonly AreaId[]
}

/** 排查率 (FACTS 9): a school counts once it has been through every list that concerns it. */
export const schoolsScreened = defineIndicator({
  id: 'schools-screened',
  label: { zh: '排查率', en: 'Schools that inspected themselves' },
  numerator: {
    zh: '本学期各领域均已完成自查的学校',
    en: 'Schools that handed in a self-inspection in every area this term',
  },
  denominator: { zh: '应自查的在办学校', en: 'Open schools that have to' },
  better: 'higher',
  count: (schools: readonly Screened[]) => {
    const bound = schools.filter(({ asked }) => asked.length > 0)
    return {
      numerator: bound.filter(({ asked, done }) => asked.every(area => done.includes(area))).length,
      denominator: bound.length,
    }
  },
})

/** The last verdict of a checklist on each item, school by school. */
export type LastVerdicts = Readonly<Partial<Record<string, CheckAnswer['verdict']>>>

/** Items of the checklist of surroundings; a code is never given to another item. */
export const FOUR_FULL_ITEMS = {
  guards: 'SU11',
  closed: 'SU09',
  alarm: 'SU10',
  'gate-guards': 'SU07',
} as const
type FourFull = keyof typeof FOUR_FULL_ITEMS

/** What no inspection has looked at yet is not there: the four are asked of every school. */
const fourFull = <const Name extends FourFull>(
  name: Name,
  label: Label,
): Indicator<`full-${Name}`, readonly LastVerdicts[]> =>
  defineIndicator({
    id: `full-${name}`,
    label,
    numerator: { zh: '最近一次检查该项合格的学校', en: 'Schools whose last inspection found it in order' },
    denominator: {
      zh: '在办学校（该项不适用的除外，未检查过的计入）',
      en: 'Open schools, those it does not apply to left out, those never inspected included',
    },
    better: 'higher',
    basis: [cite(DOCUMENTS['four-hundred-percent'], 'excerpt')],
    count: (schools: readonly LastVerdicts[]) => {
      const verdicts = schools.map(each => each[FOUR_FULL_ITEMS[name]])
      return {
        numerator: verdicts.filter(each => each === 'yes').length,
        denominator: verdicts.filter(each => each !== 'not-applicable').length,
      }
    },
  })

/** 四个100% (FACTS 9). */
export const FOUR_FULL_RATES = [
  fourFull('guards', { zh: '专职保安配备率', en: 'Full-time guards' }),
  fourFull('closed', { zh: '封闭化管理率', en: 'Closed campus' }),
  fourFull('alarm', { zh: '一键报警和视频监控联网率', en: 'One-key alarm and cameras linked' }),
  fourFull('gate-guards', { zh: '护学岗设置率', en: 'Guards at the gate' }),
] as const
