import { z } from 'zod'
import { addDays, Day } from '../../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL } from '../../keepers.ts'
import { findDuplicates } from '../../list-rules.ts'

const {
  'minors-law': LAW,
  'bullying-plan-2017': PLAN,
  'shandong-school-safety': SHANDONG,
  practice: PRACTICE,
} = DOCUMENTS

/** Bullying as the inquiry found it; sexual harm goes to the police whatever else was found. */
const isGrave = ({ outcome, sexualHarm }: { outcome: string; sexualHarm: boolean }): boolean =>
  sexualHarm || outcome === 'serious'

/**
 * Names of children and what was done to them: read by very few, every reading on the record, never on a kiosk. Its
 * findings carry the case's number and no name, for many read findings.
 */
export const caseFile = defineRegister({
  id: 'case-file',
  version: 1,
  kind: 'ledger',
  label: { zh: '欺凌事件卷宗（限制查阅）', en: 'Bullying cases (restricted)' },
  purpose: {
    zh: '每起疑似欺凌一卷，分受理制止、调查认定、处置回访三个阶段；每次查阅留痕。',
    en: 'One file for each suspected case, in three stages: taken up, looked into, settled. Every reading is recorded.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: { read: 'bullying-case.read', record: 'bullying-case.record' },
  readsAreLogged: true,
  entry: z
    .object({
      number: ShortText,
      reportedOn: Day,
      source: z.enum(['pupil', 'guardian', 'teacher', 'hotline', 'survey', 'other']),
      stage: z.enum(['intake', 'inquiry', 'settlement']),
      harmed: PersonName,
      accused: ShortText,
      place: ShortText.optional(),
      forms: z.array(z.enum(['body', 'words', 'property', 'exclusion', 'online'])).min(1),
      sexualHarm: z.boolean(),
      account: LongText,
      stoppedOn: Day.optional(),
      guardiansToldOn: Day.optional(),
      investigatedOn: Day.optional(),
      outcome: z.enum(['open', 'no-bullying', 'bullying', 'serious']),
      measures: LongText.optional(),
      counselledOn: Day.optional(),
      policeToldOn: Day.optional(),
      bureauToldOn: Day.optional(),
      followedUpOn: Day.optional(),
    })
    .refine(
      ({ reportedOn, investigatedOn }) => investigatedOn === undefined || reportedOn <= investigatedOn,
      { path: ['investigatedOn'], error: 'ends-before-it-begins' },
    ),
  fields: {
    number: {
      zh: '卷宗编号',
      en: 'Case number',
      hint: { zh: '如：2026-01，不写姓名', en: 'e.g. 2026-01, never a name' },
    },
    reportedOn: { zh: '受理日期', en: 'Taken up on' },
    source: {
      zh: '来源',
      en: 'Came from',
      options: {
        pupil: { zh: '学生', en: 'A pupil' },
        guardian: { zh: '家长', en: 'A guardian' },
        teacher: { zh: '教职工', en: 'Staff' },
        hotline: { zh: '举报电话、信箱', en: 'Hotline or letter box' },
        survey: { zh: '问卷排查', en: 'Survey' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    stage: {
      zh: '阶段',
      en: 'Stage',
      options: {
        intake: { zh: '受理制止', en: 'Taken up' },
        inquiry: { zh: '调查认定', en: 'Looked into' },
        settlement: { zh: '处置回访', en: 'Settled' },
      },
    },
    harmed: { zh: '被欺凌学生', en: 'Pupil harmed', personal: true },
    accused: { zh: '实施欺凌学生', en: 'Pupils accused', personal: true },
    place: { zh: '地点', en: 'Place' },
    forms: {
      zh: '表现',
      en: 'Forms',
      options: {
        body: { zh: '肢体', en: 'Body' },
        words: { zh: '语言', en: 'Words' },
        property: { zh: '财物', en: 'Property' },
        exclusion: { zh: '排挤孤立', en: 'Exclusion' },
        online: { zh: '网络', en: 'Online' },
      },
    },
    sexualHarm: { zh: '涉及性侵害、性骚扰', en: 'Sexual harm' },
    account: { zh: '经过', en: 'What happened', personal: true },
    stoppedOn: { zh: '制止日期', en: 'Stopped on' },
    guardiansToldOn: { zh: '通知双方家长日期', en: 'Both sides’ guardians told on' },
    investigatedOn: { zh: '调查完成日期', en: 'Inquiry finished on' },
    outcome: {
      zh: '认定结论',
      en: 'Found',
      options: {
        open: { zh: '尚未认定', en: 'Not decided yet' },
        'no-bullying': { zh: '不属于欺凌', en: 'No bullying' },
        bullying: { zh: '欺凌', en: 'Bullying' },
        serious: { zh: '严重欺凌', en: 'Serious bullying' },
      },
    },
    measures: { zh: '教育惩戒与处置', en: 'Measures taken', personal: true },
    counselledOn: { zh: '心理辅导日期', en: 'Counselled on' },
    policeToldOn: { zh: '报告公安机关日期', en: 'Police told on' },
    bureauToldOn: { zh: '报告教育局日期', en: 'Bureau told on' },
    followedUpOn: { zh: '回访日期', en: 'Followed up on' },
  },
  summary: ['number', 'stage', 'reportedOn', 'outcome'],
  identity: ['number'],
  findings: {
    'guardians-not-told': {
      label: { zh: '未及时通知双方家长', en: 'The guardians of both sides have not been told' },
      severity: 'general',
      remedy: { zh: '立即通知双方家长并登记', en: 'Tell the guardians of both sides at once, and enter it' },
      fields: ['guardiansToldOn'],
      limits: {
        days: {
          label: { zh: '通知家长期限', en: 'Days to tell the guardians' },
          unit: 'day',
          default: 1,
          min: 0,
          max: 3,
        },
      },
      rule: { effectiveFrom: LAW.from, basis: [cite(LAW, 'text', '39'), cite(PRACTICE, 'custom')] },
      due: ({ guardiansToldOn, reportedOn }, { limits }) =>
        guardiansToldOn === undefined ? addDays(reportedOn, limits.days) : null,
    },
    'inquiry-overdue': {
      label: { zh: '调查逾期未完成', en: 'The inquiry is overdue' },
      severity: 'general',
      remedy: { zh: '由学生欺凌治理委员会完成调查认定', en: 'Have the committee finish the inquiry' },
      fields: ['investigatedOn'],
      limits: {
        days: {
          label: { zh: '调查期限', en: 'Days for the inquiry' },
          unit: 'day',
          default: 10,
          min: 1,
          max: 30,
        },
      },
      rule: {
        effectiveFrom: SHANDONG.from,
        basis: [cite(PLAN, 'unverified'), cite(SHANDONG, 'text', '47')],
      },
      due: ({ investigatedOn, reportedOn }, { limits }) =>
        investigatedOn === undefined ? addDays(reportedOn, limits.days) : null,
    },
    'grave-and-not-reported': {
      label: {
        zh: '严重欺凌或性侵害未报公安机关和教育局',
        en: 'Serious bullying or sexual harm was not reported',
      },
      severity: 'major',
      remedy: {
        zh: '立即报告公安机关和教育局，不得隐瞒',
        en: 'Report it to the police and the bureau at once; concealing it is forbidden',
      },
      fields: ['outcome', 'sexualHarm', 'policeToldOn', 'bureauToldOn'],
      rule: { effectiveFrom: LAW.from, basis: [cite(LAW, 'text', '39'), cite(LAW, 'text', '40')] },
      when: entry =>
        isGrave(entry) &&
        (entry.policeToldOn === undefined || entry.bureauToldOn === undefined) && {
          since: entry.sexualHarm ? entry.reportedOn : (entry.investigatedOn ?? entry.reportedOn),
        },
    },
    'not-counselled': {
      label: { zh: '认定欺凌后未开展心理辅导', en: 'Bullying was found and nobody was counselled' },
      severity: 'general',
      remedy: { zh: '及时开展心理辅导、教育引导并登记', en: 'Counsel the pupils and enter it' },
      fields: ['counselledOn'],
      rule: { effectiveFrom: LAW.from, basis: [cite(LAW, 'text', '39')] },
      when: ({ outcome, counselledOn, investigatedOn, reportedOn }) =>
        (outcome === 'bullying' || outcome === 'serious') &&
        counselledOn === undefined && { since: investigatedOn ?? reportedOn },
    },
    'follow-up-overdue': {
      label: { zh: '处置后未按期回访', en: 'The follow-up is overdue' },
      severity: 'general',
      remedy: { zh: '回访双方学生并登记', en: 'See the pupils of both sides again, and enter it' },
      fields: ['followedUpOn'],
      limits: {
        days: {
          label: { zh: '回访期限', en: 'Days to the follow-up' },
          unit: 'day',
          default: 30,
          min: 1,
          max: 180,
        },
      },
      rule: BY_PRACTICE,
      due: ({ outcome, investigatedOn, followedUpOn }, { limits }) =>
        outcome === 'no-bullying' || investigatedOn === undefined || followedUpOn !== undefined
          ? null
          : addDays(investigatedOn, limits.days),
    },
    'stage-ahead-of-the-file': {
      label: { zh: '所处阶段与卷宗记录不符', en: 'The stage runs ahead of the file' },
      severity: 'notice',
      remedy: {
        zh: '补齐上一阶段的记录，或改回阶段',
        en: 'Complete the stage before, or set the stage back',
      },
      fields: ['stage', 'stoppedOn', 'investigatedOn', 'outcome'],
      rule: BY_PRACTICE,
      when: ({ stage, stoppedOn, investigatedOn, outcome }) =>
        (stage !== 'intake' && stoppedOn === undefined) ||
        (stage === 'settlement' && (investigatedOn === undefined || outcome === 'open')),
    },
  },
  lists: {
    'case-twice': {
      label: { zh: '同一卷宗编号登记两次', en: 'One case number for two files' },
      severity: 'notice',
      remedy: { zh: '改正编号或合并卷宗', en: 'Correct the number or merge the files' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ number }) => number, today),
    },
  },
})
