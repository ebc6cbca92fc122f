import { z } from 'zod'
import { addDays, daysBetween, type Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'

/**
 * How long a hazard has been known, in bands: each reaches from the day after the band before it up to its own days, the
 * last without end. A way of reading a board and no limit of anybody's: no source names such bands.
 */
export const AGE_BANDS = {
  week: { upTo: 7, label: { zh: '7天以内', en: 'Up to 7 days' } },
  fortnight: { upTo: 15, label: { zh: '8至15天', en: '8 to 15 days' } },
  month: { upTo: 30, label: { zh: '16至30天', en: '16 to 30 days' } },
  quarter: { upTo: 90, label: { zh: '31至90天', en: '31 to 90 days' } },
  longer: { upTo: null, label: { zh: '90天以上', en: 'Over 90 days' } },
} as const satisfies Record<string, { readonly upTo: number | null; readonly label: Label }>
export type AgeBand = keyof typeof AGE_BANDS
export const AGE_BAND_IDS = Object.keys(AGE_BANDS) as [AgeBand, ...AgeBand[]]
export const AgeBand = z.enum(AGE_BAND_IDS)

/** The band of something found on a day, as it stands today. What was found today is nought days old. */
export function ageBandOf(foundOn: Day, today: Day): AgeBand {
  const age = daysBetween(foundOn, today)
  return AGE_BAND_IDS.find(band => age <= (AGE_BANDS[band].upTo ?? Infinity)) ?? 'longer'
}

/** The days on which what stands in a band today was found; `from` is null where the band has no end. */
export function daysOfBand(band: AgeBand, today: Day): { readonly from: Day | null; readonly to: Day } {
  const { upTo } = AGE_BANDS[band]
  const before = AGE_BAND_IDS[AGE_BAND_IDS.indexOf(band) - 1]
  const least = before === undefined ? null : AGE_BANDS[before].upTo
  return {
    from: upTo === null ? null : addDays(today, -upTo),
    to: least === null ? today : addDays(today, -least - 1),
  }
}
