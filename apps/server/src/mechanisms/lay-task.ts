import {
  err,
  MAY,
  NOBODY,
  ok,
  sayDay,
  type AreaId,
  type CampaignId,
  type Day,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

export interface LaidTask {
  readonly unitId: UnitId
  readonly campaignId: CampaignId
  readonly title: string
  /** The words it was concluded in, which the unit reads with it. */
  readonly quote: string
  readonly dueOn: Day
  readonly area: AreaId | null
}

/** Lays one more task of a running campaign on one unit, in the phase of today. Gives the assignment. */
export async function layTask(
  tx: Tx,
  context: Context,
  { unitId, campaignId, title, quote, dueOn, area }: LaidTask,
): Promise<Result<string, Refusal>> {
  const today = context.app.clock.today()
  const [campaign, phase, unit] = await Promise.all([
    tx.selectFrom('campaigns').select('state').where('id', '=', campaignId).executeTakeFirst(),
    tx
      .selectFrom('phases')
      .select('id')
      .where('campaign_id', '=', campaignId)
      // The phase of today, else the one that is nearest to it.
      .orderBy(sql`greatest(from_on - ${today}::date, ${today}::date - to_on, 0)`)
      .orderBy('ordinal', 'desc')
      .executeTakeFirst(),
    tx
      .selectFrom('units')
      .select(['id', 'township', 'open_until'])
      .where('id', '=', unitId)
      .executeTakeFirst(),
  ])
  if (!unit) return err({ code: 'not-found' })
  if (unit.open_until !== null) return err({ code: 'unit-closed' })
  if (campaign?.state !== 'running' || !phase) return err({ code: 'campaign-not-running' })
  if (dueOn < today) return err({ code: 'deadline-in-the-past' })
  const [taskId, id] = [newId<string>(), newId<string>()]
  const { last } = await tx
    .selectFrom('tasks')
    .select(sql<number>`coalesce(max(ordinal), 0)`.as('last'))
    .where('campaign_id', '=', campaignId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('tasks')
    .values({
      ...{ id: taskId, campaign_id: campaignId, phase_id: phase.id, ordinal: Number(last) + 1, path: null },
      ...{ title, quote, span_start: null, span_end: null, area, due_on: dueOn, milestone: null },
      ...{ addressees: JSON.stringify({ ...NOBODY, include: [unitId] }), evidence: [] },
    })
    .execute()
  await tx
    .insertInto('assignments')
    .values({
      ...{ id, campaign_id: campaignId, task_id: taskId, phase_id: phase.id, unit_id: unitId },
      ...{ township: unit.township, area, due_on: dueOn, state: 'pending' as const },
    })
    .execute()
  await recordAudit(tx, context, {
    ...{ action: 'assignment.lay', subject: { kind: 'assignment', id }, unitId },
    after: { title, dueOn, area },
  })
  await tellUnit(tx, id, { unitId, title, dueOn })
  return ok(id)
}

async function tellUnit(
  tx: Tx,
  id: string,
  task: Pick<LaidTask, 'unitId' | 'title' | 'dueOn'>,
): Promise<void> {
  const people = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', '=', task.unitId)
    .where('role', 'in', MAY['assignment.submit'])
    .where('disabled_at', 'is', null)
    .execute()
  await sendNotices(
    tx,
    people.map(person => ({
      ...{ accountId: person.id, kind: 'dispatched' as const, link: `/tasks/${id}` },
      title: { zh: '新增一项任务', en: 'One more task' },
      body: {
        zh: `${task.title}，期限${sayDay(task.dueOn).zh}。`,
        en: `${task.title}, due ${sayDay(task.dueOn).en}.`,
      },
      dedupeKey: `laid ${id}`,
    })),
  )
}
