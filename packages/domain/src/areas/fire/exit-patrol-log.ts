import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { BOARDING, EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { pastSchoolDays } from '../list-rules.ts'

const { 'fire-law': FIRE_LAW, 'fire-order-61': ORDER_61, 'fire-ten-rules': TEN_RULES } = DOCUMENTS

export const exitPatrolLog = defineRegister({
  id: 'exit-patrol-log',
  version: 1,
  kind: 'log',
  label: { zh: '生命通道巡查记录', en: 'Escape-route patrol log' },
  purpose: {
    zh: '每次巡查疏散通道、安全出口和消防车通道后填写。',
    en: 'Written after each patrol of escape routes, exits and fire lanes.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    round: z.enum(['day', 'night']),
    place: ShortText,
    state: z.enum(['clear', 'blocked', 'locked']),
    found: LongText.optional(),
    putRight: z.boolean().default(false),
    photos: Photos.optional(),
    patrolledBy: PersonName,
  }),
  fields: {
    on: { zh: '巡查日期', en: 'Day' },
    round: {
      zh: '时段',
      en: 'Round',
      options: { day: { zh: '日间', en: 'Day' }, night: { zh: '夜间', en: 'Night' } },
    },
    place: { zh: '巡查部位', en: 'Place', offers: 'fire/escape-route-list.name', place: true },
    state: {
      zh: '通道状况',
      en: 'State',
      options: {
        clear: { zh: '畅通', en: 'Clear' },
        blocked: { zh: '堵塞、占用', en: 'Blocked' },
        locked: { zh: '上锁', en: 'Locked' },
      },
    },
    found: { zh: '发现的问题', en: 'What was found' },
    putRight: { zh: '已当场整改', en: 'Put right on the spot' },
    photos: {
      zh: '照片',
      en: 'Photos',
      hint: { zh: '有问题的必须拍照', en: 'Needed when something is wrong' },
    },
    patrolledBy: { zh: '巡查人', en: 'Patrolled by' },
  },
  summary: ['place', 'on', 'round', 'state', 'patrolledBy'],
  identity: ['on', 'round', 'place'],
  happenedOn: 'on',
  findings: {
    'route-not-clear': {
      label: { zh: '疏散通道或安全出口不畅通', en: 'An escape route or exit is not clear' },
      severity: 'major',
      remedy: {
        zh: '立即清除或开锁，重新巡查并登记',
        en: 'Clear or unlock it at once, patrol again and enter it',
      },
      fields: ['state', 'putRight'],
      rule: { effectiveFrom: FIRE_LAW.from, basis: [cite(FIRE_LAW, 'text', '28')] },
      when: ({ state, putRight }) => state !== 'clear' && !putRight,
    },
    'no-picture': {
      label: { zh: '发现问题未附照片', en: 'Something was wrong and there is no photo' },
      severity: 'notice',
      remedy: { zh: '补拍现场照片', en: 'Add a photo of the place' },
      fields: ['photos'],
      rule: BY_PRACTICE,
      when: ({ state, photos }) => state !== 'clear' && (photos ?? []).length === 0,
    },
  },
  lists: {
    'day-without-patrol': {
      label: { zh: '当日无防火巡查记录', en: 'A day without a patrol' },
      severity: 'general',
      remedy: { zh: '落实每日防火巡查并如实登记', en: 'Patrol every day and enter it truthfully' },
      rule: { effectiveFrom: TEN_RULES.from, basis: [cite(TEN_RULES, 'excerpt')] },
      window: 30,
      among: (entries, at) => {
        const patrolled = new Set(entries.map(({ entry }) => entry.on))
        return pastSchoolDays(at)
          .filter(day => !patrolled.has(day))
          .map(day => ({ on: day, records: [] }))
      },
    },
    'night-without-patrol': {
      label: { zh: '寄宿制学校夜间无巡查记录', en: 'A night without a patrol at a boarding school' },
      severity: 'general',
      remedy: { zh: '安排夜间防火巡查并如实登记', en: 'Have a night patrol and enter it truthfully' },
      rule: {
        effectiveFrom: ORDER_61.from,
        basis: [cite(ORDER_61, 'unverified', '25')],
        binds: BOARDING,
      },
      window: 30,
      among: (entries, at) => {
        const nights = new Set(
          entries.filter(each => each.entry.round === 'night').map(each => each.entry.on),
        )
        return pastSchoolDays(at)
          .filter(day => !nights.has(day))
          .map(day => ({ on: day, records: [] }))
      },
    },
  },
})
