import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainGrading, gradeRisk, type Assessment } from './grade-risk.ts'
import { CONTROL_LEVELS, GradingScheme, levelOfScore, listControllers, listScores } from './grading-scheme.ts'
import { FIRST_SCHEMES } from './schemes.ts'

const schemeOf = (id: string): GradingScheme => {
  const scheme = FIRST_SCHEMES.find(each => each.id === id)
  if (!scheme) throw new Error(id)
  return scheme
}
const [LS, LEC] = [schemeOf('ls'), schemeOf('lec')]
const colourAt = (scheme: GradingScheme, score: number) => levelOfScore(scheme, score).colour

const assessed = (scheme: GradingScheme, values: Record<string, number>): Assessment => ({
  ...{ scheme: scheme.id, version: scheme.version },
  scores: Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, { value, because: '', measures: [] }]),
  ),
})
const graded = (scheme: GradingScheme, values: Record<string, number>, overrides: string[] = []) => {
  const result = gradeRisk(scheme, assessed(scheme, values), overrides)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** How bad a level is within its scheme: 0 is the worst. */
const rankOf = ({ levels }: GradingScheme, { id }: { id: string }): number =>
  levels.findIndex(each => each.id === id)

/** Any choice of values of a scheme. */
const anyValues = (scheme: GradingScheme) =>
  fc
    .tuple(...scheme.factors.map(({ values }) => fc.constantFrom(...values.map(({ value }) => value))))
    .map(chosen => Object.fromEntries(scheme.factors.map(({ id }, index) => [id, chosen[index] as number])))

describe.each(FIRST_SCHEMES)('the scheme $id', scheme => {
  test('is of the shape a county may store', () => {
    expect(GradingScheme.parse(scheme)).toEqual(scheme)
  })

  test('gives every choice of values one level, and a worse value never a lighter one', () => {
    fc.assert(
      fc.property(anyValues(scheme), anyValues(scheme), (one, other) => {
        const [a, b] = [graded(scheme, one), graded(scheme, other)]
        const worse = Object.keys(one).every(id => (one[id] as number) >= (other[id] as number))
        if (worse) expect(rankOf(scheme, a.level)).toBeLessThanOrEqual(rankOf(scheme, b.level))
      }),
    )
  })

  test('is of the highest level when something forces it, whatever the score', () => {
    fc.assert(
      fc.property(anyValues(scheme), fc.constantFrom(...scheme.overrides), (values, { id }) => {
        const { level, overrides } = graded(scheme, values, [id])
        expect([level, overrides]).toEqual([scheme.levels[0], [id]])
      }),
    )
  })

  test('explains each grade in a sentence that names its score and its level', () => {
    fc.assert(
      fc.property(anyValues(scheme), values => {
        const grading = graded(scheme, values)
        const { zh, en } = explainGrading(scheme, assessed(scheme, values), grading)
        expect(zh).toContain(grading.level.label.zh)
        expect(zh).toContain(String(grading.score))
        expect(en).not.toMatch(/undefined|NaN| {2}/)
      }),
    )
  })
})

test('LS at its limits: 20 red, 15 and 16 orange, 9 to 12 yellow, 8 and less blue', () => {
  expect(listScores(LS)).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25])
  expect([8, 9, 12, 15, 16, 20, 25].map(score => colourAt(LS, score))).toEqual([
    ...['blue', 'yellow', 'yellow', 'orange', 'orange', 'red', 'red'],
  ])
})

test('LEC at its limits: a score of just 320, 160 or 70 belongs to the lighter colour', () => {
  expect([70, 70.1, 160, 160.1, 320, 320.1].map(score => colourAt(LEC, score))).toEqual([
    ...['blue', 'yellow', 'yellow', 'orange', 'orange', 'red'],
  ])
  // 10 × 1 × 7 is just 70.
  expect(graded(LEC, { L: 10, E: 1, C: 7 })).toMatchObject({ score: 70, level: { colour: 'blue' } })
})

test('decimals are multiplied as people would: 0.1 × 3 × 100 is 30 and not a hair more', () => {
  expect(graded(LEC, { L: 0.1, E: 3, C: 100 }).score).toBe(30)
  expect(graded(LEC, { L: 0.2, E: 6, C: 15 }).score).toBe(18)
})

test('the sentence of a grade says its span, its colour, and what forced it', () => {
  const values = { L: 3, S: 4 }
  expect(explainGrading(LS, assessed(LS, values), graded(LS, values)).zh).toBe(
    'L3×S4＝12，分值9及以上、不满15的为一般风险（黄色）。',
  )
  const forced = graded(LS, values, ['ten-exposed'])
  expect(explainGrading(LS, assessed(LS, values), forced).zh).toBe(
    'L3×S4＝12；因“存在重大危险因素，作业或聚集人员在10人以上”，直接判定为重大风险（红色）。',
  )
})

test('a value the scheme does not know, a factor nobody judged, another version: refused', () => {
  const code = (assessment: Assessment, overrides: string[] = []) => {
    const result = gradeRisk(LS, assessment, overrides)
    return result.ok ? null : result.error
  }
  expect(code(assessed(LS, { L: 6, S: 1 }))).toEqual({ code: 'factor-value-unknown', factor: 'L' })
  expect(code(assessed(LS, { L: 5 }))).toEqual({ code: 'factor-missing', factor: 'S' })
  expect(code({ ...assessed(LS, { L: 5, S: 1 }), version: 2 })).toEqual({ code: 'scheme-differs' })
  expect(code(assessed(LS, { L: 5, S: 1 }), ['because-i-say-so'])).toEqual({ code: 'override-unknown' })
})

test('what an upper level answers for, the lower ones answer for too', () => {
  expect(listControllers('head')).toEqual(Object.keys(CONTROL_LEVELS))
  expect(listControllers('department')).toEqual(['department', 'post'])
  expect(listControllers('post')).toEqual(['post'])
})
