import { err, ok, type Result } from '../../kernel/result.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** Plates use no I and no O. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const BODY = `0123456789${LETTERS}`
const LAST = `${BODY}挂学警港澳`
/** Small new-energy vehicles carry the letter third, large ones last. */
const NEW_ENERGY = /^..(?:[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])$/

export interface PlateParts {
  readonly code: string
  readonly province: string
  readonly newEnergy: boolean
}

/** Reads a 机动车号牌: seven characters, or eight for new-energy vehicles. A dot after the letter is dropped. */
export function parsePlate(text: string): Result<PlateParts, CodeFault> {
  const code = tidy(text).replace(/[·•.・-]/g, '')
  const length = Array.from(code).length
  if (length !== 7 && length !== 8) return err({ code: 'length', expected: [7, 8], actual: length })
  const newEnergy = length === 8
  const stranger = findStranger(code, at => {
    if (at === 0) return PROVINCES
    if (at === 1) return LETTERS
    return at === length - 1 && !newEnergy ? LAST : BODY
  })
  if (stranger) return err(stranger)
  if (newEnergy && !NEW_ENERGY.test(code)) return err({ code: 'shape' })
  return ok({ code, province: code.charAt(0), newEnergy })
}

export const Plate = codeSchema('plate', parsePlate, '湘F12345')
