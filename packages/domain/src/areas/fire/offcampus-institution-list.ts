import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Count, LongText, PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { CreditCode } from '../../organisation/codes/credit-code.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'fire-law': FIRE_LAW } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: FIRE_LAW.from,
  basis: [cite(FIRE_LAW, 'text', number)],
})

export const offcampusInstitutionList = defineRegister({
  id: 'offcampus-institution-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '托管与校外培训机构台账', en: 'Off-campus institutions' },
  purpose: {
    zh: '学生所在的每家托管、校外培训机构一条，按学期检查并登记结果。',
    en: 'One line for each institution pupils go to outside school; each is inspected every term.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(['care', 'training', 'care-and-training']),
    creditCode: CreditCode.optional(),
    address: ShortText,
    leader: PersonName,
    phone: Phone,
    pupils: Count.max(5000),
    floor: z.number().int().min(-3).max(40),
    exits: z.number().int().min(0).max(50),
    licensed: z.boolean(),
    openedLegally: z.boolean(),
    sleptIn: z.boolean(),
    waysClear: z.boolean(),
    emergencyPlan: z.boolean(),
    inspectedOn: Day,
    inspectedBy: PersonName,
    found: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '机构名称', en: 'Institution' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        care: { zh: '校外托管', en: 'After-school care' },
        training: { zh: '校外培训', en: 'Training' },
        'care-and-training': { zh: '托管兼培训', en: 'Care and training' },
      },
    },
    creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
    address: { zh: '地址', en: 'Address', place: true },
    leader: { zh: '负责人', en: 'Person in charge' },
    phone: { zh: '负责人电话', en: 'Telephone', personal: true },
    pupils: { zh: '学生人数', en: 'Pupils', unit: { zh: '人', en: 'pupils' } },
    floor: { zh: '所在楼层', en: 'Floor' },
    exits: { zh: '安全出口数', en: 'Exits', unit: { zh: '个', en: 'exits' } },
    licensed: { zh: '证照齐全', en: 'Has its licences' },
    openedLegally: { zh: '场所消防手续合法', en: 'Premises passed by the fire authority' },
    sleptIn: {
      zh: '住人混用',
      en: 'People live in it',
      hint: { zh: '经营场所与居住混在一起', en: 'The rooms are also somebody’s home' },
    },
    waysClear: { zh: '疏散通道畅通、门窗无障碍', en: 'Ways out are clear, nothing barred' },
    emergencyPlan: { zh: '有应急预案', en: 'Has an emergency plan' },
    inspectedOn: { zh: '上次检查日期', en: 'Last inspected on', bulk: true },
    inspectedBy: { zh: '检查人', en: 'Inspected by', bulk: true },
    found: { zh: '发现的问题和处置', en: 'What was found and done' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'address', 'pupils', 'inspectedOn'],
  identity: ['name', 'address'],
  findings: {
    'not-licensed': {
      label: { zh: '校外机构无证经营', en: 'The institution has no licence' },
      severity: 'general',
      remedy: { zh: '劝离学生，移送主管部门处理', en: 'Keep pupils away and refer it to the department' },
      fields: ['licensed'],
      rule: BY_PRACTICE,
      when: ({ licensed, inspectedOn }) => !licensed && { since: inspectedOn },
    },
    'premises-not-passed': {
      label: { zh: '校外机构场所消防手续不合法', en: 'The premises were never passed' },
      severity: 'major',
      remedy: {
        zh: '移送消防救援机构，整改前不得接收学生',
        en: 'Refer it to the fire brigade; no pupils until it is settled',
      },
      fields: ['openedLegally'],
      rule: article('15'),
      when: ({ openedLegally, inspectedOn }) => !openedLegally && { since: inspectedOn },
    },
    'slept-in': {
      label: { zh: '校外机构经营场所住人混用', en: 'Business and living are mixed' },
      severity: 'major',
      remedy: {
        zh: '移送消防救援机构，整改前不得接收学生',
        en: 'Refer it to the fire brigade; no pupils until it is settled',
      },
      fields: ['sleptIn'],
      rule: article('19'),
      when: ({ sleptIn, inspectedOn }) => sleptIn && { since: inspectedOn },
    },
    'one-way-out': {
      label: { zh: '校外机构安全出口不足', en: 'The institution has too few exits' },
      severity: 'major',
      remedy: {
        zh: '移送消防救援机构，整改前不得接收学生',
        en: 'Refer it to the fire brigade; no pupils until it is settled',
      },
      fields: ['exits'],
      limits: {
        least: {
          label: { zh: '安全出口最少数量', en: 'Least exits' },
          unit: 'place',
          default: 2,
          min: 1,
          max: 4,
        },
      },
      /** The law asks for free exits; that there are two stands in the checklist. */
      rule: {
        effectiveFrom: FIRE_LAW.from,
        basis: [cite(FIRE_LAW, 'text', '28'), cite(DOCUMENTS.practice, 'custom')],
      },
      when: ({ exits, inspectedOn }, { limits }) => exits < limits.least && { since: inspectedOn },
    },
    'ways-not-clear': {
      label: { zh: '校外机构疏散通道不畅通', en: 'The ways out are not clear' },
      severity: 'major',
      remedy: {
        zh: '要求立即清除，移送消防救援机构',
        en: 'Have them cleared at once and tell the fire brigade',
      },
      fields: ['waysClear'],
      rule: article('28'),
      when: ({ waysClear, inspectedOn }) => !waysClear && { since: inspectedOn },
    },
    'no-plan': {
      label: { zh: '校外机构无应急预案', en: 'The institution has no emergency plan' },
      severity: 'general',
      remedy: { zh: '督促制定预案并演练', en: 'Have it write a plan and practise it' },
      fields: ['emergencyPlan'],
      rule: BY_PRACTICE,
      when: ({ emergencyPlan, inspectedOn }) => !emergencyPlan && { since: inspectedOn },
    },
    'inspection-overdue': {
      label: { zh: '校外机构检查逾期', en: 'The inspection is overdue' },
      severity: 'general',
      remedy: { zh: '组织检查并登记日期', en: 'Inspect it and enter the day' },
      fields: ['inspectedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between inspections' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ inspectedOn }, { limits }) => addMonths(inspectedOn, limits.months),
    },
  },
  lists: {
    'institution-twice': {
      label: { zh: '同一机构登记两次', en: 'The same institution twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(entries, ({ name, address }) => `${name} ${address}`, today),
    },
  },
})
