import { z } from 'zod'
import { addMonths, Day } from '../../../kernel/day.ts'
import { PersonName, Phone, Photos, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'
import { findDuplicates } from '../../list-rules.ts'

const { 'drowning-warning': WARNING } = DOCUMENTS
const BY_WARNING = { effectiveFrom: WARNING.from, basis: [cite(WARNING, 'excerpt')] } as const

export const waterSpotList = defineRegister({
  id: 'water-spot-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '危险水域台账', en: 'Hazardous waters' },
  purpose: {
    zh: '学校周边每处水域一条，写明责任人、警示牌和救生设备。',
    en: 'One line for each water near the school: who answers for it, its sign and its rescue gear.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(['river', 'pond', 'reservoir', 'ditch', 'pit']),
    place: ShortText,
    distance: z.number().int().min(0).max(20_000).optional(),
    owner: ShortText.optional(),
    keeper: PersonName.optional(),
    keeperPhone: Phone.optional(),
    sign: z.boolean(),
    gear: z.array(z.enum(['rope', 'pole', 'ring'])),
    patrolledOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '水域名称', en: 'Name' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        river: { zh: '江河', en: 'River' },
        pond: { zh: '池塘', en: 'Pond' },
        reservoir: { zh: '水库、湖泊', en: 'Reservoir or lake' },
        ditch: { zh: '沟渠', en: 'Ditch' },
        pit: { zh: '水坑、工地积水', en: 'Pit or building site' },
      },
    },
    place: { zh: '位置', en: 'Place', place: true },
    distance: { zh: '距学校距离', en: 'From the school', unit: { zh: '米', en: 'm' } },
    owner: { zh: '权属单位', en: 'Owner' },
    keeper: { zh: '巡查责任人', en: 'Answers for it' },
    keeperPhone: { zh: '责任人电话', en: 'Telephone' },
    sign: { zh: '有警示牌', en: 'Warning sign' },
    gear: {
      zh: '救生设备',
      en: 'Rescue gear',
      options: {
        rope: { zh: '救生绳', en: 'Rope' },
        pole: { zh: '救生杆', en: 'Pole' },
        ring: { zh: '救生圈', en: 'Ring' },
      },
    },
    patrolledOn: { zh: '上次巡查日期', en: 'Last patrolled on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'place', 'keeper', 'patrolledOn'],
  identity: ['name', 'place'],
  findings: {
    'nobody-answers': {
      label: { zh: '水域未落实责任人', en: 'Nobody answers for the water' },
      severity: 'general',
      remedy: {
        zh: '与乡镇、权属单位商定巡查责任人',
        en: 'Agree with the township and the owner who answers for it',
      },
      fields: ['keeper'],
      rule: BY_WARNING,
      when: ({ keeper }) => keeper === undefined,
    },
    'no-sign': {
      label: { zh: '水域无警示牌', en: 'There is no warning sign' },
      severity: 'general',
      remedy: { zh: '设置警示牌，不能自行设置的移送权属单位', en: 'Put up a sign, or ask the owner to' },
      fields: ['sign'],
      rule: BY_WARNING,
      when: ({ sign }) => !sign,
    },
    'no-gear': {
      label: { zh: '水域无救生绳、救生杆', en: 'There is no rope and no pole' },
      severity: 'general',
      remedy: {
        zh: '配备救生设备，不能自行配备的移送权属单位',
        en: 'Provide rescue gear, or ask the owner to',
      },
      fields: ['gear'],
      rule: BY_WARNING,
      when: ({ gear }) => gear.length === 0,
    },
    'patrol-overdue': {
      label: { zh: '水域巡查逾期', en: 'The patrol is overdue' },
      severity: 'general',
      remedy: { zh: '组织巡查并登记日期', en: 'Patrol the water and enter the day' },
      fields: ['patrolledOn'],
      limits: {
        months: {
          label: { zh: '巡查间隔', en: 'Between patrols' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      rule: BY_PRACTICE,
      due: ({ patrolledOn }, { limits }) => addMonths(patrolledOn, limits.months),
    },
  },
  lists: {
    'spot-twice': {
      label: { zh: '同一水域登记两次', en: 'The same water twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name, place }) => `${name} ${place}`, today),
    },
  },
})
