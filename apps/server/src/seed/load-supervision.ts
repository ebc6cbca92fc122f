import type { Day, Unit } from '@anlan/domain'
import { idFrom, makeMatters, type Person } from '@anlan/seed'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toMeasureRow } from '../supervision/supervision.table.ts'
import { bulkInsert } from './bulk-insert.ts'

/** Loads the demonstration county's matters of supervision, each at another step of its way; gives how many. */
export async function loadSupervision(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const matters = makeMatters(units, people, today)
  await bulkInsert(
    tx,
    'supervision_matters',
    matters.map(({ matter, knownAt }) => ({
      ...{ id: matter.id, unit_id: matter.unitId, number: matter.number, title: matter.title },
      ...{ road: matter.road, opened_at: matter.openedAt, opened_by: matter.openedBy },
      ...{ opened_by_name: matter.openedByName, known_at: knownAt },
    })),
  )
  await bulkInsert(
    tx,
    'supervision_facts',
    matters.flatMap(({ matter, knownAt, facts }) =>
      facts.map((fact, index) => ({
        ...{ id: idFrom<string>(`fact ${matter.number} ${index}`), matter_id: matter.id },
        ...{ unit_id: matter.unitId, kind: fact.kind, subject_id: fact.subjectId, words: fact.words },
        known_at: knownAt,
      })),
    ),
  )
  await bulkInsert(
    tx,
    'supervision_measures',
    matters.flatMap(({ measures }) =>
      measures.map(measure => {
        const { body, ...row } = toMeasureRow(measure)
        return { ...row, body: JSON.parse(body) as never }
      }),
    ),
  )
  await bulkInsert(
    tx,
    'supervision_events',
    matters.flatMap(({ matter, events }) =>
      events.map(({ measure, at, by, event, note }, index) => ({
        // In the order in which they happened.
        id: `00000000-0000-8000-8000-${matter.number.slice(5).padStart(6, '0')}${String(index).padStart(6, '0')}`,
        ...{ matter_id: matter.id, measure_id: measure.id, unit_id: matter.unitId, at, event, note },
        ...{ actor_id: by.id, actor_name: by.name, actor_role: by.role },
      })),
    ),
  )
  // The next matter must get a number that is not taken yet.
  await sql`select max(nextval('matter_numbers')) from generate_series(1, ${matters.length}::int)`.execute(tx)
  return matters.length
}
