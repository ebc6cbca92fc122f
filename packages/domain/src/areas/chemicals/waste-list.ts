import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'
import { Measure, MEASURES } from './stock.ts'
import { WasteCode } from './waste-code.ts'

const { 'solid-waste-law': LAW } = DOCUMENTS
const BY_LAW = { effectiveFrom: LAW.from, basis: [cite(LAW, 'memory')] } as const

export const wasteList = defineRegister({
  id: 'waste-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '实验废弃物台账', en: 'Laboratory waste' },
  purpose: {
    zh: '每桶（袋）废液废渣一条，从收集到交有资质单位处置。',
    en: 'One line for each container, from the day it was filled to the licensed disposer.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    collectedOn: Day,
    container: ShortText,
    kind: z.enum(['acid', 'base', 'organic', 'heavy-metal', 'solid', 'expired', 'unknown']),
    code: WasteCode.optional(),
    voucher: ShortText.optional(),
    quantity: z.number().positive().max(1_000_000),
    measure: Measure,
    place: ShortText,
    collector: PersonName,
    handedOverOn: Day.optional(),
    disposer: ShortText.optional(),
    licence: ShortText.optional(),
    manifest: ShortText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    collectedOn: { zh: '收集日期', en: 'Collected on' },
    container: { zh: '容器编号', en: 'Container' },
    kind: {
      zh: '废弃物种类',
      en: 'Kind of waste',
      options: {
        acid: { zh: '废酸液', en: 'Acid' },
        base: { zh: '废碱液', en: 'Base' },
        organic: { zh: '有机废液', en: 'Organic liquid' },
        'heavy-metal': { zh: '含重金属废液', en: 'With heavy metals' },
        solid: { zh: '废渣、沾染物', en: 'Solids and what they have soiled' },
        expired: { zh: '过期报废试剂', en: 'Expired chemicals' },
        unknown: { zh: '成分不明', en: 'Nobody knows' },
      },
    },
    code: { zh: '废物代码', en: 'Waste code', bulk: true },
    voucher: {
      zh: '台账单号',
      en: 'Voucher in the ledger',
      offers: 'chemicals/double-lock-ledger.voucher',
      hint: { zh: '台账中报废处置的单号', en: 'Of the line by which it was written off' },
    },
    quantity: { zh: '数量', en: 'Quantity' },
    measure: { zh: '单位', en: 'Measured in', options: MEASURES },
    place: { zh: '暂存地点', en: 'Where it stands', bulk: true, place: true },
    collector: { zh: '收集人', en: 'Collected by' },
    handedOverOn: { zh: '交出日期', en: 'Handed over on', bulk: true },
    disposer: { zh: '处置单位', en: 'Disposer', bulk: true },
    licence: { zh: '处置单位许可证号', en: 'The disposer’s licence', bulk: true },
    manifest: { zh: '转移联单号', en: 'Transfer manifest', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['container', 'kind', 'collectedOn', 'quantity', 'handedOverOn'],
  identity: ['container', 'collectedOn'],
  findings: {
    'disposer-not-licensed': {
      label: { zh: '废弃物交给未登记资质的单位', en: 'Handed to somebody without a known licence' },
      severity: 'major',
      remedy: { zh: '核实处置单位资质，补登许可证号', en: 'Check the disposer’s licence and enter it' },
      fields: ['disposer', 'licence'],
      rule: BY_LAW,
      when: ({ handedOverOn, disposer, licence }) =>
        handedOverOn !== undefined && (disposer === undefined || licence === undefined),
    },
    'no-manifest': {
      label: { zh: '废弃物交出无转移联单', en: 'Handed over without a manifest' },
      severity: 'general',
      remedy: { zh: '向处置单位索取联单并登记', en: 'Ask the disposer for the manifest and enter it' },
      fields: ['manifest'],
      rule: BY_LAW,
      when: ({ handedOverOn, manifest }) => handedOverOn !== undefined && manifest === undefined,
    },
    'nobody-knows-what': {
      label: { zh: '成分不明的废弃物', en: 'Nobody knows what the waste is' },
      severity: 'major',
      remedy: {
        zh: '单独封存，请处置单位鉴别后处置',
        en: 'Seal it apart and have the disposer find out what it is',
      },
      fields: ['kind'],
      rule: {
        effectiveFrom: DOCUMENTS['chemicals-campaign'].from,
        basis: [cite(DOCUMENTS['chemicals-campaign'], 'excerpt')],
      },
      when: ({ kind, handedOverOn }) => kind === 'unknown' && handedOverOn === undefined,
    },
    'kept-too-long': {
      label: { zh: '废弃物暂存过久未处置', en: 'Waste has been standing too long' },
      severity: 'general',
      remedy: { zh: '联系有资质的单位清运', en: 'Call a licensed disposer' },
      fields: ['handedOverOn'],
      limits: {
        days: {
          label: { zh: '最长暂存时间', en: 'At most' },
          unit: 'day',
          default: 180,
          min: 30,
          max: 365,
        },
      },
      rule: BY_PRACTICE,
      due: ({ collectedOn, handedOverOn }, { limits }) =>
        handedOverOn === undefined ? addDays(collectedOn, limits.days) : null,
    },
    'no-waste-code': {
      label: { zh: '未填废物代码', en: 'No waste code' },
      severity: 'notice',
      remedy: {
        zh: '对照名录填写，实验室废物一般为900-047-49',
        en: 'Look it up; laboratory waste is mostly 900-047-49',
      },
      fields: ['code'],
      rule: { effectiveFrom: LAW.from, basis: [cite(LAW, 'unverified')] },
      when: ({ code }) => code === undefined,
    },
  },
  lists: {
    'container-twice': {
      label: {
        zh: '同一容器尚未交出又登记一次',
        en: 'A container that is still here stands in the list twice',
      },
      severity: 'notice',
      remedy: {
        zh: '合并条目，或登记前一次的交出日期',
        en: 'Merge the lines, or enter when it was handed over',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(
          entries.filter(({ entry }) => entry.handedOverOn === undefined),
          ({ container }) => container,
          today,
        ),
    },
  },
})
