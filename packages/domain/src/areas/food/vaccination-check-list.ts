import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'vaccine-law': VACCINE_LAW } = DOCUMENTS
const ARTICLE_48 = { effectiveFrom: VACCINE_LAW.from, basis: [cite(VACCINE_LAW, 'memory', '48')] } as const

export const vaccinationCheckList = defineRegister({
  id: 'vaccination-check-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '预防接种证查验登记', en: 'Vaccination checks at entry' },
  purpose: {
    zh: '新生（插班生）入学入托时一人一条，未按规定接种的报告并督促补种。',
    en: 'One line for each new pupil; those who lack vaccinations are reported and reminded.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z.object({
    schoolClass: ShortText,
    pupil: PersonName,
    checkedOn: Day,
    result: z.enum(['complete', 'incomplete', 'no-certificate']),
    reportedOn: Day.optional(),
    madeUpOn: Day.optional(),
  }),
  fields: {
    schoolClass: { zh: '班级', en: 'Class', bulk: true },
    pupil: { zh: '学生姓名', en: 'Pupil', personal: true },
    checkedOn: { zh: '查验日期', en: 'Checked on', bulk: true },
    result: {
      zh: '查验结果',
      en: 'Result',
      personal: true,
      options: {
        complete: { zh: '全程接种', en: 'Complete' },
        incomplete: { zh: '未按规定接种', en: 'Incomplete' },
        'no-certificate': { zh: '无接种证', en: 'No certificate' },
      },
    },
    reportedOn: { zh: '报告疾控（接种单位）日期', en: 'Reported on', bulk: true },
    madeUpOn: { zh: '补种（补证）完成日期', en: 'Made up for on' },
  },
  summary: ['pupil', 'schoolClass', 'result', 'checkedOn', 'madeUpOn'],
  identity: ['schoolClass', 'pupil'],
  findings: {
    'not-reported': {
      label: { zh: '未按规定接种的未报告', en: 'A gap in vaccinations was not reported' },
      severity: 'general',
      remedy: {
        zh: '报告疾控机构或接种单位并登记',
        en: 'Report it to disease control or the clinic, and enter it',
      },
      fields: ['result', 'reportedOn'],
      rule: ARTICLE_48,
      when: ({ result, reportedOn, madeUpOn, checkedOn }) =>
        result !== 'complete' && reportedOn === undefined && madeUpOn === undefined && { since: checkedOn },
    },
    'not-made-up': {
      label: { zh: '督促补种逾期未完成', en: 'The vaccinations were not made up for' },
      severity: 'notice',
      remedy: { zh: '再次告知监护人并联系接种单位', en: 'Tell the guardians again and call the clinic' },
      fields: ['madeUpOn'],
      limits: {
        days: {
          label: { zh: '督促补种期限', en: 'Made up for within' },
          unit: 'day',
          default: 90,
          min: 7,
          max: 365,
        },
      },
      rule: BY_PRACTICE,
      due: ({ result, madeUpOn, checkedOn }, { limits }) =>
        result === 'complete' || madeUpOn !== undefined ? null : addDays(checkedOn, limits.days),
    },
  },
  lists: {
    'pupil-twice': {
      label: { zh: '同一学生登记两次', en: 'The same pupil twice' },
      severity: 'notice',
      remedy: { zh: '删除重复条目', en: 'Remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      /** The name stays in the line. */
      among: (entries, { today }) =>
        findDuplicates(entries, ({ schoolClass, pupil }) => `${schoolClass} ${pupil}`, today).map(
          ({ on, since, records }) => ({ on, records, ...(since && { since }) }),
        ),
    },
  },
})
