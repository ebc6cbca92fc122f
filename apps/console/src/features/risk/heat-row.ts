import { RISK_COLOUR_IDS, type RiskColour } from '@anlan/domain'

export type HeatCounts = Readonly<Record<RiskColour, number>>

/** A line of the county's picture: counts by colour, and the part of an address that narrows the list to it. */
export interface HeatRow {
  readonly name: string
  readonly query: Readonly<Record<string, string>>
  readonly counts: HeatCounts
  readonly total: number
}

/** Adds up cells to a line. */
export function heatRow(
  name: string,
  query: Readonly<Record<string, string>>,
  cells: readonly { readonly counts: HeatCounts }[],
): HeatRow {
  const of = (colour: RiskColour): number => cells.reduce((sum, { counts }) => sum + counts[colour], 0)
  const counts: HeatCounts = {
    ...{ red: of('red'), orange: of('orange'), yellow: of('yellow'), blue: of('blue') },
  }
  return { name, query, counts, total: RISK_COLOUR_IDS.reduce((sum, colour) => sum + counts[colour], 0) }
}
