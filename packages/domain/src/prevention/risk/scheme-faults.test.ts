import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  GradingScheme,
  levelOfScore,
  listScores,
  RISK_COLOUR_IDS,
  type GradingFactor,
  type RiskLevel,
} from './grading-scheme.ts'
import { listSchemeFaults } from './scheme-faults.ts'
import { FIRST_SCHEMES } from './schemes.ts'

const LS = FIRST_SCHEMES[0] as GradingScheme
const change = (edit: (scheme: GradingScheme) => void): GradingScheme => {
  const copy = GradingScheme.parse(LS)
  edit(copy)
  return copy
}
const level = (scheme: GradingScheme, index: number) => scheme.levels[index] as RiskLevel
const factor = (scheme: GradingScheme, index: number) => scheme.factors[index] as GradingFactor
const value = (scheme: GradingScheme, index: number) =>
  factor(scheme, 0).values[index] as GradingFactor['values'][0]

test.each(FIRST_SCHEMES)('the scheme $id the county begins with is sound', scheme => {
  expect(listSchemeFaults(scheme)).toEqual([])
})

describe('a scheme a county wrote', () => {
  test.each([
    ['levels.1.from', 'floors-out-of-order', change(scheme => (level(scheme, 1).from = 21))],
    ['levels.1.from', 'floors-out-of-order', change(scheme => (level(scheme, 1).from = 20))],
    ['levels.1.from', 'level-without-floor', change(scheme => (level(scheme, 1).from = null))],
    ['levels.1.from', 'number-wanted', change(scheme => (level(scheme, 1).from = '' as never))],
    ['levels.3.from', 'floor-at-lowest', change(scheme => (level(scheme, 3).from = 1))],
    ['levels.2.colour', 'colours-out-of-order', change(scheme => (level(scheme, 1).colour = 'blue'))],
    ['levels.2.control', 'controls-out-of-order', change(scheme => (level(scheme, 1).control = 'post'))],
    ['levels.1.label.zh', 'level-twice', change(scheme => (level(scheme, 1).id = 'major'))],
    ['levels.1.label.zh', 'level-twice', change(scheme => (level(scheme, 1).label.zh = '重大风险'))],
    ['levels.0.from', 'level-never-reached', change(scheme => (level(scheme, 0).from = 26))],
    ['levels', 'levels-missing', change(scheme => scheme.levels.splice(1))],
    ['factors', 'factor-missing', change(scheme => scheme.factors.splice(0))],
    ['factors.1.id', 'factor-twice', change(scheme => (factor(scheme, 1).id = 'L'))],
    ['factors.1.id', 'letter-wanted', change(scheme => (factor(scheme, 1).id = '严'))],
    ['factors.0.values', 'values-missing', change(scheme => factor(scheme, 0).values.splice(1))],
    ['factors.0.values.1.value', 'value-twice', change(scheme => (value(scheme, 1).value = 1))],
    ['factors.0.values.1.value', 'number-wanted', change(scheme => (value(scheme, 1).value = 0))],
    ['factors.0.values.1.value', 'number-too-large', change(scheme => (value(scheme, 1).value = 1001))],
    ['factors.0.values.1.means.zh', 'words-missing', change(scheme => (value(scheme, 1).means.zh = ' '))],
    [
      'overrides.1.label.zh',
      'override-twice',
      change(scheme => scheme.overrides.fill(LS.overrides[0] as never)),
    ],
    ['reviewMonths', 'months-out-of-range', change(scheme => (scheme.reviewMonths = 2.5))],
    ['basis.zh', 'words-missing', change(scheme => (scheme.basis.zh = ''))],
    ['basis.zh', 'words-too-long', change(scheme => (scheme.basis.zh = '依'.repeat(121)))],
    ['overrides', 'too-many', change(scheme => (scheme.overrides = Array(13).fill(LS.overrides[0])))],
    ['levels.1.colour', 'not-of-the-set', change(scheme => (level(scheme, 1).colour = 'green' as never))],
  ] as const)('is told at %s of %s', (at, fault, scheme) => {
    expect(listSchemeFaults(scheme)).toContainEqual({ at, fault })
  })

  test('says one thing a field', () => {
    const faults = listSchemeFaults(
      change(scheme => {
        level(scheme, 1).id = 'major'
        level(scheme, 1).label.zh = '重大风险'
      }),
    )
    expect(faults).toHaveLength(1)
  })

  test('needs no English: it is then read in Chinese', () => {
    const scheme = change(copy => (value(copy, 0).means.en = ''))
    expect(listSchemeFaults(scheme)).toEqual([])
    expect(GradingScheme.parse(scheme).factors[0]?.values[0]?.means.en).toBe(value(LS, 0).means.zh)
  })

  test('without faults reaches each of its levels, whatever its values and floors', () => {
    const anyScheme = fc.record({
      values: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
      floors: fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 3, maxLength: 3 }),
    })
    fc.assert(
      fc.property(anyScheme, ({ values, floors }) => {
        const scheme = change(copy => {
          factor(copy, 0).values = values.map(each => ({ value: each, means: { zh: '甲', en: 'a' } }))
          floors.forEach((from, index) => (level(copy, index).from = from))
        })
        const reached = new Set(listScores(scheme).map(score => levelOfScore(scheme, score).id))
        const falls = floors.every((from, index) => index === 0 || from < (floors[index - 1] ?? 0))
        expect(listSchemeFaults(scheme).length === 0).toBe(falls && reached.size === scheme.levels.length)
      }),
    )
  })

  test('has no score with two levels or none, whatever its floors', () => {
    const anyFloors = fc.uniqueArray(fc.integer({ min: 1, max: 25 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(anyFloors, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (floors, closed) => {
        const falling = floors.toSorted((a, b) => b - a)
        const scheme = change(copy =>
          copy.levels.forEach((each, index) => {
            each.from = falling[index] ?? null
            each.inclusive = closed[index] ?? true
          }),
        )
        for (const score of listScores(scheme)) {
          const within = scheme.levels.filter((each, index) => {
            const above = scheme.levels[index - 1]
            const reaches = (of: typeof each) =>
              of.from === null || score > of.from || (of.inclusive && score === of.from)
            return reaches(each) && !(above && scheme.levels.slice(0, index).some(reaches))
          })
          expect(within.map(({ id }) => id)).toEqual([levelOfScore(scheme, score).id])
        }
        const order = listScores(scheme).map(score =>
          RISK_COLOUR_IDS.indexOf(levelOfScore(scheme, score).colour),
        )
        expect(order).toEqual(order.toSorted((a, b) => b - a))
      }),
    )
  })
})
