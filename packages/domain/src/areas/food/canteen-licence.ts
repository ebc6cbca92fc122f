import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'food-law': FOOD_LAW, 'canteen-rules': ORDER_45 } = DOCUMENTS

export const canteenLicence = defineRegister({
  id: 'canteen-licence',
  version: 1,
  kind: 'ledger',
  label: { zh: '食堂许可证台账', en: 'Canteen licences' },
  purpose: {
    zh: '每个食堂（供餐点）一条，许可证到期由系统提醒。',
    en: 'One line for each canteen or serving point; its licence is watched.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    canteen: ShortText,
    licenceNumber: ShortText,
    validUntil: Day,
    mode: z.enum(['own', 'contracted', 'delivered']),
    operator: ShortText.optional(),
    leader: PersonName,
    diners: z.number().int().min(0).max(20_000),
    scopeFits: z.boolean(),
    displayed: z.boolean(),
    photos: Photos.optional(),
  }),
  fields: {
    canteen: { zh: '食堂名称', en: 'Canteen' },
    licenceNumber: { zh: '食品经营许可证号', en: 'Food licence number' },
    validUntil: { zh: '许可证有效期至', en: 'Licence valid until', ahead: true },
    mode: {
      zh: '经营模式',
      en: 'Run by',
      options: {
        own: { zh: '学校自营', en: 'The school itself' },
        contracted: { zh: '委托（承包）经营', en: 'A contractor' },
        delivered: { zh: '校外配送供餐', en: 'A caterer who delivers' },
      },
    },
    operator: {
      zh: '经营（供餐）单位',
      en: 'Contractor or caterer',
      hint: { zh: '委托经营和校外配送的填写', en: 'When the school does not run it itself' },
    },
    leader: { zh: '食堂负责人', en: 'Person in charge' },
    diners: { zh: '每日就餐人数', en: 'Diners a day', unit: { zh: '人', en: 'people' } },
    scopeFits: { zh: '供餐内容在许可范围内', en: 'What is served lies within the licence' },
    displayed: { zh: '许可证已在醒目处公示', en: 'The licence hangs where all can see it' },
    photos: { zh: '许可证照片', en: 'Photos of the licence' },
  },
  summary: ['canteen', 'licenceNumber', 'validUntil', 'mode', 'leader'],
  identity: ['canteen', 'licenceNumber'],
  findings: {
    'licence-expired': {
      label: { zh: '食品经营许可证已过期', en: 'The food licence has run out' },
      severity: 'major',
      remedy: { zh: '立即停止供餐，换证后再开', en: 'Stop serving at once until the licence is renewed' },
      fields: ['validUntil'],
      rule: {
        effectiveFrom: FOOD_LAW.from,
        basis: [cite(FOOD_LAW, 'text', '57'), cite(FOOD_LAW, 'memory', '35')],
      },
      due: ({ validUntil }) => validUntil,
    },
    'scope-exceeded': {
      label: { zh: '超出许可范围供餐', en: 'More is served than the licence allows' },
      severity: 'general',
      remedy: { zh: '停止超范围供餐，或申请变更许可', en: 'Stop it, or have the licence widened' },
      fields: ['scopeFits'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'memory', '35')] },
      when: ({ scopeFits }) => !scopeFits,
    },
    'not-displayed': {
      label: { zh: '许可证未公示', en: 'The licence is not on display' },
      severity: 'notice',
      remedy: { zh: '在食堂醒目处公示许可证', en: 'Hang it where all can see it' },
      fields: ['displayed'],
      rule: BY_PRACTICE,
      when: ({ displayed }) => !displayed,
    },
    'contracted-out': {
      label: { zh: '食堂委托经营，原则上应自营', en: 'The canteen is contracted out' },
      severity: 'notice',
      remedy: { zh: '合同到期后收回自营，期间加强监管', en: 'Run it yourselves when the contract ends' },
      fields: ['mode'],
      rule: { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'unverified')] },
      when: ({ mode }) => mode === 'contracted',
    },
    'operator-unknown': {
      label: { zh: '未登记经营（供餐）单位', en: 'The contractor or caterer is not named' },
      severity: 'general',
      remedy: { zh: '补登经营（供餐）单位名称', en: 'Enter its name' },
      fields: ['mode', 'operator'],
      rule: BY_PRACTICE,
      when: ({ mode, operator }) => mode !== 'own' && operator === undefined,
    },
  },
  lists: {
    'canteen-twice': {
      label: { zh: '同一食堂登记两次', en: 'The same canteen twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ canteen }) => canteen, today),
    },
  },
})
