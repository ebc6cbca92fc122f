import { defineIndicator } from '../../kernel/indicator.ts'

/** How many of the schools have built up dual prevention, as far as somebody accepted it. What is being built counts below. */
export const dualPreventionBuilt = defineIndicator({
  id: 'dual-prevention-built',
  label: { zh: '双重预防建成率', en: 'Dual prevention built up' },
  numerator: {
    zh: '验收合格的学校（含示范学校）',
    en: 'Schools accepted, demonstration schools included',
  },
  denominator: { zh: '全部学校（含幼儿园）', en: 'All schools and kindergartens' },
  better: 'higher',
  count: ({ built, schools }: { readonly built: number; readonly schools: number }) => ({
    numerator: built,
    denominator: schools,
  }),
})
