import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { BOARDING, EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'fire-law': FIRE_LAW, 'fire-ten-rules': TEN_RULES, 'major-hazard-guide': GUIDE } = DOCUMENTS
const ARTICLE_16 = { effectiveFrom: FIRE_LAW.from, basis: [cite(FIRE_LAW, 'text', '16')] } as const

/** Whatever stands ready against fire besides extinguishers; a system guards a building, a device a spot. */
const FACILITIES = {
  hydrant: { zh: '消火栓', en: 'Hydrant', is: 'device' },
  alarm: { zh: '火灾自动报警系统', en: 'Fire alarm system', is: 'system' },
  sprinkler: { zh: '自动喷水灭火系统', en: 'Sprinkler system', is: 'system' },
  'smoke-control': { zh: '防排烟系统', en: 'Smoke control', is: 'system' },
  'smoke-detector': { zh: '独立式感烟探测器', en: 'Stand-alone smoke detector', is: 'device' },
  'emergency-light': { zh: '应急照明', en: 'Emergency light', is: 'device' },
  'exit-sign': { zh: '疏散指示标志', en: 'Exit sign', is: 'device' },
  'fire-door': { zh: '防火门', en: 'Fire door', is: 'device' },
  'gas-alarm': { zh: '燃气报警切断装置', en: 'Gas alarm and cut-off', is: 'device' },
  'control-room': { zh: '消防控制室', en: 'Fire control room', is: 'place' },
  'micro-station': { zh: '微型消防站', en: 'Micro fire station', is: 'place' },
  'charging-point': { zh: '电动车充电点', en: 'Charging point for electric bikes', is: 'place' },
} as const
type Facility = keyof typeof FACILITIES
const FACILITY_IDS = Object.keys(FACILITIES) as [Facility, ...Facility[]]

/** What gives the alarm where people sleep. */
const WAKES: readonly Facility[] = ['alarm', 'smoke-detector']

export const fireFacilityLedger = defineRegister({
  id: 'fire-facility-ledger',
  version: 1,
  kind: 'ledger',
  label: { zh: '消防设施台账', en: 'Ledger of fire facilities' },
  purpose: {
    zh: '每处（套）消防设施一条，月查和年度检测到期由系统提醒。',
    en: 'One line for each facility; monthly looks and yearly tests are watched.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    number: ShortText,
    kind: z.enum(FACILITY_IDS),
    location: ShortText,
    /** Where somebody sleeps: the dormitory, the nap room. */
    sleeping: z.boolean().default(false),
    state: z.enum(['working', 'under-repair', 'out-of-order']),
    checkedOn: Day,
    testedOn: Day.optional(),
    testReport: ShortText.optional(),
    remarks: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    number: { zh: '编号', en: 'Number' },
    kind: { zh: '设施类型', en: 'Kind', options: FACILITIES, bulk: true },
    location: {
      zh: '位置或保护范围',
      en: 'Location, or what it covers',
      hint: { zh: '如：教学楼1层西', en: 'e.g. Block A, floor 1, west' },
      place: true,
    },
    sleeping: { zh: '设在宿舍、午休室', en: 'In a dormitory or nap room', bulk: true },
    state: {
      zh: '状态',
      en: 'State',
      options: {
        working: { zh: '正常', en: 'Working' },
        'under-repair': { zh: '维修中', en: 'Under repair' },
        'out-of-order': { zh: '故障、停用', en: 'Out of order' },
      },
    },
    checkedOn: { zh: '上次检查日期', en: 'Last checked on', bulk: true },
    testedOn: { zh: '上次全面检测日期', en: 'Last fully tested on', bulk: true },
    testReport: { zh: '检测报告编号', en: 'Test report', bulk: true },
    remarks: { zh: '备注', en: 'Remarks' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['number', 'kind', 'location', 'state', 'checkedOn'],
  identity: ['number'],
  findings: {
    'system-not-working': {
      label: { zh: '报警、喷淋、防排烟系统不能正常使用', en: 'A fire system is not working' },
      severity: 'major',
      remedy: {
        zh: '立即组织维修，恢复前加强值守',
        en: 'Have it repaired at once; post people until it works again',
      },
      fields: ['state'],
      rule: ARTICLE_16,
      when: ({ kind, state, checkedOn }) =>
        FACILITIES[kind].is === 'system' && state !== 'working' && { since: checkedOn },
    },
    'facility-not-working': {
      label: { zh: '消防设施不能正常使用', en: 'A fire facility is not working' },
      severity: 'general',
      remedy: { zh: '及时维修或更换并登记', en: 'Repair or replace it soon, and enter it' },
      fields: ['state'],
      rule: ARTICLE_16,
      when: ({ kind, state, checkedOn }) =>
        FACILITIES[kind].is !== 'system' && state !== 'working' && { since: checkedOn },
    },
    'check-overdue': {
      label: { zh: '消防设施检查逾期', en: 'The check of the facility is overdue' },
      severity: 'general',
      remedy: { zh: '现场检查并登记检查日期', en: 'Check it on the spot and enter the day' },
      fields: ['checkedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between checks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 3,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addMonths(checkedOn, limits.months),
    },
    'never-tested': {
      label: { zh: '消防设施无全面检测记录', en: 'No full test is on record' },
      severity: 'general',
      remedy: { zh: '组织全面检测并登记报告', en: 'Have it fully tested and enter the report' },
      fields: ['testedOn'],
      rule: ARTICLE_16,
      when: ({ kind, testedOn }) => FACILITIES[kind].is !== 'place' && testedOn === undefined,
    },
    'test-overdue': {
      label: { zh: '消防设施年度检测逾期', en: 'The yearly test is overdue' },
      severity: 'general',
      remedy: { zh: '组织全面检测并登记报告', en: 'Have it fully tested and enter the report' },
      fields: ['testedOn'],
      limits: {
        months: {
          label: { zh: '全面检测间隔', en: 'Between full tests' },
          unit: 'month',
          default: 12,
          min: 1,
          max: 12,
        },
      },
      rule: ARTICLE_16,
      due: ({ kind, testedOn }, { limits }) =>
        FACILITIES[kind].is === 'place' || testedOn === undefined ? null : addMonths(testedOn, limits.months),
    },
  },
  lists: {
    'nobody-would-wake': {
      label: { zh: '学生宿舍未登记火灾报警设施', en: 'No alarm is entered for the dormitories' },
      severity: 'major',
      remedy: {
        zh: '宿舍安装自动报警或独立式感烟探测器并登记',
        en: 'Fit an alarm or smoke detectors in the dormitories, and enter them',
      },
      rule: {
        effectiveFrom: TEN_RULES.from,
        basis: [cite(TEN_RULES, 'excerpt', '4'), cite(GUIDE, 'excerpt')],
        binds: BOARDING,
      },
      window: 'all',
      among: (entries, { today }) =>
        entries.some(({ entry }) => entry.sleeping && WAKES.includes(entry.kind))
          ? []
          : [{ on: today, records: [] }],
    },
    'number-twice': {
      label: { zh: '编号重复', en: 'The same number twice' },
      severity: 'notice',
      remedy: {
        zh: '核对实物后更正编号或删除重复条目',
        en: 'Look at the objects, then correct or remove a line',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, entry => entry.number, today),
    },
  },
})
