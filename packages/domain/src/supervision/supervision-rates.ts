import { defineIndicator } from '../kernel/indicator.ts'
import { SETTLED_MEASURE_STATES } from './measure-flow.ts'
import type { Measure } from './measure.ts'

/** How many of the measures that went out are done with. What was taken back, or went into the next rung, counts nowhere. */
export const measuresClosed = defineIndicator({
  id: 'measures-closed',
  label: { zh: '督办办结率', en: 'Measures closed' },
  numerator: { zh: '已办结的措施', en: 'Measures closed' },
  denominator: {
    zh: '已发出的措施（撤销和升级的除外）',
    en: 'Measures issued, those withdrawn or taken further left out',
  },
  better: 'higher',
  count: (measures: readonly Pick<Measure, 'state' | 'issued'>[]) => {
    const issued = measures.filter(each => each.issued !== null)
    const counted = issued.filter(
      ({ state }) => state === 'closed' || !SETTLED_MEASURE_STATES.includes(state),
    )
    return {
      numerator: counted.filter(({ state }) => state === 'closed').length,
      denominator: counted.length,
    }
  },
})
