import { z } from 'zod'
import { Day, dayOf, type Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, LeaderEntryId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Actor } from '../organisation/may.ts'
import type { PostId } from '../organisation/post.ts'

/** Posts whose holders keep a record of what they did for safety. */
export const LEADER_POSTS = [
  'party-secretary',
  'head',
  'deputy-head-safety',
  'bureau-director',
  'bureau-leader',
] as const satisfies readonly PostId[]

export const LEADER_PARTS = {
  study: { zh: '学习部署', en: 'Study' },
  inspection: { zh: '带队检查', en: 'Led inspections' },
  decision: { zh: '研究解决问题', en: 'Problems decided' },
} as const satisfies Record<string, Label>
export type LeaderPart = keyof typeof LEADER_PARTS
export const LEADER_PART_IDS = Object.keys(LEADER_PARTS) as [LeaderPart, ...LeaderPart[]]

/** What the leader writes himself, beside what the system draws together for him. */
export const LeaderEntry = z.object({
  id: LeaderEntryId,
  unitId: UnitId,
  accountId: AccountId,
  part: z.enum(LEADER_PART_IDS),
  on: Day,
  text: humanText(4, 1000),
})
export type LeaderEntry = z.infer<typeof LeaderEntry>
export const NewLeaderEntry = LeaderEntry.pick({ part: true, on: true, text: true })
export type NewLeaderEntry = z.infer<typeof NewLeaderEntry>

export type LeaderRefusal = { readonly code: 'no-leading-post' } | { readonly code: 'held-in-the-future' }

/** Decides an entry of one's own: a leader writes for himself, of what has been. */
export function decideLeaderEntry(
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  entry: NewLeaderEntry,
  { id, held }: { readonly id: LeaderEntryId; readonly held: readonly PostId[] },
): Result<LeaderEntry, LeaderRefusal> {
  if (!held.some(post => (LEADER_POSTS as readonly PostId[]).includes(post)))
    return err({ code: 'no-leading-post' })
  if (entry.on > dayOf(now)) return err({ code: 'held-in-the-future' })
  return ok({ ...entry, id, unitId: actor.unitId, accountId: AccountId.parse(actor.accountId) })
}
