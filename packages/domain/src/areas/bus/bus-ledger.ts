import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { Vin } from '../../organisation/codes/vin.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

/** What a school bus must carry (Art. 21). */
const EQUIPMENT = {
  hammer: { zh: '逃生锤', en: 'Escape hammer' },
  extinguisher: { zh: '干粉灭火器', en: 'Powder extinguisher' },
  'first-aid-kit': { zh: '急救箱', en: 'First-aid kit' },
  recorder: { zh: '卫星定位行驶记录仪', en: 'Recorder with satellite positioning' },
} as const
type Equipment = keyof typeof EQUIPMENT
const EQUIPMENT_IDS = Object.keys(EQUIPMENT) as [Equipment, ...Equipment[]]

export const busLedger = defineRegister({
  id: 'bus-ledger',
  version: 1,
  kind: 'ledger',
  label: { zh: '校车台账', en: 'Bus ledger' },
  purpose: {
    zh: '每辆校车一条，标牌、检验和保险到期由系统提醒。',
    en: 'One line for each bus; plaque, inspection and insurance dates are watched.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    plate: Plate,
    vin: Vin.optional(),
    provider: ShortText,
    built: z.enum(['kindergarten', 'primary', 'general', 'not-dedicated']),
    ratedLoad: z.number().int().min(1).max(80),
    plaqueNumber: ShortText.optional(),
    plaqueUntil: Day,
    inspectedOn: Day,
    insuredUntil: Day,
    equipment: z.array(z.enum(EQUIPMENT_IDS)),
    letterFiled: z.boolean(),
    photos: Photos.optional(),
  }),
  fields: {
    plate: { zh: '号牌', en: 'Plate' },
    vin: { zh: '车辆识别代号', en: 'Vehicle identification number' },
    provider: { zh: '校车服务提供者', en: 'Provider', offers: 'bus/provider-list.name', bulk: true },
    built: {
      zh: '车辆类型',
      en: 'Built as',
      options: {
        kindergarten: { zh: '幼儿专用校车', en: 'Kindergarten bus' },
        primary: { zh: '小学生专用校车', en: 'Primary-school bus' },
        general: { zh: '中小学生专用校车', en: 'School bus for all ages' },
        'not-dedicated': { zh: '非专用校车', en: 'Not built as a school bus' },
      },
    },
    ratedLoad: { zh: '核载人数', en: 'Rated load', unit: { zh: '人', en: 'people' } },
    plaqueNumber: { zh: '校车标牌号', en: 'Plaque number' },
    plaqueUntil: { zh: '标牌有效期至', en: 'Plaque valid until', ahead: true },
    inspectedOn: { zh: '上次安全技术检验', en: 'Last safety inspection' },
    insuredUntil: { zh: '保险有效期至', en: 'Insured until', ahead: true },
    equipment: { zh: '随车设备', en: 'Equipment on board', options: EQUIPMENT },
    letterFiled: {
      zh: '责任书已报教育局备案',
      en: 'Letter of responsibility filed with the bureau',
      bulk: true,
    },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['plate', 'provider', 'ratedLoad', 'plaqueUntil', 'inspectedOn'],
  identity: ['plate'],
  findings: {
    'plaque-expired': {
      label: { zh: '校车标牌已过期', en: 'The plaque has expired' },
      severity: 'major',
      remedy: { zh: '立即停运，换领标牌后再使用', en: 'Stop the bus until it has a valid plaque' },
      fields: ['plaqueUntil'],
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '16'), cite(REGULATION, 'text', '18')],
      },
      due: ({ plaqueUntil }) => plaqueUntil,
    },
    'inspection-overdue': {
      label: { zh: '校车安全技术检验逾期', en: 'The safety inspection is overdue' },
      severity: 'major',
      remedy: { zh: '停运并送检，合格后再使用', en: 'Stop the bus and have it inspected' },
      fields: ['inspectedOn'],
      limits: {
        months: {
          label: { zh: '检验间隔', en: 'Between inspections' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 6,
        },
      },
      rule: article('20'),
      due: ({ inspectedOn }, { limits }) => addMonths(inspectedOn, limits.months),
    },
    'insurance-expired': {
      label: { zh: '校车保险已过期', en: 'The insurance has expired' },
      severity: 'general',
      remedy: { zh: '立即续保', en: 'Renew the insurance at once' },
      fields: ['insuredUntil'],
      rule: article('14'),
      due: ({ insuredUntil }) => insuredUntil,
    },
    'equipment-missing': {
      label: { zh: '随车安全设备不齐', en: 'Equipment is missing on board' },
      severity: 'general',
      remedy: { zh: '配齐设备后登记', en: 'Complete the equipment and enter it' },
      fields: ['equipment'],
      rule: article('21'),
      when: ({ equipment }) => EQUIPMENT_IDS.some(each => !equipment.includes(each)),
    },
    'letter-not-filed': {
      label: { zh: '责任书未报备案', en: 'The letter of responsibility is not filed' },
      severity: 'general',
      remedy: {
        zh: '与服务提供者签订责任书并报教育局备案',
        en: 'Sign it with the provider and file it with the bureau',
      },
      fields: ['letterFiled'],
      rule: article('11'),
      when: ({ letterFiled }) => !letterFiled,
    },
  },
  lists: {
    'plate-twice': {
      label: { zh: '同一号牌登记两次', en: 'The same plate twice' },
      severity: 'notice',
      remedy: { zh: '核对后更正或删除重复条目', en: 'Check, then correct or remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, entry => entry.plate, today),
    },
  },
  indicators: {
    'inspections-valid': {
      label: { zh: '校车检验有效率', en: 'Buses inspected in time' },
      numerator: { zh: '检验在有效期内的校车', en: 'Buses whose inspection is valid' },
      denominator: { zh: '登记的校车', en: 'Buses entered' },
      better: 'higher',
      counting: { of: 'entries', without: ['inspection-overdue'] },
    },
    'plaques-valid': {
      label: { zh: '校车标牌有效率', en: 'Buses with a valid plaque' },
      numerator: { zh: '标牌在有效期内的校车', en: 'Buses whose plaque is valid' },
      denominator: { zh: '登记的校车', en: 'Buses entered' },
      better: 'higher',
      counting: { of: 'entries', without: ['plaque-expired'] },
    },
  },
})
