import { addDays, type Day, type SupervisionNumbers, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { IS_IN_WORK } from '../jobs/hazard-reminders.ts'
import { OPEN_TASKS } from '../jobs/task-reminders.ts'

/** A task or a hazard of a unit that is late, or was sent back too often. */
export interface LateItem {
  readonly kind: 'assignment' | 'hazard'
  readonly id: string
  readonly unitId: UnitId
  /** What it is counted together with: its campaign, or all hazards of the unit. */
  readonly source: string
  readonly title: string | null
  /** Days overdue; 0 or less where only the returns count. */
  readonly days: number
  readonly returns: number
  /** Matters that rest on it, the oldest first. */
  readonly matters: readonly string[]
}

const MATTERS = (id: ReturnType<typeof sql>) => sql`
  coalesce((select array_agg(f.matter_id::text order by f.matter_id) from supervision_facts f
    where f.subject_id = ${id}), '{}')`

/** What is late by the county's numbers, unit by unit, the longest overdue first. */
export async function listLateItems(tx: Tx, today: Day, numbers: SupervisionNumbers): Promise<LateItem[]> {
  const before = addDays(today, -numbers['remind-after'])
  const [tasks, hazards] = await Promise.all([
    sql<LateItem>`
      select 'assignment' as kind, assignments.id, assignments.unit_id as "unitId", campaigns.id as source,
        campaigns.title, (${today}::date - assignments.due_on) as days, returned.count as returns,
        ${MATTERS(sql`assignments.id`)} as matters
      ${OPEN_TASKS}
      cross join lateral (select count(*)::int as count from submissions
        where submissions.assignment_id = assignments.id and submissions.decision = 'returned') as returned
      where assignments.due_on <= ${before}::date or returned.count >= ${numbers.refusals}::int
      order by assignments.unit_id, assignments.due_on`.execute(tx),
    sql<LateItem>`
      select 'hazard' as kind, hazards.id, hazards.unit_id as "unitId", 'hazards' as source, null as title,
        (${today}::date - hazards.due_on) as days, 0 as returns, ${MATTERS(sql`hazards.id`)} as matters
      from hazards where ${IS_IN_WORK} and hazards.due_on <= ${before}::date
      order by hazards.unit_id, hazards.due_on`.execute(tx),
  ])
  return [...tasks.rows, ...hazards.rows]
}
