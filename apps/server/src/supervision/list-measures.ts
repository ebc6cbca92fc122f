import {
  ANSWERING_STATES,
  COUNTED_MEASURES,
  isReplyLate,
  MEASURE_STATE_IDS,
  SupervisionKind,
  MeasureState,
  UnitId,
  Day,
  type Instant,
  type MatterId,
  type MeasureId,
  type Scope,
} from '@anlan/domain'
import { sql, type ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '../db/schema.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { isWithin } from '../indicators/counter.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** What the desk can be narrowed to. An empty list of states means every state. */
export const MeasureFilter = z.object({
  state: z.array(MeasureState).max(20).optional(),
  kind: SupervisionKind.optional(),
  unitId: UnitId.optional(),
  /** Only those whose answer is late. */
  late: z.boolean().optional(),
  /** Those that 督办办结率 counts: above the line or below it. */
  counted: z.enum(['closed', 'issued']).optional(),
  /** The days on which they were issued, both included. */
  from: Day.optional(),
  to: Day.optional(),
})
export type MeasureFilter = z.infer<typeof MeasureFilter>

export interface MeasureRow {
  readonly id: MeasureId
  readonly matter: { readonly id: MatterId; readonly number: string; readonly title: string }
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly kind: SupervisionKind
  readonly state: MeasureState
  readonly documentNumber: string | null
  readonly replyDueOn: Day | null
  readonly late: boolean
  readonly proposedAt: Instant
  readonly proposedBy: string
  readonly revision: number
}

type Builder = ExpressionBuilder<Schema, 'supervision_measures'>

interface Reader {
  readonly today: Day
  readonly scope: Scope
}

/** Honours are read by every school, on a page of their own: a school's desk is about the school alone. */
const conditions =
  (filter: MeasureFilter, { today, scope }: Reader) =>
  (eb: Builder) =>
    eb.and([
      ...(scope.kind === 'units' ? [eb('supervision_measures.unit_id', 'in', scope.units)] : []),
      ...(filter.state && filter.state.length > 0 ? [eb('state', 'in', filter.state)] : []),
      ...(filter.kind ? [eb('supervision_measures.kind', '=', filter.kind)] : []),
      ...(filter.unitId ? [eb('supervision_measures.unit_id', '=', filter.unitId)] : []),
      ...(filter.counted
        ? [
            eb('issued_at', 'is not', null),
            eb('supervision_measures.kind', 'in', [...COUNTED_MEASURES.kinds]),
            eb('state', 'in', filter.counted === 'closed' ? ['closed'] : [...COUNTED_MEASURES.states]),
          ]
        : []),
      ...(filter.from || filter.to ? [isWithin(filter, 'supervision_measures.issued_at')] : []),
      ...(filter.late ? [eb('state', 'in', [...ANSWERING_STATES]), eb('reply_due_on', '<', today)] : []),
    ])

/**
 * One page of measures within the scope, the longest waiting first, with the filter's total. What people propose stands before
 * what the system does: it proposes hundreds in a night.
 */
export async function listMeasureRows(
  tx: Tx,
  filter: MeasureFilter,
  paging: Paging,
  reader: Reader,
): Promise<Page<MeasureRow>> {
  const [rows, { total }] = await Promise.all([
    tx
      .selectFrom('supervision_measures')
      .innerJoin('supervision_matters', 'supervision_matters.id', 'supervision_measures.matter_id')
      .innerJoin('units', 'units.id', 'supervision_measures.unit_id')
      .select(['supervision_measures.id', 'matter_id', 'number', 'title', 'units.id as unit_id'])
      .select(['units.name as unit_name', 'supervision_measures.kind', 'state', 'document_number'])
      .select(['reply_due_on', 'proposed_at', 'supervision_measures.revision'])
      .select(sql<string>`body #>> '{proposed,name}'`.as('proposed_by'))
      .where(conditions(filter, reader) as never)
      .orderBy(sql`reply_due_on nulls last`)
      .orderBy(sql`body #>> '{proposed,name}' = ${SYSTEM.name}`)
      .orderBy('proposed_at')
      .orderBy('supervision_measures.id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    tx
      .selectFrom('supervision_measures')
      .select(sql<number>`count(*)`.as('total'))
      .where(conditions(filter, reader))
      .executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => ({
      id: row.id as MeasureId,
      matter: { id: row.matter_id as MatterId, number: row.number, title: row.title },
      unit: { id: row.unit_id as UnitId, name: row.unit_name },
      ...{ kind: row.kind, state: row.state, documentNumber: row.document_number },
      ...{ replyDueOn: row.reply_due_on, proposedAt: row.proposed_at, proposedBy: row.proposed_by },
      revision: row.revision,
      late: isReplyLate({ state: row.state, replyDueOn: row.reply_due_on }, reader.today),
    })),
    total,
    page: paging.page,
    pageSize: paging.pageSize,
  }
}

export type MeasureCounts = Record<MeasureState, number> & { late: number }

/** Measures within the scope by state, with those whose answer is late. */
export async function countMeasures(tx: Tx, reader: Reader): Promise<MeasureCounts> {
  const rows = await tx
    .selectFrom('supervision_measures')
    .select(['state', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where reply_due_on < ${reader.today}::date)`.as('late'))
    .where(conditions({}, reader))
    .groupBy('state')
    .execute()
  const counts = Object.fromEntries(MEASURE_STATE_IDS.map(state => [state, 0])) as Record<
    MeasureState,
    number
  >
  let late = 0
  for (const row of rows) {
    counts[row.state] = row.count
    if (ANSWERING_STATES.includes(row.state)) late += row.late
  }
  return { ...counts, late }
}
