import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/** Departments outside education that a matter is referred to, for only they may enforce (FACTS 1.1 and 8). */
export const DEPARTMENTS = {
  police: { zh: '公安（交警）', en: 'Police' },
  'fire-brigade': { zh: '消防救援', en: 'Fire brigade' },
  'market-supervision': { zh: '市场监管', en: 'Market supervision' },
  health: { zh: '卫生健康（疾控）', en: 'Health and disease control' },
  transport: { zh: '交通运输', en: 'Transport' },
  emergency: { zh: '应急管理', en: 'Emergency management' },
  'city-management': { zh: '城市管理', en: 'City management' },
  culture: { zh: '文化旅游（新闻出版）', en: 'Culture and publishing' },
  'natural-resources': { zh: '自然资源', en: 'Natural resources' },
  housing: { zh: '住房城乡建设', en: 'Housing and construction' },
  water: { zh: '水利', en: 'Water resources' },
  weather: { zh: '气象', en: 'Weather service' },
  'civil-affairs': { zh: '民政', en: 'Civil affairs' },
  township: { zh: '乡镇人民政府、街道办事处', en: 'Township government' },
} as const satisfies Record<string, Label>
export type Department = keyof typeof DEPARTMENTS
export const Department = z.enum(Object.keys(DEPARTMENTS) as [Department, ...Department[]])
