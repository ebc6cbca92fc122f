import { z } from 'zod'
import { addDays, addMonths, Day } from '../../kernel/day.ts'
import { Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'extinguisher-standard': GB50444 } = DOCUMENTS
/** The clocks of GB 50444-2008 are known from memory; some numbers are to be verified. */
const BY_GB50444 = { effectiveFrom: GB50444.from, basis: [cite(GB50444, 'unverified')] } as const

const years = (zh: string, en: string, value: number) =>
  ({ label: { zh, en }, unit: 'year', default: value, min: 1, max: value }) as const

export const extinguisherLedger = defineRegister({
  id: 'extinguisher-ledger',
  version: 1,
  kind: 'ledger',
  label: { zh: '灭火器台账', en: 'Extinguisher ledger' },
  purpose: {
    zh: '每具灭火器一条，月检、维修和报废时间由系统推算。',
    en: 'One line for each extinguisher; checks, services and scrap dates are worked out.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    number: ShortText,
    location: ShortText,
    type: z.enum(['water', 'powder', 'clean-gas', 'carbon-dioxide']),
    specification: ShortText.optional(),
    /** Boiler rooms, basements and the like are looked at twice as often. */
    damp: z.boolean().default(false),
    madeOn: Day,
    lastServicedOn: Day.optional(),
    lastCheckedOn: Day,
    gauge: z.enum(['green', 'yellow', 'red']),
    photos: Photos.optional(),
  }),
  fields: {
    number: { zh: '编号', en: 'Number' },
    location: {
      zh: '放置位置',
      en: 'Location',
      hint: { zh: '如：教学楼2层东', en: 'e.g. Block A, floor 2, east' },
      place: true,
    },
    type: {
      zh: '类型',
      en: 'Type',
      bulk: true,
      options: {
        water: { zh: '水基型', en: 'Water-based' },
        powder: { zh: '干粉', en: 'Dry powder' },
        'clean-gas': { zh: '洁净气体', en: 'Clean gas' },
        'carbon-dioxide': { zh: '二氧化碳', en: 'Carbon dioxide' },
      },
    },
    specification: { zh: '规格型号', en: 'Specification', bulk: true },
    damp: {
      zh: '锅炉房、地下室等场所',
      en: 'Boiler room, basement or the like',
      hint: { zh: '选“是”的每半月检查一次', en: 'If yes, it is checked every half month' },
    },
    madeOn: { zh: '出厂日期', en: 'Made on' },
    lastServicedOn: { zh: '上次维修日期', en: 'Last serviced on', bulk: true },
    lastCheckedOn: { zh: '上次检查日期', en: 'Last checked on', bulk: true },
    gauge: {
      zh: '压力表',
      en: 'Gauge',
      options: {
        green: { zh: '绿区', en: 'Green' },
        yellow: { zh: '黄区', en: 'Yellow' },
        red: { zh: '红区', en: 'Red' },
      },
    },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['number', 'location', 'type', 'gauge', 'lastCheckedOn'],
  identity: ['number'],
  findings: {
    'check-overdue': {
      label: { zh: '灭火器检查逾期', en: 'Check of the extinguisher is overdue' },
      severity: 'general',
      remedy: { zh: '现场检查并登记检查日期', en: 'Check it on the spot and enter the day' },
      fields: ['lastCheckedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between checks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 1,
        },
        dampDays: {
          label: { zh: '锅炉房、地下室检查间隔', en: 'Between checks in boiler rooms and basements' },
          unit: 'day',
          default: 15,
          min: 1,
          max: 16,
        },
      },
      rule: BY_GB50444,
      due: ({ damp, lastCheckedOn }, { limits }) =>
        damp ? addDays(lastCheckedOn, limits.dampDays) : addMonths(lastCheckedOn, limits.months),
    },
    'service-overdue': {
      label: { zh: '灭火器维修逾期', en: 'Service of the extinguisher is overdue' },
      severity: 'general',
      remedy: { zh: '送有资质的单位维修或更换', en: 'Have it serviced by a qualified firm, or replace it' },
      fields: ['madeOn', 'lastServicedOn'],
      limits: {
        firstWater: years('水基型首次维修（出厂后）', 'First service, water-based', 3),
        firstOther: years('其他类型首次维修（出厂后）', 'First service, other types', 5),
        laterWater: years('水基型再次维修', 'Later services, water-based', 1),
        laterOther: years('其他类型再次维修', 'Later services, other types', 2),
      },
      rule: BY_GB50444,
      due: ({ type, madeOn, lastServicedOn }, { limits }) => {
        const water = type === 'water'
        return lastServicedOn === undefined
          ? addMonths(madeOn, 12 * (water ? limits.firstWater : limits.firstOther))
          : addMonths(lastServicedOn, 12 * (water ? limits.laterWater : limits.laterOther))
      },
    },
    'past-scrap-date': {
      label: { zh: '灭火器已到报废期', en: 'The extinguisher is past its scrap date' },
      severity: 'general',
      remedy: { zh: '报废并更换', en: 'Scrap and replace it' },
      fields: ['type', 'madeOn'],
      limits: {
        water: years('水基型报废年限', 'Life of a water-based one', 6),
        powder: years('干粉报废年限', 'Life of a dry powder one', 10),
        cleanGas: years('洁净气体报废年限', 'Life of a clean gas one', 10),
        carbonDioxide: years('二氧化碳报废年限', 'Life of a carbon dioxide one', 12),
      },
      rule: BY_GB50444,
      due: ({ type, madeOn }, { limits }) => {
        const life = {
          water: limits.water,
          powder: limits.powder,
          'clean-gas': limits.cleanGas,
          'carbon-dioxide': limits.carbonDioxide,
        }
        return addMonths(madeOn, 12 * life[type])
      },
    },
    'pressure-wrong': {
      label: { zh: '灭火器压力不在绿区', en: 'The gauge is not in the green' },
      severity: 'general',
      remedy: { zh: '立即更换或送修', en: 'Replace it or send it for repair at once' },
      fields: ['gauge'],
      rule: BY_GB50444,
      when: ({ gauge, lastCheckedOn }) => gauge !== 'green' && { since: lastCheckedOn },
    },
  },
  lists: {
    'number-twice': {
      label: { zh: '编号重复', en: 'The same number twice' },
      severity: 'notice',
      remedy: {
        zh: '核对实物后更正编号或删除重复条目',
        en: 'Look at the objects, then correct or remove a line',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, entry => entry.number, today),
    },
  },
  indicators: {
    'extinguishers-sound': {
      label: { zh: '灭火器完好率', en: 'Extinguishers in order' },
      numerator: {
        zh: '按期检查维修、未到报废期、压力在绿区的灭火器',
        en: 'Checked and serviced in time, not past scrapping, gauge in the green',
      },
      denominator: { zh: '登记的灭火器', en: 'Extinguishers entered' },
      better: 'higher',
      counting: {
        of: 'entries',
        without: ['check-overdue', 'service-overdue', 'past-scrap-date', 'pressure-wrong'],
      },
    },
  },
})
