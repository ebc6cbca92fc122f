import { defineArea } from '../../kernel/area.ts'
import { cite } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { groupBy } from '../list-rules.ts'
import { foodChecklist } from './checklist.ts'
import { MEALS, servingOf } from './meal.ts'
import { sampleRetentionLog } from './sample-retention-log.ts'
import { sharedMealLog } from './shared-meal-log.ts'

const { 'canteen-rules': ORDER_45 } = DOCUMENTS

export const food = defineArea({
  id: 'food',
  registers: [sharedMealLog, sampleRetentionLog],
  checklist: foodChecklist,
  cross: {
    'meal-without-leader': {
      label: { zh: '已供餐但无人陪餐', en: 'A meal was served and nobody shared it' },
      severity: 'general',
      remedy: {
        zh: '落实学校负责人每餐陪餐并登记',
        en: 'Have a responsible person share every meal, and enter it',
      },
      rule: { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'excerpt')] },
      reads: ['shared-meal-log', 'sample-retention-log'],
      window: 30,
      /** That a meal was served is known from its samples. */
      among: (books, { today }) => {
        const shared = new Set(books['shared-meal-log'].map(({ entry }) => servingOf(entry)))
        const served = groupBy(books['sample-retention-log'], ({ entry }) => servingOf(entry))
        return [...served].flatMap(([serving, samples]) => {
          const [first] = samples
          if (!first || shared.has(serving) || first.entry.on >= today) return []
          const { on, meal } = first.entry
          return { on, records: samples.map(each => each.id), detail: MEALS[meal] }
        })
      },
    },
  },
})
