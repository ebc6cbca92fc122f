import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { Count, LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister, type ListAt, type Recorded, type Verdict } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { BOARDING, EVERY_SCHOOL } from '../keepers.ts'
import { pastSchoolDays } from '../list-rules.ts'

const { 'symptom-monitoring-standard': MONITORING } = DOCUMENTS
const BY_MONITORING = { effectiveFrom: MONITORING.from, basis: [cite(MONITORING, 'excerpt')] } as const

const ROUNDS = {
  morning: { zh: '晨检', en: 'Morning' },
  noon: { zh: '午检', en: 'Noon' },
  evening: { zh: '晚检', en: 'Evening' },
} as const
type Round = keyof typeof ROUNDS
const ROUND_IDS = Object.keys(ROUNDS) as [Round, ...Round[]]

interface Check {
  readonly on: Day
  readonly round: Round
  readonly schoolClass: string
}

/**
 * School days on which classes went without a round, one verdict a day. A class counts from the first day on which it
 * was checked at all: who has classes is known from nothing else.
 */
function findUnchecked(
  entries: readonly Recorded<Check>[],
  rounds: readonly Round[],
  at: Pick<ListAt, 'from' | 'to' | 'today' | 'isSchoolDay'>,
): Verdict[] {
  const firstSeen = new Map<string, Day>()
  const done = new Set<string>()
  for (const { entry } of entries) {
    const first = firstSeen.get(entry.schoolClass)
    if (first === undefined || entry.on < first) firstSeen.set(entry.schoolClass, entry.on)
    done.add(`${entry.on} ${entry.round} ${entry.schoolClass}`)
  }
  return pastSchoolDays(at).flatMap(on => {
    const classes = [...firstSeen].filter(([, first]) => first <= on).map(([name]) => name)
    const missing = rounds.flatMap(round => {
      const left = classes.filter(name => !done.has(`${on} ${round} ${name}`))
      return left.length === 0 && classes.length > 0 ? [] : [{ round, left }]
    })
    if (missing.length === 0) return []
    const whole = (left: readonly string[]) => left.length === classes.length
    const detail = {
      zh: missing
        .map(({ round, left }) => `${ROUNDS[round].zh}：${whole(left) ? '全校' : left.join('、')}`)
        .join('；'),
      en: missing
        .map(
          ({ round, left }) => `${ROUNDS[round].en}: ${whole(left) ? 'the whole school' : left.join(', ')}`,
        )
        .join('; '),
    }
    return [{ on, records: [], detail }]
  })
}

export const morningCheckLog = defineRegister({
  id: 'morning-check-log',
  version: 1,
  kind: 'log',
  label: { zh: '学生晨午（晚）检记录', en: 'Morning, noon and evening checks' },
  purpose: {
    zh: '每班每次检查一条，登记应到、实到、因病缺勤和异常人数。',
    en: 'One line for each class and check: how many should be there, are there, are ill, are not well.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z.object({
    on: Day,
    round: z.enum(ROUND_IDS),
    schoolClass: ShortText,
    expected: Count.max(200),
    present: Count.max(200),
    absentIll: Count.max(200),
    absentOther: Count.max(200),
    unwell: Count.max(200),
    handling: LongText.optional(),
    checkedBy: PersonName,
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    round: { zh: '时段', en: 'Round', options: ROUNDS },
    schoolClass: { zh: '班级', en: 'Class' },
    expected: { zh: '应到人数', en: 'Should be there', unit: { zh: '人', en: 'pupils' } },
    present: { zh: '实到人数', en: 'Are there', unit: { zh: '人', en: 'pupils' } },
    absentIll: { zh: '因病缺勤人数', en: 'Absent, ill', unit: { zh: '人', en: 'pupils' } },
    absentOther: { zh: '其他缺勤人数', en: 'Absent, other reasons', unit: { zh: '人', en: 'pupils' } },
    unwell: { zh: '检查异常人数', en: 'Found unwell', unit: { zh: '人', en: 'pupils' } },
    handling: {
      zh: '异常处置情况',
      en: 'What was done about it',
      personal: true,
      hint: {
        zh: '不写学生姓名；逐人登记在因病缺勤登记中',
        en: 'No names here: each pupil has a line elsewhere',
      },
    },
    checkedBy: { zh: '检查人', en: 'Checked by' },
  },
  summary: ['schoolClass', 'on', 'round', 'present', 'unwell'],
  identity: ['on', 'round', 'schoolClass'],
  happenedOn: 'on',
  findings: {
    'counts-differ': {
      label: { zh: '晨午检人数对不上', en: 'The numbers of a check do not add up' },
      severity: 'notice',
      remedy: {
        zh: '核对应到、实到和缺勤人数，查清学生去向',
        en: 'Count again and find out where every pupil is',
      },
      fields: ['expected', 'present', 'absentIll', 'absentOther'],
      rule: BY_PRACTICE,
      when: ({ expected, present, absentIll, absentOther }) => expected !== present + absentIll + absentOther,
    },
    'unwell-not-handled': {
      label: { zh: '晨午检异常没有处置记录', en: 'A pupil was unwell and nothing is said of it' },
      severity: 'general',
      remedy: { zh: '补充处置情况', en: 'Enter what was done' },
      fields: ['unwell', 'handling'],
      rule: BY_MONITORING,
      when: ({ unwell, handling }) => unwell > 0 && handling === undefined,
    },
  },
  lists: {
    'class-not-checked': {
      label: { zh: '晨午检未覆盖全部班级', en: 'Classes went without their check' },
      severity: 'general',
      remedy: { zh: '每班每日晨检、午检并如实登记', en: 'Check every class morning and noon, and enter it' },
      rule: BY_MONITORING,
      window: 30,
      among: (entries, at) => findUnchecked(entries, ['morning', 'noon'], at),
    },
    'boarders-not-checked': {
      label: { zh: '寄宿制学校无晚检记录', en: 'A boarding school without an evening check' },
      severity: 'general',
      remedy: { zh: '住宿学生每日晚检并如实登记', en: 'Check boarders every evening, and enter it' },
      rule: { ...BY_MONITORING, binds: BOARDING },
      window: 30,
      /** Not every class boards, so one evening check a day is asked for. */
      among: (entries, at) => {
        const evenings = new Set(
          entries.filter(({ entry }) => entry.round === 'evening').map(({ entry }) => entry.on),
        )
        return pastSchoolDays(at)
          .filter(day => !evenings.has(day))
          .map(on => ({ on, records: [] }))
      },
    },
  },
  indicators: {
    'checks-complete': {
      label: { zh: '晨午检完成率', en: 'School days with every class checked' },
      numerator: {
        zh: '全部班级完成晨检和午检的上课日',
        en: 'School days on which every class was checked morning and noon',
      },
      denominator: { zh: '近30天已过的上课日', en: 'School days of the last 30 days that are over' },
      better: 'higher',
      counting: { of: 'school-days', without: ['class-not-checked'] },
    },
  },
})
