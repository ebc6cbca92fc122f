import type { Progress, Standing, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { progressColumns, toProgress } from '../../campaign/progress.queries.ts'
import { standCounty } from '../../registers/standing.queries.ts'
import { isAsked, type Asked } from '../counter.ts'

/** Tasks of the units asked for: of one campaign or of all, and of those that are due on the days asked for. */
export async function taskFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, Progress>> {
  const { campaignId, area, from, to, reader } = asked
  const { rows } = await sql<Progress & { unit_id: UnitId }>`
    select unit_id, ${progressColumns(reader.today)} from assignments
    where ${isAsked(asked, 'assignments.unit_id')}
      and ${campaignId ? sql`campaign_id = ${campaignId}` : sql`true`}
      and ${area ? sql`area = ${area}` : sql`true`}
      and ${from ? sql`due_on >= ${from}::date` : sql`true`} and ${to ? sql`due_on <= ${to}::date` : sql`true`}
    group by unit_id`.execute(tx)
  return new Map(rows.map(row => [row.unit_id, toProgress(row)]))
}

/** How each unit asked for stands in each key area, or in the one that is asked for. */
export async function standingFacts(
  tx: Tx,
  { units, area, reader }: Asked,
): Promise<ReadonlyMap<UnitId, Standing[]>> {
  const stands = await standCounty(tx, units, reader.today)
  return new Map(
    stands.map(({ unit, areas }) => [
      unit.id,
      area ? [areas[area].standing] : Object.values(areas).map(({ standing }) => standing),
    ]),
  )
}
