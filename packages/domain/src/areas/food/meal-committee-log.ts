import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Count, LongText, PersonName, Photos } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'

export const mealCommitteeLog = defineRegister({
  id: 'meal-committee-log',
  version: 1,
  kind: 'log',
  label: { zh: '膳食委员会活动记录', en: 'Meal committee' },
  purpose: {
    zh: '膳食委员会每次会议、检查后填写，意见要有答复。',
    en: 'Written after each meeting or look round; what it says is answered.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    kind: z.enum(['meeting', 'inspection']),
    chair: PersonName,
    staff: Count.max(50),
    parents: Count.max(50),
    pupils: Count.max(50),
    opinions: LongText.optional(),
    answer: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    kind: {
      zh: '形式',
      en: 'Kind',
      options: { meeting: { zh: '会议', en: 'Meeting' }, inspection: { zh: '检查', en: 'Look round' } },
    },
    chair: { zh: '主持人', en: 'Chair' },
    staff: { zh: '教职工代表', en: 'Staff', unit: { zh: '人', en: 'people' } },
    parents: { zh: '家长代表', en: 'Parents', unit: { zh: '人', en: 'people' } },
    pupils: { zh: '学生代表', en: 'Pupils', unit: { zh: '人', en: 'people' } },
    opinions: { zh: '意见建议', en: 'What was said' },
    answer: { zh: '学校答复和落实情况', en: 'The school’s answer' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['on', 'kind', 'chair', 'parents'],
  identity: ['on', 'kind'],
  happenedOn: 'on',
  findings: {
    'no-parents': {
      label: { zh: '膳食委员会活动无家长代表', en: 'No parent took part' },
      severity: 'notice',
      remedy: { zh: '邀请家长代表参加', en: 'Invite parents' },
      fields: ['parents'],
      rule: BY_PRACTICE,
      when: ({ parents }) => parents === 0,
    },
    'not-answered': {
      label: { zh: '膳食委员会意见没有答复', en: 'What the committee said was not answered' },
      severity: 'general',
      remedy: { zh: '答复并登记落实情况', en: 'Answer it and enter what came of it' },
      fields: ['opinions', 'answer'],
      rule: BY_PRACTICE,
      when: ({ opinions, answer }) => opinions !== undefined && answer === undefined,
    },
  },
  lists: {
    'committee-idle': {
      label: { zh: '膳食委员会长期未开展活动', en: 'The committee has been idle' },
      severity: 'notice',
      remedy: { zh: '组织会议或检查并登记', en: 'Hold a meeting or a look round, and enter it' },
      limits: {
        months: {
          label: { zh: '活动间隔', en: 'Between meetings' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today, limits }) => {
        const last = entries
          .map(({ entry }) => entry.on)
          .sort()
          .at(-1)
        return last === undefined || today <= addMonths(last, limits.months)
          ? []
          : [{ on: today, records: entries.filter(({ entry }) => entry.on === last).map(({ id }) => id) }]
      },
    },
  },
})
