import { addDays, INDICATORS, type Day, type Instant, type Rate, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { beginDays, countAll, keepFigures, type KeptRates } from '../indicators/take-snapshot.ts'

/** Days before today of which the demonstration has figures, and those of them on which its server was off. */
const DAYS = 32
const OFF = new Set([12, 13, 26])

/**
 * Lays down the figures of the demonstration county's last weeks: as it stands today, somewhat worse the longer ago, each rate on
 * a way of its own. Today is left to the server, which takes it when it starts.
 */
export async function loadIndicators(tx: Tx, today: Day): Promise<number> {
  const now = await countAll(tx, today)
  const ages = Array.from({ length: DAYS }, (_, at) => DAYS - at).filter(age => !OFF.has(age))
  const days = ages.map(age => ({ day: addDays(today, -age), rates: asOf(now, age) }))
  await beginDays(
    tx,
    // Just after midnight by China's clock, as the nightly job does.
    days.map(({ day }) => ({ day, taken_at: `${addDays(day, -1)}T16:40:00.000Z` as Instant })),
  )
  await keepFigures(tx, days)
  return days.length
}

const BETTER = new Map(INDICATORS.map(({ id, better }) => [id, better]))

function asOf(now: KeptRates, age: number): KeptRates {
  return new Map(
    [...now].map(([key, rates], at) => {
      // A slow way up, with weeks in which nothing moves.
      const back = (Math.round(age / 3) * 3) / DAYS
      const share = 1 - 0.3 * back - 0.04 * Math.sin(at + age / 5) * back
      const better = BETTER.get(key.split(':')[0] ?? '') ?? 'higher'
      return [key, new Map([...rates].map(([unit, rate]) => [unit, earlier(unit, rate, share, better)]))]
    }),
  )
}

/** Of few things a part is none or all: which school is behind is told by its own id, not by its share alone. */
function earlier(
  unit: UnitId,
  { numerator, denominator }: Rate,
  share: number,
  better: 'higher' | 'lower',
): Rate {
  if (better === 'lower') return { numerator: Math.round(numerator * (2 - share)), denominator }
  const luck = (Number.parseInt(unit.slice(-4), 16) % 100) / 100
  return { numerator: Math.min(denominator, Math.floor(numerator * share + luck * 0.999)), denominator }
}
