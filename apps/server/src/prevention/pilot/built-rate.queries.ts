import {
  dualPreventionBuilt,
  RECHECKED_PILOT_STATES,
  SCHOOL_KINDS,
  type Day,
  type Rate,
  type Scope,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'

/** How many of the schools a reader reaches have built up dual prevention: those that are open on the day. */
export async function countBuilt(tx: Tx, scope: Scope, today: Day): Promise<Rate> {
  let schools = tx
    .selectFrom('units')
    .leftJoin('pilots', join =>
      join.onRef('pilots.unit_id', '=', 'units.id').on('pilots.state', 'in', [...RECHECKED_PILOT_STATES]),
    )
    .select(sql<number>`count(*)`.as('schools'))
    .select(sql<number>`count(pilots.id)`.as('built'))
    .where('units.kind', 'in', SCHOOL_KINDS)
    .where(sql<boolean>`coalesce(units.open_from, '-infinity') <= ${today}::date`)
    .where(sql<boolean>`coalesce(units.open_until, 'infinity') >= ${today}::date`)
  if (scope.kind === 'units') schools = schools.where('units.id', 'in', scope.units)
  return dualPreventionBuilt.count(await schools.executeTakeFirstOrThrow())
}
