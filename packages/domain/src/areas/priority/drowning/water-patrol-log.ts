import { z } from 'zod'
import { Day } from '../../../kernel/day.ts'
import { Count, LongText, PersonName, Photos, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'

const { 'drowning-warning': WARNING } = DOCUMENTS
const BY_WARNING = { effectiveFrom: WARNING.from, basis: [cite(WARNING, 'excerpt')] } as const

export const waterPatrolLog = defineRegister({
  id: 'water-patrol-log',
  version: 1,
  kind: 'log',
  label: { zh: '危险水域巡查记录', en: 'Patrols of hazardous waters' },
  purpose: {
    zh: '每次巡查每处水域一条，写明有无学生下水、标识和设备是否完好。',
    en: 'One line for each patrol of a water: whether pupils were there, whether sign and gear are sound.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    spot: ShortText,
    patrolledBy: PersonName,
    pupilsSeen: Count.max(999),
    sound: z.boolean(),
    found: LongText.optional(),
    measures: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '巡查日期', en: 'Day', bulk: true },
    spot: { zh: '水域', en: 'Water', offers: 'priority/water-spot-list.name', place: true },
    patrolledBy: { zh: '巡查人', en: 'Patrolled by', bulk: true },
    pupilsSeen: { zh: '水边学生数', en: 'Pupils at the water', unit: { zh: '人', en: 'people' } },
    sound: { zh: '警示牌、救生设备完好', en: 'Sign and rescue gear are sound' },
    found: { zh: '发现的问题', en: 'What was found' },
    measures: { zh: '处置情况', en: 'What was done' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['spot', 'on', 'patrolledBy', 'pupilsSeen', 'sound'],
  identity: ['on', 'spot', 'patrolledBy'],
  happenedOn: 'on',
  findings: {
    'pupils-left-at-water': {
      label: { zh: '发现学生在水边，没有处置记录', en: 'Pupils were at the water and nothing was done' },
      severity: 'major',
      remedy: {
        zh: '立即劝离，通知家长和班主任，并登记处置情况',
        en: 'Send them away at once, tell parents and class teacher, and enter it',
      },
      fields: ['pupilsSeen', 'measures'],
      rule: BY_WARNING,
      when: ({ pupilsSeen, measures }) => pupilsSeen > 0 && measures === undefined,
    },
    'gear-not-sound': {
      label: { zh: '警示牌或救生设备损坏，没有处置记录', en: 'Sign or gear is broken and nothing was done' },
      severity: 'general',
      remedy: { zh: '修复、补充，或移送权属单位', en: 'Repair or replace it, or ask the owner to' },
      fields: ['sound', 'measures'],
      rule: BY_WARNING,
      when: ({ sound, measures }) => !sound && measures === undefined,
    },
  },
})
