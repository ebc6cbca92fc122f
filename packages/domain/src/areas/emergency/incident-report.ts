import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { Count, LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findOutOfOrder, REPORT_STAGES, ReportStage } from './report-stages.ts'

const { 'work-accident-regulation': REGULATION } = DOCUMENTS

/** What a report has to say (FACTS 5.6, after article 12). */
const REPORT_POINTS = {
  unit: { zh: '单位概况', en: 'Which school' },
  'time-and-place': { zh: '时间、地点、现场情况', en: 'When and where' },
  course: { zh: '简要经过', en: 'What happened' },
  casualties: { zh: '伤亡人数', en: 'Casualties' },
  loss: { zh: '初步估计的损失', en: 'Estimated loss' },
  measures: { zh: '已采取的措施', en: 'What was done' },
} as const
type ReportPoint = keyof typeof REPORT_POINTS
const ReportPoint = z.enum(Object.keys(REPORT_POINTS) as [ReportPoint, ...ReportPoint[]])

export const incidentReport = defineRegister({
  id: 'incident-report',
  version: 1,
  kind: 'log',
  label: { zh: '突发事件报送记录', en: 'Reports on incidents' },
  purpose: {
    zh: '首报、续报、终报每报一次一条，写明报送时间和当时的伤亡人数。',
    en: 'One line for each report sent, first, follow-up or final, with its time and the numbers it gave.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    incident: ShortText,
    stage: ReportStage,
    sentAt: Instant,
    sentTo: z.array(z.enum(['bureau', 'government', 'police', 'fire', 'health', 'emergency'])).min(1),
    sentBy: PersonName,
    deaths: Count.max(9999),
    seriouslyInjured: Count.max(9999),
    injured: Count.max(9999),
    covers: z.array(ReportPoint),
    content: LongText,
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '报送日期', en: 'Day' },
    incident: { zh: '事件名称', en: 'Incident', offers: 'emergency/incident-list.title' },
    stage: { zh: '报次', en: 'Stage', options: REPORT_STAGES },
    sentAt: { zh: '报送时间', en: 'Sent at' },
    sentTo: {
      zh: '报送单位',
      en: 'Sent to',
      options: {
        bureau: { zh: '教育局', en: 'Education bureau' },
        government: { zh: '乡镇、县人民政府', en: 'Township or county government' },
        police: { zh: '公安', en: 'Police' },
        fire: { zh: '消防救援', en: 'Fire brigade' },
        health: { zh: '卫生健康（疾控）', en: 'Health and disease control' },
        emergency: { zh: '应急管理', en: 'Emergency management' },
      },
    },
    sentBy: { zh: '报送人', en: 'Sent by' },
    deaths: { zh: '死亡', en: 'Dead', unit: { zh: '人', en: 'people' } },
    seriouslyInjured: { zh: '重伤', en: 'Seriously injured', unit: { zh: '人', en: 'people' } },
    injured: { zh: '轻伤（发病）', en: 'Slightly injured or ill', unit: { zh: '人', en: 'people' } },
    covers: { zh: '报告内容包括', en: 'What it says', options: REPORT_POINTS },
    content: {
      zh: '报告摘要',
      en: 'Content',
      hint: { zh: '不写学生姓名', en: 'Without names of pupils' },
    },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['incident', 'stage', 'sentAt', 'sentTo', 'sentBy'],
  identity: ['incident', 'stage', 'sentAt'],
  happenedOn: 'on',
  findings: {
    'report-incomplete': {
      label: { zh: '报告要素不全', en: 'The report leaves something out' },
      severity: 'general',
      remedy: { zh: '按要素补报', en: 'Send what is missing' },
      fields: ['covers'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '12')] },
      when: ({ stage, covers, on }) => {
        const left = ReportPoint.options.filter(point => !covers.includes(point))
        if (stage === 'follow-up' || left.length === 0) return false
        const detail = {
          zh: left.map(point => REPORT_POINTS[point].zh).join('、'),
          en: left.map(point => REPORT_POINTS[point].en).join(', '),
        }
        return { since: on, detail }
      },
    },
    'bureau-not-told': {
      label: { zh: '首报、终报未报教育局', en: 'The bureau was not told' },
      severity: 'general',
      remedy: { zh: '立即补报教育局', en: 'Report it to the bureau at once' },
      fields: ['sentTo'],
      rule: BY_PRACTICE,
      when: ({ stage, sentTo }) => stage !== 'follow-up' && !sentTo.includes('bureau'),
    },
  },
  lists: {
    'stages-out-of-order': {
      label: { zh: '报次顺序不对', en: 'The reports do not follow each other' },
      severity: 'notice',
      remedy: {
        zh: '核对报次：首报一次在前，续报居中，终报一次在后',
        en: 'Check the stages: one first report, then follow-ups, one final report at the end',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findOutOfOrder(entries, today),
    },
  },
})
