import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { drawnAs, LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates, groupBy } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

const TimeOfDay = drawnAs(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), { widget: 'text', sample: '07:20' })

export const routeList = defineRegister({
  id: 'route-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '校车线路站点台账', en: 'Bus routes and stops' },
  purpose: {
    zh: '每条线路的每个停靠站点一条，与校车标牌载明的线路、站点、时间一致。',
    en: 'One line for each stop of each route, as line, stops and times stand on the plaque.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    line: ShortText,
    stop: z.number().int().min(1).max(60),
    place: ShortText,
    morning: TimeOfDay.optional(),
    afternoon: TimeOfDay.optional(),
    plate: Plate.optional(),
    pupils: z.number().int().min(0).max(200),
    asOnPlaque: z.boolean(),
    signed: z.boolean(),
    danger: LongText.optional(),
    guarded: z.boolean().default(false),
    surveyedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    line: { zh: '线路', en: 'Line', bulk: true },
    stop: { zh: '第几站', en: 'Stop number' },
    place: { zh: '站点', en: 'Stop' },
    morning: {
      zh: '上学停靠时间',
      en: 'Morning time',
    },
    afternoon: {
      zh: '放学停靠时间',
      en: 'Afternoon time',
    },
    plate: { zh: '运行车辆', en: 'Bus', offers: 'bus/bus-ledger.plate', bulk: true },
    pupils: { zh: '上下车学生数', en: 'Pupils', unit: { zh: '人', en: 'pupils' } },
    asOnPlaque: { zh: '与校车标牌一致', en: 'As on the plaque', bulk: true },
    signed: { zh: '站点设有停靠标牌', en: 'The stop has a sign' },
    danger: {
      zh: '途经危险路段',
      en: 'Dangerous section on the way',
      hint: { zh: '临水、临崖、急弯、陡坡等', en: 'Water, a cliff, a sharp bend, a steep slope' },
    },
    guarded: { zh: '危险路段已有标志和防护', en: 'The section is signed and guarded' },
    surveyedOn: { zh: '上次勘察日期', en: 'Last surveyed on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['place', 'line', 'stop', 'pupils', 'surveyedOn'],
  identity: ['line', 'stop'],
  findings: {
    'not-as-on-plaque': {
      label: { zh: '线路站点与校车标牌不一致', en: 'The route is not the one on the plaque' },
      severity: 'major',
      remedy: {
        zh: '按标牌线路运行，或重新申领标牌',
        en: 'Run the route on the plaque, or apply for a new one',
      },
      fields: ['asOnPlaque'],
      rule: article('16'),
      when: ({ asOnPlaque, surveyedOn }) => !asOnPlaque && { since: surveyedOn },
    },
    'stop-not-signed': {
      label: { zh: '校车停靠站点无标牌', en: 'The stop has no sign' },
      severity: 'general',
      remedy: { zh: '会同有关部门设置停靠标牌', en: 'Have a sign put up with the department concerned' },
      fields: ['signed'],
      rule: article('32'),
      when: ({ signed, surveyedOn }) => !signed && { since: surveyedOn },
    },
    'danger-not-guarded': {
      label: { zh: '途经危险路段无标志和防护', en: 'A dangerous section is not guarded' },
      severity: 'general',
      remedy: {
        zh: '调整线路避开；不能避开的移送有关部门设置防护',
        en: 'Go another way, or refer it to the department for signs and guards',
      },
      fields: ['danger', 'guarded'],
      rule: article('28'),
      when: ({ danger, guarded, surveyedOn }) => danger !== undefined && !guarded && { since: surveyedOn },
    },
    'survey-overdue': {
      label: { zh: '线路站点勘察逾期', en: 'The survey of the stop is overdue' },
      severity: 'general',
      remedy: { zh: '实地勘察并登记日期', en: 'Survey it and enter the day' },
      fields: ['surveyedOn'],
      limits: {
        months: {
          label: { zh: '勘察间隔', en: 'Between surveys' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ surveyedOn }, { limits }) => addMonths(surveyedOn, limits.months),
    },
  },
  lists: {
    'times-out-of-order': {
      label: { zh: '线路各站时间先后颠倒', en: 'The times of a line run backwards' },
      severity: 'notice',
      remedy: { zh: '核对站序和停靠时间', en: 'Check the order of the stops and their times' },
      rule: BY_PRACTICE,
      window: 'all',
      /** To school the bus collects from the first stop on; home it may go round either way. */
      among: (entries, { today }) =>
        [...groupBy(entries, ({ entry }) => entry.line)].flatMap(([line, stops]) => {
          const timed = stops
            .filter(({ entry }) => entry.morning !== undefined)
            .sort((a, b) => a.entry.stop - b.entry.stop)
          const backwards = timed.some(
            ({ entry }, at) => (timed[at - 1]?.entry.morning ?? '') > (entry.morning ?? ''),
          )
          return backwards
            ? [{ on: today, records: timed.map(each => each.id), detail: { zh: line, en: line } }]
            : []
        }),
    },
    'stop-twice': {
      label: { zh: '同一线路站序重复', en: 'Two stops of one number on a line' },
      severity: 'notice',
      remedy: { zh: '更正站序或删除重复条目', en: 'Correct the number or remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ line, stop }) => `${line} ${stop}`, today),
    },
  },
})
