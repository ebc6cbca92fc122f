import {
  dualPreventionBuilt,
  RECHECKED_PILOT_STATES,
  SCHOOL_KINDS,
  type Day,
  type Rate,
  type Scope,
  type UnitId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { isAsked, unitsAsked, type Asked } from '../../indicators/counter.ts'

/** True of units that are open on the day: the schools of the rate, and of the lists behind its numbers. */
export const isOpenOn = (today: Day): RawBuilder<boolean> =>
  sql<boolean>`(coalesce(units.open_from, '-infinity') <= ${today}::date
    and coalesce(units.open_until, 'infinity') >= ${today}::date)`

/** What the rate is counted from, of each school that is open on the day. */
export type BuiltFacts = Parameters<typeof dualPreventionBuilt.count>[0]

/** Of each school asked for, that it is one and whether it has built up dual prevention. */
export async function builtFacts(
  tx: Tx,
  { units, reader }: Pick<Asked, 'units' | 'reader'>,
): Promise<ReadonlyMap<UnitId, BuiltFacts>> {
  const rows = await tx
    .selectFrom('units')
    .leftJoin('pilots', join =>
      join.onRef('pilots.unit_id', '=', 'units.id').on('pilots.state', 'in', [...RECHECKED_PILOT_STATES]),
    )
    .select(['units.id', sql<boolean>`bool_or(pilots.id is not null)`.as('built')])
    .where('units.kind', 'in', SCHOOL_KINDS)
    .where(isOpenOn(reader.today))
    .where(isAsked({ units }, 'units.id'))
    .groupBy('units.id')
    .execute()
  return new Map(rows.map(({ id, built }) => [id as UnitId, { built: built ? 1 : 0, schools: 1 }]))
}

/** How many of the schools a reader reaches have built up dual prevention: those that are open on the day. */
export async function countBuilt(tx: Tx, scope: Scope, today: Day): Promise<Rate> {
  const units = unitsAsked(scope, undefined)
  const facts = [...(await builtFacts(tx, { units, reader: { today, scope, accountId: '' } })).values()]
  return dualPreventionBuilt.count({
    built: facts.reduce((sum, each) => sum + each.built, 0),
    schools: facts.length,
  })
}
