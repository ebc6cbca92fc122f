import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { groupBy } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

/** What is looked at before every departure (Art. 41). */
const CHECKS = {
  brakes: { zh: '制动', en: 'Brakes' },
  steering: { zh: '转向', en: 'Steering' },
  lights: { zh: '灯光', en: 'Lights' },
  tyres: { zh: '轮胎', en: 'Tyres' },
  'safety-door': { zh: '安全门', en: 'Safety door' },
  seats: { zh: '座椅', en: 'Seats' },
  belts: { zh: '安全带', en: 'Seat belts' },
} as const
type Check = keyof typeof CHECKS
const CHECK_IDS = Object.keys(CHECKS) as [Check, ...Check[]]

export const tripLog = defineRegister({
  id: 'trip-log',
  version: 1,
  kind: 'log',
  label: { zh: '校车趟次记录', en: 'Trip log' },
  purpose: {
    zh: '每趟出车前检查、上下车清点后填写。',
    en: 'Written for each trip: the check before it, the count at boarding and at alighting.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    plate: Plate,
    direction: z.enum(['to-school', 'home']),
    run: z.number().int().min(1).max(20).default(1),
    line: ShortText.optional(),
    driver: PersonName,
    attendant: PersonName.optional(),
    checked: z.array(z.enum(CHECK_IDS)),
    boarded: z.number().int().min(0).max(120),
    alighted: z.number().int().min(0).max(120),
    swept: z.boolean(),
    pupilInFront: z.boolean().default(false),
    remarks: LongText.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    plate: { zh: '号牌', en: 'Plate', offers: 'bus/bus-ledger.plate' },
    direction: {
      zh: '方向',
      en: 'Direction',
      options: { 'to-school': { zh: '上学', en: 'To school' }, home: { zh: '放学', en: 'Home' } },
    },
    run: { zh: '第几趟', en: 'Run' },
    line: { zh: '线路', en: 'Line', offers: 'bus/route-list.line' },
    driver: { zh: '驾驶人', en: 'Driver', offers: 'bus/driver-list.name' },
    attendant: { zh: '随车照管人员', en: 'Attendant', offers: 'bus/attendant-list.name' },
    checked: { zh: '出车前检查合格项目', en: 'Found in order before the trip', options: CHECKS },
    boarded: { zh: '上车人数', en: 'Pupils boarded', unit: { zh: '人', en: 'pupils' } },
    alighted: { zh: '下车人数', en: 'Pupils alighted', unit: { zh: '人', en: 'pupils' } },
    swept: { zh: '下车后已查看车内无遗留', en: 'Bus searched, nobody left inside' },
    pupilInFront: { zh: '副驾驶坐有学生', en: 'A pupil sat in the front seat' },
    remarks: { zh: '备注', en: 'Remarks' },
  },
  summary: ['plate', 'on', 'direction', 'driver', 'boarded'],
  identity: ['on', 'plate', 'direction', 'run'],
  happenedOn: 'on',
  findings: {
    'no-attendant': {
      label: { zh: '无随车照管人员', en: 'No attendant on board' },
      severity: 'major',
      remedy: { zh: '没有照管人员的不得发车', en: 'No trip without an attendant' },
      fields: ['attendant'],
      rule: article('38'),
      when: ({ attendant }) => attendant === undefined,
    },
    'check-incomplete': {
      label: { zh: '出车前检查不合格或不完整', en: 'The check before the trip is not complete' },
      severity: 'general',
      remedy: { zh: '七项全部合格后方可发车', en: 'Start only when all seven are in order' },
      fields: ['checked'],
      rule: article('41'),
      when: ({ checked }) => CHECK_IDS.some(each => !checked.includes(each)),
    },
    'counts-differ': {
      label: { zh: '上下车人数不一致', en: 'Boarded and alighted differ' },
      severity: 'major',
      remedy: { zh: '立即核对每名学生去向并登记', en: 'Find out at once where every pupil is, and enter it' },
      fields: ['boarded', 'alighted'],
      rule: article('39'),
      when: ({ boarded, alighted }) => boarded !== alighted,
    },
    'not-swept': {
      label: { zh: '未查看车内有无遗留学生', en: 'The bus was not searched after the trip' },
      severity: 'major',
      remedy: { zh: '立即查看车内，今后每趟必查', en: 'Search the bus at once, and after every trip' },
      fields: ['swept'],
      rule: article('39'),
      when: ({ swept }) => !swept,
    },
    'pupil-in-front': {
      label: { zh: '副驾驶座位坐有学生', en: 'A pupil sat in the front seat' },
      severity: 'general',
      remedy: { zh: '副驾驶座位不得安排学生', en: 'Keep pupils out of the front seat' },
      fields: ['pupilInFront'],
      rule: article('40'),
      when: ({ pupilInFront }) => pupilInFront,
    },
  },
  lists: {
    'two-buses-one-driver': {
      label: { zh: '同一驾驶人同一趟次登记两辆车', en: 'One driver with two buses on the same run' },
      severity: 'notice',
      remedy: { zh: '核对后更正驾驶人', en: 'Check, and correct the driver' },
      rule: BY_PRACTICE,
      window: 30,
      among: entries =>
        [
          ...groupBy(entries, ({ entry: { on, direction, run, driver } }) =>
            [on, direction, run, driver].join(),
          ),
        ]
          .filter(([, trips]) => new Set(trips.map(({ entry }) => entry.plate)).size > 1)
          .flatMap(([, trips]) => {
            const [first] = trips
            const driver = first?.entry.driver ?? ''
            const detail = { zh: driver, en: driver }
            return first ? { on: first.entry.on, records: trips.map(each => each.id), detail } : []
          }),
    },
  },
})
