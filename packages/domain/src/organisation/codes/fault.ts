import { z } from 'zod'
import { drawnAs } from '../../kernel/form.ts'
import type { Label } from '../../kernel/label.ts'
import type { Result } from '../../kernel/result.ts'

/** What exactly is wrong with a code, so that a person can be told where to look. */
export type CodeFault =
  | { readonly code: 'length'; readonly expected: readonly number[]; readonly actual: number }
  | { readonly code: 'alphabet'; readonly at: number; readonly character: string }
  | { readonly code: 'shape' }
  | { readonly code: 'division'; readonly actual: string }
  | { readonly code: 'date'; readonly actual: string }
  | { readonly code: 'check-digit'; readonly expected: string; readonly actual: string }
  | { readonly code: 'organisation-check-digit'; readonly expected: string; readonly actual: string }

/** Says a fault to a person, in both languages. */
export function faultText(fault: CodeFault): Label {
  switch (fault.code) {
    case 'length':
      return {
        zh: `应为${fault.expected.join('或')}位，现为${fault.actual}位`,
        en: `must have ${fault.expected.join(' or ')} characters, has ${fault.actual}`,
      }
    case 'alphabet':
      return {
        zh: `第${fault.at + 1}位“${fault.character}”不是允许的字符`,
        en: `character ${fault.at + 1}, “${fault.character}”, is not allowed there`,
      }
    case 'shape':
      return { zh: '格式不对', en: 'is not written in the right form' }
    case 'division':
      return { zh: `行政区划“${fault.actual}”不存在`, en: `there is no division ${fault.actual}` }
    case 'date':
      return { zh: `日期“${fault.actual}”不存在`, en: `there is no date ${fault.actual}` }
    case 'check-digit':
      return {
        zh: `校验位应为“${fault.expected}”，现为“${fault.actual}”，请核对是否抄错`,
        en: `the check digit must be ${fault.expected}, not ${fault.actual}: look for a slip of the pen`,
      }
    case 'organisation-check-digit':
      return {
        zh: `组织机构代码校验位应为“${fault.expected}”，现为“${fault.actual}”，请核对是否抄错`,
        en: `the organisation code’s check digit must be ${fault.expected}, not ${fault.actual}`,
      }
  }
}

/** Full-width digits and letters, blanks and lower case are slips of typing, not faults of the code. */
export const tidy = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** The first character that is not in its place's alphabet. */
export function findStranger(code: string, alphabet: (at: number) => string): CodeFault | null {
  const characters = Array.from(code)
  const at = characters.findIndex((character, index) => !alphabet(index).includes(character))
  return at < 0 ? null : { code: 'alphabet', at, character: characters[at] ?? '' }
}

/**
 * A zod schema out of a parser: the code in its one right writing comes out; a fault is the issue's `params`,
 * with its sentence.
 */
export const codeSchema = (
  name: string,
  parse: (text: string) => Result<string | { readonly code: string }, CodeFault>,
  sample: string,
) =>
  drawnAs(
    z.string().transform((text, context) => {
      const parsed = parse(text)
      if (parsed.ok) return typeof parsed.value === 'string' ? parsed.value : parsed.value.code
      const { error } = parsed
      context.addIssue({
        code: 'custom',
        message: `bad-${name}`,
        params: { ...error, text: faultText(error) },
      })
      return z.NEVER
    }),
    { widget: 'code', sample },
  )
