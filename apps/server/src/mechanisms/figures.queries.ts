import {
  isSchool,
  type INDICATORS,
  RECORD_GROUPS,
  sumRates,
  UNIT_KIND_IDS,
  type Bulletin,
  type CountedFigure,
  type Day,
  type NewBulletin,
  type RankedBy,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { countIndicators, together } from '../indicators/count-indicators.ts'
import type { CountReader } from '../indicators/counter.ts'

type Declared = (typeof INDICATORS)[number]

interface Ranked {
  readonly key: string
  readonly name: string
  readonly units: readonly UnitId[]
}

/** Whoever is ranked: open schools, or townships with the schools they hold, in the county's own order. */
async function listRanked(tx: Tx, by: RankedBy): Promise<Ranked[]> {
  const [schools, townships] = await Promise.all([
    tx
      .selectFrom('units')
      .select(['id', 'name', 'township'])
      .where('open_until', 'is', null)
      .where('kind', 'in', UNIT_KIND_IDS.filter(isSchool))
      .orderBy('ordinal')
      .execute(),
    tx.selectFrom('townships').select(['code', 'name']).orderBy('code').execute(),
  ])
  if (by === 'school') return schools.map(({ id, name }) => ({ key: id, name, units: [id as UnitId] }))
  const held = Map.groupBy(schools, ({ township }) => township)
  return townships.map(({ code, name }) => ({
    ...{ key: code, name },
    units: (held.get(code) ?? []).map(({ id }) => id as UnitId),
  }))
}

/** Counts rates of everybody who is ranked, over a period, as they stand now. */
export async function countFigures(
  tx: Tx,
  reader: CountReader,
  { indicators, by, from, until }: Pick<NewBulletin, 'indicators' | 'by' | 'from' | 'until'>,
): Promise<CountedFigure[]> {
  const [ranked, counted] = await Promise.all([
    listRanked(tx, by),
    countIndicators(tx, reader, indicators, { from, to: until }),
  ])
  return indicators.map(indicator => {
    const rates = counted.get(indicator)
    return {
      indicator,
      rows: ranked.map(({ key, name, units }) => ({
        ...{ key, name },
        rate: sumRates(units.flatMap(unit => rates?.get(unit) ?? [])),
      })),
      // The county is all its units, also those of no township.
      county: together(rates),
    }
  })
}

/** The county's own rates of records as they stand now, for the table of a meeting. */
export async function countCounty(tx: Tx, reader: CountReader) {
  const ids = Object.values(RECORD_GROUPS)
    .flatMap(({ indicators }): readonly Declared[] => indicators)
    .filter(({ meanIn }) => !meanIn)
    .map(({ id }) => id)
  const counted = await countIndicators(tx, reader, ids)
  return ids.map(indicator => ({ indicator, ...together(counted.get(indicator)) }))
}

/** What a bulletin that is there already ranks, to count it again. */
export const rankedIn = ({
  figures,
  by,
  from,
  until,
}: Pick<Bulletin, 'figures' | 'by' | 'from' | 'until'>) => ({
  ...{ by, from, until, indicators: figures.map(({ indicator }) => indicator) },
})

/** Who counts: the reader himself, today. */
export const countReaderOf = (
  { accountId, scope }: Pick<CountReader, 'scope'> & { readonly accountId: string },
  today: Day,
): CountReader => ({ today, accountId, scope }) as CountReader
