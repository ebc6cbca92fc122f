import { err, ok, type Result } from '../../kernel/result.ts'
import { findStranger, tidy, type CodeFault } from './fault.ts'

/** Provinces by the first two digits of a division code (GB/T 2260). */
const PROVINCES: Readonly<Record<string, string>> = {
  ...{ 11: '北京', 12: '天津', 13: '河北', 14: '山西', 15: '内蒙古', 21: '辽宁', 22: '吉林', 23: '黑龙江' },
  ...{ 31: '上海', 32: '江苏', 33: '浙江', 34: '安徽', 35: '福建', 36: '江西', 37: '山东' },
  ...{ 41: '河南', 42: '湖北', 43: '湖南', 44: '广东', 45: '广西', 46: '海南' },
  ...{ 50: '重庆', 51: '四川', 52: '贵州', 53: '云南', 54: '西藏' },
  ...{ 61: '陕西', 62: '甘肃', 63: '青海', 64: '宁夏', 65: '新疆', 71: '台湾', 81: '香港', 82: '澳门' },
}

export const isProvince = (digits: string): boolean => Object.hasOwn(PROVINCES, digits)

/** Levels by length: province, prefecture, county, then township and village (统计用区划代码). */
const LEVELS = { 2: 'province', 4: 'prefecture', 6: 'county', 9: 'township', 12: 'village' } as const

export interface DivisionCodeParts {
  readonly code: string
  readonly level: (typeof LEVELS)[keyof typeof LEVELS]
  /** The province’s name in Chinese; null for a code that is not assigned, as a demonstration county uses. */
  readonly province: string | null
}

/**
 * Reads a division code (行政区划代码) of any level. It has no check digit. A province that is not assigned
 * is not refused: a demonstration county has a code nobody else has.
 */
export function parseDivisionCode(text: string): Result<DivisionCodeParts, CodeFault> {
  const code = tidy(text)
  const stranger = findStranger(code, () => '0123456789')
  if (stranger) return err(stranger)
  const level = LEVELS[code.length as keyof typeof LEVELS]
  if (!level) return err({ code: 'length', expected: Object.keys(LEVELS).map(Number), actual: code.length })
  return ok({ code, level, province: PROVINCES[code.slice(0, 2)] ?? null })
}

/** True when `inner` is `outer` itself or lies inside it: 430623100 lies inside 430623. */
export const liesInside = (inner: string, outer: string): boolean => inner.startsWith(outer)
