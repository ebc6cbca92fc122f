import { err, ok, type Result } from '../../kernel/result.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

/** GB 32100-2015: digits and letters without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const DIGITS = '0123456789'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
/** GB 11714: the organisation code inside, with letters counting from A = 10. */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const ORGANISATION_VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export interface CreditCodeParts {
  readonly code: string
  /** Registering department and category, e.g. `12` for a public institution. */
  readonly category: string
  readonly division: string
  readonly organisation: string
}

const sum = (text: string, weights: readonly number[], values: string): number =>
  weights.reduce((total, weight, at) => total + weight * values.indexOf(text.charAt(at)), 0)

/** The check character that seventeen characters of a 统一社会信用代码 ask for. */
export const creditCheck = (body: string): string =>
  ALPHABET.charAt((31 - (sum(body, WEIGHTS, ALPHABET) % 31)) % 31)

/** The check character that eight characters of an 组织机构代码 ask for. */
export function organisationCheck(body: string): string {
  const rest = 11 - (sum(body, ORGANISATION_WEIGHTS, ORGANISATION_VALUES) % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/** Reads a 统一社会信用代码, with the organisation code inside it checked by its own digit too. */
export function parseCreditCode(text: string): Result<CreditCodeParts, CodeFault> {
  const code = tidy(text)
  if (code.length !== 18) return err({ code: 'length', expected: [18], actual: code.length })
  const stranger = findStranger(code, at => (at >= 2 && at < 8 ? DIGITS : ALPHABET))
  if (stranger) return err(stranger)
  const [expected, actual] = [creditCheck(code), code.charAt(17)]
  if (expected !== actual) return err({ code: 'check-digit', expected, actual })
  const organisation = code.slice(8, 17)
  const inner = organisationCheck(organisation)
  if (inner !== organisation.charAt(8))
    return err({ code: 'organisation-check-digit', expected: inner, actual: organisation.charAt(8) })
  return ok({ code, category: code.slice(0, 2), division: code.slice(2, 8), organisation })
}

export const CreditCode = codeSchema('credit-code', parseCreditCode, '91350100M000100Y43')
