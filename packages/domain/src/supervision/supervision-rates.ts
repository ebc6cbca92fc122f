import { defineIndicator } from '../kernel/indicator.ts'
import { MEASURE_STATE_IDS, SETTLED_MEASURE_STATES, type MeasureState } from './measure-flow.ts'
import { isHonour, SUPERVISION_KIND_IDS, type SupervisionKind } from './supervision-kind.ts'

/** The measures the rate below counts, once they went out: closed or under way, and no honours. */
export const COUNTED_MEASURES: {
  readonly states: readonly MeasureState[]
  readonly kinds: readonly SupervisionKind[]
} = {
  states: MEASURE_STATE_IDS.filter(state => state === 'closed' || !SETTLED_MEASURE_STATES.includes(state)),
  kinds: SUPERVISION_KIND_IDS.filter(kind => !isHonour(kind)),
}

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
    const counted = measures.filter(
      ({ issued, kind, state }) =>
        issued !== null && COUNTED_MEASURES.kinds.includes(kind) && COUNTED_MEASURES.states.includes(state),
    )
    return {
      numerator: counted.filter(({ state }) => state === 'closed').length,
      denominator: counted.length,
    }
  },
})
