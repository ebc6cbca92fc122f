import type { Standing } from '../areas/standing.ts'
import { completionRate } from '../campaign/progress.ts'
import { measuresClosed } from '../supervision/supervision-rates.ts'
import { defineIndicator, type Indicator } from '../kernel/indicator.ts'

/** How many of the schools an area concerns meet it. A school that has written nothing is owed an answer and counts below. */
export const areaMet = defineIndicator({
  id: 'area-met',
  label: { zh: '领域达标率', en: 'Schools that meet an area' },
  numerator: { zh: '达标的单位', en: 'Units that meet it' },
  denominator: { zh: '适用的单位（含待填报）', en: 'Units it concerns, those with nothing written included' },
  better: 'higher',
  count: (standings: readonly Standing[]) => ({
    numerator: standings.filter(each => each === 'met').length,
    denominator: standings.filter(each => each !== 'not-applicable').length,
  }),
})

/** Every rate of the county, in the order in which people read them. */
export const INDICATORS: readonly Indicator[] = [completionRate, areaMet, measuresClosed]
