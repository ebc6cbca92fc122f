import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { rateOf } from '../../kernel/measure.ts'
import { defineRegister } from '../../kernel/register.ts'
import { DocumentNumber } from '../../organisation/codes/document-number.ts'
import { Department, DEPARTMENTS } from '../../organisation/department.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { Problem, PROBLEMS } from './surroundings-point-list.ts'
import { whoCanAct } from './who-can-act.ts'

const REPLY = {
  replyDays: {
    label: { zh: '未商定期限时的回复期限', en: 'An answer within, where nothing was agreed' },
    unit: 'day',
    default: 15,
    min: 1,
    max: 60,
  },
} as const

interface Referred {
  readonly referredOn?: Day | undefined
  readonly answerDueOn?: Day | undefined
  readonly answeredOn?: Day | undefined
  readonly closedOn?: Day | undefined
}
/** The day that was agreed with the department, else so many days after it was written to. */
const answerDue = ({ answerDueOn, referredOn }: Referred, days: number): Day | null =>
  answerDueOn ?? (referredOn === undefined ? null : addDays(referredOn, days))
const isAwaited = ({ closedOn, answeredOn }: Referred): boolean =>
  closedOn === undefined && answeredOn === undefined

export const problemLead = defineRegister({
  id: 'problem-lead',
  version: 2,
  kind: 'ledger',
  label: { zh: '周边问题线索移送', en: 'Leads and referrals' },
  purpose: {
    zh: '学校无权处理的周边问题一事一条，移送主管部门，跟进签收、催办、回函和复查。',
    en: 'One line for each matter the school cannot settle itself: referred, reminded, answered, verified.',
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
    referralBasis: ShortText.optional(),
    receivedOn: Day.optional(),
    answerDueOn: Day.optional(),
    remindedOn: Day.optional(),
    escalatedOn: Day.optional(),
    answeredOn: Day.optional(),
    answerNumber: ShortText.optional(),
    outcome: z.enum(['dealt-with', 'taken-up', 'declined']).optional(),
    closedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    foundOn: { zh: '发现日期', en: 'Found on' },
    point: { zh: '点位', en: 'Point', offers: 'surroundings/surroundings-point-list.name', place: true },
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
    referralBasis: { zh: '移送依据', en: 'Why this department' },
    receivedOn: { zh: '签收日期', en: 'Receipt signed on' },
    answerDueOn: { zh: '商定回复期限', en: 'Answer agreed by', ahead: true },
    remindedOn: { zh: '最近催办日期', en: 'Last reminded on' },
    escalatedOn: { zh: '报县政府（安委会）协调日期', en: 'Taken to the county committee on' },
    answeredOn: { zh: '回函日期', en: 'Answered on' },
    answerNumber: { zh: '回函文号', en: 'Number of the answer' },
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
    'department-cannot-act': {
      label: { zh: '移送的部门可能无权处理', en: 'The department may have no say in it' },
      severity: 'notice',
      remedy: {
        zh: '核对职责分工，改送有权处理的部门或属地乡镇',
        en: 'Check who is in charge, and write to a department that can act or to the township',
      },
      fields: ['department', 'problem'],
      rule: BY_PRACTICE,
      when: ({ closedOn, department, problem, referredOn, foundOn }) => {
        if (closedOn !== undefined || department === undefined) return false
        const able = whoCanAct(problem)
        if (able.includes(department)) return false
        const detail = {
          zh: `可移送：${able.map(each => DEPARTMENTS[each].zh).join('、')}`,
          en: `can act: ${able.map(each => DEPARTMENTS[each].en).join(', ')}`,
        }
        return { since: referredOn ?? foundOn, detail }
      },
    },
    'answer-overdue': {
      label: { zh: '主办部门逾期未回复', en: 'The department’s answer is overdue' },
      severity: 'general',
      remedy: {
        zh: '发函催办；仍无回复的报县安委会协调',
        en: 'Send a reminder; then ask the county committee to help',
      },
      fields: ['answerDueOn', 'answeredOn'],
      limits: REPLY,
      rule: BY_PRACTICE,
      due: (lead, { limits }) => (isAwaited(lead) ? answerDue(lead, limits.replyDays) : null),
    },
    'reminder-due': {
      label: { zh: '逾期未回复且未催办', en: 'The answer is overdue and nobody reminded them' },
      severity: 'general',
      remedy: { zh: '发函催办并登记日期', en: 'Send a reminder and enter the day' },
      fields: ['remindedOn'],
      limits: {
        ...REPLY,
        days: {
          label: { zh: '逾期后催办期限', en: 'A reminder within' },
          unit: 'day',
          default: 3,
          min: 0,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      due: (lead, { limits }) => {
        const due = answerDue(lead, limits.replyDays)
        const isReminded = lead.remindedOn !== undefined && due !== null && lead.remindedOn > due
        return due === null || isReminded || !isAwaited(lead) ? null : addDays(due, limits.days)
      },
    },
    'not-escalated': {
      label: { zh: '催办后仍无回复，未报上级协调', en: 'Reminded in vain, and nobody above was asked' },
      severity: 'general',
      remedy: {
        zh: '报县政府或安委会协调并登记日期',
        en: 'Ask the county committee to help, and enter the day',
      },
      fields: ['escalatedOn'],
      limits: {
        days: {
          label: { zh: '催办后等待时间', en: 'After the reminder, wait' },
          unit: 'day',
          default: 10,
          min: 1,
          max: 60,
        },
      },
      rule: BY_PRACTICE,
      due: (lead, { limits }) =>
        isAwaited(lead) && lead.remindedOn !== undefined && lead.escalatedOn === undefined
          ? addDays(lead.remindedOn, limits.days)
          : null,
    },
    'not-verified': {
      label: { zh: '部门回复已处理，学校未复查', en: 'They say it is dealt with, and nobody has looked' },
      severity: 'general',
      remedy: { zh: '到现场核实，属实的办结', en: 'Go and look; if it is so, close it' },
      fields: ['closedOn'],
      limits: {
        days: {
          label: { zh: '复查期限', en: 'To be verified within' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      due: ({ outcome, answeredOn, closedOn }, { limits }) =>
        outcome === 'dealt-with' && answeredOn !== undefined && closedOn === undefined
          ? addDays(answeredOn, limits.days)
          : null,
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
  /** What version 2 adds may be empty: basis, signing, reminders, the number of the answer. */
  upgrades: { 1: body => ({ ...body }) },
  indicators: {
    'leads-answered': {
      label: { zh: '移送回复率', en: 'Referred leads that were answered' },
      numerator: { zh: '主办部门已回复的线索', en: 'Leads the department has answered' },
      denominator: { zh: '已移送的线索', en: 'Leads referred' },
      better: 'higher',
      counting: {
        of: 'count',
        count: entries =>
          rateOf(
            entries.filter(({ entry }) => entry.referredOn !== undefined),
            ({ entry }) => entry.answeredOn !== undefined,
          ),
      },
    },
  },
})
