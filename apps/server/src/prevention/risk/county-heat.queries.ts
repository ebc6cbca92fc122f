import { RISK_COLOUR_IDS, type AreaId, type RiskColour } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'

/** How many risk points of a colour a township has in an area; both may be none. */
export interface HeatCell {
  readonly township: string | null
  readonly area: AreaId | null
  readonly counts: Readonly<Record<RiskColour, number>>
}

/** The county's risks by township and area, as far as the reader's scope reaches. */
export async function readHeat(tx: Tx): Promise<HeatCell[]> {
  const rows = await tx
    .selectFrom('risk_points')
    .select(['township', 'area'])
    .select(RISK_COLOUR_IDS.map(colour => sql<number>`count(*) filter (where colour = ${colour})`.as(colour)))
    .where('retired_at', 'is', null)
    .groupBy(['township', 'area'])
    .execute()
  return rows.map(({ township, area, red, orange, yellow, blue }) => ({
    ...{ township, area, counts: { red, orange, yellow, blue } },
  }))
}
