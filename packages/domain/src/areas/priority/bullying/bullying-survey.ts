import { z } from 'zod'
import { addDays, addMonths, Day } from '../../../kernel/day.ts'
import { Count, LongText, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'

const { 'bullying-campaign': CAMPAIGN, practice: PRACTICE } = DOCUMENTS

export const bullyingSurvey = defineRegister({
  id: 'bullying-survey',
  version: 1,
  kind: 'ledger',
  label: { zh: '欺凌问卷排查', en: 'Bullying surveys' },
  purpose: {
    zh: '每次问卷排查一条，只记数字，不写学生姓名；线索转入卷宗。',
    en: 'One line for each survey, in numbers and without names; what it brings up goes into the case files.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z
    .object({
      on: Day,
      audience: ShortText,
      means: z.enum(['paper', 'online', 'interview']),
      anonymous: z.boolean(),
      given: Count.min(1).max(99_999),
      returned: Count.max(99_999),
      leads: Count.max(999),
      takenUp: Count.max(999),
      summary: LongText.optional(),
    })
    .refine(({ given, returned }) => returned <= given, { path: ['returned'], error: 'more-than-given' })
    .refine(({ leads, takenUp }) => takenUp <= leads, { path: ['takenUp'], error: 'more-than-given' }),
  fields: {
    on: { zh: '排查日期', en: 'Day' },
    audience: { zh: '范围', en: 'Of whom', hint: { zh: '如：全校、七年级', en: 'e.g. the whole school' } },
    means: {
      zh: '方式',
      en: 'By',
      options: {
        paper: { zh: '纸质问卷', en: 'Paper' },
        online: { zh: '网上问卷', en: 'Online' },
        interview: { zh: '谈话', en: 'Interviews' },
      },
    },
    anonymous: { zh: '匿名', en: 'Anonymous' },
    given: { zh: '发放份数', en: 'Given out', unit: { zh: '份', en: 'sheets' } },
    returned: { zh: '收回份数', en: 'Returned', unit: { zh: '份', en: 'sheets' } },
    leads: { zh: '疑似线索数', en: 'Leads', unit: { zh: '条', en: 'leads' } },
    takenUp: { zh: '已核查线索数', en: 'Leads looked into', unit: { zh: '条', en: 'leads' } },
    summary: {
      zh: '结果分析',
      en: 'Result',
      hint: { zh: '不写学生姓名', en: 'Without names of pupils' },
    },
  },
  summary: ['audience', 'on', 'means', 'returned', 'leads'],
  identity: ['on', 'audience', 'means'],
  findings: {
    'leads-left': {
      label: { zh: '排查出的线索未全部核查', en: 'Leads from the survey were left' },
      severity: 'general',
      remedy: {
        zh: '逐条核查，属于疑似欺凌的立卷',
        en: 'Look into each; open a file where it may be bullying',
      },
      fields: ['leads', 'takenUp'],
      limits: {
        days: {
          label: { zh: '核查期限', en: 'Days to look into them' },
          unit: 'day',
          default: 10,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      due: ({ on, leads, takenUp }, { limits }) => (takenUp < leads ? addDays(on, limits.days) : null),
    },
  },
  lists: {
    'survey-overdue': {
      label: { zh: '本学期未开展欺凌问卷排查', en: 'No bullying survey this term' },
      severity: 'general',
      remedy: { zh: '开展问卷排查并登记', en: 'Hold a survey and enter it' },
      limits: {
        months: {
          label: { zh: '两次排查间隔', en: 'Between two surveys' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: { effectiveFrom: CAMPAIGN.from, basis: [cite(CAMPAIGN, 'excerpt'), cite(PRACTICE, 'custom')] },
      window: 'all',
      /** Terms differ from school to school: the last survey may lie no further back than one is long. */
      among: (entries, { today, limits }) => {
        const last = entries
          .map(({ entry }) => entry.on)
          .filter(on => on <= today)
          .sort()
          .at(-1)
        if (last === undefined) return []
        const due = addMonths(last, limits.months)
        return due < today ? [{ on: today, since: addDays(due, 1), records: [] }] : []
      },
    },
  },
  indicators: {
    'bullying-surveyed': {
      label: { zh: '欺凌调查开展率', en: 'Schools that held a bullying survey' },
      numerator: { zh: '本学期已开展问卷排查的学校', en: 'Schools that held one this term' },
      denominator: { zh: '应开展的学校', en: 'Schools that have to' },
      better: 'higher',
      counting: { of: 'unit', has: () => true, without: ['survey-overdue'] },
    },
  },
})
