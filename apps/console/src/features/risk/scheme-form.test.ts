import { FIRST_SCHEMES, GradingScheme, listSchemeFaults } from '@anlan/domain'
import { expect, test } from 'vitest'
import { addFactor, addLevelBelow, addOverride, draftOf, schemeFormOf } from './scheme-form.ts'

const LS = FIRST_SCHEMES[0] as GradingScheme
const NEXT = { id: 'ls', version: 2 }

test.each(FIRST_SCHEMES)('what the form of $id says is the scheme, until somebody changes it', scheme => {
  expect(GradingScheme.parse(draftOf(schemeFormOf(scheme), scheme))).toEqual(scheme)
})

test('without its lowest level the one above takes what is left', () => {
  const form = schemeFormOf(LS)
  form.levels.pop()
  const draft = GradingScheme.parse(draftOf(form, NEXT))
  expect(draft.levels.map(({ from }) => from)).toEqual([20, 15, null])
  expect(listSchemeFaults(draft)).toEqual([])
})

test('what is added is blank, has a code of its own, and is asked for', () => {
  const form = schemeFormOf(LS)
  addFactor(form)
  addLevelBelow(form, 2)
  addLevelBelow(form, 2)
  addOverride(form)
  addOverride(form)
  expect(form.factors.at(-1)?.id).toBe('E')
  expect(new Set(form.levels.map(({ id }) => id)).size).toBe(6)
  expect(new Set(form.overrides.map(({ id }) => id)).size).toBe(6)
  const at = listSchemeFaults(draftOf(form, NEXT)).map(each => each.at)
  expect(at).toEqual(
    expect.arrayContaining([
      'factors.2.label.zh',
      'factors.2.values.1.value',
      'levels.3.from',
      'levels.4.label.zh',
    ]),
  )
})

test('English nobody wrote is not shown as if somebody had', () => {
  const form = schemeFormOf({ ...LS, basis: { zh: '本县文件', en: '本县文件' } })
  expect(form.basis.en).toBe('')
})
