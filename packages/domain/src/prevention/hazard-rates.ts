import { defineIndicator } from '../kernel/indicator.ts'

/** What the rates of the hazard loop are counted from (FACTS 9). All of them are counts of hazards. */
export const HAZARD_FIGURES = [
  'verified',
  'closed',
  'closedInTime',
  'closedLate',
  'overdue',
  'majorVerified',
  'majorClosed',
  'reinspected',
  'passedAtOnce',
  'cameBack',
] as const
export type HazardFigures = Readonly<Record<(typeof HAZARD_FIGURES)[number], number>>

export const NO_HAZARDS: HazardFigures = {
  ...{ verified: 0, closed: 0, closedInTime: 0, closedLate: 0, overdue: 0 },
  ...{ majorVerified: 0, majorClosed: 0, reinspected: 0, passedAtOnce: 0, cameBack: 0 },
}

export const rectificationRate = defineIndicator({
  id: 'hazards-closed',
  label: { zh: '隐患整改率', en: 'Hazards rectified' },
  numerator: { zh: '已销号的隐患', en: 'Hazards closed' },
  denominator: {
    zh: '已登记且核实属实的隐患',
    en: 'Hazards registered and verified, those dismissed or not verified yet left out',
  },
  better: 'higher',
  count: ({ closed, verified }: HazardFigures) => ({ numerator: closed, denominator: verified }),
})

/** Whatever still has time is left out: it is neither late nor in time yet. */
export const timelyRate = defineIndicator({
  id: 'hazards-closed-in-time',
  label: { zh: '按期整改率', en: 'Hazards rectified in time' },
  numerator: { zh: '在整改期限内销号的隐患', en: 'Hazards closed by the rectification deadline' },
  denominator: {
    zh: '已销号的和已到期未销号的隐患（未到期的不计）',
    en: 'Hazards closed, and those open past their deadline; what is not due yet is left out',
  },
  better: 'higher',
  count: ({ closedInTime, closedLate, overdue }: HazardFigures) => ({
    numerator: closedInTime,
    denominator: closedInTime + closedLate + overdue,
  }),
})

export const majorClearedRate = defineIndicator({
  id: 'major-hazards-cleared',
  label: { zh: '重大隐患清零率', en: 'Major hazards cleared' },
  numerator: { zh: '已销号的重大隐患', en: 'Major hazards closed' },
  denominator: { zh: '核实认定的重大隐患', en: 'Hazards verified as major' },
  better: 'higher',
  count: ({ majorClosed, majorVerified }: HazardFigures) => ({
    numerator: majorClosed,
    denominator: majorVerified,
  }),
})

export const reinspectionRate = defineIndicator({
  id: 'hazards-passed-at-once',
  label: { zh: '复查合格率', en: 'Re-inspections passed' },
  numerator: { zh: '一次复查合格即销号的隐患', en: 'Hazards closed at their first re-inspection' },
  denominator: { zh: '已经复查的隐患（含被退回的）', en: 'Hazards re-inspected, those sent back included' },
  better: 'higher',
  count: ({ passedAtOnce, reinspected }: HazardFigures) => ({
    numerator: passedAtOnce,
    denominator: reinspected,
  }),
})

export const recurrenceRate = defineIndicator({
  id: 'hazards-came-back',
  label: { zh: '反弹率', en: 'Hazards that came back' },
  numerator: { zh: '销号后反弹的隐患', en: 'Closed hazards that came back' },
  denominator: { zh: '已销号的隐患', en: 'Hazards closed' },
  better: 'lower',
  count: ({ cameBack, closed }: HazardFigures) => ({ numerator: cameBack, denominator: closed }),
})

/** The rates of the loop in the order in which people read them. */
export const HAZARD_RATES = [
  rectificationRate,
  timelyRate,
  majorClearedRate,
  reinspectionRate,
  recurrenceRate,
] as const
export type HazardRateId = (typeof HAZARD_RATES)[number]['id']
