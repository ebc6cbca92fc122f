import {
  findRegister,
  SETTLED_HAZARD_STATES,
  type Day,
  type Handover,
  type HandoverItem,
  type HandoverItemKind,
  type PostId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** Posts whose holders hand in the tasks of their school. */
const ANSWERS_TASKS: readonly PostId[] = ['head', 'deputy-head-safety', 'safety-director']

interface Row {
  readonly kind: HandoverItemKind
  readonly reference: string
  readonly title: string
  readonly due: Day | null
}

/**
 * What lies with the predecessor today, by the records of his unit: hazards he leads, risk points he controls, tasks of his
 * school that are open, registers he has written in; what the post owes, and letters he has left
 * unsigned. Of whoever was passed over the same. Asked with the county's scope,
 * for he may have moved to a school from where he does not see this one.
 */
export async function drawHandoverItems(
  tx: Tx,
  { unitId, post, fromId, passedOver }: Pick<Handover, 'unitId' | 'post' | 'fromId' | 'passedOver'>,
): Promise<HandoverItem[]> {
  const people = [fromId, ...passedOver.map(({ accountId }) => accountId)]
  const { rows } = await sql<Row>`
    select 'hazard' as kind, id::text as reference, number || ' ' || place as title, due_on as due from hazards
      where unit_id = ${unitId} and lead_id = any (${people}::uuid[])
        and state <> all (${[...SETTLED_HAZARD_STATES]}::text[])
    union all
    select 'risk', id::text, name, review_on from risk_points
      where unit_id = ${unitId} and responsible_id = any (${people}::uuid[]) and retired_at is null
    union all
    select 'assignment', a.id::text, t.title, a.due_on from assignments a join tasks t on t.id = a.task_id
      where a.unit_id = ${unitId} and a.state in ('pending', 'received', 'returned')
        and ${ANSWERS_TASKS.includes(post)}
    union all
    select 'duty', id::text, left(text, 200), null from (
        select distinct on (id) * from duties
        where unit_id = ${unitId} and published_on is not null
        order by id, version desc) d
      where not retired and (post = ${post} or co_owners ? ${post})
    union all
    select 'letter', id::text, body #>> '{text,title}', to_on from letters
      where unit_id = ${unitId} and post = ${post} and signer_id = any (${people}::uuid[])
        and state in ('issued', 'refused')
    union all
    select 'register', register, register, null from register_entries
      where unit_id = ${unitId} and recorded_by = any (${people}::uuid[]) and retired_at is null and not restricted
      group by register
    order by 1, 4 nulls last, 2`.execute(tx)
  return rows.map(row => ({
    ...row,
    title:
      row.kind === 'register'
        ? (findRegister(row.reference)?.label.zh ?? row.title)
        : row.title.slice(0, 200),
    checked: false,
  }))
}
