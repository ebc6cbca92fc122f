import { err, ok, type Result } from '../../kernel/result.ts'
import { isProvince } from './division-code.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

/** Types of school by the first two digits; other codes are in use too, so an unknown one is only a warning. */
const TYPES: Readonly<Record<string, string>> = {
  ...{
    11: '幼儿园',
    21: '小学',
    31: '初中',
    34: '普通高中、完全中学',
    36: '中等职业学校',
    51: '特殊教育学校',
  },
}

export interface SchoolCodeParts {
  readonly code: string
  readonly type: string | null
  readonly province: string
  readonly serial: string
  /** What a careful clerk would look at once more; nothing here makes the code wrong. */
  readonly warnings: readonly ('unknown-type' | 'unknown-province')[]
}

/** Reads a 学校（机构）标识码: ten digits, type 2, province 2, serial 6. It has no check digit (FACTS 1.3). */
export function parseSchoolCode(text: string): Result<SchoolCodeParts, CodeFault> {
  const code = tidy(text)
  const stranger = findStranger(code, () => '0123456789')
  if (stranger) return err(stranger)
  if (code.length !== 10) return err({ code: 'length', expected: [10], actual: code.length })
  const [type, province] = [TYPES[code.slice(0, 2)] ?? null, code.slice(2, 4)]
  const warnings: SchoolCodeParts['warnings'][number][] = []
  if (type === null) warnings.push('unknown-type')
  if (!isProvince(province)) warnings.push('unknown-province')
  return ok({ code, type, province, serial: code.slice(4), warnings })
}

export const SchoolCode = codeSchema('school-code', parseSchoolCode, '2143000001')
