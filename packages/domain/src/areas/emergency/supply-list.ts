import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Count, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'minors-law': MINORS_LAW } = DOCUMENTS
/** A school keeps the supplies its plan needs; how many of what, the plan says. */
const ARTICLE_37 = { effectiveFrom: MINORS_LAW.from, basis: [cite(MINORS_LAW, 'text', '37')] } as const

export const supplyList = defineRegister({
  id: 'supply-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '应急物资台账', en: 'Emergency supplies' },
  purpose: {
    zh: '每处每种物资一条，写明数量、应备数量和有效期，清点后更新。',
    en: 'One line for each kind in each place: how many, how many there must be, how long they last.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum([
      'first-aid',
      'firefighting',
      'protection',
      'lighting',
      'communication',
      'flood',
      'security',
      'living',
    ]),
    place: ShortText,
    quantity: Count.max(1_000_000),
    needed: Count.max(1_000_000).optional(),
    measure: ShortText,
    expiresOn: Day.optional(),
    keeper: PersonName.optional(),
    checkedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '物资名称', en: 'Name' },
    kind: {
      zh: '类别',
      en: 'Kind',
      options: {
        'first-aid': { zh: '急救药械', en: 'First aid' },
        firefighting: { zh: '消防器材', en: 'Firefighting' },
        protection: { zh: '个人防护', en: 'Protective gear' },
        lighting: { zh: '应急照明、电源', en: 'Lighting and power' },
        communication: { zh: '通信、广播', en: 'Communication' },
        flood: { zh: '防汛救生', en: 'Flood and water rescue' },
        security: { zh: '防暴器械', en: 'Security gear' },
        living: { zh: '生活保障', en: 'Food, water, blankets' },
      },
    },
    place: { zh: '存放地点', en: 'Place', bulk: true, place: true },
    quantity: { zh: '现有数量', en: 'There are' },
    needed: { zh: '应备数量', en: 'There must be', hint: { zh: '按应急预案', en: 'As the plan says' } },
    measure: {
      zh: '单位',
      en: 'Measured in',
      hint: { zh: '如：个、套、箱', en: 'e.g. pieces, sets, boxes' },
    },
    expiresOn: { zh: '有效期至', en: 'Usable until', ahead: true },
    keeper: { zh: '保管人', en: 'Keeper', bulk: true },
    checkedOn: { zh: '上次清点日期', en: 'Last checked on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'place', 'quantity', 'expiresOn'],
  identity: ['name', 'place', 'expiresOn'],
  findings: {
    expired: {
      label: { zh: '应急物资过期', en: 'The supply is past its date' },
      severity: 'general',
      remedy: { zh: '更换并登记新的有效期', en: 'Replace it and enter the new date' },
      fields: ['expiresOn'],
      rule: ARTICLE_37,
      due: ({ expiresOn, quantity }) => (quantity === 0 ? null : (expiresOn ?? null)),
    },
    'too-little': {
      label: { zh: '应急物资数量不足', en: 'There is less than there must be' },
      severity: 'general',
      remedy: { zh: '补足后更新数量', en: 'Make it up and enter the new quantity' },
      fields: ['quantity', 'needed'],
      rule: ARTICLE_37,
      when: ({ quantity, needed, checkedOn }) =>
        needed !== undefined &&
        quantity < needed && {
          since: checkedOn,
          detail: { zh: `应备${needed}，现有${quantity}`, en: `${needed} needed, ${quantity} there` },
        },
    },
    'no-keeper': {
      label: { zh: '应急物资无保管人', en: 'Nobody keeps the supply' },
      severity: 'general',
      remedy: { zh: '确定保管人并登记', en: 'Name a keeper' },
      fields: ['keeper'],
      rule: BY_PRACTICE,
      when: ({ keeper }) => keeper === undefined,
    },
    'check-overdue': {
      label: { zh: '应急物资清点逾期', en: 'The check of the supply is overdue' },
      severity: 'general',
      remedy: { zh: '清点数量、查看有效期后登记日期', en: 'Count it, look at its date and enter the day' },
      fields: ['checkedOn'],
      limits: {
        months: {
          label: { zh: '清点间隔', en: 'Between checks' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addMonths(checkedOn, limits.months),
    },
  },
  lists: {
    'supply-twice': {
      label: { zh: '同一批物资登记两次', en: 'The same supply twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(
          entries,
          ({ name, place, expiresOn }) => [name, place, expiresOn].filter(Boolean).join(' '),
          today,
        ),
    },
  },
})
