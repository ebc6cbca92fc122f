import { coverageStanding, dayOf, type CoverageStanding, type UnitId } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { readCoverage } from '../../rounds/coverage.queries.ts'
import type { Asked } from '../counter.ts'

/** How long ago each open school asked for was inspected from outside, seen from the first day asked for or the term's. */
export async function visitFacts(
  tx: Tx,
  { units, from, reader }: Asked,
): Promise<ReadonlyMap<UnitId, CoverageStanding[]>> {
  const scope = units === 'county' ? ({ kind: 'county' } as const) : ({ kind: 'units', units } as const)
  const { rows, since } = await readCoverage(tx, scope, reader.today, from)
  return new Map(
    rows.map(({ unit, lastVisitAt }) => [
      unit.id,
      [coverageStanding(lastVisitAt && dayOf(lastVisitAt), since, reader.today)],
    ]),
  )
}
