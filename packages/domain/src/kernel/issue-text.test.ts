import { expect, test } from 'vitest'
import { z } from 'zod'
import { REGISTERS } from '../areas/index.ts'
import { Plate } from '../organisation/codes/plate.ts'
import { Day } from './day.ts'
import { formOf, ShortText } from './form.ts'
import { issueText } from './issue-text.ts'

const say = (schema: z.ZodType, value: unknown): string | undefined => {
  const parsed = schema.safeParse(value, { reportInput: true })
  const [issue] = parsed.error?.issues ?? []
  return issue && issueText(issue).zh
}

test('a fault is said in the words of an office, with what to do', () => {
  expect(say(ShortText, undefined)).toBe('请填写')
  expect(say(ShortText, '  ')).toBe('请填写')
  expect(say(ShortText, '字'.repeat(61))).toBe('至多 60 个字')
  expect(say(Day, '2026-02-30')).toContain('日期不存在')
  expect(say(z.enum(['a', 'b']), 'c')).toBe('请从列表中选择')
  expect(say(z.number().max(120), 121)).toBe('不能大于 120')
  expect(say(z.array(z.string()).min(2), ['a'])).toBe('至少 2 项')
  expect(say(Plate, '湘F1234')).toBe('应为7或8位，现为6位')
})

test.each(REGISTERS.map(register => [register.key, register] as const))(
  '%s says of every empty field that it must be filled in, and nothing in the library’s words',
  (_key, register) => {
    const fields = new Map(formOf(register).map(field => [field.name, field]))
    const parsed = register.entry.safeParse({}, { reportInput: true })
    for (const issue of parsed.error?.issues ?? []) {
      const text = issueText(issue, fields.get(String(issue.path[0])))
      expect(text.zh).toMatch(/^请(填写|选择)$/)
    }
  },
)
