import {
  may,
  OWED_STATES,
  phaseOn,
  reviewsOwnUnit,
  SETTLED_HAZARD_STATES,
  type AreaId,
  type AssignmentState,
  type CampaignId,
  type CampaignState,
  type Day,
  type HazardState,
} from '@anlan/domain'
import { sql, type SelectQueryBuilder } from 'kysely'
import { phasesOf } from '../campaign/campaign.queries.ts'
import { countCampaign } from '../campaign/progress.queries.ts'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/scope.ts'
import {
  ASKS_EXTENSION,
  IS_OPEN,
  isOverdueSql,
  listingEndedSql,
  OWES_LOOK_BACK,
} from '../prevention/hazard-filter.ts'
import { countWaitingPilots } from '../prevention/pilot/waiting-pilots.ts'
import { countPublicReports } from '../prevention/public-reports/public-reports.queries.ts'
import { countMeasures } from '../supervision/list-measures.ts'
import { procedure, router, type Context } from '../trpc.ts'
import { countWaitingForPerson } from './waiting-for-person.ts'

const SHOWN = 8

export interface HomeTask {
  readonly id: string
  readonly title: string
  readonly area: AreaId | null
  readonly dueOn: Day | null
  readonly state: AssignmentState
  readonly reason: string | null
  readonly unit: { readonly id: string; readonly name: string }
}

type Assignments = SelectQueryBuilder<Schema, 'assignments' | 'tasks' | 'units' | 'campaigns', object>

/** Assignments of running campaigns that the scope shows, joined with what a row on a page needs. */
const running = (tx: Tx): Assignments =>
  tx
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .innerJoin('units', 'units.id', 'assignments.unit_id')
    .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')
    .where('campaigns.state', '=', 'running')

async function listTasks(query: Assignments): Promise<HomeTask[]> {
  const rows = await query
    .select(['assignments.id', 'tasks.title', 'assignments.area', 'assignments.due_on', 'assignments.state'])
    .select(['assignments.reason', 'units.id as unit_id', 'units.short_name'])
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    ...{
      id: row.id,
      title: row.title,
      area: row.area,
      dueOn: row.due_on,
      state: row.state,
      reason: row.reason,
    },
    unit: { id: row.unit_id, name: row.short_name },
  }))
}

const countOf = async (query: Assignments): Promise<number> => {
  const { count } = await query.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return count
}

const notYetDue = (today: Day) =>
  sql<boolean>`(assignments.due_on is null or assignments.due_on >= ${today}::date)`

