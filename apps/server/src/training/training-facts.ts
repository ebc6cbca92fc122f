import type { TrainingFigures, TrainingKind, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Asked } from '../indicators/counter.ts'
import { COUNTED_PEOPLE, COUNTED_PEOPLE_IDS, peopleAsked } from './people-asked.sql.ts'

/** How far the people of each unit asked for are with this year's trainings of a kind, each person once, at his own unit. */
export const trainingFacts =
  (kind: TrainingKind) =>
  async (
    tx: Tx,
    { units, reader: { today } }: Pick<Asked, 'units' | 'reader'>,
  ): Promise<ReadonlyMap<UnitId, TrainingFigures>> => {
    const counts = COUNTED_PEOPLE_IDS.map(
      id => sql`(count(*) filter (where ${COUNTED_PEOPLE[id]}))::int as ${sql.ref(id)}`,
    )
    const { rows } = await sql<TrainingFigures & { unit_id: UnitId }>`
      ${peopleAsked(kind, { units }, today)}
      select unit_id, ${sql.join(counts)} from people group by unit_id`.execute(tx)
    return new Map(rows.map(({ unit_id, ...figures }) => [unit_id, figures]))
  }
