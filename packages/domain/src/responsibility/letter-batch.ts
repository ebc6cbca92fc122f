import { z } from 'zod'
import type { Day } from '../kernel/day.ts'
import { AccountId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { PostId } from '../organisation/post.ts'
import type { UnitKind } from '../organisation/unit.ts'
import type { Duty } from './duty.ts'
import { postsOf } from './duty.ts'
import type { LetterWording } from './letter-of-responsibility.ts'
import { composeLetter, type LetterTemplateContent } from './letter-template.ts'

/** Posts that one person holds in a unit; two holders at a time are a fault of the list of posts. */
export const SINGLE_POSTS = [
  ...(['party-secretary', 'head', 'bureau-director', 'section-chief'] as const),
  ...(['deputy-head-safety', 'safety-director', 'moral-education-director'] as const),
  ...(['teaching-director', 'general-affairs-director'] as const),
] as const satisfies readonly PostId[]

export const isSinglePost = (post: PostId): boolean => (SINGLE_POSTS as readonly PostId[]).includes(post)

/** Why somebody gets no letter in a batch. */
export const SKIP_REASONS = {
  'no-holder': { zh: '该岗位当前无人', en: 'Nobody holds the post' },
  'two-holders': { zh: '该岗位同时登记了两人以上，请先核对任职', en: 'The post has two holders or more' },
  'has-one': { zh: '本年度已有同一责任书', en: 'Has the same letter for the year already' },
  'moved-away': { zh: '预览之后已调离该岗位', en: 'Has left the post since the preview' },
  'is-issuer': { zh: '发出人不能与自己签', en: 'Is the one who issues' },
  'nothing-to-sign': { zh: '没有属于该岗位的条款和职责', en: 'There is nothing in it for the post' },
} as const satisfies Record<string, Label>
export type SkipReason = keyof typeof SKIP_REASONS
export const SKIP_REASON_IDS = Object.keys(SKIP_REASONS) as [SkipReason, ...SkipReason[]]

/** Somebody, or a post nobody holds, that a batch passes by. */
export const SkippedLetter = z.object({
  unitId: UnitId,
  unitName: z.string(),
  post: PostId.nullable(),
  name: z.string().nullable(),
  why: z.enum(SKIP_REASON_IDS),
})
export type SkippedLetter = z.infer<typeof SkippedLetter>

/** Who holds a post on the day of the batch. */
export interface Holder {
  readonly unitId: UnitId
  readonly post: PostId
  readonly accountId: AccountId
  readonly name: string
}

/** One signature that is asked for: a person at a post of a unit. */
export const LetterSigner = z.object({ unitId: UnitId, post: PostId, signerId: AccountId })
export type LetterSigner = z.infer<typeof LetterSigner>
const keyOf = ({ unitId, post, signerId }: LetterSigner): string => `${unitId} ${post} ${signerId}`

export interface BatchFacts {
  readonly template: LetterTemplateContent
  readonly posts: readonly PostId[]
  readonly units: readonly { readonly id: UnitId; readonly name: string; readonly kind: UnitKind }[]
  readonly holders: readonly Holder[]
  /** Letters of the same level and year that are not withdrawn. */
  readonly standing: readonly LetterSigner[]
  /** The duties in force at those units. */
  readonly duties: readonly Duty[]
  readonly issuerId: string
  readonly from: Day
  readonly to: Day
}

/** A letter that goes out, with what it says. */
export interface PlannedLetter extends Holder {
  readonly unitName: string
  readonly text: LetterWording
  readonly duties: readonly Pick<Duty, 'id' | 'version'>[]
}

export interface BatchPlan {
  readonly planned: readonly PlannedLetter[]
  readonly skipped: readonly SkippedLetter[]
}

/** 2026—2027学年, or 2026年度 where the letters hold for a calendar year. */
export function sayYears(from: Day, to: Day): string {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)]
  return first === last ? `${first}年度` : `${first}—${last}学年`
}

/**
 * Who gets a letter in a batch, and who does not and why. Where somebody has looked at a preview, `expected` holds whom it
 * named: whoever has left since is told apart, and nobody gets a letter the preview did not show.
 */
export function planBatch(facts: BatchFacts, expected?: readonly LetterSigner[]): BatchPlan {
  const { template, units, posts } = facts
  const planned: PlannedLetter[] = []
  const skipped: SkippedLetter[] = []
  const standing = new Set(facts.standing.map(keyOf))
  const byPlace = Map.groupBy(facts.holders, ({ unitId, post }) => `${unitId} ${post}`)
  const dutiesAt = Map.groupBy(facts.duties, duty => duty.unitId)
  const shown = expected && new Set(expected.map(keyOf))
  const years = sayYears(facts.from, facts.to)
  for (const unit of units) {
    for (const post of posts) {
      const holders = byPlace.get(`${unit.id} ${post}`) ?? []
      const skip = (why: SkipReason, name: string | null) =>
        skipped.push({ unitId: unit.id, unitName: unit.name, post, name, why })
      if (holders.length === 0) skip('no-holder', null)
      if (holders.length > 1 && isSinglePost(post)) {
        skip('two-holders', holders.map(({ name }) => name).join('、'))
        continue
      }
      const duties = (dutiesAt.get(unit.id) ?? []).filter(duty => postsOf(duty).includes(post))
      for (const holder of holders) {
        const signer = { unitId: unit.id, post, signerId: holder.accountId }
        if (standing.has(keyOf(signer))) skip('has-one', holder.name)
        else if (holder.accountId === facts.issuerId) skip('is-issuer', holder.name)
        else if (!shown || shown.has(keyOf(signer))) {
          const text = composeLetter(template, {
            ...{ unitName: unit.name, unitKind: unit.kind, signerName: holder.name, post, years, duties },
          })
          if (text)
            planned.push({
              ...holder,
              ...{ unitName: unit.name, text, duties: duties.map(({ id, version }) => ({ id, version })) },
            })
          else skip('nothing-to-sign', holder.name)
        }
      }
    }
  }
  return { planned, skipped: [...skipped, ...listMovedAway(facts, expected ?? [])] }
}

/** Those the preview named who do not hold their post there any more. */
function listMovedAway({ holders, units }: BatchFacts, expected: readonly LetterSigner[]): SkippedLetter[] {
  const held = new Set(
    holders.map(({ unitId, post, accountId }) => keyOf({ unitId, post, signerId: accountId })),
  )
  const names = new Map(units.map(({ id, name }) => [id, name]))
  return expected
    .filter(each => !held.has(keyOf(each)))
    .map(({ unitId, post }) => ({
      ...{ unitId, unitName: names.get(unitId) ?? '', post, name: null, why: 'moved-away' as const },
    }))
}
