import { RISK_COLOUR_IDS, type Label, type RiskPoint, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { toRiskPoint } from './risks.table.ts'
import { listSchemes } from './scheme.queries.ts'

/** A risk point with all that a notice on the wall says of it. */
export interface PostedPoint {
  readonly point: RiskPoint
  readonly responsibleName: string
  /** What its level is called by the version of the scheme that graded it. */
  readonly level: Label
}

/** What a school posts: every point on its register, the worst first, within the reader's scope. */
export async function readSheet(
  tx: Tx,
  unitId: UnitId,
): Promise<{ unitName: string; points: PostedPoint[] }> {
  const [unit, rows, schemes] = await Promise.all([
    tx.selectFrom('units').select('name').where('id', '=', unitId).executeTakeFirst(),
    tx
      .selectFrom('risk_points')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where('retired_at', 'is', null)
      .orderBy(sql`array_position(${[...RISK_COLOUR_IDS]}::text[], colour)`)
      .orderBy(sql`name collate "zh-x-icu"`)
      .orderBy('id')
      .execute(),
    listSchemes(tx),
  ])
  const levelOf = ({ level, residual }: RiskPoint): Label => {
    const graded = schemes.find(
      ({ scheme: { id, version } }) => id === residual.scheme && version === residual.version,
    )
    return graded?.scheme.levels.find(({ id }) => id === level)?.label ?? { zh: level, en: level }
  }
  return {
    unitName: unit?.name ?? '',
    points: rows.map(row => {
      const point = toRiskPoint(row)
      return { point, responsibleName: row.responsible_name, level: levelOf(point) }
    }),
  }
}
