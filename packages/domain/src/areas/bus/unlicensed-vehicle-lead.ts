import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { DocumentNumber } from '../../organisation/codes/document-number.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS

export const unlicensedVehicleLead = defineRegister({
  id: 'unlicensed-vehicle-lead',
  version: 1,
  kind: 'ledger',
  label: { zh: '黑校车线索台账', en: 'Leads on unlicensed vehicles' },
  purpose: {
    zh: '发现无校车标牌的车辆接送学生，一车一条，移送公安交警和交通运输部门。',
    en: 'One line for each vehicle without a plaque that carries pupils: referred to the police and transport.',
  },
  /** Schools without buses of their own meet them most. */
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    foundOn: Day,
    source: z.enum(['survey', 'gate-watch', 'report', 'other']),
    plate: Plate.optional(),
    vehicle: z.enum(['van', 'car', 'bus', 'three-wheeler', 'farm-vehicle', 'lorry', 'other']),
    look: ShortText,
    place: ShortText,
    pupils: z.number().int().min(0).max(200),
    description: LongText,
    interimControl: LongText.optional(),
    department: z.enum(['police', 'transport', 'both']).optional(),
    referredOn: Day.optional(),
    referralNumber: DocumentNumber.optional(),
    answeredOn: Day.optional(),
    outcome: z.enum(['dealt-with', 'taken-up', 'declined']).optional(),
    closedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    foundOn: { zh: '发现日期', en: 'Found on' },
    source: {
      zh: '线索来源',
      en: 'Source',
      options: {
        survey: { zh: '学生上下学方式摸排', en: 'Survey of how pupils travel' },
        'gate-watch': { zh: '校门口值守发现', en: 'Seen at the gate' },
        report: { zh: '群众、家长举报', en: 'Told by parents or others' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    plate: { zh: '号牌', en: 'Plate' },
    vehicle: {
      zh: '车辆类型',
      en: 'Vehicle',
      options: {
        van: { zh: '面包车', en: 'Van' },
        car: { zh: '小轿车', en: 'Car' },
        bus: { zh: '客车', en: 'Bus' },
        'three-wheeler': { zh: '三轮车', en: 'Three-wheeler' },
        'farm-vehicle': { zh: '拖拉机、低速货车', en: 'Tractor or farm vehicle' },
        lorry: { zh: '货车', en: 'Lorry' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    look: {
      zh: '车辆特征',
      en: 'What it looks like',
      hint: { zh: '如：银色，后窗贴膜', en: 'e.g. silver, dark rear windows' },
    },
    place: { zh: '接送地点、路线', en: 'Where it picks up and goes', place: true },
    pupils: { zh: '乘车学生数', en: 'Pupils carried', unit: { zh: '人', en: 'pupils' } },
    description: { zh: '情况说明', en: 'Description' },
    interimControl: {
      zh: '临时防控措施',
      en: 'Interim control',
      hint: { zh: '如：告知家长、安排其他方式', en: 'e.g. parents told, another way found' },
    },
    department: {
      zh: '移送部门',
      en: 'Referred to',
      options: {
        police: { zh: '公安交警', en: 'Traffic police' },
        transport: { zh: '交通运输', en: 'Transport' },
        both: { zh: '公安交警和交通运输', en: 'Both' },
      },
    },
    referredOn: { zh: '移送日期', en: 'Referred on' },
    referralNumber: { zh: '发函文号', en: 'Number of the letter' },
    answeredOn: { zh: '回函日期', en: 'Answered on' },
    outcome: {
      zh: '回函结论',
      en: 'Answer',
      options: {
        'dealt-with': { zh: '已处理', en: 'Dealt with' },
        'taken-up': { zh: '已受理', en: 'Taken up' },
        declined: { zh: '不受理', en: 'Declined' },
      },
    },
    closedOn: { zh: '核实办结日期', en: 'Verified and closed on' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['look', 'vehicle', 'place', 'foundOn', 'department'],
  identity: ['foundOn', 'place', 'look'],
  findings: {
    'not-referred': {
      label: { zh: '黑校车线索尚未移送', en: 'The lead has not been referred' },
      severity: 'major',
      remedy: {
        zh: '立即移送公安交警和交通运输部门',
        en: 'Refer it to the traffic police and transport at once',
      },
      fields: ['department', 'referredOn'],
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '18'), cite(REGULATION, 'text', '45')],
      },
      when: ({ closedOn, department, referredOn, foundOn }) =>
        closedOn === undefined &&
        (department === undefined || referredOn === undefined) && { since: foundOn },
    },
    'no-interim-control': {
      label: { zh: '线索办结前无临时防控措施', en: 'Nothing keeps the pupils safe until it is settled' },
      severity: 'general',
      remedy: {
        zh: '告知家长并安排安全的上下学方式',
        en: 'Tell the parents and find a safe way to school',
      },
      fields: ['interimControl'],
      rule: BY_PRACTICE,
      when: ({ closedOn, interimControl, foundOn }) =>
        closedOn === undefined && interimControl === undefined && { since: foundOn },
    },
    'answer-overdue': {
      label: { zh: '受移送部门逾期未回复', en: 'The department’s answer is overdue' },
      severity: 'general',
      remedy: { zh: '发函催办；仍无回复的报教育局协调', en: 'Send a reminder; then ask the bureau to help' },
      fields: ['referredOn', 'answeredOn'],
      limits: {
        days: {
          label: { zh: '回复期限', en: 'Answer within' },
          unit: 'day',
          default: 15,
          min: 1,
          max: 60,
        },
      },
      rule: BY_PRACTICE,
      due: ({ closedOn, answeredOn, referredOn }, { limits }) =>
        closedOn !== undefined || answeredOn !== undefined || referredOn === undefined
          ? null
          : addDays(referredOn, limits.days),
    },
  },
  lists: {
    'vehicle-twice': {
      label: { zh: '同一号牌有两条未办结线索', en: 'Two open leads on one plate' },
      severity: 'notice',
      remedy: { zh: '合并线索，一并移送', en: 'Merge the leads and refer them together' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(
          entries.filter(({ entry }) => entry.closedOn === undefined),
          ({ plate }) => plate ?? '',
          today,
        ),
    },
  },
})
