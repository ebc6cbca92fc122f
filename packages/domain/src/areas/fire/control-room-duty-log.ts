import { z } from 'zod'
import { Day, dayOf, Instant } from '../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'

const { 'fire-ten-rules': TEN_RULES } = DOCUMENTS

export const controlRoomDutyLog = defineRegister({
  id: 'control-room-duty-log',
  version: 1,
  kind: 'log',
  label: { zh: '消防控制室值班记录', en: 'Control-room duty log' },
  purpose: {
    zh: '设有消防控制室的学校填写，每人每班一条，24小时双人持证值班。',
    en: 'Kept by schools with a fire control room: one line for each person and shift, two of them at every hour.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z
    .object({
      on: Day,
      startsAt: Instant,
      endsAt: Instant,
      person: PersonName,
      certificate: ShortText.optional(),
      alarms: z.number().int().min(0).max(999).default(0),
      handling: LongText.optional(),
      handover: LongText.optional(),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ['endsAt'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '值班日期', en: 'Day' },
    startsAt: { zh: '开始', en: 'From' },
    endsAt: { zh: '结束', en: 'To', ahead: true },
    person: { zh: '值班人员', en: 'On duty' },
    certificate: { zh: '消防设施操作员证号', en: 'Certificate number', bulk: true },
    alarms: { zh: '火警、故障报警次数', en: 'Alarms and faults', unit: { zh: '次', en: 'times' } },
    handling: { zh: '报警处置情况', en: 'What was done about them' },
    handover: { zh: '交接班记录', en: 'Handover' },
  },
  summary: ['person', 'startsAt', 'endsAt', 'certificate', 'alarms'],
  identity: ['startsAt', 'person'],
  happenedOn: 'on',
  findings: {
    'no-certificate': {
      label: { zh: '消控室值班人员未持证', en: 'A controller has no certificate' },
      severity: 'general',
      remedy: { zh: '安排持证人员值班并登记证号', en: 'Put certified people on duty and enter the number' },
      fields: ['certificate'],
      rule: { effectiveFrom: TEN_RULES.from, basis: [cite(TEN_RULES, 'excerpt')] },
      when: ({ certificate }) => certificate === undefined,
    },
    'alarm-not-handled': {
      label: { zh: '报警没有处置记录', en: 'An alarm was not followed up' },
      severity: 'general',
      remedy: { zh: '补充现场核实和处置情况', en: 'Enter what was found and done' },
      fields: ['handling'],
      rule: BY_PRACTICE,
      when: ({ alarms, handling }) => alarms > 0 && handling === undefined,
    },
  },
  lists: {
    'no-handover': {
      label: { zh: '交接班无记录', en: 'A shift ended without a handover' },
      severity: 'notice',
      remedy: { zh: '补写交接班情况', en: 'Write down what was handed over' },
      rule: BY_PRACTICE,
      window: 30,
      among: (entries, { today }) =>
        entries
          .filter(({ entry }) => entry.handover === undefined && dayOf(entry.endsAt) < today)
          .map(({ id, entry: { on, person } }) => ({
            on,
            records: [id],
            detail: { zh: person, en: person },
          })),
    },
  },
})
