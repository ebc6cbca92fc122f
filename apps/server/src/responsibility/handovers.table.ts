import { Handover, type Day, type HandoverState, type Instant, type PostId } from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

/** What lists and rules of the database need stands in columns, the rest in the body. */
export interface HandoversTable {
  id: string
  unit_id: string
  post: PostId
  from_id: string
  /** Kept, for whoever has moved to another school is nobody’s of this one to read. */
  from_name: string
  until_on: Day
  to_id: string | null
  to_name: string | null
  state: HandoverState
  handed_on: Day | null
  received_on: Day | null
  made_at: Instant
  revision: Generated<number>
  body: JSONColumnType<Pick<Handover, 'items' | 'passedOver' | 'handedFor' | 'note' | 'steps'>>
}

/** The handover a row holds; a row the domain refuses fails here and not in a rule. */
export const toHandover = (row: Selectable<HandoversTable>): Handover =>
  Handover.parse({
    ...row.body,
    ...{ id: row.id, unitId: row.unit_id, post: row.post, state: row.state, revision: row.revision },
    ...{ fromId: row.from_id, fromName: row.from_name, untilOn: row.until_on },
    ...{ toId: row.to_id, toName: row.to_name, handedOn: row.handed_on, receivedOn: row.received_on },
  })

/** The row of a handover, but for when it was made. */
export function toHandoverRow(handover: Handover) {
  const { items, passedOver, handedFor, note, steps } = handover
  return {
    ...{ id: handover.id, unit_id: handover.unitId, post: handover.post, state: handover.state },
    ...{ from_id: handover.fromId, from_name: handover.fromName, until_on: handover.untilOn },
    ...{ to_id: handover.toId, to_name: handover.toName, revision: handover.revision },
    ...{ handed_on: handover.handedOn, received_on: handover.receivedOn },
    body: JSON.stringify({ items, passedOver, handedFor, note, steps }),
  }
}
