import { z } from 'zod'
import { PersonName, Phone, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

export const riderList = defineRegister({
  id: 'rider-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '学生乘车名册', en: 'Pupils who ride the bus' },
  purpose: {
    zh: '每名乘坐校车的学生一条，写明线路、站点和接送的监护人。',
    en: 'One line for each pupil who rides: line, stop, and the guardian who meets the bus.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z.object({
    schoolClass: ShortText,
    pupil: PersonName,
    line: ShortText,
    place: ShortText,
    guardian: PersonName.optional(),
    guardianPhone: Phone.optional(),
    met: z.enum(['guardian', 'alone', 'other']),
    told: z.boolean(),
  }),
  fields: {
    schoolClass: { zh: '班级', en: 'Class', bulk: true },
    pupil: { zh: '学生姓名', en: 'Pupil', personal: true },
    line: { zh: '线路', en: 'Line', offers: 'bus/route-list.line', bulk: true },
    place: { zh: '站点', en: 'Stop', offers: 'bus/route-list.place', bulk: true },
    guardian: { zh: '监护人', en: 'Guardian', personal: true },
    guardianPhone: { zh: '监护人电话', en: 'Guardian’s telephone', personal: true },
    met: {
      zh: '站点接送方式',
      en: 'At the stop',
      options: {
        guardian: { zh: '监护人接送', en: 'Met by the guardian' },
        alone: { zh: '自行回家', en: 'Walks alone' },
        other: { zh: '委托他人接送', en: 'Met by somebody else' },
      },
    },
    told: { zh: '已与监护人签订乘车告知书', en: 'The guardian has signed the rules', bulk: true },
  },
  summary: ['pupil', 'schoolClass', 'line', 'place', 'met'],
  identity: ['schoolClass', 'pupil'],
  findings: {
    'guardian-unknown': {
      label: { zh: '乘车学生未登记监护人联系方式', en: 'The guardian of a rider cannot be reached' },
      severity: 'general',
      remedy: { zh: '补登监护人姓名和电话', en: 'Enter the guardian and the telephone' },
      fields: ['guardian', 'guardianPhone'],
      rule: BY_PRACTICE,
      when: ({ guardian, guardianPhone }) => guardian === undefined || guardianPhone === undefined,
    },
    'guardian-not-told': {
      label: { zh: '未与监护人签订乘车告知书', en: 'The guardian has not signed the rules' },
      severity: 'notice',
      remedy: { zh: '补签乘车告知书', en: 'Have the rules signed' },
      fields: ['told'],
      rule: BY_PRACTICE,
      when: ({ told }) => !told,
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
