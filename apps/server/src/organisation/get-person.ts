import {
  err,
  listGrantableRoles,
  listPersonVerbs,
  mayHoldAt,
  ok,
  type AccountId,
  type PersonVerb,
  type Result,
  type RoleId,
  type UnitId,
} from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listHistory, type HistoryLine } from './history.queries.ts'
import {
  findPerson,
  findPersonWork,
  listAppointments,
  type KeptAppointment,
  type Person,
  type PersonWork,
} from './person.queries.ts'
import { findUnit } from './unit.queries.ts'

export interface PersonDetail {
  readonly person: Person
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly appointments: KeptAppointment[]
  readonly work: PersonWork
  /** Kept out for a while after wrong passwords. */
  readonly locked: boolean
  readonly verbs: PersonVerb[]
  /** Roles the reader may give this person where he is. */
  readonly roles: RoleId[]
  readonly history: HistoryLine[] | null
}

/** An account of the reader's scope with its posts, its open work and what the reader may do. */
export function getPerson(
  { app, actor, now }: Context,
  id: AccountId,
): Promise<Result<PersonDetail, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<PersonDetail, Refusal>> => {
    const person = await findPerson(tx, id)
    const unit = person && (await findUnit(tx, person.unitId))
    if (!person || !unit) return err({ code: 'not-found' })
    const [appointments, work, lock, history] = await Promise.all([
      listAppointments(tx, id),
      findPersonWork(tx, person),
      tx
        .selectFrom('sign_in_failures')
        .select('locked_until')
        .where('username', '=', person.username)
        .where('locked_until', '>', now)
        .executeTakeFirst(),
      listHistory(tx, actor, id),
    ])
    return ok({
      ...{ person, appointments, work, history, locked: lock !== undefined },
      unit: { id: unit.id, name: unit.name },
      verbs: listPersonVerbs(actor, person),
      roles:
        id === actor.accountId
          ? [person.role]
          : listGrantableRoles(actor.role).filter(role => mayHoldAt(role, unit)),
    })
  })
}
