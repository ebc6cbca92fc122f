import { z } from 'zod'
import { dayOf, Day, Instant } from '../../../kernel/day.ts'
import { LongText, PersonName } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'

const { 'weather-regulation': REGULATION, practice: PRACTICE } = DOCUMENTS
const BY_REGULATION = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text')] } as const

const MS_PER_HOUR = 3_600_000
/** Colours from which on a warning asks for more than to be read. */
const GRAVE: readonly string[] = ['orange', 'red']

export const warningLog = defineRegister({
  id: 'warning-log',
  version: 1,
  kind: 'log',
  label: { zh: '气象预警响应记录', en: 'Weather warnings' },
  purpose: {
    zh: '每次收到预警信号一条，写明由谁签收、采取了什么措施。',
    en: 'One line for each warning: who acknowledged it, and what was done.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z
    .object({
      on: Day,
      signal: z.enum([
        'rainstorm',
        'typhoon',
        'thunderstorm',
        'gale',
        'hail',
        'heat',
        'cold',
        'snow',
        'fog',
        'geohazard',
      ]),
      colour: z.enum(['blue', 'yellow', 'orange', 'red']),
      issuedAt: Instant,
      acknowledgedBy: PersonName.optional(),
      acknowledgedAt: Instant.optional(),
      measures: LongText.optional(),
      liftedAt: Instant.optional(),
    })
    .refine(({ on, issuedAt }) => dayOf(issuedAt) === on, { path: ['issuedAt'], error: 'not-on-that-day' })
    .refine(({ issuedAt, acknowledgedAt }) => acknowledgedAt === undefined || issuedAt <= acknowledgedAt, {
      path: ['acknowledgedAt'],
      error: 'ends-before-it-begins',
    })
    .refine(({ issuedAt, liftedAt }) => liftedAt === undefined || issuedAt <= liftedAt, {
      path: ['liftedAt'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    signal: {
      zh: '预警信号',
      en: 'Warning of',
      options: {
        rainstorm: { zh: '暴雨', en: 'Rainstorm' },
        typhoon: { zh: '台风', en: 'Typhoon' },
        thunderstorm: { zh: '雷电', en: 'Thunderstorm' },
        gale: { zh: '大风', en: 'Gale' },
        hail: { zh: '冰雹', en: 'Hail' },
        heat: { zh: '高温', en: 'Heat' },
        cold: { zh: '寒潮', en: 'Cold wave' },
        snow: { zh: '暴雪、道路结冰', en: 'Snow or ice' },
        fog: { zh: '大雾、霾', en: 'Fog or haze' },
        geohazard: { zh: '地质灾害气象风险', en: 'Geohazard risk' },
      },
    },
    colour: {
      zh: '等级',
      en: 'Level',
      options: {
        blue: { zh: '蓝色（IV级）', en: 'Blue (IV)' },
        yellow: { zh: '黄色（III级）', en: 'Yellow (III)' },
        orange: { zh: '橙色（II级）', en: 'Orange (II)' },
        red: { zh: '红色（I级）', en: 'Red (I)' },
      },
    },
    issuedAt: { zh: '发布时间', en: 'Issued at' },
    acknowledgedBy: { zh: '签收人', en: 'Acknowledged by' },
    acknowledgedAt: { zh: '签收时间', en: 'Acknowledged at' },
    measures: {
      zh: '响应措施',
      en: 'What was done',
      hint: { zh: '如：停止户外活动、通知家长、调整上放学', en: 'e.g. outdoor activities stopped' },
    },
    liftedAt: { zh: '解除时间', en: 'Lifted at' },
  },
  summary: ['signal', 'colour', 'on', 'acknowledgedBy', 'measures'],
  identity: ['issuedAt', 'signal', 'colour'],
  happenedOn: 'on',
  findings: {
    'not-acknowledged': {
      label: { zh: '预警信号未签收', en: 'The warning was not acknowledged' },
      severity: 'general',
      remedy: { zh: '由值班领导签收并登记时间', en: 'Have the duty leader acknowledge it, with the time' },
      fields: ['acknowledgedBy', 'acknowledgedAt'],
      rule: BY_REGULATION,
      when: ({ acknowledgedBy, acknowledgedAt }) =>
        acknowledgedBy === undefined || acknowledgedAt === undefined,
    },
    'acknowledged-late': {
      label: { zh: '预警信号签收不及时', en: 'The warning was acknowledged late' },
      severity: 'general',
      remedy: { zh: '落实24小时值班和预警接收责任', en: 'See to it that somebody on duty receives warnings' },
      fields: ['acknowledgedAt'],
      limits: {
        hours: {
          label: { zh: '签收时限', en: 'Hours to acknowledge' },
          unit: 'hour',
          default: 1,
          min: 1,
          max: 24,
        },
      },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text'), cite(PRACTICE, 'custom')] },
      when: ({ issuedAt, acknowledgedAt }, { limits }) =>
        acknowledgedAt !== undefined &&
        Date.parse(acknowledgedAt) - Date.parse(issuedAt) > limits.hours * MS_PER_HOUR,
    },
    'nothing-done': {
      label: { zh: '橙色、红色预警没有响应措施', en: 'An orange or red warning, and nothing was done' },
      severity: 'major',
      remedy: {
        zh: '立即启动预案，采取停课、转移等措施并登记',
        en: 'Follow the plan at once: suspend lessons, move people, and enter it',
      },
      fields: ['colour', 'measures'],
      rule: BY_REGULATION,
      when: ({ colour, measures }) => GRAVE.includes(colour) && measures === undefined,
    },
  },
})
