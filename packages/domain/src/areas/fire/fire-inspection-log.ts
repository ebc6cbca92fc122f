import { z } from 'zod'
import { addDays, addMonths, Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { pastSchoolDays } from '../list-rules.ts'

const { 'fire-order-61': ORDER_61, 'fire-ten-rules': TEN_RULES } = DOCUMENTS

/** A month or quarter with fewer school days asks for nothing. */
const ENOUGH_SCHOOL_DAYS = 10

export const fireInspectionLog = defineRegister({
  id: 'fire-inspection-log',
  version: 1,
  kind: 'log',
  label: { zh: '防火检查记录', en: 'Fire inspection log' },
  purpose: {
    zh: '学校每次组织全校防火检查后填写；每日巡查另记。',
    en: 'Written after each fire inspection of the whole school; daily patrols have a log of their own.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    leader: PersonName,
    covered: z.array(
      z.enum(['routes', 'facilities', 'electricity', 'kitchen', 'dormitory', 'laboratory', 'charging']),
    ),
    found: LongText.optional(),
    handling: LongText.optional(),
    signed: z.boolean(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '检查日期', en: 'Day' },
    leader: { zh: '带队负责人', en: 'Led by' },
    covered: {
      zh: '检查内容',
      en: 'What was inspected',
      options: {
        routes: { zh: '疏散通道和安全出口', en: 'Ways out' },
        facilities: { zh: '消防设施器材', en: 'Facilities' },
        electricity: { zh: '用电用火用气', en: 'Electricity, fire and gas' },
        kitchen: { zh: '厨房', en: 'Kitchen' },
        dormitory: { zh: '宿舍', en: 'Dormitories' },
        laboratory: { zh: '实验室', en: 'Laboratories' },
        charging: { zh: '电动车停放充电', en: 'Electric bikes' },
      },
    },
    found: { zh: '发现的问题', en: 'What was found' },
    handling: { zh: '整改情况', en: 'How it was put right' },
    signed: { zh: '检查人和被查部门负责人已签字', en: 'Signed by both sides', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['on', 'leader', 'covered', 'signed'],
  identity: ['on', 'leader'],
  happenedOn: 'on',
  findings: {
    'not-put-right': {
      label: { zh: '防火检查问题没有整改记录', en: 'A problem was found and not put right' },
      severity: 'general',
      remedy: {
        zh: '整改后补充登记；不能当场整改的登记为隐患',
        en: 'Put it right and enter it, or make it a hazard',
      },
      fields: ['found', 'handling'],
      rule: BY_PRACTICE,
      when: ({ found, handling }) => found !== undefined && handling === undefined,
    },
    'not-signed': {
      label: { zh: '防火检查记录未签字', en: 'The inspection is not signed' },
      severity: 'notice',
      remedy: { zh: '补签检查记录', en: 'Have it signed' },
      fields: ['signed'],
      rule: BY_PRACTICE,
      when: ({ signed }) => !signed,
    },
  },
  lists: {
    'inspection-lapsed': {
      label: { zh: '未按期组织防火检查', en: 'No fire inspection was held in time' },
      severity: 'general',
      remedy: { zh: '组织全校防火检查并登记', en: 'Inspect the whole school and enter it' },
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between inspections' },
          unit: 'month',
          default: 3,
          min: 1,
          max: 3,
        },
      },
      /** Once a quarter, and once a month since the ten rules. */
      rule: [
        { effectiveFrom: ORDER_61.from, basis: [cite(ORDER_61, 'unverified', '26')] },
        {
          effectiveFrom: TEN_RULES.from,
          basis: [cite(TEN_RULES, 'excerpt')],
          sets: { months: 1 },
        },
      ],
      window: 125,
      /** The last whole months are judged, when they lie after the school opened. */
      among: (entries, { from, today, limits, isSchoolDay }) => {
        const thisMonth: Day = `${today.slice(0, 7)}-01` as Day
        const start = addMonths(thisMonth, -limits.months)
        const end = addDays(thisMonth, -1)
        const days = pastSchoolDays({ from: start, to: end, today, isSchoolDay })
        const last = days.at(-1)
        const held = entries.some(({ entry }) => start <= entry.on && entry.on <= end)
        if (start < from || held || last === undefined || days.length < ENOUGH_SCHOOL_DAYS) return []
        return [{ on: last, records: [] }]
      },
    },
  },
})
