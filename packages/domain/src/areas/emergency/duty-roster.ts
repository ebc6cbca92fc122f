import { z } from 'zod'
import { addDays, Day, Instant, startOfDay } from '../../kernel/day.ts'
import { LongText, PersonName, Phone, ShortText } from '../../kernel/form.ts'
import { countedDays, rateOf } from '../../kernel/measure.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findGaps, judgeCover, wasOver } from './duty-cover.ts'

const { 'accident-emergency-regulation': REGULATION } = DOCUMENTS
const ARTICLE_14 = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '14')] } as const

export const dutyRoster = defineRegister({
  id: 'duty-roster',
  version: 1,
  kind: 'log',
  label: { zh: '值班表', en: 'Duty roster' },
  purpose: {
    zh: '每个班次一条，24小时不间断，有带班领导，交接有记录。',
    en: 'One line for each shift: no hour without somebody, a duty leader, a handover.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z
    .object({
      on: Day,
      startsAt: Instant,
      endsAt: Instant,
      leader: PersonName.optional(),
      onDuty: PersonName,
      phone: Phone,
      spotCheck: ShortText.optional(),
      handover: LongText.optional(),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ['endsAt'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '值班日期', en: 'Day', ahead: true },
    startsAt: { zh: '开始', en: 'From', ahead: true },
    endsAt: { zh: '结束', en: 'To', ahead: true },
    leader: { zh: '带班领导', en: 'Duty leader', bulk: true },
    onDuty: { zh: '值班员', en: 'On duty' },
    phone: { zh: '值班电话', en: 'Telephone', bulk: true },
    spotCheck: { zh: '查岗情况', en: 'Spot call' },
    handover: { zh: '交接班记录', en: 'Handover' },
  },
  summary: ['onDuty', 'startsAt', 'endsAt', 'leader', 'phone'],
  identity: ['startsAt', 'onDuty'],
  happenedOn: 'on',
  findings: {
    'no-duty-leader': {
      label: { zh: '值班无带班领导', en: 'A shift without a duty leader' },
      severity: 'general',
      remedy: { zh: '安排领导带班并登记', en: 'Name a duty leader' },
      fields: ['leader'],
      rule: ARTICLE_14,
      when: ({ leader }) => leader === undefined,
    },
  },
  lists: {
    'nobody-on-duty': {
      label: { zh: '值班有空档', en: 'Nobody was on duty' },
      severity: 'general',
      remedy: { zh: '调整值班表，做到24小时不间断', en: 'Change the roster so that no hour is left' },
      rule: ARTICLE_14,
      window: 30,
      among: (entries, { from, to }) => judgeCover(entries, from, to),
    },
    'no-handover': {
      label: { zh: '交接班无记录', en: 'A shift ended without a handover' },
      severity: 'notice',
      remedy: { zh: '补写交接班情况', en: 'Write down what was handed over' },
      rule: BY_PRACTICE,
      window: 30,
      among: (entries, { today }) =>
        entries
          .filter(({ entry }) => entry.handover === undefined && wasOver(entry, today))
          .map(({ id, entry }) => ({
            on: entry.on,
            records: [id],
            detail: { zh: entry.onDuty, en: entry.onDuty },
          })),
    },
  },
  indicators: {
    'duty-covered': {
      label: { zh: '值班到岗率', en: 'Days with somebody on duty throughout' },
      numerator: { zh: '24小时有人值班的天数', en: 'Days with somebody on duty at every hour' },
      denominator: { zh: '近30天的天数', en: 'The last 30 days' },
      better: 'higher',
      counting: {
        of: 'count',
        count: (entries, at) => {
          const shifts = entries.map(({ entry }) => entry)
          return rateOf(
            countedDays(at),
            day => findGaps(shifts, startOfDay(day), startOfDay(addDays(day, 1))).length === 0,
          )
        },
      },
    },
  },
})
