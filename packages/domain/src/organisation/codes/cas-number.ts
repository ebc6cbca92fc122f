import { err, ok, type Result } from '../../kernel/result.ts'
import { codeSchema, findStranger, tidy, type CodeFault } from './fault.ts'

/** The check digit that the digits of a CAS number before its last group ask for. */
export function casCheck(digits: string): string {
  const places = Array.from(digits).reverse()
  return String(places.reduce((total, digit, at) => total + (at + 1) * Number(digit), 0) % 10)
}

/** Reads a CAS number such as 7664-93-9: two to seven digits, two digits, a check digit. */
export function parseCasNumber(text: string): Result<string, CodeFault> {
  const code = tidy(text).replace(/[‐‑–—−]/g, '-')
  const stranger = findStranger(code, () => '0123456789-')
  if (stranger) return err(stranger)
  const groups = /^(\d{2,7})-(\d{2})-(\d)$/.exec(code)
  if (!groups) return err({ code: 'shape' })
  const [, head = '', middle = '', actual = ''] = groups
  const expected = casCheck(head + middle)
  return expected === actual ? ok(code) : err({ code: 'check-digit', expected, actual })
}

export const CasNumber = codeSchema('cas-number', parseCasNumber, '7664-93-9')
