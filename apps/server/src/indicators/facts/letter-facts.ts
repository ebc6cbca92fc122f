import type { lettersSigned, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { isAsked, type Asked } from '../counter.ts'

type LetterFacts = Parameters<typeof lettersSigned.count>[0]

/** The letters of the year that runs, by how far they are, at the units asked for. */
export async function letterFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, LetterFacts>> {
  const today = asked.reader.today
  const rows = await tx
    .selectFrom('letters')
    .select('unit_id')
    .select(sql<number>`count(*) filter (where state = 'issued')::int`.as('issued'))
    .select(sql<number>`count(*) filter (where state = 'refused')::int`.as('refused'))
    .select(sql<number>`count(*) filter (where state = 'signed')::int`.as('signed'))
    .where(sql<boolean>`from_on <= ${today}::date and to_on >= ${today}::date`)
    .where(isAsked(asked, 'letters.unit_id'))
    .groupBy('unit_id')
    .execute()
  return new Map(rows.map(({ unit_id, ...facts }) => [unit_id as UnitId, facts]))
}
