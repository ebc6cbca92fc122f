import {
  OWED_STATES,
  ProposalTrigger,
  SETTLED_HAZARD_STATES,
  SupervisionKind,
  type AssignmentState,
  type Day,
  type HazardState,
  type MatterFactKind,
  type MatterId,
  type Measure,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { IS_IN_WORK } from '../jobs/hazard-reminders.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { toMeasure, type SupervisionMeasuresTable } from './supervision.table.ts'

/** A heap of the desk: proposals of one kind that came of the same thing. */
export const ProposalHeap = z.object({ trigger: ProposalTrigger, kind: SupervisionKind })
export type ProposalHeap = z.infer<typeof ProposalHeap>

export interface ProposalHeapCount extends ProposalHeap {
  readonly count: number
  /** Proposals whose cause has gone since. */
  readonly gone: number
  readonly units: number
}

/** A fact a proposal rests on, with what has become of it. */
export interface ProposalFact {
  readonly kind: MatterFactKind
  readonly subjectId: string | null
  readonly words: string
  /** How what it points to stands now; null where it points to nothing that moves. */
  readonly state: HazardState | AssignmentState | null
  readonly stands: boolean
}

export interface Proposal {
  readonly measure: Measure
  readonly matter: { readonly id: MatterId; readonly number: string; readonly title: string }
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly facts: readonly ProposalFact[]
  /** Nothing it rests on stands any more. */
  readonly gone: boolean
}

/**
 * Proposals with what they rest on as it stands now. A hazard stands for the system while it is late, and for a person who
 * named it while it is not settled; a task while the unit owes it; an inspection and words of somebody's own always.
 */
const PROPOSED = (today: Day) => sql`
  select measures.*, measures.body #>> '{proposed,by}' is null as by_system, rests.facts, rests.gone,
    case when measures.body #>> '{proposed,by}' is not null then 'people'
      when rests.hazards then 'hazards' else 'tasks' end as trigger
  from supervision_measures measures
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', each.kind, 'subjectId', each.subject_id,
        'words', each.words, 'state', each.state, 'stands', each.stands) order by each.id), '[]') as facts,
      coalesce(not bool_or(each.stands), false) as gone,
      coalesce(bool_or(each.kind = 'hazard'), false) as hazards
    from (
      select facts.id, facts.kind, facts.subject_id, facts.words,
        coalesce(hazards.state, assignments.state) as state,
        case facts.kind
          when 'hazard' then hazards.state <> all (${[...SETTLED_HAZARD_STATES]})
            and (measures.body #>> '{proposed,by}' is not null or (${IS_IN_WORK} and hazards.due_on < ${today}::date))
          when 'assignment' then assignments.state = any (${[...OWED_STATES]})
            and (measures.body #>> '{proposed,by}' is not null or assignments.due_on < ${today}::date
              or assignments.state = 'returned')
          else true end as stands
      from supervision_facts facts
      left join hazards on facts.kind = 'hazard' and hazards.id = facts.subject_id
      left join assignments on facts.kind = 'assignment' and assignments.id = facts.subject_id
      where facts.matter_id = measures.matter_id) as each) as rests
  where measures.state = 'proposed'`

/** The heaps of proposals that wait for a decision; what people propose stands first, then the gravest. */
export async function countProposals(tx: Tx, today: Day): Promise<ProposalHeapCount[]> {
  const { rows } = await sql<ProposalHeapCount>`
    select trigger, kind, count(*)::int as count, count(*) filter (where gone)::int as gone,
      count(distinct unit_id)::int as units
    from (${PROPOSED(today)}) as proposed group by trigger, kind
    order by trigger <> 'people', kind = 'reminder', trigger, kind`.execute(tx)
  return rows
}

type Row = SupervisionMeasuresTable & {
  readonly number: string
  readonly title: string
  readonly unit_name: string
  readonly facts: ProposalFact[]
  readonly gone: boolean
  readonly total: number
}

/** One page of a heap, school by school, those whose cause has gone behind the others of their school. */
export async function listProposals(
  tx: Tx,
  heap: ProposalHeap,
  paging: Paging,
  today: Day,
): Promise<Page<Proposal>> {
  const { rows } = await sql<Row>`
    select proposed.*, matters.number, matters.title, units.name as unit_name, count(*) over ()::int as total
    from (${PROPOSED(today)}) as proposed
    join supervision_matters matters on matters.id = proposed.matter_id
    join units on units.id = proposed.unit_id
    where proposed.trigger = ${heap.trigger} and proposed.kind = ${heap.kind}
    order by units.name collate "zh-x-icu", units.id, proposed.gone, proposed.proposed_at, proposed.id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      measure: toMeasure(row as never),
      matter: { id: row.matter_id as MatterId, number: row.number, title: row.title },
      unit: { id: row.unit_id as UnitId, name: row.unit_name },
      ...{ facts: row.facts, gone: row.gone },
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}
