import { z } from 'zod'
import { addMonths, Day } from '../../../kernel/day.ts'
import { Count, PersonName, Phone, Photos, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'
import { findDuplicates } from '../../list-rules.ts'

const { 'geohazard-regulation': REGULATION, practice: PRACTICE } = DOCUMENTS
const ARTICLE_15 = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '15')] } as const
/** The article asks for patrols and surveys; how often is practice. */
const AS_OFTEN = {
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', '15'), cite(PRACTICE, 'custom')],
} as const

export const geohazardPoint = defineRegister({
  id: 'geohazard-point',
  version: 1,
  kind: 'ledger',
  label: { zh: '地质灾害隐患点台账', en: 'Geohazard points' },
  purpose: {
    zh: '校园及周边每处地质灾害隐患点一条，写明监测责任人、联合排查和转移路线。',
    en: 'One line for each slope or hollow that threatens the school: who watches it, when it was surveyed jointly, the way out.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(['landslide', 'rockfall', 'debris-flow', 'subsidence', 'cut-slope']),
    place: ShortText,
    threatens: Count.max(99_999),
    state: z.enum(['watched', 'under-treatment', 'cleared']),
    monitor: PersonName.optional(),
    monitorPhone: Phone.optional(),
    surveyedOn: Day.optional(),
    patrolledOn: Day,
    sign: z.boolean(),
    escapeRoute: ShortText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '隐患点名称', en: 'Name' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        landslide: { zh: '滑坡', en: 'Landslide' },
        rockfall: { zh: '崩塌', en: 'Rockfall' },
        'debris-flow': { zh: '泥石流', en: 'Debris flow' },
        subsidence: { zh: '地面塌陷', en: 'Subsidence' },
        'cut-slope': { zh: '高陡切坡', en: 'Steep cut slope' },
      },
    },
    place: { zh: '位置', en: 'Place', place: true },
    threatens: { zh: '受威胁人数', en: 'People threatened', unit: { zh: '人', en: 'people' } },
    state: {
      zh: '状态',
      en: 'State',
      bulk: true,
      options: {
        watched: { zh: '监测中', en: 'Watched' },
        'under-treatment': { zh: '治理中', en: 'Under treatment' },
        cleared: { zh: '已核销', en: 'Cleared' },
      },
    },
    monitor: { zh: '监测责任人', en: 'Watched by' },
    monitorPhone: { zh: '监测人电话', en: 'Telephone' },
    surveyedOn: { zh: '与自然资源部门联合排查日期', en: 'Surveyed jointly on', bulk: true },
    patrolledOn: { zh: '上次巡查日期', en: 'Last patrolled on', bulk: true },
    sign: { zh: '有警示牌', en: 'Warning sign' },
    escapeRoute: { zh: '转移路线和安置点', en: 'Way out and place of safety' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'place', 'state', 'patrolledOn'],
  identity: ['name', 'place'],
  findings: {
    'nobody-watches': {
      label: { zh: '隐患点未落实监测责任人', en: 'Nobody watches the point' },
      severity: 'major',
      remedy: { zh: '与自然资源部门、乡镇确定监测责任人', en: 'Settle with the authorities who watches it' },
      fields: ['monitor'],
      rule: ARTICLE_15,
      when: ({ monitor, state }) => monitor === undefined && state !== 'cleared',
    },
    'never-surveyed-jointly': {
      label: { zh: '隐患点未与自然资源部门联合排查', en: 'The point was never surveyed jointly' },
      severity: 'general',
      remedy: { zh: '商请自然资源部门联合排查', en: 'Ask the department to survey it together' },
      fields: ['surveyedOn'],
      rule: ARTICLE_15,
      when: ({ surveyedOn, state }) => surveyedOn === undefined && state !== 'cleared',
    },
    'joint-survey-overdue': {
      label: { zh: '联合排查逾期', en: 'The joint survey is overdue' },
      severity: 'general',
      remedy: { zh: '汛前商请自然资源部门联合排查', en: 'Have it surveyed jointly before the floods' },
      fields: ['surveyedOn'],
      limits: {
        months: {
          label: { zh: '联合排查间隔', en: 'Between joint surveys' },
          unit: 'month',
          default: 12,
          min: 1,
          max: 24,
        },
      },
      rule: AS_OFTEN,
      due: ({ surveyedOn, state }, { limits }) =>
        surveyedOn === undefined || state === 'cleared' ? null : addMonths(surveyedOn, limits.months),
    },
    'patrol-overdue': {
      label: { zh: '隐患点巡查逾期', en: 'The patrol is overdue' },
      severity: 'general',
      remedy: {
        zh: '组织巡查并登记日期；汛期加密',
        en: 'Patrol it, more often in the floods, and enter the day',
      },
      fields: ['patrolledOn'],
      limits: {
        months: {
          label: { zh: '巡查间隔', en: 'Between patrols' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      rule: AS_OFTEN,
      due: ({ patrolledOn, state }, { limits }) =>
        state === 'cleared' ? null : addMonths(patrolledOn, limits.months),
    },
    'no-sign': {
      label: { zh: '隐患点无警示牌', en: 'There is no warning sign' },
      severity: 'general',
      remedy: { zh: '设置警示牌', en: 'Put up a sign' },
      fields: ['sign'],
      rule: BY_PRACTICE,
      when: ({ sign, state }) => !sign && state !== 'cleared',
    },
    'no-way-out': {
      label: { zh: '未明确转移路线和安置点', en: 'No way out has been settled' },
      severity: 'general',
      remedy: { zh: '确定转移路线和安置点，纳入演练', en: 'Settle the way out, and drill it' },
      fields: ['escapeRoute'],
      rule: BY_PRACTICE,
      when: ({ escapeRoute, state, threatens }) =>
        escapeRoute === undefined && state !== 'cleared' && threatens > 0,
    },
  },
  lists: {
    'point-twice': {
      label: { zh: '同一隐患点登记两次', en: 'The same point twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name, place }) => `${name} ${place}`, today),
    },
  },
})
