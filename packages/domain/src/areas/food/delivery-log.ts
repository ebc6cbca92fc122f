import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'

const { 'food-law': FOOD_LAW, 'food-law-regulation': REGULATION, 'canteen-rules': ORDER_45 } = DOCUMENTS
const BY_ORDER_45 = { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'memory')] } as const

/** What no school kitchen may work up; written in many ways, so words are looked for. */
const HIGH_RISK = /四季豆|鲜黄花菜|野生蘑菇|野生菌|野蘑菇|发芽土豆|发芽马铃薯/
const NITRITE = /亚硝酸/

export const deliveryLog = defineRegister({
  id: 'delivery-log',
  version: 1,
  kind: 'log',
  label: { zh: '进货查验记录', en: 'Delivery log' },
  purpose: {
    zh: '每次进货、每次校外送餐逐品种查验后填写。',
    en: 'Written for each kind of goods of each delivery, and for each meal a caterer brings.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    supplier: ShortText,
    kind: z.enum(['ingredients', 'packaged', 'additive', 'ready-meals']),
    goods: ShortText,
    amount: z.number().min(0).max(100_000),
    unit: z.enum(['kilogram', 'litre', 'piece', 'portion']),
    batch: ShortText.optional(),
    goodUntil: Day.optional(),
    papersSeen: z.boolean(),
    soundToSenses: z.boolean(),
    temperature: z.number().min(-40).max(120).optional(),
    accepted: z.boolean(),
    handling: LongText.optional(),
    receivedBy: PersonName,
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    supplier: { zh: '供货商', en: 'Supplier', offers: 'food/supplier-list.name' },
    kind: {
      zh: '类别',
      en: 'Kind',
      options: {
        ingredients: { zh: '食材原料', en: 'Ingredients' },
        packaged: { zh: '预包装食品', en: 'Packaged food' },
        additive: { zh: '食品添加剂', en: 'Additive' },
        'ready-meals': { zh: '校外配送餐', en: 'Ready meals' },
      },
    },
    goods: { zh: '品名', en: 'Goods' },
    amount: { zh: '数量', en: 'Amount' },
    unit: {
      zh: '计量单位',
      en: 'Unit',
      options: {
        kilogram: { zh: '千克', en: 'kg' },
        litre: { zh: '升', en: 'litres' },
        piece: { zh: '件', en: 'pieces' },
        portion: { zh: '份', en: 'portions' },
      },
    },
    batch: { zh: '生产批号', en: 'Batch' },
    goodUntil: { zh: '保质期至', en: 'Good until', ahead: true },
    papersSeen: {
      zh: '已查验并留存票证',
      en: 'Papers seen and kept',
      hint: { zh: '合格证明、检疫证明、送货单等', en: 'Certificates, quarantine papers, delivery notes' },
      bulk: true,
    },
    soundToSenses: { zh: '感官查验正常', en: 'Sound to the senses', bulk: true },
    temperature: {
      zh: '到货温度',
      en: 'Temperature on arrival',
      unit: { zh: '摄氏度', en: 'degrees Celsius' },
    },
    accepted: { zh: '予以收货', en: 'Accepted', bulk: true },
    handling: { zh: '不合格处理情况', en: 'What was done when it was not in order' },
    receivedBy: { zh: '查验人', en: 'Received by', bulk: true },
    photos: { zh: '票证照片', en: 'Photos of the papers' },
  },
  summary: ['goods', 'on', 'supplier', 'amount', 'accepted'],
  identity: ['on', 'supplier', 'goods', 'batch'],
  happenedOn: 'on',
  findings: {
    'papers-not-seen': {
      label: { zh: '未查验留存票证即收货', en: 'Accepted without its papers' },
      severity: 'general',
      remedy: { zh: '补齐票证；不能补齐的退货', en: 'Get the papers, or send it back' },
      fields: ['papersSeen', 'accepted'],
      rule: {
        effectiveFrom: FOOD_LAW.from,
        basis: [cite(FOOD_LAW, 'text', '57'), cite(REGULATION, 'text', '28')],
      },
      when: ({ papersSeen, accepted }) => accepted && !papersSeen,
    },
    'past-date': {
      label: { zh: '收下超过保质期的食品', en: 'Food past its date was accepted' },
      severity: 'major',
      remedy: { zh: '立即封存退货，不得使用', en: 'Seal it and send it back; do not use it' },
      fields: ['goodUntil', 'accepted'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'memory', '34')] },
      when: ({ on, goodUntil, accepted }) => accepted && goodUntil !== undefined && goodUntil < on,
    },
    'not-sound': {
      label: { zh: '收下感官异常的食品', en: 'Food that looked or smelt wrong was accepted' },
      severity: 'major',
      remedy: { zh: '立即封存退货，不得使用', en: 'Seal it and send it back; do not use it' },
      fields: ['soundToSenses', 'accepted'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'memory', '34')] },
      when: ({ soundToSenses, accepted }) => accepted && !soundToSenses,
    },
    'high-risk-food': {
      label: { zh: '采购学校食堂不得加工的食品', en: 'Food a school kitchen may not work up' },
      severity: 'general',
      remedy: { zh: '退货，不得加工供应', en: 'Send it back; do not cook or serve it' },
      fields: ['goods'],
      rule: BY_ORDER_45,
      when: ({ goods, accepted }) => accepted && HIGH_RISK.test(goods),
    },
    'nitrite-bought': {
      label: { zh: '采购、存放亚硝酸盐', en: 'Nitrite in the kitchen' },
      severity: 'major',
      remedy: { zh: '立即清出食堂并查清去向', en: 'Take it out at once and account for all of it' },
      fields: ['goods'],
      rule: BY_ORDER_45,
      when: ({ goods, accepted }) => accepted && NITRITE.test(goods),
    },
    'meal-not-measured': {
      label: { zh: '校外送餐未测量温度', en: 'Delivered meals were not measured' },
      severity: 'general',
      remedy: { zh: '到校时测量并登记餐食温度', en: 'Measure the temperature on arrival and enter it' },
      fields: ['temperature'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '57')] },
      when: ({ kind, temperature }) => kind === 'ready-meals' && temperature === undefined,
    },
    'refused-and-not-said': {
      label: { zh: '拒收后没有处理记录', en: 'Refused, and nobody said what became of it' },
      severity: 'notice',
      remedy: { zh: '补充退货、销毁等处理情况', en: 'Enter whether it went back or was destroyed' },
      fields: ['handling'],
      rule: BY_PRACTICE,
      when: ({ accepted, handling }) => !accepted && handling === undefined,
    },
  },
})
