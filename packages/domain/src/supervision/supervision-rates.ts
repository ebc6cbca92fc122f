import { defineIndicator } from '../kernel/indicator.ts'
import { SETTLED_MEASURE_STATES, type MeasureState } from './measure-flow.ts'
import { isHonour, type SupervisionKind } from './supervision-kind.ts'

/** What the rate needs of a measure. */
export interface CountedMeasure {
  readonly kind: SupervisionKind
  readonly state: MeasureState
  readonly issued: unknown
}

/** How many of the measures that went out are done with. What was taken back, or went into the next rung, counts nowhere, nor does praise. */
export const measuresClosed = defineIndicator({
  id: 'measures-closed',
  label: { zh: '督办办结率', en: 'Measures closed' },
  numerator: { zh: '已办结的措施', en: 'Measures closed' },
  denominator: {
    zh: '已发出的措施（表扬推广、撤销和升级的除外）',
    en: 'Measures issued; honours, and those withdrawn or taken further, left out',
  },
  better: 'higher',
  count: (measures: readonly CountedMeasure[]) => {
    const issued = measures.filter(each => each.issued !== null && !isHonour(each.kind))
    const counted = issued.filter(
      ({ state }) => state === 'closed' || !SETTLED_MEASURE_STATES.includes(state),
    )
    return {
      numerator: counted.filter(({ state }) => state === 'closed').length,
      denominator: counted.length,
    }
  },
})
