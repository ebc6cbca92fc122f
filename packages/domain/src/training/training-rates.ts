import { defineIndicator, type Rate } from '../kernel/indicator.ts'

/** What the rates of a unit's people are counted from: each person once for all trainings of a kind that ask him. */
export interface TrainingFigures {
  readonly asked: number
  /** Who has done all of them. */
  readonly trained: number
  /** Who has sat a test, and who of them has passed all he sat. */
  readonly sat: number
  readonly passed: number
}

const trained = ({ trained: numerator, asked: denominator }: TrainingFigures): Rate => ({
  ...{ numerator, denominator },
})

export const peopleTrained = defineIndicator({
  id: 'people-trained',
  label: { zh: '培训覆盖率', en: 'People trained' },
  numerator: {
    zh: '本年应参加的轮训全部完成的人员',
    en: 'People who have done all rotation trainings of the year',
  },
  denominator: {
    zh: '应参加轮训的人员（一人只计一次，计入本人所在单位）',
    en: 'People asked to rotation trainings, each once, at his own unit',
  },
  better: 'higher',
  count: trained,
})

export const testsPassed = defineIndicator({
  id: 'training-tests-passed',
  label: { zh: '培训合格率', en: 'Training tests passed' },
  numerator: { zh: '测试合格的人员', en: 'People who passed' },
  denominator: { zh: '参加测试的人员', en: 'People who sat a test' },
  better: 'higher',
  count: ({ passed: numerator, sat: denominator }: TrainingFigures): Rate => ({ numerator, denominator }),
})

export const filmsWatched = defineIndicator({
  id: 'films-watched',
  label: { zh: '专题片观看覆盖率', en: 'Films watched' },
  numerator: { zh: '本年应观看的专题片全部看过的人员', en: 'People who have watched all films of the year' },
  denominator: {
    zh: '应观看专题片的人员（一人只计一次，计入本人所在单位）',
    en: 'People asked to watch films, each once, at his own unit',
  },
  better: 'higher',
  count: trained,
})
