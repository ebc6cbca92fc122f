import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../kernel/form.ts'
import type { Label } from '../../kernel/label.ts'
import { defineRegister, type Recorded, type Verdict } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL } from '../keepers.ts'
import { groupBy } from '../list-rules.ts'
import { findClusters, type Threshold } from './clusters.ts'
import { draftReport, SYNDROMES, type ReportedCase, type Syndrome } from './sick-leave-report.ts'

const {
  'symptom-monitoring-standard': MONITORING,
  'outbreak-reporting-rules': REPORTING,
  'health-emergency-regulation': EMERGENCY,
} = DOCUMENTS
const BY_MONITORING = { effectiveFrom: MONITORING.from, basis: [cite(MONITORING, 'excerpt')] } as const

interface Ill extends ReportedCase {
  readonly schoolClass: string
  readonly dormitory?: string | undefined
  readonly syndrome: Syndrome
  readonly reportedOn?: Day | undefined
}

/** Classes and dormitory rooms in which pupils fell ill with like signs, each with its cases. */
function groupsOf(entries: readonly Recorded<Ill>[]): { place: Label; ill: readonly Recorded<Ill>[] }[] {
  const classes = groupBy(entries, ({ entry }) => `${entry.syndrome} ${entry.schoolClass}`)
  const boarders = entries.filter(({ entry }) => entry.dormitory !== undefined)
  const rooms = groupBy(boarders, ({ entry }) => `${entry.syndrome} ${entry.dormitory ?? ''}`)
  const named = (groups: ReadonlyMap<string, readonly Recorded<Ill>[]>, nameOf: (entry: Ill) => Label) =>
    [...groups.values()].flatMap(ill => (ill[0] ? [{ place: nameOf(ill[0].entry), ill }] : []))
  return [
    ...named(classes, ({ schoolClass }) => ({ zh: schoolClass, en: `class ${schoolClass}` })),
    ...named(rooms, ({ dormitory = '' }) => ({ zh: `宿舍${dormitory}`, en: `dormitory ${dormitory}` })),
  ]
}

/** A verdict with a drafted report for each cluster that holds a case nobody has reported. */
const judgeClusters = (entries: readonly Recorded<Ill>[], thresholds: readonly Threshold[]): Verdict[] =>
  groupsOf(entries).flatMap(({ place, ill }) => {
    /** One name in two classes of a room is two pupils. */
    const cases = ill.map(({ id, entry }) => ({
      ...entry,
      id,
      pupil: `${entry.schoolClass} ${entry.pupil}`,
    }))
    return findClusters(cases, thresholds)
      .filter(cluster => cluster.cases.some(({ reportedOn }) => reportedOn === undefined))
      .map(cluster => ({
        on: cluster.reachedOn,
        records: cluster.cases.map(({ id }) => id),
        detail: draftReport(place, cluster.cases[0]?.syndrome ?? 'other', cluster),
      }))
  })

