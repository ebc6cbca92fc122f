import { may, TrainingKind, UnitId, type Actor, type Day, type PostId } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { unitsAsked } from '../indicators/counter.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { COUNTED_PEOPLE, COUNTED_PEOPLE_IDS, peopleAsked } from './people-asked.sql.ts'

export const CountedPeopleFilter = z.object({
  kind: TrainingKind,
  counted: z.enum(COUNTED_PEOPLE_IDS),
  unitId: UnitId.optional(),
})
export type CountedPeopleFilter = z.infer<typeof CountedPeopleFilter>

export interface CountedPerson {
  /** Null for whoever may read how many, and not who. */
  readonly name: string | null
  readonly unit: string
  readonly posts: readonly PostId[]
  /** How many trainings of the year ask him, and how many of them he has done. */
  readonly trainings: number
  readonly finished: number
  /** Null for whoever has sat no test. */
  readonly passed: boolean | null
}

/** One page of the people that a number of a rate of trainings counts, those at one unit beside each other. */
export async function listCountedPeople(
  tx: Tx,
  actor: Actor,
  { kind, counted, unitId }: CountedPeopleFilter,
  paging: Paging,
  today: Day,
): Promise<Page<CountedPerson>> {
  const units = unitsAsked(actor.scope, unitId && [unitId])
  const { rows } = await sql<CountedPerson & { total: number }>`
    ${peopleAsked(kind, { units }, today)}
    select accounts.name, units.name as unit, posts, trainings, finished,
      case when sat then passed end as passed, (count(*) over ())::int as total
    from people join units on units.id = people.unit_id left join accounts on accounts.id = people.account_id
    where ${COUNTED_PEOPLE[counted]}
    order by units.ordinal, accounts.name collate "zh-x-icu", people.account_id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  const names = may(actor, 'people.read')
  return {
    rows: rows.map(({ name, unit, posts, trainings, finished, passed }) => ({
      ...{ name: names ? name : null, unit, posts, trainings, finished, passed },
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}
