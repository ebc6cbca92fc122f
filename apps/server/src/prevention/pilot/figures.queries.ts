import { addDays, startOfDay, type Actor, type Day, type PilotFigures, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { hazardConditions } from '../hazard-filter.ts'
import { conditions, countRisksByColour } from '../risk/risk.queries.ts'
import { readSchemeInForce } from '../risk/scheme.queries.ts'

/** Handed in within so many days, today the last of them, counts as done lately; the label of the figure says the same. */
const LATELY = 30

/** What the system knows of a school’s dual prevention on a day, by the conditions of the lists that show it. */
export async function countFigures(
  tx: Tx,
  unitId: UnitId,
  { today, actor }: { readonly today: Day; readonly actor: Pick<Actor, 'accountId' | 'scope'> },
): Promise<PilotFigures> {
  const inForce = (await readSchemeInForce(tx)).scheme
  const judged = { today, inForce }
  const reader = { today, accountId: actor.accountId, scope: actor.scope }
  const [points, kept, hazards, runs] = await Promise.all([
    countRisksByColour(tx, { unitId }, judged),
    tx
      .selectFrom('risk_points')
      .select(sql<number>`count(*) filter (where jsonb_array_length(measures) > 0)`.as('measured'))
      .select(sql<number>`count(*) filter (where plan_id is not null)`.as('placed'))
      .where(conditions({ unitId }, judged))
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('hazards')
      .select(sql<number>`count(*) filter (where state not in ('reported', 'dismissed'))`.as('verified'))
      .select(sql<number>`count(*) filter (where state = 'closed')`.as('closed'))
      .select(
        sql<number>`count(*) filter (where ${hazardConditions({ overdue: true }, reader)})`.as('overdue'),
      )
      .where(hazardConditions({ unitId }, reader))
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('inspection_runs')
      .select(sql<number>`count(*)`.as('count'))
      .where('unit_id', '=', unitId)
      .where('visit_id', 'is', null)
      .where('discarded_at', 'is', null)
      .where('handed_in_at', '>=', startOfDay(addDays(today, 1 - LATELY)))
      .executeTakeFirstOrThrow(),
  ])
  const open = hazards.verified - hazards.closed
  return {
    'risk-points': { count: points.total, of: points.total },
    'measured-points': { count: kept.measured, of: points.total },
    'placed-points': { count: kept.placed, of: points.total },
    'due-points': { count: points.due, of: points.total },
    'hand-ins': { count: runs.count, of: runs.count },
    'overdue-hazards': { count: hazards.overdue, of: open },
    'closed-hazards': { count: hazards.closed, of: hazards.verified },
  }
}
