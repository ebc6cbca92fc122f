import { HANDOVER_HAPPENINGS, POSTS, type Handover, type HandoverStep, type UnitId } from '@anlan/domain'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'

type Side = 'from' | 'to' | 'heads'

/** Who is told of what happens to a handover. */
const TOLD = {
  ...{ make: ['from', 'to', 'heads'], successor: ['from', 'to'], again: ['from', 'heads'], day: ['from'] },
  ...{ 'hand-over': ['to'], 'take-over': ['from', 'heads'], 'send-back': ['from'], cancel: ['from', 'to'] },
} as const satisfies Record<HandoverStep['event'], readonly Side[]>

async function listHeads(tx: Tx, unitId: UnitId): Promise<string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('role', '=', 'principal')
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Lays an event on a handover into the in-trays of those it is about. Nobody is told of his own deed. */
export async function tellHandover(
  tx: Tx,
  { actor }: Occasion,
  handover: Handover,
  event: HandoverStep['event'],
): Promise<void> {
  const sides: readonly Side[] = TOLD[event]
  const told = new Set([
    ...(sides.includes('from') ? [handover.fromId as string] : []),
    ...(sides.includes('to') && handover.toId ? [handover.toId as string] : []),
    ...(sides.includes('heads') ? await listHeads(tx, handover.unitId) : []),
  ])
  told.delete(actor.accountId)
  const [what, post] = [HANDOVER_HAPPENINGS[event], POSTS[handover.post]]
  await sendNotices(
    tx,
    [...told].map(accountId => ({
      ...{ accountId, kind: 'handover' as const, link: `/handovers/${handover.id}` },
      title: { zh: `岗位交接：${what.zh}`, en: `Handover of a post: ${what.en}` },
      body: {
        zh: `${post.zh}，移交人${handover.fromName}${handover.toName ? `，接收人${handover.toName}` : ''}。`,
        en: `${post.en}, from ${handover.fromName}${handover.toName ? ` to ${handover.toName}` : ''}.`,
      },
      dedupeKey: `handover ${handover.id} ${handover.revision}`,
    })),
  )
}
