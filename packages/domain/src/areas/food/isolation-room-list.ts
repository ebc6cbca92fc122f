import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'

const { 'symptom-monitoring-standard': MONITORING } = DOCUMENTS
const BY_MONITORING = { effectiveFrom: MONITORING.from, basis: [cite(MONITORING, 'excerpt')] } as const

export const isolationRoomList = defineRegister({
  id: 'isolation-room-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '隔离观察室台账', en: 'Isolation rooms' },
  purpose: {
    zh: '每间隔离观察室一条，写明负责人和物资配备。',
    en: 'One line for each room: who answers for it and what it holds.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    place: ShortText,
    keeper: PersonName,
    apart: z.boolean(),
    stocked: z.boolean(),
    checkedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    place: { zh: '位置', en: 'Place', place: true },
    keeper: { zh: '负责人', en: 'Answers for it' },
    apart: { zh: '相对独立、通风良好', en: 'Apart from others and aired' },
    stocked: { zh: '体温计、口罩、消毒用品齐全', en: 'Thermometers, masks and disinfectant are there' },
    checkedOn: { zh: '上次检查日期', en: 'Last checked on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['place', 'keeper', 'stocked', 'checkedOn'],
  identity: ['place'],
  findings: {
    'not-fit': {
      label: { zh: '隔离观察室不独立或通风不良', en: 'The room is not apart, or not aired' },
      severity: 'general',
      remedy: { zh: '调整到独立、通风的房间', en: 'Move it to a room that is apart and aired' },
      fields: ['apart'],
      rule: BY_MONITORING,
      when: ({ apart, checkedOn }) => !apart && { since: checkedOn },
    },
    'not-stocked': {
      label: { zh: '隔离观察室物资不齐', en: 'The room is not stocked' },
      severity: 'notice',
      remedy: { zh: '补齐物资', en: 'Bring what is missing' },
      fields: ['stocked'],
      rule: BY_PRACTICE,
      when: ({ stocked, checkedOn }) => !stocked && { since: checkedOn },
    },
    'check-overdue': {
      label: { zh: '隔离观察室检查逾期', en: 'The check of the room is overdue' },
      severity: 'notice',
      remedy: { zh: '检查并登记日期', en: 'Check it and enter the day' },
      fields: ['checkedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between checks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addMonths(checkedOn, limits.months),
    },
  },
})
