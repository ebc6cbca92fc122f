import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { DocumentNumber } from '../../organisation/codes/document-number.ts'
import { Department, DEPARTMENTS } from '../../organisation/department.ts'
import { BY_PRACTICE } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { Problem, PROBLEMS } from './surroundings-point-list.ts'

export const problemLead = defineRegister({
  id: 'problem-lead',
  version: 1,
  kind: 'ledger',
  label: { zh: '周边问题线索移送', en: 'Leads and referrals' },
  purpose: {
    zh: '学校无权处理的周边问题一事一条，移送主管部门并跟进回函。',
    en: 'One line for each matter the school cannot settle itself: referred, answered, closed.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    foundOn: Day,
    point: ShortText,
    problem: Problem,
    description: LongText,
    interimControl: LongText.optional(),
    department: Department.optional(),
    referredOn: Day.optional(),
    referralNumber: DocumentNumber.optional(),
    answerDueOn: Day.optional(),
    answeredOn: Day.optional(),
    outcome: z.enum(['dealt-with', 'taken-up', 'declined']).optional(),
    closedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    foundOn: { zh: '发现日期', en: 'Found on' },
    point: { zh: '点位', en: 'Point', offers: 'surroundings/surroundings-point-list.name' },
    problem: { zh: '问题', en: 'Problem', options: PROBLEMS },
    description: { zh: '情况说明', en: 'Description' },
    interimControl: {
      zh: '临时防控措施',
      en: 'Interim control',
      hint: { zh: '如：护学岗值守、张贴提醒', en: 'e.g. a guard at the gate, a warning posted' },
    },
    department: { zh: '主办部门', en: 'Department in charge', options: DEPARTMENTS },
    referredOn: { zh: '移送日期', en: 'Referred on' },
    referralNumber: { zh: '发函文号', en: 'Number of the letter' },
    answerDueOn: { zh: '商定回复期限', en: 'Answer agreed by' },
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
  summary: ['point', 'problem', 'foundOn', 'department', 'outcome'],
  identity: ['foundOn', 'point', 'problem'],
  findings: {
    'not-referred': {
      label: { zh: '问题线索尚未移送', en: 'The lead has not been referred' },
      severity: 'general',
      remedy: { zh: '确定主办部门并发函移送', en: 'Name the department in charge and refer it by letter' },
      fields: ['department', 'referredOn'],
      rule: BY_PRACTICE,
      when: ({ closedOn, department, referredOn, foundOn }) =>
        closedOn === undefined &&
        (department === undefined || referredOn === undefined) && { since: foundOn },
    },
    'answer-overdue': {
      label: { zh: '主办部门逾期未回复', en: 'The department’s answer is overdue' },
      severity: 'general',
      remedy: {
        zh: '发函催办；仍无回复的报县安委会协调',
        en: 'Send a reminder; then ask the county committee to help',
      },
      fields: ['answerDueOn', 'answeredOn'],
      rule: BY_PRACTICE,
      due: ({ closedOn, answeredOn, answerDueOn }) =>
        closedOn === undefined && answeredOn === undefined ? (answerDueOn ?? null) : null,
    },
    'no-interim-control': {
      label: { zh: '问题办结前无临时防控措施', en: 'Nothing keeps the pupils safe until it is settled' },
      severity: 'general',
      remedy: { zh: '落实护学岗、提醒等临时措施并登记', en: 'Arrange guards or warnings, and enter them' },
      fields: ['interimControl'],
      rule: BY_PRACTICE,
      when: ({ closedOn, interimControl, foundOn }) =>
        closedOn === undefined && interimControl === undefined && { since: foundOn },
    },
    'declined-and-left': {
      label: { zh: '主办部门不受理后无后续', en: 'Declined, and nobody followed it up' },
      severity: 'notice',
      remedy: { zh: '改送有权部门，或报县安委会协调', en: 'Refer it elsewhere, or to the county committee' },
      fields: ['outcome'],
      rule: BY_PRACTICE,
      when: ({ closedOn, outcome, answeredOn, foundOn }) =>
        closedOn === undefined && outcome === 'declined' && { since: answeredOn ?? foundOn },
    },
  },
})