/** What waits for one person: his unit's own duties, what he has to judge, and where the campaign stands. */
async function summarise(tx: Tx, { actor, app }: Context) {
  const today = app.clock.today()
  // A unit's duties wait for whoever may hand them in, and for nobody else at the unit.
  const hands = may(actor, 'assignment.submit')
  const own = (): Assignments => {
    const ofUnit = running(tx).where('assignments.unit_id', '=', actor.unitId)
    return hands ? ofUnit : ofUnit.where(sql<boolean>`false`)
  }
  const open = (): Assignments => own().where('assignments.state', 'in', OWED_STATES)
  // What was returned is listed as such, and once is enough.
  const fresh = (): Assignments => open().where('assignments.state', '<>', 'returned')
  const review = (): Assignments => {
    const handedIn = running(tx).where('assignments.state', '=', 'submitted')
    return reviewsOwnUnit(actor.role) ? handedIn : handedIn.where('assignments.unit_id', '<>', actor.unitId)
  }
  const reviews = may(actor, 'assignment.review')
  const hazards = tx.selectFrom('hazards')
  const count = sql<number>`count(*)`.as('count')
  const [
    overdue,
    returned,
    dueSoon,
    toReview,
    counts,
    toReviewCount,
    byState,
    hazardCounts,
    waiting,
    campaigns,
    drafts,
    reports,
    measures,
    pilots,
    personal,
  ] = await Promise.all([
    listTasks(fresh().where('assignments.due_on', '<', today).orderBy('assignments.due_on')),
    listTasks(own().where('assignments.state', '=', 'returned').orderBy('assignments.decided_at', 'desc')),
    listTasks(fresh().where(notYetDue(today)).orderBy('assignments.due_on')),
    reviews ? listTasks(review().orderBy('assignments.submitted_at')) : [],
    open()
      .select([count, sql<number>`count(*) filter (where assignments.due_on < ${today}::date)`.as('overdue')])
      .select(sql<number>`count(*) filter (where assignments.state = 'returned')`.as('returned'))
      .executeTakeFirstOrThrow(),
    reviews ? countOf(review()) : 0,
    hazards.select(['state', count]).groupBy('state').execute(),
    hazards
      .select(
        sql<number>`count(*) filter (where lead_id = ${actor.accountId} and state = 'rectifying')`.as('mine'),
      )
      .select(sql<number>`count(*) filter (where grade = 'major')`.as('major'))
      .where('state', 'not in', SETTLED_HAZARD_STATES)
      .executeTakeFirstOrThrow(),
    countWaiting(tx, today),
    listCampaigns(tx, today),
    may(actor, 'campaign.draft')
      ? tx
          .selectFrom('campaigns')
          .select(['id', 'title', 'state'])
          .where('state', 'in', DRAFTS)
          .orderBy('created_at', 'desc')
          .limit(SHOWN)
          .execute()
      : [],
    may(actor, 'public-report.settle') ? countPublicReports(tx) : null,
    may(actor, 'supervision.read') ? countMeasures(tx, { today, scope: actor.scope }) : null,
    countWaitingPilots(tx, today),
    countWaitingForPerson(tx, actor, today),
  ])
  const hazardStates = Object.fromEntries(byState.map(row => [row.state, row.count])) as Partial<
    Record<HazardState, number>
  >
  return {
    own: { open: counts.count, overdue: counts.overdue, returned: counts.returned },
    ...{ overdue, returned, dueSoon, toReview, toReviewCount, drafts, campaigns },
    publicReports: reports?.waiting ?? 0,
    hazards: { byState: hazardStates, mine: hazardCounts.mine, openMajor: hazardCounts.major, ...waiting },
    ...{ measures, pilots, personal },
    today,
  }
}

/** What waits in the loop of hazards for somebody to decide or to look: each as long as the list of the same filter. */
async function countWaiting(tx: Tx, today: Day) {
  return tx
    .selectFrom('hazards')
    .select(sql<number>`count(*) filter (where ${OWES_LOOK_BACK})`.as('lookBack'))
    .select(sql<number>`count(*) filter (where ${ASKS_EXTENSION})`.as('extension'))
    .select(sql<number>`count(*) filter (where ${listingEndedSql(today)})`.as('listingEnded'))
    .select(
      sql<number>`count(*) filter (where hazards.state = 'transferred' and ${isOverdueSql(today)})`.as(
        'transferredLate',
      ),
    )
    .where(sql<boolean>`(${OWES_LOOK_BACK} or ${IS_OPEN})`)
    .executeTakeFirstOrThrow()
}

const DRAFTS: CampaignState[] = ['draft', 'confirmed']
const CAMPAIGNS = 3

/** The campaigns people are at work on, the newest first: the phase, and how all within the scope stands. */
async function listCampaigns(tx: Tx, today: Day) {
  const rows = await tx
    .selectFrom('campaigns')
    .select(['id', 'title'])
    .where('state', '=', 'running')
    .orderBy('dispatched_at', 'desc')
    .limit(CAMPAIGNS)
    .execute()
  const phases = await phasesOf(
    tx,
    rows.map(row => row.id),
  )
  return Promise.all(
    rows.map(async ({ id, title }) => {
      const phase = phaseOn(phases.get(id) ?? [], today)
      const counts = await countCampaign(tx, id as CampaignId, today)
      return { id, title, counts, phase: phase && { name: phase.name, to: phase.to } }
    }),
  )
}

export const homeRouter = router({
  summary: procedure.query(({ ctx }) => ctx.app.db.read(ctx.actor, tx => summarise(tx, ctx))),
})
