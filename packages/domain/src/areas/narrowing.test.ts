import { describe, expect, test } from 'vitest'
import { findRegister, REGISTERS } from './index.ts'
import type { Placed } from '../kernel/area.ts'
import { choicesCalled, fieldsOf, narrowingOf } from './narrowing.ts'

const bottles = findRegister('fire/extinguisher-ledger') as Placed
const cases = findRegister('priority/case-file') as Placed

describe('a word that somebody looks for', () => {
  test('finds the choices that are called so, in either language and whatever their code', () => {
    expect(choicesCalled(bottles, '红区')).toEqual([{ name: 'gauge', many: false, values: ['red'] }])
    expect(choicesCalled(bottles, 'DRY POWDER')).toMatchObject([{ name: 'type', values: ['powder'] }])
    expect(choicesCalled(bottles, '没有这个词')).toEqual([])
  })
  test('finds those of fields with several choices as such', () => {
    for (const { name, many } of choicesCalled(cases, '网络')) expect([name, many]).toEqual(['forms', true])
    expect(choicesCalled(cases, '网络')).not.toEqual([])
  })
})

test('only a field with choices or yes and no is narrowed to a value, and has choices to offer', () => {
  for (const field of REGISTERS.flatMap(fieldsOf))
    expect([field.name, field.options.length > 0 || field.widget === 'yes-no']).toEqual([
      field.name,
      narrowingOf(field) === 'value',
    ])
})
