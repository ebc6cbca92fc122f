import type { UnitId } from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { findUnit } from '../organisation/unit.queries.ts'

/** The one unit that an id, a school code or a name means; undefined when none or several do. */
export async function findUnitNamed(tx: Tx, text: string) {
  const byId = z.uuid().safeParse(text)
  const found = await tx
    .selectFrom('units')
    .select(['id', 'name', 'school_code'])
    .where(eb =>
      eb.or([
        ...(byId.success ? [eb('id', '=', byId.data)] : []),
        ...[eb('school_code', '=', text), eb('name', '=', text), eb('short_name', '=', text)],
      ]),
    )
    .execute()
  // A full name is meant before the same text as somebody's short name.
  const exact = found.filter(unit => unit.name === text || unit.school_code === text || unit.id === text)
  const [one, ...others] = exact.length > 0 ? exact : found
  return one && others.length === 0 ? findUnit(tx, one.id as UnitId) : undefined
}
