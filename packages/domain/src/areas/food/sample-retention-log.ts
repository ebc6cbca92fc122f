import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { groupBy } from '../list-rules.ts'
import { Meal, MEALS, servingOf } from './meal.ts'

const { 'canteen-rules': ORDER_45 } = DOCUMENTS
const ARTICLE_40 = { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'memory', '40')] } as const
const HOUR = 3_600_000

export const sampleRetentionLog = defineRegister({
  id: 'sample-retention-log',
  version: 1,
  kind: 'log',
  label: { zh: '食品留样记录', en: 'Sample-retention log' },
  purpose: {
    zh: '每餐每个品种留样时填写，满48小时处理后补填处理时间。',
    en: 'One line for each dish of each meal; the time of disposal is added after 48 hours.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    meal: Meal,
    dish: ShortText,
    dishesServed: z.number().int().min(1).max(60),
    grams: z.number().min(0).max(5000),
    refrigerated: z.boolean(),
    sampledAt: Instant,
    sampledBy: PersonName,
    discardedAt: Instant.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    meal: { zh: '餐次', en: 'Meal', options: MEALS },
    dish: { zh: '品种', en: 'Dish' },
    dishesServed: {
      zh: '本餐品种数',
      en: 'Dishes served at this meal',
      unit: { zh: '种', en: 'dishes' },
      bulk: true,
    },
    grams: { zh: '留样量', en: 'Amount', unit: { zh: '克', en: 'g' } },
    refrigerated: { zh: '冷藏存放', en: 'Kept refrigerated', bulk: true },
    sampledAt: { zh: '留样时间', en: 'Sampled at' },
    sampledBy: { zh: '留样人', en: 'Sampled by', bulk: true },
    discardedAt: { zh: '处理时间', en: 'Discarded at', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['dish', 'on', 'meal', 'grams', 'sampledBy'],
  identity: ['on', 'meal', 'dish'],
  happenedOn: 'on',
  findings: {
    'sample-too-small': {
      label: { zh: '留样量不足', en: 'The sample is too small' },
      severity: 'general',
      remedy: { zh: '今后每个品种按规定量留样', en: 'Keep the full amount of every dish from now on' },
      fields: ['grams'],
      limits: {
        grams: {
          label: { zh: '最少留样量', en: 'Least amount' },
          unit: 'gram',
          default: 125,
          min: 125,
          max: 500,
        },
      },
      rule: ARTICLE_40,
      when: ({ grams }, { limits }) => grams < limits.grams,
    },
    'sample-discarded-early': {
      label: { zh: '留样未满时限即处理', en: 'The sample was discarded too early' },
      severity: 'general',
      remedy: {
        zh: '留样满规定时间后再处理并登记',
        en: 'Keep samples for the full time before discarding them',
      },
      fields: ['discardedAt'],
      limits: {
        hours: {
          label: { zh: '最短留样时间', en: 'Least time' },
          unit: 'hour',
          default: 48,
          min: 48,
          max: 168,
        },
      },
      rule: ARTICLE_40,
      when: ({ sampledAt, discardedAt }, { limits }) =>
        discardedAt !== undefined && Date.parse(discardedAt) - Date.parse(sampledAt) < limits.hours * HOUR,
    },
    'sample-not-refrigerated': {
      label: { zh: '留样未冷藏', en: 'The sample was not refrigerated' },
      severity: 'general',
      remedy: { zh: '使用专用冷藏设施存放留样', en: 'Keep samples in a refrigerator of their own' },
      fields: ['refrigerated'],
      rule: ARTICLE_40,
      when: ({ refrigerated }) => !refrigerated,
    },
  },
  lists: {
    'dish-without-sample': {
      label: { zh: '留样品种少于供餐品种', en: 'Fewer samples than dishes' },
      severity: 'general',
      remedy: { zh: '每个品种都要留样', en: 'Keep a sample of every dish' },
      rule: ARTICLE_40,
      window: 30,
      among: entries =>
        [...groupBy(entries, ({ entry }) => servingOf(entry)).values()].flatMap(served => {
          const dishes = new Set(served.map(({ entry }) => entry.dish)).size
          const asked = Math.max(...served.map(({ entry }) => entry.dishesServed))
          const [first] = served
          if (!first || dishes >= asked) return []
          const { on, meal } = first.entry
          const detail = {
            zh: `${MEALS[meal].zh}：供餐${asked}种，留样${dishes}种`,
            en: `${MEALS[meal].en}: ${asked} dishes served, ${dishes} samples kept`,
          }
          return { on, records: served.map(each => each.id), detail }
        }),
    },
  },
  indicators: {
    'samples-sound': {
      label: { zh: '留样合格率', en: 'Samples kept as they should be' },
      numerator: {
        zh: '留样量、冷藏、时限都合格的留样',
        en: 'Samples that are large enough, cold and kept for long enough',
      },
      denominator: { zh: '近30天登记的留样', en: 'Samples entered over the last 30 days' },
      better: 'higher',
      counting: {
        of: 'entries',
        without: ['sample-too-small', 'sample-discarded-early', 'sample-not-refrigerated'],
      },
    },
  },
})
