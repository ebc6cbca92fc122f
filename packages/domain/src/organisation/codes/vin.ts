import { err, ok, type Result } from '../../kernel/result.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

/** GB 16735: digits and letters without I, O, Q; what each counts. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'
/** A1…H8, J1…N5, P7, R9, S2…Z9. */
const VALUES = '0123456789' + '12345678' + '12345' + '7' + '9' + '23456789'
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const CHECK_AT = 8

const valueOf = (character: string): number => Number(VALUES.charAt(ALPHABET.indexOf(character)))

/** The check character that a VIN asks for at its ninth place, whatever stands there. */
export function vinCheck(vin: string): string {
  const rest = WEIGHTS.reduce((total, weight, at) => total + weight * valueOf(vin.charAt(at)), 0) % 11
  return rest === 10 ? 'X' : String(rest)
}

/** Reads a 车辆识别代号 (VIN), seventeen characters. */
export function parseVin(text: string): Result<string, CodeFault> {
  const code = tidy(text)
  if (code.length !== 17) return err({ code: 'length', expected: [17], actual: code.length })
  const stranger = findStranger(code, () => ALPHABET)
  if (stranger) return err(stranger)
  const [expected, actual] = [vinCheck(code), code.charAt(CHECK_AT)]
  return expected === actual ? ok(code) : err({ code: 'check-digit', expected, actual })
}

export const Vin = codeSchema('vin', parseVin, 'LSGBC5348JG000000')
