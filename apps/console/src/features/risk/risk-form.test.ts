import { FIRST_SCHEMES, type GradingScheme, type RiskPoint } from '@anlan/domain'
import { expect, test } from 'vitest'
import {
  emptyForm,
  emptyMeasure,
  factsOf,
  formOf,
  gradeOf,
  refusalWhile,
  removeMeasure,
} from './risk-form.ts'

const LS = FIRST_SCHEMES[0] as GradingScheme
const UNIT = '00000000-0000-4000-8000-000000000001'

function filled() {
  const form = emptyForm(LS, UNIT)
  const rail = {
    ...emptyMeasure('2026-11-26'),
    kind: 'engineering' as const,
    text: '设置扶手',
    owner: '总务处',
  }
  Object.assign(form, {
    ...{ name: '西侧楼梯', area: 'emergency', department: '德育处', accountId: UNIT, measures: [rail] },
    site: { campus: '', building: '教学楼', floor: '', room: '' },
    ...{ causes: [{ kind: 'environment', what: '人流集中' }], accidents: ['stampede'] },
  })
  form.inherent = { L: { value: 4, because: '', measures: [] }, S: { value: 5, because: '', measures: [] } }
  form.residual = {
    L: { value: 2, because: '', measures: [rail.id] },
    S: { value: 5, because: '', measures: [] },
  }
  return { form, rail }
}

test('an empty form chooses nothing and has no grade', () => {
  const form = emptyForm(LS, UNIT)
  expect([gradeOf(form, LS, 'inherent'), refusalWhile(form, LS, '2026-11-26')]).toEqual([null, null])
  expect(() => factsOf(form, LS)).toThrow()
})

test('a filled form has its grades at once and can be sent', () => {
  const { form } = filled()
  expect(gradeOf(form, LS, 'inherent')).toMatchObject({ score: 20 })
  expect(gradeOf(form, LS, 'residual')).toMatchObject({ score: 10 })
  expect(refusalWhile(form, LS, '2026-11-26')).toBeNull()
  expect(factsOf(form, LS)).toMatchObject({ area: 'emergency', residual: { scheme: 'ls', version: 1 } })
})

test('a measure that is taken out no longer speaks for any value', () => {
  const { form, rail } = filled()
  removeMeasure(form, rail.id)
  expect(form.residual.L?.measures).toEqual([])
  expect(refusalWhile(form, LS, '2026-11-26')).toEqual({ code: 'lowered-without-measure', factor: 'L' })
})

test('a point judged by another version keeps its facts and is asked its values anew', () => {
  const { form } = filled()
  const point = { ...factsOf(form, LS), unitId: UNIT } as unknown as RiskPoint
  expect(formOf(point, LS).residual.L?.value).toBe(2)
  const newer = formOf(point, { ...LS, version: 2 })
  expect([newer.name, newer.residual.L?.value]).toEqual(['西侧楼梯', ''])
})
