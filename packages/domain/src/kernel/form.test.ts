import { expect, test } from 'vitest'
import { z } from 'zod'
import { CasNumber } from '../organisation/codes/cas-number.ts'
import { Day } from './day.ts'
import { drawnAs, form, formOf, Photos, ShortText } from './form.ts'

const label = { zh: '栏', en: 'Column' }
const draw = (schema: z.ZodType, options?: Record<string, typeof label>) =>
  formOf({
    entry: z.object({ field: schema }),
    fields: { field: { ...label, ...(options && { options }) } } as never,
  })[0]

test('a field stays what it is however it is wrapped: optional, nullable, with a default', () => {
  for (const schema of [
    Day,
    Day.optional(),
    Day.nullable(),
    Day.optional().nullable(),
    Day.default('2026-01-01'),
  ])
    expect(draw(schema)?.widget).toBe('day')
  expect(draw(CasNumber.optional())).toMatchObject({ widget: 'code', sample: '7664-93-9', required: false })
  expect(draw(Photos.optional())?.widget).toBe('photos')
  expect(draw(ShortText)).toMatchObject({ widget: 'text', required: true })
})

test('what says nothing of itself is drawn by its kind', () => {
  expect(draw(z.number())?.widget).toBe('number')
  expect(draw(z.boolean().optional())?.widget).toBe('yes-no')
  expect(draw(z.string())?.widget).toBe('text')
  expect(draw(z.enum(['a']), { a: label })).toMatchObject({
    widget: 'choice',
    options: [{ value: 'a', label }],
  })
  expect(draw(z.array(z.enum(['a'])), { a: label })?.widget).toBe('choices')
})

test('what is said of the outer schema comes before what the inner one says', () => {
  const outer = drawnAs(Day.optional(), { widget: 'text' })
  expect(draw(outer)?.widget).toBe('text')
  expect(form.get(Day)?.widget).toBe('day')
})

test('a number’s bounds reach the form', () => {
  expect(draw(z.number().int().min(1).max(60))).toMatchObject({ min: 1, max: 60, whole: true })
  expect(draw(z.number().min(0.5).optional())).toMatchObject({ min: 0.5, max: null, whole: false })
})

test('a field without a label is a fault of the register, not of the screen', () => {
  expect(() => formOf({ entry: z.object({ field: Day }), fields: {} })).toThrow('field')
})
