import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { Day } from '../kernel/day.ts'
import { DutyId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { listHolders, PostId, type Appointment } from '../organisation/post.ts'
import { humanText } from '../kernel/human-text.ts'

/** 一岗双责: every post has the duty of its business and, with it, a duty of safety. */
export const DUTY_KINDS = {
  business: { zh: '业务职责', en: 'Business duty' },
  safety: { zh: '安全职责', en: 'Safety duty' },
} as const satisfies Record<string, Label>
export type DutyKind = keyof typeof DUTY_KINDS
export const DutyKind = z.enum(Object.keys(DUTY_KINDS) as [DutyKind, ...DutyKind[]])

/**
 * One edition of a duty: what a post of a unit owes, in one area or in all. An edition never changes; a change
 * is the next version of the same duty. `retired` ends the duty without a successor.
 */
export const Duty = z.object({
  id: DutyId,
  version: z.number().int().min(1),
  unitId: UnitId,
  post: PostId,
  kind: DutyKind,
  /** Null: safety as a whole. */
  area: AreaId.nullable(),
  text: humanText(4, 1000),
  basis: humanText(0, 300).nullable(),
  /** 齐抓共管: posts that share it. */
  coOwners: z.array(PostId),
  /** Null while it is a draft: nobody owes a draft. */
  publishedOn: Day.nullable(),
  retired: z.boolean(),
  /** The item of the bureau's model list it was taken over from. */
  origin: z.string().nullable(),
  /** Counts the changes to a draft. */
  revision: z.number().int().min(1),
})
export type Duty = z.infer<typeof Duty>

/** The duties in force on a day, each in its newest edition published by then. */
export function listDutiesInForce(editions: readonly Duty[], on: Day): Duty[] {
  const newest = new Map<DutyId, Duty>()
  for (const edition of editions) {
    if (edition.publishedOn === null || edition.publishedOn > on) continue
    const known = newest.get(edition.id)
    if (!known || known.version < edition.version) newest.set(edition.id, edition)
  }
  return [...newest.values()].filter(duty => !duty.retired)
}

/** The next edition of a duty, a draft until it is published. */
export const nextEdition = (
  duty: Duty,
  change: Partial<Pick<Duty, 'area' | 'basis' | 'coOwners' | 'retired' | 'text'>>,
): Duty => ({
  ...duty,
  ...change,
  version: duty.version + 1,
  publishedOn: null,
  revision: 1,
})

/** The posts a duty lies on: its own and those that share it. */
export const postsOf = (duty: Pick<Duty, 'coOwners' | 'post'>): PostId[] => [
  ...new Set([duty.post, ...duty.coOwners]),
]

/** Who owes what: every duty in force with the people who hold its posts on that day. */
export function listOwners(
  editions: readonly Duty[],
  appointments: readonly Appointment[],
  on: Day,
): { readonly duty: Duty; readonly holders: readonly Appointment[] }[] {
  const held = listHolders(appointments, on)
  return listDutiesInForce(editions, on).map(duty => ({
    duty,
    holders: held.filter(each => each.unitId === duty.unitId && postsOf(duty).includes(each.post)),
  }))
}
