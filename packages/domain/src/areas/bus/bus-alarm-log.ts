import { z } from 'zod'
import { addDays, Day, Instant } from '../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister, type Recorded, type Verdict } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'bus-regulation': REGULATION, 'traffic-law-regulation': TRAFFIC } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

interface Looked {
  readonly verdict: 'open' | 'confirmed' | 'unfounded'
}
/** A machine's word says nothing against a bus before somebody has looked into it; that it was left is a finding of its own. */
const stands = ({ verdict }: Looked): boolean => verdict === 'confirmed'
/** Whether the alarm would be a major one, were it confirmed. */
const isGrave = ({ kind, switchedOff }: { readonly kind: string; readonly switchedOff: boolean }): boolean =>
  kind !== 'offline' || switchedOff

const within = (zh: string, en: string) =>
  ({ days: { label: { zh, en }, unit: 'day', default: 3, min: 0, max: 15 } }) as const
const isPast = ({ on }: { readonly on: Day }, today: Day, days: number): boolean => today > addDays(on, days)
/** One verdict for each alarm, by its bus and number. */
const namedOf = (
  entries: readonly Recorded<{ readonly on: Day; readonly plate: string; readonly number: string }>[],
): Verdict[] =>
  entries.map(({ id, entry: { on, plate, number } }) => ({
    on,
    records: [id],
    detail: { zh: `${plate}，报警编号${number}`, en: `${plate}, alarm ${number}` },
  }))

