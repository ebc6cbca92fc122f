import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

export const policeFilingList = defineRegister({
  id: 'police-filing-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '公安许可、备案和报告登记', en: 'Permits, filings and reports to the police' },
  purpose: {
    zh: '每办一次许可、备案或报告一条，写明药品、日期和回执。',
    en: 'One line for each permit, filing or report: which chemical, which day, which receipt.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    kind: z.enum(['toxic-permit', 'precursor-filing', 'flow-filing', 'yearly-report', 'loss-report']),
    chemical: ShortText.optional(),
    voucher: ShortText.optional(),
    year: z.number().int().min(2000).max(2100).optional(),
    filedOn: Day,
    validUntil: Day.optional(),
    number: ShortText.optional(),
    handler: PersonName,
    photos: Photos.optional(),
  }),
  fields: {
    kind: {
      zh: '种类',
      en: 'Kind',
      options: {
        'toxic-permit': { zh: '剧毒品购买许可', en: 'Permit to buy something highly toxic' },
        'precursor-filing': {
          zh: '易制毒品购买许可、备案',
          en: 'Permit or filing before buying a drug precursor',
        },
        'flow-filing': { zh: '剧毒、易制爆品购买后备案', en: 'Filing after buying: kind, quantity, flow' },
        'yearly-report': { zh: '易制毒品年度报告', en: 'Yearly report on drug precursors' },
        'loss-report': { zh: '丢失、被盗、短少报告', en: 'Report of a loss' },
      },
    },
    chemical: {
      zh: '品名',
      en: 'Chemical',
      offers: 'chemicals/chemical-list.name',
      hint: { zh: '年度报告可不填', en: 'Not for the yearly report' },
    },
    voucher: {
      zh: '入库单号',
      en: 'Voucher',
      offers: 'chemicals/double-lock-ledger.voucher',
      hint: { zh: '购买后备案填写', en: 'For a filing after buying' },
    },
    year: {
      zh: '报告年度',
      en: 'Year reported on',
      hint: { zh: '年度报告填写', en: 'For the yearly report' },
    },
    filedOn: { zh: '办理日期', en: 'Filed on' },
    validUntil: { zh: '有效期至', en: 'Valid until', ahead: true },
    number: { zh: '许可证、备案、回执编号', en: 'Number of the permit or receipt' },
    handler: { zh: '经办人', en: 'Handled by' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['kind', 'chemical', 'filedOn', 'validUntil', 'number'],
  identity: ['kind', 'chemical', 'year', 'filedOn'],
  findings: {
    'not-said-for-what': {
      label: { zh: '未写明药品或年度', en: 'It does not say for which chemical or year' },
      severity: 'general',
      remedy: { zh: '补填品名；年度报告补填年度', en: 'Enter the chemical, or the year of a yearly report' },
      fields: ['chemical', 'year'],
      rule: BY_PRACTICE,
      when: ({ kind, chemical, year }) => (kind === 'yearly-report' ? year : chemical) === undefined,
    },
    'no-receipt': {
      label: { zh: '未登记编号（回执）', en: 'No number of a permit or receipt' },
      severity: 'notice',
      remedy: { zh: '补填编号并上传照片', en: 'Enter the number and add a photo' },
      fields: ['number'],
      rule: BY_PRACTICE,
      when: ({ number }) => number === undefined,
    },
  },
  lists: {
    'number-twice': {
      label: { zh: '同一编号登记两次', en: 'The same number twice' },
      severity: 'notice',
      remedy: { zh: '核对编号，删除重复条目', en: 'Check the numbers and remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(
          entries,
          ({ kind, number, chemical }) => (number === undefined ? '' : `${kind} ${number} ${chemical ?? ''}`),
          today,
        ).map(verdict => {
          const number = entries.find(({ id }) => verdict.records.includes(id))?.entry.number ?? ''
          return { ...verdict, detail: { zh: number, en: number } }
        }),
    },
  },
})
