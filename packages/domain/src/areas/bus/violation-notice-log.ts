import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'

export const violationNoticeLog = defineRegister({
  id: 'violation-notice-log',
  version: 1,
  kind: 'log',
  label: { zh: '校车违法抄告记录', en: 'Notices of traffic offences' },
  purpose: {
    zh: '公安交警抄告的每起校车、驾驶人交通违法一条，逐起处理。',
    en: 'One line for each offence the traffic police tell of; each is dealt with.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    plate: Plate,
    driver: PersonName.optional(),
    offence: z.enum(['speeding', 'overload', 'not-qualified', 'no-check', 'drink-driving', 'other']),
    description: LongText,
    points: z.number().int().min(0).max(12),
    toldOn: Day,
    notice: ShortText.optional(),
    handling: LongText.optional(),
    handledOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '违法日期', en: 'Day of the offence' },
    plate: { zh: '号牌', en: 'Plate', offers: 'bus/bus-ledger.plate' },
    driver: { zh: '驾驶人', en: 'Driver', offers: 'bus/driver-list.name' },
    offence: {
      zh: '违法行为',
      en: 'Offence',
      options: {
        speeding: { zh: '超速', en: 'Speeding' },
        overload: { zh: '超员', en: 'Overload' },
        'not-qualified': { zh: '不具备校车驾驶资格', en: 'Not qualified' },
        'no-check': { zh: '未按规定检查、带病上路', en: 'Not checked, or not fit for the road' },
        'drink-driving': { zh: '酒后驾驶', en: 'Drink-driving' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    description: { zh: '情况说明', en: 'Description' },
    points: { zh: '记分', en: 'Points', unit: { zh: '分', en: 'points' } },
    toldOn: { zh: '抄告日期', en: 'Told on' },
    notice: { zh: '抄告单编号', en: 'Number of the notice' },
    handling: { zh: '处理情况', en: 'What was done' },
    handledOn: { zh: '处理日期', en: 'Dealt with on', bulk: true },
    photos: { zh: '抄告单照片', en: 'Photos of the notice' },
  },
  summary: ['plate', 'on', 'offence', 'driver', 'handledOn'],
  identity: ['on', 'plate', 'offence', 'notice'],
  happenedOn: 'on',
  findings: {
    'full-points': {
      label: { zh: '驾驶人一次记满12分', en: 'The driver has lost all points at once' },
      severity: 'major',
      remedy: { zh: '立即停止其驾驶校车，更换驾驶人', en: 'Stop the driver at once and find another' },
      fields: ['points'],
      rule: BY_PRACTICE,
      when: ({ points }) => points === 12,
    },
  },
  lists: {
    'notice-left': {
      label: { zh: '违法抄告逾期未处理', en: 'A notice was left' },
      severity: 'general',
      remedy: {
        zh: '约谈驾驶人和服务提供者，登记处理结果',
        en: 'Talk to driver and provider and enter the outcome',
      },
      limits: {
        days: {
          label: { zh: '处理期限', en: 'Dealt with within' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      window: 90,
      among: (entries, { today, limits }) =>
        entries
          .filter(
            ({ entry: { toldOn, handledOn } }) =>
              handledOn === undefined && today > addDays(toldOn, limits.days),
          )
          .map(({ id, entry: { on, plate } }) => ({
            on,
            records: [id],
            detail: { zh: plate, en: plate },
          })),
    },
  },
})
