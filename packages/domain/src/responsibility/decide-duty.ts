import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import type { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, mayRole, type Actor } from '../organisation/may.ts'
import { PostId } from '../organisation/post.ts'
import { isBureauRole } from '../organisation/role.ts'
import { isOffice, type Unit } from '../organisation/unit.ts'
import { DutyKind, nextEdition, type Duty } from './duty.ts'

/** What a person writes of a duty. */
export const DutyContent = z.object({
  post: PostId,
  kind: DutyKind,
  area: AreaId.nullable(),
  text: humanText(4, 1000),
  basis: humanText(0, 300).nullable(),
  coOwners: z.array(PostId).max(10),
})
export type DutyContent = z.infer<typeof DutyContent>

export type DutyRefusal =
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'not-your-list' }
  | { readonly code: 'duty-retired' }
  | { readonly code: 'duty-post-fixed' }

/** Why somebody does not keep a unit's list of duties, or nothing: a school's is its own, the bureau's sections' the bureau's. */
export function barToDuties(actor: Actor, unit: Pick<Unit, 'id' | 'kind'>): DutyRefusal | null {
  if (!mayRole(actor.role, 'duty.manage')) return { code: 'role-not-allowed' }
  if (!covers(actor.scope, unit.id)) return { code: 'outside-scope' }
  return isBureauRole(actor.role) === isOffice(unit.kind) ? null : { code: 'not-your-list' }
}

/** The draft that a change to a duty makes: of a draft the same edition anew, of a published one the next. */
export function draftDuty(newest: Duty, content: DutyContent): Result<Duty, DutyRefusal> {
  if (newest.retired) return err({ code: 'duty-retired' })
  // What a post owes is that post’s history; another post’s duty is another duty.
  if (content.post !== newest.post || content.kind !== newest.kind) return err({ code: 'duty-post-fixed' })
  return ok(
    newest.publishedOn === null
      ? { ...newest, ...content, revision: newest.revision + 1 }
      : { ...nextEdition(newest, content) },
  )
}

/** The edition that ends a published duty on a day. */
export const retireDuty = (newest: Duty, on: Day): Result<Duty, DutyRefusal> =>
  newest.retired
    ? err({ code: 'duty-retired' })
    : ok({ ...nextEdition(newest, { retired: true }), publishedOn: on })
