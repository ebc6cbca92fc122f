import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { CreditCode } from '../../organisation/codes/credit-code.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

export const providerList = defineRegister({
  id: 'provider-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '校车服务提供者台账', en: 'Bus providers' },
  purpose: {
    zh: '每家校车服务提供者一条（学校自有校车的填学校），写明责任书和安全教育情况。',
    en: 'One line for each provider (the school itself where the buses are its own): its letter and its lessons.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(['school', 'company', 'other']),
    creditCode: CreditCode.optional(),
    leader: PersonName,
    phone: Phone,
    safetyManager: PersonName.optional(),
    letterSignedOn: Day.optional(),
    letterFiledOn: Day.optional(),
    letterUntil: Day.optional(),
    maintenanceFile: z.boolean(),
    taughtOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '名称', en: 'Provider' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        school: { zh: '学校自有', en: 'The school itself' },
        company: { zh: '校车服务公司、客运企业', en: 'Company' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
    leader: { zh: '负责人', en: 'Person in charge' },
    phone: { zh: '负责人电话', en: 'Telephone' },
    safetyManager: { zh: '安全管理人员', en: 'Safety manager' },
    letterSignedOn: { zh: '责任书签订日期', en: 'Letter of responsibility signed on', bulk: true },
    letterFiledOn: { zh: '责任书报教育局备案日期', en: 'Letter filed with the bureau on', bulk: true },
    letterUntil: { zh: '责任书有效期至', en: 'Letter valid until', bulk: true, ahead: true },
    maintenanceFile: { zh: '每辆校车有维护档案', en: 'Keeps a maintenance file for every bus' },
    taughtOn: { zh: '上次安全教育日期', en: 'Last safety lesson on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'leader', 'phone', 'letterUntil'],
  identity: ['name'],
  findings: {
    'letter-missing': {
      label: {
        zh: '未与服务提供者签订责任书或未报备案',
        en: 'No letter of responsibility is signed and filed',
      },
      severity: 'general',
      remedy: {
        zh: '签订校车安全管理责任书并报教育局备案',
        en: 'Sign the letter with the provider and file it with the bureau',
      },
      fields: ['letterSignedOn', 'letterFiledOn'],
      rule: article('11'),
      when: ({ kind, letterSignedOn, letterFiledOn }) =>
        kind !== 'school' && (letterSignedOn === undefined || letterFiledOn === undefined),
    },
    'letter-expired': {
      label: { zh: '校车责任书已到期', en: 'The letter of responsibility has run out' },
      severity: 'general',
      remedy: { zh: '重新签订并报备案', en: 'Sign a new one and file it' },
      fields: ['letterUntil'],
      rule: article('11'),
      due: ({ letterUntil }) => letterUntil ?? null,
    },
    'no-maintenance-file': {
      label: { zh: '校车维护档案不完整', en: 'The maintenance files are not complete' },
      severity: 'general',
      remedy: { zh: '为每辆校车建立维护档案', en: 'Keep a maintenance file for every bus' },
      fields: ['maintenanceFile'],
      rule: article('22'),
      when: ({ maintenanceFile }) => !maintenanceFile,
    },
    'lesson-overdue': {
      label: { zh: '校车安全教育逾期', en: 'The provider’s safety lesson is overdue' },
      severity: 'general',
      remedy: {
        zh: '组织驾驶人学习（含事故案例）并登记',
        en: 'Teach the drivers, with cases of accidents, and enter the day',
      },
      fields: ['taughtOn'],
      limits: {
        months: {
          label: { zh: '安全教育间隔', en: 'Between lessons' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      /** The regulation asks for lessons; how often is practice. */
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '10'), cite(DOCUMENTS.practice, 'custom')],
      },
      due: ({ taughtOn }, { limits }) => addMonths(taughtOn, limits.months),
    },
    'no-safety-manager': {
      label: { zh: '未明确校车安全管理人员', en: 'No safety manager is named' },
      severity: 'notice',
      remedy: { zh: '明确安全管理人员并登记', en: 'Name a safety manager and enter the name' },
      fields: ['safetyManager'],
      rule: BY_PRACTICE,
      when: ({ safetyManager }) => safetyManager === undefined,
    },
  },
  lists: {
    'provider-twice': {
      label: { zh: '同一服务提供者登记两次', en: 'The same provider twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
