import { z } from 'zod'
import { addMonths, Day } from '../../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'
import { findDuplicates } from '../../list-rules.ts'

const { 'building-safety-mechanism': OPINION } = DOCUMENTS

export const buildingSurvey = defineRegister({
  id: 'building-survey',
  version: 1,
  kind: 'ledger',
  label: { zh: '校舍安全排查台账', en: 'Survey of school buildings' },
  purpose: {
    zh: '每栋校舍一条，记录排查、鉴定等级和使用状态。',
    en: 'One line for each building: when it was looked at, its grade and how it is used.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    building: ShortText,
    purpose: z.enum(['teaching', 'dormitory', 'canteen', 'office', 'other']),
    builtIn: z.number().int().min(1900).max(2100),
    floors: z.number().int().min(1).max(40),
    surveyedOn: Day,
    appraisedOn: Day.optional(),
    grade: z.enum(['not-appraised', 'A', 'B', 'C', 'D']),
    used: z.enum(['fully', 'partly', 'closed']),
    defects: LongText.optional(),
    measures: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    building: { zh: '校舍名称', en: 'Building', place: true },
    purpose: {
      zh: '用途',
      en: 'Used for',
      options: {
        teaching: { zh: '教学', en: 'Teaching' },
        dormitory: { zh: '宿舍', en: 'Dormitory' },
        canteen: { zh: '食堂', en: 'Canteen' },
        office: { zh: '办公', en: 'Offices' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    builtIn: { zh: '建成年份', en: 'Built in', unit: { zh: '年', en: 'year' } },
    floors: { zh: '层数', en: 'Floors', unit: { zh: '层', en: 'floors' } },
    surveyedOn: { zh: '上次排查日期', en: 'Last surveyed on', bulk: true },
    appraisedOn: { zh: '鉴定日期', en: 'Appraised on' },
    grade: {
      zh: '鉴定等级',
      en: 'Grade',
      options: {
        'not-appraised': { zh: '未鉴定', en: 'Not appraised' },
        A: { zh: 'A级（安全）', en: 'A (safe)' },
        B: { zh: 'B级（基本安全）', en: 'B (mostly safe)' },
        C: { zh: 'C级（局部危险）', en: 'C (partly dangerous)' },
        D: { zh: 'D级（整体危险）', en: 'D (dangerous)' },
      },
    },
    used: {
      zh: '使用状态',
      en: 'Use',
      options: {
        fully: { zh: '正常使用', en: 'In full use' },
        partly: { zh: '部分停用', en: 'Partly closed' },
        closed: { zh: '停用封闭', en: 'Closed' },
      },
    },
    defects: { zh: '裂缝、松动等问题', en: 'Cracks, loose parts and the like' },
    measures: { zh: '处置措施', en: 'What was done' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['building', 'purpose', 'grade', 'used', 'surveyedOn'],
  identity: ['building'],
  findings: {
    'survey-overdue': {
      label: { zh: '校舍半年排查逾期', en: 'The half-yearly survey is overdue' },
      severity: 'general',
      remedy: { zh: '组织排查并登记日期', en: 'Survey the building and enter the day' },
      fields: ['surveyedOn'],
      limits: {
        months: {
          label: { zh: '排查间隔', en: 'Between surveys' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 6,
        },
      },
      rule: { effectiveFrom: OPINION.from, basis: [cite(OPINION, 'excerpt')] },
      due: ({ surveyedOn, used }, { limits }) =>
        used === 'closed' ? null : addMonths(surveyedOn, limits.months),
    },
    'appraisal-due': {
      label: { zh: '校舍鉴定到期', en: 'The appraisal is due again' },
      severity: 'general',
      remedy: { zh: '委托有资质的机构重新鉴定', en: 'Have a licensed firm appraise the building again' },
      fields: ['appraisedOn'],
      limits: {
        years: {
          label: { zh: '鉴定间隔', en: 'Between appraisals' },
          unit: 'year',
          default: 5,
          min: 1,
          max: 5,
        },
      },
      rule: { effectiveFrom: OPINION.from, basis: [cite(OPINION, 'excerpt')] },
      due: ({ appraisedOn, used }, { limits }) =>
        appraisedOn === undefined || used === 'closed' ? null : addMonths(appraisedOn, 12 * limits.years),
    },
    'dangerous-in-use': {
      label: { zh: 'D级校舍仍在使用', en: 'A building of grade D is in use' },
      severity: 'major',
      remedy: { zh: '立即停用封闭，组织拆除', en: 'Close it at once and have it pulled down' },
      fields: ['grade', 'used'],
      rule: { effectiveFrom: OPINION.from, basis: [cite(OPINION, 'memory')] },
      when: ({ grade, used, appraisedOn }) =>
        grade === 'D' && used !== 'closed' && (appraisedOn === undefined || { since: appraisedOn }),
    },
    'partly-dangerous-in-full-use': {
      label: { zh: 'C级校舍未部分停用或加固', en: 'A building of grade C is in full use' },
      severity: 'general',
      remedy: { zh: '停用危险部分并加固', en: 'Close the dangerous part and strengthen it' },
      fields: ['grade', 'used'],
      rule: { effectiveFrom: OPINION.from, basis: [cite(OPINION, 'memory')] },
      when: ({ grade, used, appraisedOn }) =>
        grade === 'C' && used === 'fully' && (appraisedOn === undefined || { since: appraisedOn }),
    },
    'defect-left': {
      label: { zh: '发现问题没有处置措施', en: 'A defect was found and nothing done' },
      severity: 'general',
      remedy: { zh: '采取处置措施并登记', en: 'Do something about it and enter it' },
      fields: ['defects', 'measures'],
      rule: BY_PRACTICE,
      when: ({ defects, measures, surveyedOn }) =>
        defects !== undefined && measures === undefined && { since: surveyedOn },
    },
  },
  lists: {
    'building-twice': {
      label: { zh: '同一校舍登记两次', en: 'The same building twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ building }) => building, today),
    },
  },
  indicators: {
    'buildings-surveyed': {
      label: { zh: '校舍排查率', en: 'Buildings surveyed in time' },
      numerator: { zh: '按期排查的校舍', en: 'Buildings surveyed in time' },
      denominator: { zh: '在用的校舍', en: 'Buildings in use' },
      better: 'higher',
      counting: { of: 'entries', counts: ({ used }) => used !== 'closed', without: ['survey-overdue'] },
    },
  },
})
