import { z } from 'zod'
import type { AreaId } from '../areas/area-id.ts'
import type { Day } from '../kernel/day.ts'
import { defineIndicator } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import type { PostId } from '../organisation/post.ts'
import type { Duty } from './duty.ts'

interface DeedRule {
  readonly label: Label
  /** The posts whose duties it shows done. */
  readonly posts: readonly PostId[] | 'every'
}

const LEADING = [
  'party-secretary',
  'head',
  'deputy-head-safety',
  'safety-director',
  'bureau-director',
  'bureau-leader',
  'section-chief',
  'section-clerk',
] as const satisfies readonly PostId[]

/**
 * 履责: what somebody does elsewhere in the system, and whose duties that shows to be done. A deed in an area shows the
 * duties of that area and those for safety as a whole; one of no area shows them all.
 */
export const DEEDS = {
  'hazard-reported': { label: { zh: '发现并登记隐患', en: 'Reported a hazard' }, posts: 'every' },
  'hazard-rectified': { label: { zh: '完成隐患整改', en: 'Put a hazard right' }, posts: 'every' },
  'hazard-accepted': { label: { zh: '验收销号', en: 'Accepted a rectification' }, posts: LEADING },
  'self-inspection': { label: { zh: '开展检查', en: 'Inspected' }, posts: 'every' },
  'visit-made': { label: { zh: '参加到校检查', en: 'Took part in a visit' }, posts: LEADING },
  'entry-recorded': { label: { zh: '登记台账', en: 'Wrote in a register' }, posts: 'every' },
  'task-handed-in': { label: { zh: '提交任务材料', en: 'Handed in a task' }, posts: LEADING },
  'drill-arranged': { label: { zh: '组织应急演练', en: 'Arranged a drill' }, posts: 'every' },
  'study-attended': { label: { zh: '参加安全专题学习', en: 'Took part in a study' }, posts: LEADING },
} as const satisfies Record<string, DeedRule>
export type DeedKind = keyof typeof DEEDS
export const DEED_KIND_IDS = Object.keys(DEEDS) as [DeedKind, ...DeedKind[]]
export const DeedKind = z.enum(DEED_KIND_IDS)

/** One thing somebody did, with the record that shows it. */
export interface DutyDeed {
  readonly kind: DeedKind
  readonly area: AreaId | null
  readonly on: Day
  readonly title: string
  /** Path of the record in the console. */
  readonly path: string
}

/** Whether a deed shows a duty being done by whoever holds one of these posts. */
export function doesServe(
  deed: Pick<DutyDeed, 'kind' | 'area'>,
  duty: Pick<Duty, 'kind' | 'area'>,
  held: readonly PostId[],
): boolean {
  const { posts }: DeedRule = DEEDS[deed.kind]
  const fits = posts === 'every' || held.some(post => posts.includes(post))
  return (
    duty.kind === 'safety' && fits && (duty.area === null || deed.area === null || duty.area === deed.area)
  )
}

/** How somebody stands in the chain, as it is counted. */
export interface Standpoint {
  readonly duties: number
  readonly unknown: number
  readonly undone: number
}

export const dutiesDefined = defineIndicator({
  id: 'duties-defined',
  label: { zh: '责任清单覆盖率', en: 'People with duties' },
  numerator: { zh: '有岗位责任的在岗人员', en: 'People whose duties are published' },
  denominator: { zh: '在岗人员', en: 'People who hold a post' },
  better: 'higher',
  count: (people: readonly Standpoint[]) => ({
    numerator: people.filter(each => each.duties > 0).length,
    denominator: people.length,
  }),
})

export const dutiesKnown = defineIndicator({
  id: 'duties-known',
  label: { zh: '知责率', en: 'People who know their duties' },
  numerator: { zh: '责任全部签收的在岗人员', en: 'People who have accepted all of theirs' },
  denominator: { zh: '在岗人员', en: 'People who hold a post' },
  better: 'higher',
  count: (people: readonly Standpoint[]) => ({
    numerator: people.filter(each => each.duties > 0 && each.unknown === 0).length,
    denominator: people.length,
  }),
})

export const dutiesPerformed = defineIndicator({
  id: 'duties-performed',
  label: { zh: '履责率', en: 'People who do their duties' },
  numerator: {
    zh: '知责且安全职责都有履责记录的人员',
    en: 'People who know theirs and left a record for each',
  },
  denominator: { zh: '在岗人员', en: 'People who hold a post' },
  better: 'higher',
  count: (people: readonly Standpoint[]) => ({
    numerator: people.filter(each => each.duties > 0 && each.unknown === 0 && each.undone === 0).length,
    denominator: people.length,
  }),
})
export const CHAIN_RATES = [dutiesDefined, dutiesKnown, dutiesPerformed] as const
