import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { CreditCode } from '../../organisation/codes/credit-code.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'food-law': FOOD_LAW } = DOCUMENTS

export const supplierList = defineRegister({
  id: 'supplier-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '食堂供货商台账', en: 'Canteen suppliers' },
  purpose: {
    zh: '每家供货商（供餐企业）一条，许可证到期由系统提醒。',
    en: 'One line for each supplier or caterer; its licence is watched.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    creditCode: CreditCode.optional(),
    supplies: ShortText,
    licenceNumber: ShortText,
    licenceUntil: Day,
    contractUntil: Day.optional(),
    leader: PersonName,
    phone: Phone,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '供货商名称', en: 'Supplier' },
    creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
    supplies: { zh: '供应品类', en: 'Supplies' },
    licenceNumber: { zh: '许可证（备案）号', en: 'Licence or filing number' },
    licenceUntil: { zh: '许可证有效期至', en: 'Licence valid until', ahead: true },
    contractUntil: { zh: '供货合同有效期至', en: 'Contract valid until', bulk: true, ahead: true },
    leader: { zh: '联系人', en: 'Contact' },
    phone: { zh: '联系电话', en: 'Telephone' },
    photos: { zh: '证照照片', en: 'Photos of the papers' },
  },
  summary: ['name', 'supplies', 'licenceUntil', 'leader', 'phone'],
  identity: ['name'],
  findings: {
    'licence-expired': {
      label: { zh: '供货商许可证已过期', en: 'The supplier’s licence has run out' },
      severity: 'general',
      remedy: { zh: '停止采购，取得有效许可证后恢复', en: 'Buy nothing there until it is renewed' },
      fields: ['licenceUntil'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '57')] },
      due: ({ licenceUntil }) => licenceUntil,
    },
    'contract-expired': {
      label: { zh: '供货合同已到期', en: 'The contract has run out' },
      severity: 'notice',
      remedy: { zh: '重新签订合同，明确食品安全责任', en: 'Sign a new one that says who answers for safety' },
      fields: ['contractUntil'],
      rule: BY_PRACTICE,
      due: ({ contractUntil }) => contractUntil ?? null,
    },
  },
  lists: {
    'supplier-twice': {
      label: { zh: '同一供货商登记两次', en: 'The same supplier twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
