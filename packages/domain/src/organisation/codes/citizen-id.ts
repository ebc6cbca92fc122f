import { isDay, type Day } from '../../kernel/day.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isProvince } from './division-code.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

const DIGITS = '0123456789'
/** GB 11643. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

export interface CitizenIdParts {
  readonly code: string
  readonly division: string
  readonly bornOn: Day
  readonly sex: 'male' | 'female'
}

/** The check character that seventeen digits of a 公民身份号码 ask for. */
export const citizenCheck = (body: string): string =>
  CHECKS.charAt(WEIGHTS.reduce((total, weight, at) => total + weight * Number(body.charAt(at)), 0) % 11)

/** Reads a 公民身份号码. Whoever stores it stores it encrypted and shows it masked. */
export function parseCitizenId(text: string): Result<CitizenIdParts, CodeFault> {
  const code = tidy(text)
  if (code.length !== 18) return err({ code: 'length', expected: [18], actual: code.length })
  const stranger = findStranger(code, at => (at < 17 ? DIGITS : `${DIGITS}X`))
  if (stranger) return err(stranger)
  if (!isProvince(code.slice(0, 2))) return err({ code: 'division', actual: code.slice(0, 6) })
  const born = `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`
  if (!isDay(born)) return err({ code: 'date', actual: born })
  const [expected, actual] = [citizenCheck(code), code.charAt(17)]
  if (expected !== actual) return err({ code: 'check-digit', expected, actual })
  const sex = Number(code.charAt(16)) % 2 === 1 ? 'male' : 'female'
  return ok({ code, division: code.slice(0, 6), bornOn: born, sex })
}

export const CitizenId = codeSchema('citizen-id', parseCitizenId, '11010519491231002X')

/** A citizen id as any screen may show it: division and last character, the birthday hidden. */
export const maskCitizenId = (code: string): string =>
  code.length === 18 ? `${code.slice(0, 6)}${'*'.repeat(11)}${code.slice(17)}` : '*'.repeat(code.length)
