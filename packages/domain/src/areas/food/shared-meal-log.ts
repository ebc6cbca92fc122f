import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { groupBy, pastSchoolDays } from '../list-rules.ts'
import { Meal, MEALS } from './meal.ts'

const { 'canteen-rules': ORDER_45 } = DOCUMENTS
/** A responsible person eats with the pupils and logs it; which article says so is uncertain, so none is named. */
const BY_ORDER_45 = { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'excerpt')] } as const

export const sharedMealLog = defineRegister({
  id: 'shared-meal-log',
  version: 1,
  kind: 'log',
  label: { zh: '陪餐记录', en: 'Shared-meal log' },
  purpose: {
    zh: '学校负责人每餐与学生共同用餐后填写，问题要有处置。',
    en: 'Written after each meal a responsible person shared with the pupils; problems are followed up.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    meal: Meal,
    leader: PersonName,
    satisfactory: z.boolean(),
    problem: LongText.optional(),
    handling: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    meal: { zh: '餐次', en: 'Meal', options: MEALS },
    leader: { zh: '陪餐负责人', en: 'Responsible person' },
    satisfactory: { zh: '饭菜质量和卫生满意', en: 'Food and hygiene satisfactory' },
    problem: { zh: '发现的问题', en: 'What was wrong' },
    handling: { zh: '处置情况', en: 'What was done about it' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['on', 'meal', 'leader', 'satisfactory'],
  identity: ['on', 'meal', 'leader'],
  happenedOn: 'on',
  findings: {
    'problem-not-handled': {
      label: { zh: '陪餐发现的问题没有处置记录', en: 'A problem at the table was not followed up' },
      severity: 'general',
      remedy: { zh: '补充处置措施和结果', en: 'Enter what was done and how it ended' },
      fields: ['handling'],
      rule: BY_ORDER_45,
      when: ({ satisfactory, problem, handling }) =>
        (!satisfactory || problem !== undefined) && handling === undefined,
    },
  },
  lists: {
    'day-without-shared-meal': {
      label: { zh: '当日无陪餐记录', en: 'A day on which nobody shared a meal' },
      severity: 'general',
      remedy: {
        zh: '落实学校负责人每餐陪餐并登记',
        en: 'Have a responsible person share every meal, and enter it',
      },
      rule: BY_ORDER_45,
      window: 30,
      among: (entries, at) => {
        const shared = new Set(entries.map(({ entry }) => entry.on))
        return pastSchoolDays(at)
          .filter(day => !shared.has(day))
          .map(on => ({ on, records: [] }))
      },
    },
    'same-leader-all-month': {
      label: { zh: '整月只有同一人陪餐', en: 'One person shared every meal of a month' },
      severity: 'notice',
      remedy: { zh: '安排学校负责人轮流陪餐', en: 'Let the responsible persons take turns' },
      limits: {
        meals: {
          label: { zh: '当月陪餐达到次数才判定', en: 'Judged from this many shared meals a month' },
          unit: 'time',
          default: 5,
          min: 2,
          max: 60,
        },
      },
      rule: BY_PRACTICE,
      window: 92,
      among: (entries, { today, limits }) => {
        const months = groupBy(entries, ({ entry }) => entry.on.slice(0, 7))
        return [...months.values()].flatMap(month => {
          const days = month.map(({ entry }) => entry.on).sort()
          const [last] = days.slice(-1)
          const over = last !== undefined && last.slice(0, 7) < today.slice(0, 7)
          const leaders = new Set(month.map(({ entry }) => entry.leader))
          if (!over || month.length < limits.meals || leaders.size > 1) return []
          const [leader = ''] = leaders
          return { on: last, records: month.map(each => each.id), detail: { zh: leader, en: leader } }
        })
      },
    },
  },
  indicators: {
    'meals-shared': {
      label: { zh: '陪餐达标率', en: 'School days with a shared meal' },
      numerator: { zh: '有陪餐记录的上课日', en: 'School days on which somebody shared a meal' },
      denominator: { zh: '近30天已过的上课日', en: 'School days of the last 30 days that are over' },
      better: 'higher',
      counting: { of: 'school-days', without: ['day-without-shared-meal'] },
    },
  },
})
