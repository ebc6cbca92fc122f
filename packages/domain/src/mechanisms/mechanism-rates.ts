import { defineIndicator } from '../kernel/indicator.ts'

/** How many of the items of consultations, shared information, joint actions and inquiries are settled. */
export const mechanismItemsSettled = defineIndicator({
  id: 'mechanism-items-settled',
  label: { zh: '事项办结率', en: 'Items settled' },
  numerator: {
    zh: '已办结的事项（转办工作已完成，或已说明不转办理由）',
    en: 'Items settled: their work is done, or it is said why there is none',
  },
  denominator: {
    zh: '各机制形成的涉及具体单位的事项',
    en: 'Items of the standing mechanisms that concern a unit',
  },
  better: 'higher',
  count: ({ settled, items }: { readonly settled: number; readonly items: number }) => ({
    numerator: settled,
    denominator: items,
  }),
})