export const sickLeaveLog = defineRegister({
  id: 'sick-leave-log',
  version: 1,
  kind: 'log',
  label: { zh: '因病缺勤和症状登记', en: 'Sick leave and symptoms' },
  purpose: {
    zh: '学生因病缺勤或检查异常时一人一条，追踪到返校；同班同宿舍聚集时自动提醒报告。',
    en: 'One line for each pupil who is ill, followed until the return; a cluster in a class or room raises an alert.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z
    .object({
      on: Day,
      schoolClass: ShortText,
      dormitory: ShortText.optional(),
      pupil: PersonName,
      syndrome: z.enum(Object.keys(SYNDROMES) as [Syndrome, ...Syndrome[]]),
      symptoms: LongText.optional(),
      absent: z.boolean(),
      tracedOn: Day.optional(),
      tracedBy: PersonName.optional(),
      seenDoctor: z.boolean().default(false),
      diagnosis: ShortText.optional(),
      infectious: z.enum(['no', 'suspected', 'confirmed']).default('no'),
      reportedOn: Day.optional(),
      returnedOn: Day.optional(),
      certificateSeen: z.boolean().default(false),
    })
    .refine(({ on, returnedOn }) => returnedOn === undefined || on <= returnedOn, {
      path: ['returnedOn'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '发病（缺勤首日）日期', en: 'Fell ill on' },
    schoolClass: { zh: '班级', en: 'Class', offers: 'food/morning-check-log.schoolClass' },
    dormitory: {
      zh: '宿舍',
      en: 'Dormitory room',
      hint: { zh: '住宿学生填写，如：男生楼201', en: 'For boarders, e.g. boys, 201' },
    },
    pupil: { zh: '学生姓名', en: 'Pupil', personal: true },
    syndrome: { zh: '主要症状', en: 'Main signs', options: SYNDROMES, personal: true },
    symptoms: { zh: '症状说明', en: 'Description', personal: true },
    absent: { zh: '缺勤', en: 'Absent' },
    tracedOn: { zh: '追踪日期', en: 'Followed up on' },
    tracedBy: { zh: '追踪人', en: 'Followed up by', bulk: true },
    seenDoctor: { zh: '已就诊', en: 'Seen by a doctor' },
    diagnosis: { zh: '诊断结果', en: 'Diagnosis', personal: true },
    infectious: {
      zh: '传染病',
      en: 'Infectious',
      personal: true,
      options: {
        no: { zh: '否', en: 'No' },
        suspected: { zh: '疑似', en: 'Suspected' },
        confirmed: { zh: '确诊', en: 'Confirmed' },
      },
    },
    reportedOn: {
      zh: '向疾控和教育局报告日期',
      en: 'Reported to disease control and the bureau on',
      bulk: true,
    },
    returnedOn: { zh: '返校日期', en: 'Back at school on' },
    certificateSeen: { zh: '已查验复课证明', en: 'Return certificate seen' },
  },
  summary: ['pupil', 'schoolClass', 'on', 'syndrome', 'returnedOn'],
  identity: ['on', 'schoolClass', 'pupil'],
  happenedOn: 'on',
  findings: {
    'infection-not-reported': {
      label: { zh: '疑似或确诊传染病未报告', en: 'An infection was not reported' },
      severity: 'major',
      remedy: {
        zh: '立即向疾控机构和教育局报告并登记日期',
        en: 'Report it to disease control and the bureau at once, and enter the day',
      },
      fields: ['infectious', 'reportedOn'],
      rule: { effectiveFrom: REPORTING.from, basis: [cite(REPORTING, 'excerpt')] },
      when: ({ infectious, reportedOn }) => infectious !== 'no' && reportedOn === undefined,
    },
    'returned-without-certificate': {
      label: { zh: '患传染病学生未查验复课证明即返校', en: 'Back at school without a return certificate' },
      severity: 'general',
      remedy: { zh: '暂缓进班，补验复课证明', en: 'Not into class until the certificate is seen' },
      fields: ['returnedOn', 'certificateSeen'],
      rule: BY_MONITORING,
      when: ({ infectious, returnedOn, certificateSeen }) =>
        infectious !== 'no' && returnedOn !== undefined && !certificateSeen,
    },
  },
  lists: {
    'cluster-not-reported': {
      label: {
        zh: '聚集性病例达到报告标准，尚未报告',
        en: 'A cluster has reached the mark and is not reported',
      },
      severity: 'major',
      remedy: {
        zh: '核实后24小时内报告疾控机构和教育局，并给每条登记补填报告日期',
        en: 'Verify it, report within 24 hours, and enter the day of the report on each line',
      },
      limits: {
        inOneDay: {
          label: { zh: '同班同宿舍1天内病例数', en: 'Cases of a class or room in one day' },
          unit: 'person',
          default: 3,
          min: 2,
          max: 3,
        },
        inThreeDays: {
          label: { zh: '同班同宿舍连续3天内病例数', en: 'Cases of a class or room in three days' },
          unit: 'person',
          default: 5,
          min: 2,
          max: 5,
        },
      },
      rule: {
        effectiveFrom: REPORTING.from,
        basis: [cite(REPORTING, 'excerpt'), cite(EMERGENCY, 'text', '20')],
      },
      window: 30,
      among: (entries, { limits }) =>
        judgeClusters(entries, [
          { days: 1, pupils: limits.inOneDay },
          { days: 3, pupils: limits.inThreeDays },
        ]),
    },
    'cluster-in-a-week': {
      label: { zh: '一周内同类病例偏多，请留意', en: 'Many like cases within a week' },
      severity: 'notice',
      remedy: { zh: '加强晨午检和通风消毒，咨询疾控机构', en: 'Check and air more, and ask disease control' },
      limits: {
        cases: {
          label: { zh: '同班同宿舍连续7天内病例数', en: 'Cases of a class or room in seven days' },
          unit: 'person',
          default: 7,
          min: 2,
          max: 50,
        },
      },
      /** Marks by disease differ from place to place: the county sets its own. */
      rule: BY_PRACTICE,
      window: 30,
      among: (entries, { limits }) => judgeClusters(entries, [{ days: 7, pupils: limits.cases }]),
    },
    'not-followed-up': {
      label: { zh: '因病缺勤未追踪', en: 'Sick leave was not followed up' },
      severity: 'general',
      remedy: { zh: '联系家长，登记就诊和病情', en: 'Call the parents and enter what the doctor says' },
      limits: {
        days: {
          label: { zh: '追踪期限', en: 'Followed up within' },
          unit: 'day',
          default: 1,
          min: 0,
          max: 3,
        },
      },
      rule: BY_MONITORING,
      window: 30,
      /** The class says where to look; who it is stands in the line itself. */
      among: (entries, { today, limits }) =>
        entries
          .filter(
            ({ entry: { on, absent, tracedOn } }) =>
              absent && tracedOn === undefined && today > addDays(on, limits.days),
          )
          .map(({ id, entry: { on, schoolClass } }) => ({
            on,
            records: [id],
            detail: { zh: schoolClass, en: schoolClass },
          })),
    },
    'case-twice': {
      label: { zh: '同一学生同日登记两次', en: 'The same pupil twice on a day' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 30,
      among: entries =>
        [...groupBy(entries, ({ entry: { on, schoolClass, pupil } }) => `${on} ${schoolClass} ${pupil}`)]
          .filter(([, lines]) => lines.length > 1)
          .flatMap(([, lines]) =>
            lines[0] ? { on: lines[0].entry.on, records: lines.map(({ id }) => id) } : [],
          ),
    },
  },
})
