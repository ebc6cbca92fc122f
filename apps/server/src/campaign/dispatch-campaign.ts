import {
  countOf,
  sayDay,
  MAY,
  resolveAddressees,
  type Campaign,
  type CampaignDraft,
  type CampaignId,
  type Day,
  type PhaseId,
  type TaskId,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendNotices, type Notice } from '../inbox/send-notice.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'

/** What was laid on whom, for the record. */
export interface Dispatched {
  readonly phases: number
  readonly tasks: number
  readonly units: number
  readonly assignments: number
  /** Tasks whose deadline had passed on the day of dispatch (SEED-MAP B14); nobody is chased for them. */
  readonly dueBeforeDispatch: number
}

interface Laid {
  readonly taskId: TaskId
  readonly unitId: UnitId
  readonly dueOn: Day | null
}

/**
 * Turns a draft into work: phases, tasks, and one assignment for each task and unit as the addressees mean them today.
 * From here on that set is frozen. Whoever hands in for one of those units is told, once.
 */
export async function dispatchCampaign(
  tx: Tx,
  { app }: Context,
  campaign: Campaign,
  draft: CampaignDraft,
  units: readonly Unit[],
): Promise<Dispatched> {
  const today = app.clock.today()
  const plan = withOwnIds(draft)
  const laid = plan.tasks.flatMap(task =>
    resolveAddressees(units, task.addressees, today).map((unit): Laid => ({
      taskId: task.id,
      unitId: unit.id,
      dueOn: task.dueOn,
    })),
  )
  await insertPlan(tx, campaign.id, plan)
  await insertAssignments(tx, campaign.id, laid)
  await tellUnits(tx, campaign, laid, today)
  return {
    ...{ phases: draft.phases.length, tasks: draft.tasks.length, assignments: laid.length },
    units: new Set(laid.map(each => each.unitId)).size,
    dueBeforeDispatch: draft.tasks.filter(task => task.dueOn !== null && task.dueOn < today).length,
  }
}

/** The ids in a draft are its author's choice, and may be those of another campaign's rows. */
function withOwnIds(draft: CampaignDraft): CampaignDraft {
  const phaseIds = new Map(draft.phases.map(({ id }) => [id, newId<PhaseId>()]))
  return {
    ...draft,
    phases: draft.phases.map(phase => ({ ...phase, id: phaseIds.get(phase.id) ?? phase.id })),
    tasks: draft.tasks.map(task => ({
      ...{ ...task, id: newId<TaskId>() },
      phaseId: (task.phaseId && phaseIds.get(task.phaseId)) ?? null,
    })),
  }
}

async function insertPlan(tx: Tx, campaignId: CampaignId, draft: CampaignDraft): Promise<void> {
  await bulkInsert(
    tx,
    'phases',
    draft.phases.map((phase, index) => ({
      ...{ id: phase.id, campaign_id: campaignId, ordinal: index + 1, kind: phase.kind },
      ...{ name: phase.name, from_on: phase.from, to_on: phase.to, path: phase.path },
    })),
  )
  await bulkInsert(
    tx,
    'tasks',
    draft.tasks.flatMap((task, index) =>
      // A task without a phase blocks the confirmation, so none comes as far as here.
      task.phaseId === null
        ? []
        : [
            {
              ...{ id: task.id, campaign_id: campaignId, phase_id: task.phaseId, ordinal: index + 1 },
              ...{ path: task.path, title: task.title, quote: task.quote, area: task.area },
              ...{ span_start: task.span?.start ?? null, span_end: task.span?.end ?? null },
              ...{ due_on: task.dueOn, evidence: task.evidence, milestone: task.milestone },
              // Rows travel as one JSON parameter, in which the addressees are a value and not a text.
              addressees: task.addressees as never,
            },
          ],
    ),
  )
}

/** Three arrays, one statement: township, area, phase and deadline are copied from the rows they belong to. */
async function insertAssignments(tx: Tx, campaignId: CampaignId, laid: readonly Laid[]): Promise<void> {
  await sql`
    insert into assignments (id, campaign_id, task_id, phase_id, unit_id, township, area, due_on)
    select laid.id, ${campaignId}, tasks.id, tasks.phase_id, units.id, units.township, tasks.area, tasks.due_on
    from unnest(${laid.map(() => newId<string>())}::uuid[], ${laid.map(each => each.taskId)}::uuid[],
      ${laid.map(each => each.unitId)}::uuid[]) as laid (id, task_id, unit_id)
    join tasks on tasks.id = laid.task_id join units on units.id = laid.unit_id`.execute(tx)
}

async function tellUnits(tx: Tx, campaign: Campaign, laid: readonly Laid[], today: Day): Promise<void> {
  const byUnit = Map.groupBy(laid, each => each.unitId)
  const people = await tx
    .selectFrom('accounts')
    .select(['id', 'unit_id'])
    .where('role', 'in', MAY['assignment.submit'])
    .where('disabled_at', 'is', null)
    .execute()
  const notices = people.flatMap(person => {
    const duties = byUnit.get(person.unit_id as UnitId)
    return duties ? [noticeFor(person.id, campaign, duties, today)] : []
  })
  await sendNotices(tx, notices)
}

function noticeFor(accountId: string, campaign: Campaign, duties: readonly Laid[], today: Day): Notice {
  const ahead = duties.flatMap(duty => (duty.dueOn !== null && duty.dueOn >= today ? [duty.dueOn] : []))
  const next = ahead.toSorted()[0]
  const past = duties.filter(duty => duty.dueOn !== null && duty.dueOn < today).length
  return {
    accountId,
    kind: 'dispatched',
    title: { zh: `新的专项行动：${campaign.title}`, en: `New campaign: ${campaign.title}` },
    body: {
      zh:
        `你单位有${duties.length}项任务` +
        (next ? `，最近的期限是${sayDay(next).zh}` : '') +
        (past > 0 ? `；其中${past}项的期限在下发前已过，请尽快补办` : '') +
        '。请签收并按期提交材料。',
      en:
        `Your unit has ${countOf(duties.length, 'task')}` +
        (next ? `; the next deadline is ${sayDay(next).en}` : '') +
        (past > 0 ? `; ${past} were due before dispatch and are still asked for` : '') +
        '. Please acknowledge them and hand in on time.',
    },
    link: '/tasks',
    dedupeKey: `dispatched ${campaign.id}`,
  }
}
