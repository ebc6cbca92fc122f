import { z } from 'zod'
import type { AreaId } from '../areas/area-id.ts'
import type { Day } from '../kernel/day.ts'
import { defineIndicator } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import { POST_IDS, type PostId } from '../organisation/post.ts'
import type { Duty } from './duty.ts'

interface DeedRule {
  readonly label: Label
  /** The posts whose duties it shows done. */
  readonly posts: readonly PostId[] | 'every'
  /** It is done in a key area, and shows the duties of that area. */
  readonly inArea: boolean
  /** Whose duty for safety as a whole it shows, of those posts. */
  readonly whole: 'every' | 'not-chiefs' | 'nobody'
}

/** Their duty as a whole is to see to it that others do theirs: no deed of their own hands alone shows that. */
const CHIEFS = [
  'party-secretary',
  'head',
  'deputy-head-safety',
  'bureau-director',
  'bureau-leader',
  'section-chief',
] as const satisfies readonly PostId[]
const LEADING = [...CHIEFS, 'safety-director', 'section-clerk'] as const satisfies readonly PostId[]

const HANDS_ON = { posts: 'every', inArea: true, whole: 'not-chiefs' } as const
const LED = { posts: LEADING, inArea: true, whole: 'every' } as const
const ORGANISED = { posts: 'every', inArea: true, whole: 'every' } as const
/** What somebody learnt is no deed in an area. */
const LEARNT = { posts: 'every', inArea: false, whole: 'not-chiefs' } as const

/**
 * 履责: what somebody does elsewhere in the system, and whose duties that shows to be done. The duty of an area is shown by what
 * was done in that area, and by nothing else; the duty for safety as a whole by deeds of its kind: of leading and organising
 * for those who lead, of their own hands too for everybody else. A line in a register is a deed of its area alone.
 */
export const DEEDS = {
  'hazard-reported': { label: { zh: '发现并登记隐患', en: 'Reported a hazard' }, ...HANDS_ON },
  'hazard-rectified': { label: { zh: '完成隐患整改', en: 'Put a hazard right' }, ...HANDS_ON },
  'hazard-accepted': { label: { zh: '验收销号', en: 'Accepted a rectification' }, ...LED },
  'self-inspection': { label: { zh: '开展检查', en: 'Inspected' }, ...ORGANISED },
  'visit-made': { label: { zh: '参加到校检查', en: 'Took part in a visit' }, ...LED, inArea: false },
  'entry-recorded': {
    label: { zh: '登记台账', en: 'Wrote in a register' },
    ...{ posts: 'every', inArea: true, whole: 'nobody' },
  },
  'task-handed-in': { label: { zh: '提交任务材料', en: 'Handed in a task' }, ...LED },
  'drill-arranged': { label: { zh: '组织应急演练', en: 'Arranged a drill' }, ...ORGANISED },
  'study-attended': { label: { zh: '参加安全专题学习', en: 'Took part in a study' }, ...LED, inArea: false },
  'training-done': { label: { zh: '完成安全培训', en: 'Completed a training' }, ...LEARNT },
  'certificate-earned': { label: { zh: '取得培训证书', en: 'Earned a certificate' }, ...LEARNT },
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

/** The posts whose duties such a deed shows: those of its area, and those for safety as a whole. */
export function postsShownBy(kind: DeedKind): {
  readonly inArea: readonly PostId[]
  readonly whole: readonly PostId[]
} {
  const { posts, inArea, whole }: DeedRule = DEEDS[kind]
  const his = posts === 'every' ? POST_IDS : posts
  const isChief = (post: PostId) => (CHIEFS as readonly PostId[]).includes(post)
  return {
    inArea: inArea ? his : [],
    whole: whole === 'nobody' ? [] : his.filter(post => whole === 'every' || !isChief(post)),
  }
}

/** Whether a kind of deed can show such a duty; a duty of business is shown elsewhere. */
function canShow(kind: DeedKind, duty: Pick<Duty, 'kind' | 'area'>, held: readonly PostId[]): boolean {
  const { inArea, whole } = postsShownBy(kind)
  const posts = duty.area === null ? whole : inArea
  return duty.kind === 'safety' && held.some(post => posts.includes(post))
}

/** The kinds of deeds that show such a duty of whoever holds these posts. */
export const listProofs = (duty: Pick<Duty, 'kind' | 'area'>, held: readonly PostId[]): DeedKind[] =>
  DEED_KIND_IDS.filter(kind => canShow(kind, duty, held))

/** Whether a deed shows a duty being done by whoever holds one of these posts. */
export const doesServe = (
  deed: Pick<DutyDeed, 'kind' | 'area'>,
  duty: Pick<Duty, 'kind' | 'area'>,
  held: readonly PostId[],
): boolean => (duty.area === null || deed.area === duty.area) && canShow(deed.kind, duty, held)

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
