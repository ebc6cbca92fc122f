import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, Phone, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS

export const attendantList = defineRegister({
  id: 'attendant-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '随车照管人员台账', en: 'Bus attendants' },
  purpose: {
    zh: '每名随车照管人员一条，写明由谁指派和安全教育日期。',
    en: 'One line for each attendant: who sends them and when they were last taught.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: PersonName,
    phone: Phone,
    sentBy: z.enum(['school', 'provider']),
    lines: ShortText.optional(),
    knowsDuties: z.boolean(),
    taughtOn: Day,
    healthCheckedOn: Day.optional(),
  }),
  fields: {
    name: { zh: '姓名', en: 'Name' },
    phone: { zh: '电话', en: 'Telephone', personal: true },
    sentBy: {
      zh: '由谁指派',
      en: 'Sent by',
      options: {
        school: { zh: '学校', en: 'The school' },
        provider: { zh: '校车服务提供者', en: 'The provider' },
      },
      bulk: true,
    },
    lines: { zh: '照管线路', en: 'Lines' },
    knowsDuties: {
      zh: '已书面告知岗位职责',
      en: 'Was given the duties in writing',
      hint: {
        zh: '清点人数、维持秩序、确认全部下车等',
        en: 'Counting, keeping order, seeing that all have left',
      },
    },
    taughtOn: { zh: '上次安全教育日期', en: 'Last safety lesson on', bulk: true },
    healthCheckedOn: { zh: '上次体检日期', en: 'Last health check on', personal: true, bulk: true },
  },
  summary: ['name', 'sentBy', 'lines', 'taughtOn'],
  identity: ['name', 'phone'],
  findings: {
    'duties-not-known': {
      label: { zh: '照管人员未告知岗位职责', en: 'The attendant was not given the duties' },
      severity: 'general',
      remedy: { zh: '书面告知职责并由本人签字', en: 'Hand over the duties in writing and have them signed' },
      fields: ['knowsDuties'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '39')] },
      when: ({ knowsDuties }) => !knowsDuties,
    },
    'lesson-overdue': {
      label: { zh: '照管人员安全教育逾期', en: 'The attendant’s safety lesson is overdue' },
      severity: 'general',
      remedy: { zh: '组织安全教育并登记日期', en: 'Teach the attendant and enter the day' },
      fields: ['taughtOn'],
      limits: {
        months: {
          label: { zh: '安全教育间隔', en: 'Between lessons' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      /** The regulation asks for lessons; how often is practice. */
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '38'), cite(DOCUMENTS.practice, 'custom')],
      },
      due: ({ taughtOn }, { limits }) => addMonths(taughtOn, limits.months),
    },
  },
  lists: {
    'attendant-twice': {
      label: { zh: '同名照管人员登记两次', en: 'The same name twice' },
      severity: 'notice',
      remedy: {
        zh: '合并重复条目；确系同名的在姓名后加注区别',
        en: 'Merge the lines; tell two people of one name apart in the name',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
