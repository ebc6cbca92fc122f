import { z } from 'zod'
import { addDays, Day, weekdayOf } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { groupBy, pastSchoolDays } from '../list-rules.ts'

const { 'food-law': FOOD_LAW, 'food-law-regulation': REGULATION } = DOCUMENTS

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

export const canteenSelfCheckLog = defineRegister({
  id: 'canteen-self-check-log',
  version: 1,
  kind: 'log',
  label: { zh: '食堂自查记录', en: 'Self-checks of the canteen' },
  purpose: {
    zh: '食堂每次食品安全自查后填写，结果要公布。',
    en: 'Written after each self-check of the canteen; its result is made public.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    kind: z.enum(['daily', 'weekly', 'monthly']),
    canteen: ShortText.optional(),
    checkedBy: PersonName,
    found: LongText.optional(),
    handling: LongText.optional(),
    published: z.boolean(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    kind: {
      zh: '自查类型',
      en: 'Kind',
      options: {
        daily: { zh: '日管控', en: 'Daily control' },
        weekly: { zh: '周排查', en: 'Weekly screening' },
        monthly: { zh: '月调度', en: 'Monthly review' },
      },
    },
    canteen: { zh: '食堂', en: 'Canteen', offers: 'food/canteen-licence.canteen' },
    checkedBy: { zh: '自查人', en: 'Checked by' },
    found: { zh: '发现的问题', en: 'What was found' },
    handling: { zh: '整改情况', en: 'How it was put right' },
    published: { zh: '结果已公布', en: 'Made public', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['on', 'kind', 'canteen', 'checkedBy', 'published'],
  identity: ['on', 'kind', 'canteen'],
  happenedOn: 'on',
  findings: {
    'not-put-right': {
      label: { zh: '自查问题没有整改记录', en: 'A problem was found and not put right' },
      severity: 'general',
      remedy: { zh: '整改后补充登记', en: 'Put it right and enter it' },
      fields: ['found', 'handling'],
      rule: {
        effectiveFrom: FOOD_LAW.from,
        basis: [cite(FOOD_LAW, 'text', '47'), cite(REGULATION, 'text', '28')],
      },
      when: ({ found, handling }) => found !== undefined && handling === undefined,
    },
    'not-published': {
      label: { zh: '自查结果未公布', en: 'The result was not made public' },
      severity: 'notice',
      remedy: { zh: '在食堂公示栏公布自查结果', en: 'Put the result on the canteen’s board' },
      fields: ['published'],
      rule: BY_PRACTICE,
      when: ({ kind, published }) => kind !== 'daily' && !published,
    },
  },
  lists: {
    'week-without-check': {
      label: { zh: '当周无食堂自查记录', en: 'A week without a self-check' },
      severity: 'general',
      remedy: { zh: '每周组织自查并登记', en: 'Check every week and enter it' },
      /** The law asks for it regularly; that this is every week is practice. */
      rule: {
        effectiveFrom: FOOD_LAW.from,
        basis: [cite(FOOD_LAW, 'text', '47'), cite(DOCUMENTS.practice, 'custom')],
      },
      window: 35,
      /** Whole weeks only, and those that are over. */
      among: (entries, at) => {
        const checked = new Set(entries.map(({ entry }) => mondayOf(entry.on)))
        return [...groupBy(pastSchoolDays(at), mondayOf).values()].flatMap(days => {
          const [first] = days
          const last = days.at(-1)
          if (first === undefined || last === undefined || checked.has(mondayOf(first))) return []
          const whole = at.from <= mondayOf(first) && addDays(mondayOf(first), 6) < at.today
          return whole ? [{ on: last, records: [] }] : []
        })
      },
    },
  },
})
