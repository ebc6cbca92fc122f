import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { findShortfalls, isCorrection, Measure, MEASURES, MOVEMENT_IDS, MOVEMENTS } from './stock.ts'

const { 'chemicals-regulation': REGULATION } = DOCUMENTS

const { opening, received, returned, issued, waste, found, lost } = MOVEMENTS

export const doubleLockLedger = defineRegister({
  id: 'double-lock-ledger',
  version: 2,
  kind: 'log',
  label: { zh: '双人双锁出入库台账', en: 'Double-lock ledger' },
  purpose: {
    zh: '每次入库、领用、归还、处置一条，两人签字，账面结存由系统推算。',
    en: 'One line for each receipt, issue, return or disposal, signed by two; the balance is worked out.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    voucher: ShortText,
    chemical: ShortText,
    specification: ShortText.optional(),
    movement: z.enum(MOVEMENT_IDS),
    quantity: z.number().positive().max(1_000_000),
    measure: Measure,
    supplier: ShortText.optional(),
    permit: ShortText.optional(),
    purpose: ShortText.optional(),
    schoolClass: ShortText.optional(),
    signerA: PersonName,
    signerB: PersonName,
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    voucher: { zh: '单号', en: 'Voucher' },
    chemical: { zh: '品名', en: 'Chemical', offers: 'chemicals/chemical-list.name' },
    specification: { zh: '规格', en: 'Specification' },
    movement: {
      zh: '收发类型',
      en: 'Movement',
      options: {
        opening: opening.label,
        received: received.label,
        returned: returned.label,
        issued: issued.label,
        waste: waste.label,
        found: found.label,
        lost: lost.label,
      },
    },
    quantity: { zh: '数量', en: 'Quantity' },
    measure: { zh: '单位', en: 'Measured in', options: MEASURES },
    supplier: { zh: '供应商', en: 'Supplier', hint: { zh: '入库时填写', en: 'For what comes in' } },
    permit: {
      zh: '购买许可（备案）号',
      en: 'Permit or filing',
      offers: 'chemicals/police-filing-list.number',
      hint: { zh: '管控药品入库时填写', en: 'When a controlled chemical comes in' },
    },
    purpose: {
      zh: '用途、原因',
      en: 'Purpose or reason',
      hint: {
        zh: '领用写明实验和班级，盘盈盘亏写明原因',
        en: 'The experiment and the class; the reason when a count is booked',
      },
    },
    schoolClass: { zh: '使用班级', en: 'Class', hint: { zh: '领用时填写', en: 'For what is issued' } },
    signerA: { zh: '签字人甲', en: 'Signed by' },
    signerB: { zh: '签字人乙', en: 'Countersigned by' },
  },
  summary: ['chemical', 'on', 'movement', 'quantity', 'measure'],
  identity: ['voucher', 'chemical', 'specification', 'movement'],
  happenedOn: 'on',
  findings: {
    'same-keeper': {
      label: { zh: '两个签字人是同一人', en: 'Both signatures are the same person’s' },
      severity: 'major',
      remedy: { zh: '由另一名保管人核对实物后签字', en: 'Have another keeper check the goods and sign' },
      fields: ['signerA', 'signerB'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '24')] },
      when: ({ signerA, signerB }) => signerA === signerB,
    },
    'no-purpose': {
      label: { zh: '领用未写用途', en: 'Issued without a purpose' },
      severity: 'general',
      remedy: { zh: '补写实验名称和班级', en: 'Enter the experiment and the class' },
      fields: ['purpose'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '25')] },
      when: ({ movement, purpose }) => movement === 'issued' && purpose === undefined,
    },
    'no-supplier': {
      label: { zh: '入库未写供应商', en: 'Nothing says from whom it came' },
      severity: 'notice',
      remedy: { zh: '补写供应商', en: 'Enter the supplier' },
      fields: ['supplier'],
      rule: BY_PRACTICE,
      when: ({ movement, supplier }) => movement === 'received' && supplier === undefined,
    },
    'correction-unexplained': {
      label: { zh: '盘盈、盘亏未写原因', en: 'The book was corrected without a reason' },
      severity: 'general',
      remedy: { zh: '查明原因并补写', en: 'Find the reason and enter it' },
      fields: ['purpose'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '25')] },
      when: line => isCorrection(line) && line.purpose === undefined,
    },
  },
  lists: {
    'balance-negative': {
      label: { zh: '发出多于结存，账面为负', en: 'More was issued than there was' },
      severity: 'major',
      remedy: {
        zh: '立即盘点实物，查明原因并更正台账',
        en: 'Count the stock at once, find the cause and correct the ledger',
      },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '25')] },
      window: 'all',
      among: findShortfalls,
    },
  },
  /** What version 2 adds may be empty: supplier, permit, class. */
  upgrades: { 1: body => ({ ...body }) },
})