export const busAlarmLog = defineRegister({
  id: 'bus-alarm-log',
  version: 1,
  kind: 'log',
  label: { zh: '校车动态监控报警记录', en: 'Bus alarm log' },
  purpose: {
    zh: '卫星定位平台每次报警一条，由平台推送或人工登记，逐条核实处置。',
    en: 'One line for each alarm of the positioning platform, sent by it or entered; each is looked into.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    at: Instant,
    platform: ShortText.optional(),
    number: ShortText,
    plate: Plate,
    kind: z.enum(['speeding', 'overload', 'fatigue', 'offline']),
    driver: PersonName.optional(),
    place: ShortText.optional(),
    road: z.enum(['motorway', 'other', 'careful']).optional(),
    speed: z.number().min(0).max(200).optional(),
    drivenMinutes: z.number().int().min(0).max(1440).optional(),
    restMinutes: z.number().int().min(0).max(1440).optional(),
    carried: z.number().int().min(0).max(150).optional(),
    offlineMinutes: z.number().int().min(0).max(10_080).optional(),
    onTrip: z.boolean().default(true),
    switchedOff: z.boolean().default(false),
    verdict: z.enum(['open', 'confirmed', 'unfounded']).default('open'),
    handling: LongText.optional(),
    handledOn: Day.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    at: { zh: '报警时间', en: 'At' },
    platform: {
      zh: '监控平台',
      en: 'Platform',
      hint: { zh: '发出报警的平台名称', en: 'Which platform raised it' },
    },
    number: {
      zh: '报警编号',
      en: 'Alarm number',
      hint: {
        zh: '平台给出的编号，同一平台的同一编号只记一次',
        en: 'As the platform gives it; entered once only for each platform',
      },
    },
    plate: { zh: '号牌', en: 'Plate', offers: 'bus/bus-ledger.plate' },
    kind: {
      zh: '报警类型',
      en: 'Kind',
      options: {
        speeding: { zh: '超速', en: 'Speeding' },
        overload: { zh: '超员', en: 'Overload' },
        fatigue: { zh: '疲劳驾驶', en: 'Fatigue' },
        offline: { zh: '离线、轨迹缺失', en: 'Offline or a gap in the track' },
      },
    },
    driver: { zh: '驾驶人', en: 'Driver', offers: 'bus/driver-list.name' },
    place: { zh: '地点', en: 'Place' },
    road: {
      zh: '道路情形',
      en: 'Road',
      options: {
        motorway: { zh: '高速公路', en: 'Motorway' },
        other: { zh: '其他道路', en: 'Other road' },
        careful: { zh: '急弯、冰雪、低能见度等', en: 'Sharp bend, ice, low visibility or the like' },
      },
    },
    speed: { zh: '车速', en: 'Speed', unit: { zh: '公里/小时', en: 'km/h' } },
    drivenMinutes: { zh: '连续驾驶时间', en: 'Driven without a rest', unit: { zh: '分钟', en: 'minutes' } },
    restMinutes: { zh: '停车休息时间', en: 'Rest', unit: { zh: '分钟', en: 'minutes' } },
    carried: { zh: '实载人数', en: 'People on board', unit: { zh: '人', en: 'people' } },
    offlineMinutes: { zh: '离线时长', en: 'Offline for', unit: { zh: '分钟', en: 'minutes' } },
    onTrip: { zh: '正在接送学生', en: 'On a trip with pupils' },
    switchedOff: { zh: '人为关闭、屏蔽', en: 'Switched off or screened by somebody' },
    verdict: {
      zh: '核实结果',
      en: 'What it turned out to be',
      options: {
        open: { zh: '未核实', en: 'Not looked into' },
        confirmed: { zh: '属实', en: 'Confirmed' },
        unfounded: { zh: '误报', en: 'False alarm' },
      },
    },
    handling: { zh: '处置情况', en: 'What was done' },
    handledOn: { zh: '处置日期', en: 'Dealt with on', bulk: true },
  },
  summary: ['plate', 'at', 'kind', 'driver', 'verdict'],
  // Each platform numbers its alarms by itself.
  identity: ['platform', 'number'],
  happenedOn: 'on',
  findings: {
    speeding: {
      label: { zh: '校车超速', en: 'The bus was speeding' },
      severity: 'major',
      remedy: {
        zh: '停止该驾驶人驾驶，核实教育并登记',
        en: 'Take the driver off, look into it, teach and enter it',
      },
      fields: ['speed', 'road'],
      limits: {
        motorway: {
          label: { zh: '高速公路最高时速', en: 'Top speed on motorways' },
          unit: 'kilometre-an-hour',
          default: 80,
          min: 20,
          max: 80,
        },
        other: {
          label: { zh: '其他道路最高时速', en: 'Top speed on other roads' },
          unit: 'kilometre-an-hour',
          default: 60,
          min: 20,
          max: 60,
        },
        careful: {
          label: { zh: '急弯、冰雪、低能见度最高时速', en: 'Top speed in bends, on ice, in low visibility' },
          unit: 'kilometre-an-hour',
          default: 20,
          min: 5,
          max: 20,
        },
      },
      rule: article('35'),
      /** Without a number the platform’s own word stands. */
      when: ({ kind, speed, road = 'other', verdict }, { limits }) =>
        kind === 'speeding' && stands({ verdict }) && (speed === undefined || speed > limits[road]),
    },
    overload: {
      label: { zh: '校车超员报警', en: 'The platform saw an overload' },
      severity: 'major',
      remedy: { zh: '立即停止超员，核实并调整车次', en: 'Stop at once, look into it and arrange more trips' },
      fields: ['carried'],
      rule: article('34'),
      when: ({ kind, verdict }) => kind === 'overload' && stands({ verdict }),
    },
    fatigue: {
      label: { zh: '校车疲劳驾驶', en: 'The driver drove for too long' },
      severity: 'major',
      remedy: { zh: '立即更换驾驶人或安排休息', en: 'Change the driver or see to a rest at once' },
      fields: ['drivenMinutes', 'restMinutes'],
      limits: {
        driven: {
          label: { zh: '连续驾驶最长时间', en: 'Longest drive without a rest' },
          unit: 'minute',
          default: 240,
          min: 30,
          max: 240,
        },
        rest: {
          label: { zh: '停车休息最短时间', en: 'Shortest rest' },
          unit: 'minute',
          default: 20,
          min: 20,
          max: 120,
        },
      },
      rule: { effectiveFrom: TRAFFIC.from, basis: [cite(TRAFFIC, 'memory', '62')] },
      when: ({ kind, drivenMinutes, restMinutes, verdict }, { limits }) =>
        kind === 'fatigue' &&
        stands({ verdict }) &&
        ((drivenMinutes === undefined && restMinutes === undefined) ||
          (drivenMinutes ?? 0) > limits.driven ||
          (restMinutes ?? limits.rest) < limits.rest),
    },
    'switched-off': {
      label: { zh: '动态监控装置被人为关闭', en: 'Somebody switched the positioning off' },
      severity: 'major',
      remedy: { zh: '立即恢复，查清责任人并处理', en: 'Switch it on at once and find out who did it' },
      fields: ['switchedOff'],
      rule: article('21'),
      when: ({ kind, switchedOff, verdict }) => kind === 'offline' && switchedOff && stands({ verdict }),
    },
    'lost-on-trip': {
      label: { zh: '接送途中动态监控离线', en: 'The bus was lost from view on a trip' },
      severity: 'general',
      remedy: { zh: '联系车辆核实位置，检修装置', en: 'Call the bus, then have the device repaired' },
      fields: ['offlineMinutes', 'onTrip'],
      limits: {
        minutes: {
          label: { zh: '允许离线时长', en: 'Offline for no longer than' },
          unit: 'minute',
          default: 10,
          min: 1,
          max: 60,
        },
      },
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '21'), cite(DOCUMENTS.practice, 'custom')],
      },
      when: ({ kind, onTrip, switchedOff, offlineMinutes, verdict }, { limits }) =>
        kind === 'offline' &&
        onTrip &&
        !switchedOff &&
        stands({ verdict }) &&
        (offlineMinutes === undefined || offlineMinutes > limits.minutes),
    },
  },
  lists: {
    'alarm-open': {
      label: { zh: '报警待核实', en: 'An alarm is to be looked into' },
      severity: 'notice',
      remedy: { zh: '在期限内逐条核实，登记结果', en: 'Look into each in time and enter what it was' },
      rule: BY_PRACTICE,
      window: 60,
      among: entries => namedOf(entries.filter(({ entry }) => entry.verdict === 'open')),
    },
    'alarm-left': {
      label: { zh: '报警逾期未核实', en: 'An alarm was left unchecked' },
      severity: 'major',
      remedy: {
        zh: '立即逐条核实，登记结果和处置日期',
        en: 'Look into each at once and enter what was done and when',
      },
      limits: within('核实期限', 'Looked into within'),
      rule: BY_PRACTICE,
      window: 60,
      among: (entries, { today, limits }) =>
        namedOf(
          entries.filter(
            ({ entry }) => entry.verdict === 'open' && isGrave(entry) && isPast(entry, today, limits.days),
          ),
        ),
    },
    'alarm-unsettled': {
      label: { zh: '报警逾期未处置', en: 'An alarm was not dealt with in time' },
      severity: 'general',
      remedy: { zh: '逐条处置，登记处置情况和日期', en: 'Deal with each and enter what was done and when' },
      limits: within('处置期限', 'Dealt with within'),
      rule: BY_PRACTICE,
      window: 60,
      among: (entries, { today, limits }) =>
        namedOf(
          entries.filter(
            ({ entry }) =>
              isPast(entry, today, limits.days) &&
              (entry.verdict === 'open' ? !isGrave(entry) : stands(entry) && entry.handledOn === undefined),
          ),
        ),
    },
    'alarm-twice': {
      label: { zh: '同一报警登记两次', en: 'The same alarm twice' },
      severity: 'notice',
      remedy: { zh: '删除重复条目', en: 'Remove a line' },
      rule: BY_PRACTICE,
      window: 30,
      among: (entries, { today }) =>
        findDuplicates(
          entries,
          ({ platform, number }) => (platform === undefined ? number : `${platform} ${number}`),
          today,
        ),
    },
  },
})
