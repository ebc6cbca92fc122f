import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { Count, LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL } from '../keepers.ts'

const {
  'outbreak-reporting-rules': REPORTING,
  'health-emergency-regulation': EMERGENCY,
  'food-law': FOOD_LAW,
} = DOCUMENTS
const HOUR = 3_600_000

const isLate = (foundAt: Instant, reportedAt: Instant, hours: number): boolean =>
  Date.parse(reportedAt) - Date.parse(foundAt) > hours * HOUR

export const outbreakReportLog = defineRegister({
  id: 'outbreak-report-log',
  version: 1,
  kind: 'log',
  label: { zh: '疫情和食源性疾病报告记录', en: 'Reports of outbreaks' },
  purpose: {
    zh: '每次向疾控机构和教育局报告聚集性病例、传染病、疑似食物中毒后填写。',
    en: 'Written for each report of a cluster, an infection or suspected food poisoning.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z
    .object({
      on: Day,
      kind: z.enum(['cluster', 'infection', 'food-poisoning', 'emergency']),
      foundAt: Instant,
      reportedAt: Instant.optional(),
      reportedTo: z.array(z.enum(['disease-control', 'bureau', 'market-supervision'])),
      reportedBy: PersonName,
      place: ShortText,
      cases: Count.max(5000),
      content: LongText,
      evidenceKept: z.boolean().default(false),
      followUp: LongText.optional(),
      closedOn: Day.optional(),
    })
    .refine(({ foundAt, reportedAt }) => reportedAt === undefined || foundAt <= reportedAt, {
      path: ['reportedAt'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '发现日期', en: 'Found on' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        cluster: { zh: '聚集性病例', en: 'Cluster' },
        infection: { zh: '传染病或疑似病例', en: 'Infection or suspicion of one' },
        'food-poisoning': { zh: '疑似食物中毒', en: 'Suspected food poisoning' },
        emergency: { zh: '突发公共卫生事件', en: 'Public health emergency' },
      },
    },
    foundAt: { zh: '发现时间', en: 'Found at' },
    reportedAt: { zh: '报告时间', en: 'Reported at' },
    reportedTo: {
      zh: '报告对象',
      en: 'Reported to',
      options: {
        'disease-control': { zh: '卫生健康（疾控）', en: 'Health and disease control' },
        bureau: { zh: '教育局', en: 'The bureau' },
        'market-supervision': { zh: '市场监管', en: 'Market supervision' },
      },
    },
    reportedBy: { zh: '报告人', en: 'Reported by' },
    place: { zh: '班级、宿舍或食堂', en: 'Class, dormitory or canteen' },
    cases: { zh: '病例数', en: 'Cases', unit: { zh: '人', en: 'people' } },
    content: {
      zh: '报告内容',
      en: 'Report',
      personal: true,
      hint: {
        zh: '可由聚集性病例提醒中的报告稿复制后补充，不写学生姓名',
        en: 'Copy the draft from the alert and fill it in; no names of pupils',
      },
    },
    evidenceKept: {
      zh: '已封存留样和可疑食品',
      en: 'Samples and suspected food are sealed',
      hint: { zh: '疑似食物中毒时填写', en: 'For suspected food poisoning' },
    },
    followUp: { zh: '续报和处置情况', en: 'Follow-up' },
    closedOn: { zh: '办结日期', en: 'Closed on' },
  },
  summary: ['place', 'on', 'kind', 'cases', 'reportedAt'],
  identity: ['foundAt', 'kind', 'place'],
  happenedOn: 'on',
  findings: {
    'not-reported': {
      label: { zh: '应报告的情况没有报告', en: 'It was not reported' },
      severity: 'major',
      remedy: { zh: '立即报告疾控机构和教育局', en: 'Report it to disease control and the bureau at once' },
      fields: ['reportedAt', 'reportedTo'],
      rule: {
        effectiveFrom: REPORTING.from,
        basis: [cite(REPORTING, 'excerpt'), cite(EMERGENCY, 'text', '20')],
      },
      when: ({ reportedAt, reportedTo }) =>
        reportedAt === undefined || !reportedTo.includes('disease-control') || !reportedTo.includes('bureau'),
    },
    'reported-late': {
      label: { zh: '迟报聚集性病例', en: 'A cluster was reported late' },
      severity: 'general',
      remedy: { zh: '查明原因，今后24小时内报告', en: 'Find out why; report within 24 hours from now on' },
      fields: ['foundAt', 'reportedAt'],
      limits: {
        hours: {
          label: { zh: '报告期限', en: 'Reported within' },
          unit: 'hour',
          default: 24,
          min: 1,
          max: 24,
        },
      },
      rule: { effectiveFrom: REPORTING.from, basis: [cite(REPORTING, 'excerpt')] },
      when: ({ kind, foundAt, reportedAt }, { limits }) =>
        kind === 'cluster' && reportedAt !== undefined && isLate(foundAt, reportedAt, limits.hours),
    },
    'emergency-reported-late': {
      label: { zh: '迟报突发公共卫生事件', en: 'An emergency was reported late' },
      severity: 'major',
      remedy: { zh: '立即补报并说明情况', en: 'Report it at once and say why' },
      fields: ['foundAt', 'reportedAt'],
      limits: {
        hours: {
          label: { zh: '报告期限', en: 'Reported within' },
          unit: 'hour',
          default: 2,
          min: 1,
          max: 2,
        },
      },
      rule: { effectiveFrom: EMERGENCY.from, basis: [cite(EMERGENCY, 'text', '20')] },
      when: ({ kind, foundAt, reportedAt }, { limits }) =>
        kind === 'emergency' && reportedAt !== undefined && isLate(foundAt, reportedAt, limits.hours),
    },
    'evidence-not-kept': {
      label: { zh: '疑似食物中毒未封存留样和可疑食品', en: 'What may have poisoned people was not kept' },
      severity: 'major',
      remedy: { zh: '立即封存，等待有关部门处理', en: 'Seal it at once and wait for the authorities' },
      fields: ['evidenceKept'],
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '103')] },
      when: ({ kind, evidenceKept }) => kind === 'food-poisoning' && !evidenceKept,
    },
    'no-follow-up': {
      label: { zh: '报告已办结但无处置记录', en: 'Closed without a word on what was done' },
      severity: 'notice',
      remedy: { zh: '补充续报和处置情况', en: 'Enter what was done' },
      fields: ['followUp', 'closedOn'],
      rule: BY_PRACTICE,
      when: ({ closedOn, followUp }) => closedOn !== undefined && followUp === undefined,
    },
  },
})
