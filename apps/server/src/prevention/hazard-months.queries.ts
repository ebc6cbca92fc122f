import { addMonths, NO_TOWNSHIP, type Day } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { hazardConditions, type CountyFilter, type HazardReader } from './hazard-filter.ts'

export interface HazardMonth {
  /** `YYYY-MM` */
  readonly month: string
  readonly reported: number
  readonly closed: number
}

interface Row {
  readonly event: 'reported' | 'closed'
  readonly month: string
  readonly count: number
}

const MONTHS = 12

/** The last twelve months up to the present one, also those in which nothing happened. */
export async function readHazardMonths(
  tx: Tx,
  filter: CountyFilter,
  reader: HazardReader,
): Promise<HazardMonth[]> {
  const first = addMonths(`${reader.today.slice(0, 7)}-01` as Day, 1 - MONTHS)
  // Counts are kept of townships; of a unit or a few the hazards themselves are few enough to be counted.
  const isKept = reader.scope.kind === 'county' && filter.unitId === undefined
  const { rows } = await (isKept ? kept(filter, first) : counted(filter, reader, first)).execute(tx)
  const countOf = (event: Row['event'], month: string): number =>
    rows.find(row => row.event === event && row.month === month)?.count ?? 0
  return Array.from({ length: MONTHS }, (_, at) => addMonths(first, at).slice(0, 7)).map(month => ({
    ...{ month, reported: countOf('reported', month), closed: countOf('closed', month) },
  }))
}

function kept({ township, area, grade, source }: CountyFilter, first: Day): RawBuilder<Row> {
  const all = [sql`month >= ${first}::date`]
  if (township === NO_TOWNSHIP) all.push(sql`township is null`)
  else if (township) all.push(sql`township = ${township}`)
  if (area) all.push(sql`area = ${area}`)
  if (grade) all.push(sql`grade = ${grade}`)
  if (source) all.push(sql`source = ${source}`)
  return sql<Row>`select event, to_char(month, 'YYYY-MM') as month, sum(count)::int as count
    from hazard_months where ${sql.join(all, sql` and `)} group by event, hazard_months.month`
}

function counted(filter: CountyFilter, reader: HazardReader, first: Day): RawBuilder<Row> {
  const part = (event: Row['event']) => {
    const at = sql`${sql.ref(`hazards.${event}_at`)} at time zone interval '8 hours'`
    return sql`select ${sql.lit(event)} as event, to_char(${at}, 'YYYY-MM') as month, count(*) as count from hazards
      where ${hazardConditions(event === 'closed' ? { ...filter, state: ['closed'] } : filter, reader)}
        and ${at} >= ${first}::date group by 2`
  }
  return sql<Row>`${part('reported')} union all ${part('closed')}`
}
