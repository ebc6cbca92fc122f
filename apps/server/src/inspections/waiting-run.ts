import { AREA_LABELS, sayDay, type AreaId, type Day, type RunJudgement, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { sendNotices, type Notice } from '../inbox/send-notice.ts'
import type { Context } from '../trpc.ts'

/** An inspection that waits for its principal. */
export interface WaitingRun {
  readonly id: string
  readonly area: AreaId
  readonly on: Day
}

/** True when all that a run lacks is what the principal alone answers. */
export const waitsForPrincipal = (
  { faults }: Pick<RunJudgement, 'faults'>,
  restricted: ReadonlySet<string>,
): boolean => faults.length > 0 && faults.every(({ code }) => restricted.has(code))

/** Tells the principals of a unit that a run waits for them; not the one who is at it. */
export async function tellPrincipals(
  tx: Tx,
  { actor }: Pick<Context, 'actor'>,
  run: WaitingRun & { readonly unitId: UnitId },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from accounts
    where unit_id = ${run.unitId} and role = 'principal' and disabled_at is null`.execute(tx)
  const told = rows.filter(({ id }) => id !== actor.accountId)
  await sendNotices(
    tx,
    told.map(({ id }) => waitingNotice(id, run, 0)),
  )
}

/** What a principal is told, once each turn. */
export const waitingNotice = (accountId: string, { id, area, on }: WaitingRun, turn: number): Notice => ({
  ...{ accountId, kind: 'due', link: `/inspections/${id}` },
  title: { zh: '自查待校长填写', en: 'A self-inspection waits for the principal' },
  body: {
    zh: `${AREA_LABELS[area].zh}，${sayDay(on).zh}自查：其他项目已填完，涉及学生个人信息的项目由校长填写，填完后方可提交。`,
    en: `${AREA_LABELS[area].en}, begun ${sayDay(on).en}: what is about single pupils is for the principal to answer; then it can be handed in.`,
  },
  dedupeKey: `run-waits ${id} ${turn}`,
})
