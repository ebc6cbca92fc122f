import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'net-cafe-regulation': NET_CAFES, 'minors-law': MINORS_LAW } = DOCUMENTS

/** What may be wrong around a school (FACTS 5.5). */
export const PROBLEMS = {
  unlicensed: { zh: '无证经营', en: 'Trading without a licence' },
  'blocking-the-road': { zh: '占道经营', en: 'Blocking the road' },
  'unlabelled-food': { zh: '“三无”“五毛”食品', en: 'Unlabelled or “five-mao” food' },
  'illegal-publications': { zh: '非法出版物', en: 'Illegal publications' },
  'sold-to-minors': { zh: '向未成年人售烟酒彩票', en: 'Tobacco, alcohol or lottery sold to minors' },
  'illegal-structure': { zh: '违章建筑、悬挂物', en: 'Illegal structure or loose sign' },
  noise: { zh: '噪声、污染', en: 'Noise or pollution' },
  traffic: { zh: '交通拥堵、危险', en: 'Congested or dangerous traffic' },
} as const
export type Problem = keyof typeof PROBLEMS
export const Problem = z.enum(Object.keys(PROBLEMS) as [Problem, ...Problem[]])

export const surroundingsPointList = defineRegister({
  id: 'surroundings-point-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '校园周边点位清单', en: 'Points around the school' },
  purpose: {
    zh: '学校周边每个可能影响安全的点位一条，每次排查后更新。',
    en: 'One line for each place around the school that may matter, brought up to date at each survey.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum([
      'vendor',
      'food-shop',
      'bookstall',
      'net-cafe',
      'entertainment',
      'tobacco-or-lottery',
      'structure',
      'building-site',
      'water',
      'road',
    ]),
    place: ShortText,
    distance: z.number().int().min(0).max(5000),
    problems: z.array(Problem),
    surveyedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '点位名称', en: 'Name' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        vendor: { zh: '商贩、摊点', en: 'Vendor or stall' },
        'food-shop': { zh: '小卖部、食品店', en: 'Food shop' },
        bookstall: { zh: '书摊、文具店', en: 'Bookstall' },
        'net-cafe': { zh: '网吧', en: 'Net café' },
        entertainment: { zh: '歌舞娱乐场所、酒吧', en: 'Entertainment venue or bar' },
        'tobacco-or-lottery': { zh: '烟酒、彩票销售网点', en: 'Tobacco, alcohol or lottery outlet' },
        structure: { zh: '违建、广告牌', en: 'Structure or billboard' },
        'building-site': { zh: '施工工地', en: 'Building site' },
        water: { zh: '水域', en: 'Water' },
        road: { zh: '道路、路口', en: 'Road or crossing' },
      },
    },
    place: { zh: '位置', en: 'Place', place: true },
    distance: { zh: '距校门距离', en: 'From the school gate', unit: { zh: '米', en: 'm' } },
    problems: { zh: '存在的问题', en: 'What is wrong', options: PROBLEMS },
    surveyedOn: { zh: '排查日期', en: 'Surveyed on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'distance', 'problems', 'surveyedOn'],
  identity: ['name', 'place'],
  findings: {
    'net-cafe-too-near': {
      label: { zh: '学校周边规定距离内有网吧', en: 'A net café nearer than allowed' },
      severity: 'general',
      remedy: {
        zh: '登记线索，移送文化旅游、市场监管部门',
        en: 'Enter a lead and refer it to culture and market supervision',
      },
      fields: ['kind', 'distance'],
      limits: {
        metres: {
          label: { zh: '最小距离', en: 'Least distance' },
          unit: 'metre',
          default: 200,
          min: 200,
          max: 1000,
        },
      },
      rule: {
        effectiveFrom: NET_CAFES.from,
        basis: [cite(NET_CAFES, 'text', '9')],
        binds: { kinds: EVERY_SCHOOL.kinds.filter(kind => kind !== 'kindergarten') },
      },
      when: ({ kind, distance, surveyedOn }, { limits }) =>
        kind === 'net-cafe' && distance <= limits.metres && { since: surveyedOn },
    },
    'entertainment-nearby': {
      label: {
        zh: '学校周边有歌舞娱乐场所、酒吧或网吧',
        en: 'An entertainment venue, bar or net café near the school',
      },
      severity: 'general',
      remedy: { zh: '登记线索，移送主管部门', en: 'Enter a lead and refer it to the department in charge' },
      fields: ['kind'],
      rule: { effectiveFrom: MINORS_LAW.from, basis: [cite(MINORS_LAW, 'text', '58')] },
      when: ({ kind, surveyedOn }) => kind === 'entertainment' && { since: surveyedOn },
    },
    'tobacco-or-lottery-nearby': {
      label: {
        zh: '学校周边有烟酒、彩票销售网点',
        en: 'A tobacco, alcohol or lottery outlet near the school',
      },
      severity: 'general',
      remedy: { zh: '登记线索，移送市场监管等部门', en: 'Enter a lead and refer it to market supervision' },
      fields: ['kind'],
      rule: { effectiveFrom: MINORS_LAW.from, basis: [cite(MINORS_LAW, 'text', '59')] },
      when: ({ kind, surveyedOn }) => kind === 'tobacco-or-lottery' && { since: surveyedOn },
    },
    'survey-overdue': {
      label: { zh: '点位排查逾期', en: 'The survey of the point is overdue' },
      severity: 'general',
      remedy: { zh: '到现场排查后更新情况和日期', en: 'Go and look, and bring the line up to date' },
      fields: ['surveyedOn'],
      limits: {
        months: {
          label: { zh: '排查间隔', en: 'Between surveys' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ surveyedOn }, { limits }) => addMonths(surveyedOn, limits.months),
    },
  },
  lists: {
    'point-twice': {
      label: { zh: '同一点位登记两次', en: 'The same point twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name, place }) => `${name} ${place}`, today),
    },
  },
})
