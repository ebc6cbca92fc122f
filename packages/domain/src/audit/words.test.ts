import { expect, test } from 'vitest'
import { REGISTERS } from '../areas/index.ts'
import { listChanges } from './changes.ts'
import { wordsOf } from './words.ts'

const before = { register: 'fire/extinguisher-ledger', number: 'A-201', gauge: 'green', damp: false }
const after = { ...before, gauge: 'red' }
const words = wordsOf('entry', before, after)

test('a register’s line is told by the labels and choices of its register', () => {
  expect(words.field(['gauge'])).toEqual({ zh: '压力表', en: 'Gauge' })
  expect(words.value(['gauge'], 'red')).toEqual({ zh: '红区', en: 'Red' })
  expect(words.value(['number'], 'A-201')).toBeUndefined()
  expect(words.field(['register'])).toEqual({ zh: '台账', en: 'Register' })
  expect(words.value(['register'], before.register)?.zh).toBe('灭火器台账')
  expect(wordsOf('entry', null, { register: 'food/sample-retention-log' }).unit(['grams'])?.zh).toBe('克')
})

test('its fields are read in the order of the form, whatever order they were kept in', () => {
  const paths = listChanges(null, { damp: true, gauge: 'red', shade: 'x', number: 'A', register: 'r' })
  expect(paths.map(({ path }) => path).toSorted(words.compare)).toEqual(
    ['register', 'number', 'damp', 'gauge', 'shade'].map(name => [name]),
  )
})

test('what the register does not have stands as it was recorded, and so does a register nobody knows', () => {
  expect(words.field(['shade'])).toEqual({ zh: 'shade', en: 'shade' })
  expect(words.value(['gauge'], 'violet')).toBeUndefined()
  const strange = wordsOf('entry', null, { register: 'moon/crater-list', gauge: 'red' })
  expect(strange.field(['gauge'])).toEqual({ zh: 'gauge', en: 'gauge' })
  expect(wordsOf('hazard', null, { register: before.register }).field(['place']).zh).toBe('部位')
})

test('every field of every register has words in the record', () => {
  for (const register of REGISTERS) {
    const { field, value } = wordsOf('entry', { register: register.key }, null)
    for (const [name, { zh, en, options }] of Object.entries(register.fields)) {
      expect(field([name])).toEqual({ zh, en })
      for (const [choice, label] of Object.entries(options ?? {})) expect(value([name], choice)).toBe(label)
    }
  }
})

test('a finding is told by the rule that found it', () => {
  const { value } = wordsOf('finding', null, { rule: 'fire/exit-patrol-log#route-not-clear', number: '1' })
  expect(value(['rule'], 'fire/exit-patrol-log#route-not-clear')?.zh).toBe('疏散通道或安全出口不畅通')
  expect(value(['rule'], 'priority#water-not-patrolled')?.en).toBe(
    'A water was not patrolled in the summer half',
  )
  expect(value(['rule'], 'moon/crater-list#too-deep')).toBeUndefined()
})
