import type { RuleCode } from '../kernel/rule.ts'

/** Where something is explained in the reference: a page and the place on it, behind the reference's own address. */
export type Place = `/${string}`

export const areaPlace = (area: string): Place => `/areas/${area}`
export const registerPlace = (key: string): Place => `/registers/${key}`
export const itemPlace = (area: string, code: string): Place => `${areaPlace(area)}#item-${code}`
export const documentPlace = (id: string): Place => `/documents#document-${id}`
export const indicatorPlace = (id: string): Place => `/indicators#indicator-${id}`

/** A register's rule stands on its register's page, one between registers on its area's. */
export function rulePlace(code: RuleCode): Place {
  const [key = '', name = ''] = code.split('#')
  return `${key.includes('/') ? registerPlace(key) : areaPlace(key)}#rule-${name}`
}
