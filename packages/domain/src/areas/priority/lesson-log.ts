import { z } from 'zod'
import { addDays, addMonths, Day } from '../../kernel/day.ts'
import { Count, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { BEFORE_SUMMER_WINDOW, listBeforeSummers } from './summer.ts'

const { 'yueqing-drowning-notice': YUEQING, 'bullying-campaign': CAMPAIGN, practice: PRACTICE } = DOCUMENTS

export const lessonLog = defineRegister({
  id: 'lesson-log',
  version: 1,
  kind: 'log',
  label: { zh: '专题教育记录', en: 'Lessons on the themes' },
  purpose: {
    zh: '防溺水、防欺凌、防灾减灾专题教育每次一条，写明对象和人数。',
    en: 'One line for each lesson against drowning, bullying or disasters: to whom, and how many came.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    theme: z.enum(['drowning', 'bullying', 'disaster']),
    form: z.enum(['class-meeting', 'assembly', 'lecture', 'video', 'practice']),
    title: ShortText,
    audience: ShortText,
    pupils: Count.max(99_999),
    heldBy: PersonName,
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day', bulk: true },
    theme: {
      zh: '主题',
      en: 'Theme',
      bulk: true,
      options: {
        drowning: { zh: '防溺水', en: 'Drowning' },
        bullying: { zh: '防欺凌', en: 'Bullying' },
        disaster: { zh: '防灾减灾', en: 'Disasters' },
      },
    },
    form: {
      zh: '形式',
      en: 'Form',
      options: {
        'class-meeting': { zh: '主题班会', en: 'Class meeting' },
        assembly: { zh: '集会、国旗下讲话', en: 'Assembly' },
        lecture: { zh: '讲座', en: 'Lecture' },
        video: { zh: '观看专题片', en: 'Film' },
        practice: { zh: '体验、实操', en: 'Practice' },
      },
    },
    title: { zh: '内容', en: 'Subject' },
    audience: { zh: '对象', en: 'For whom', hint: { zh: '如：全校、五年级', en: 'e.g. the whole school' } },
    pupils: { zh: '参加学生数', en: 'Pupils', unit: { zh: '人', en: 'people' } },
    heldBy: { zh: '主讲人', en: 'Held by' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['title', 'on', 'theme', 'audience', 'pupils'],
  identity: ['on', 'theme', 'audience', 'title'],
  happenedOn: 'on',
  findings: {
    'nobody-came': {
      label: { zh: '专题教育参加人数为零', en: 'Nobody came to the lesson' },
      severity: 'notice',
      remedy: { zh: '核对人数，未开展的另行补课', en: 'Check the number; hold the lesson again' },
      fields: ['pupils'],
      rule: BY_PRACTICE,
      when: ({ pupils }) => pupils === 0,
    },
  },
  lists: {
    'too-few-before-summer': {
      label: { zh: '暑假前防溺水专题教育次数不足', en: 'Too few lessons against drowning before the summer' },
      severity: 'general',
      remedy: { zh: '补上专题教育并登记', en: 'Hold the lessons that are missing, and enter them' },
      limits: {
        times: {
          label: { zh: '暑假前专题教育次数', en: 'Lessons before the summer' },
          unit: 'time',
          default: 3,
          min: 1,
          max: 20,
        },
      },
      rule: { effectiveFrom: YUEQING.from, basis: [cite(YUEQING, 'excerpt'), cite(PRACTICE, 'custom')] },
      window: BEFORE_SUMMER_WINDOW,
      among: (entries, { from, to, today, limits }) =>
        listBeforeSummers(from, to, today).flatMap(({ first, last }) => {
          const held = entries.filter(
            ({ entry }) => entry.theme === 'drowning' && first <= entry.on && entry.on <= last,
          )
          if (entries.length === 0 || held.length >= limits.times) return []
          const detail = {
            zh: `应开展${String(limits.times)}次，已开展${String(held.length)}次`,
            en: `${String(limits.times)} were due, ${String(held.length)} were held`,
          }
          return { on: last, records: held.map(({ id }) => id), detail }
        }),
    },
    'no-bullying-lesson': {
      label: { zh: '本学期未开展防欺凌专题教育', en: 'No lesson against bullying this term' },
      severity: 'general',
      remedy: { zh: '开展专题教育并登记', en: 'Hold a lesson and enter it' },
      limits: {
        months: {
          label: { zh: '两次专题教育间隔', en: 'Between two lessons' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: { effectiveFrom: CAMPAIGN.from, basis: [cite(CAMPAIGN, 'excerpt'), cite(PRACTICE, 'custom')] },
      window: 'all',
      /** Terms differ from school to school: the last lesson may lie no further back than one is long. */
      among: (entries, { today, limits }) => {
        const held = entries.filter(({ entry }) => entry.theme === 'bullying' && entry.on <= today)
        const last = held
          .map(({ entry }) => entry.on)
          .sort()
          .at(-1)
        if (last === undefined) return entries.length === 0 ? [] : [{ on: today, records: [] }]
        const due = addMonths(last, limits.months)
        return due < today ? [{ on: today, since: addDays(due, 1), records: [] }] : []
      },
    },
  },
  indicators: {
    'bullying-taught': {
      label: { zh: '欺凌专题教育率', en: 'Schools that taught about bullying' },
      numerator: { zh: '本学期已开展防欺凌专题教育的学校', en: 'Schools that held such a lesson this term' },
      denominator: { zh: '应开展的学校', en: 'Schools that have to' },
      better: 'higher',
      counting: {
        of: 'unit',
        has: ({ theme }) => theme === 'bullying',
        without: ['no-bullying-lesson'],
      },
    },
  },
})
