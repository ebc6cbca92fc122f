import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainGrading, gradeRisk, rankOf, type Assessment } from './grade-risk.ts'
import {
  CONTROL_LEVELS,
  GradingScheme,
  levelOfScore,
  listControllers,
  listSchemeFaults,
  listScores,
  RISK_COLOUR_IDS,
} from './grading-scheme.ts'
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

/** Any choice of values of a scheme. */
const anyValues = (scheme: GradingScheme) =>
  fc
    .tuple(...scheme.factors.map(({ values }) => fc.constantFrom(...values.map(({ value }) => value))))
    .map(chosen => Object.fromEntries(scheme.factors.map(({ id }, index) => [id, chosen[index] as number])))

describe.each(FIRST_SCHEMES)('the scheme $id', scheme => {
  test('is sound, and of the shape a county may store', () => {
    expect(GradingScheme.parse(scheme)).toEqual(scheme)
    expect(listSchemeFaults(scheme)).toEqual([])
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

describe('a scheme a county wrote', () => {
  const change = (edit: (scheme: GradingScheme) => void): GradingScheme => {
    const copy = GradingScheme.parse(LS)
    edit(copy)
    return copy
  }
  const level = (scheme: GradingScheme, index: number) => scheme.levels[index] as GradingScheme['levels'][0]

  test.each([
    ['floors-out-of-order', change(scheme => (level(scheme, 1).from = 21))],
    ['level-without-floor', change(scheme => (level(scheme, 1).from = null))],
    ['floor-at-lowest', change(scheme => (level(scheme, 3).from = 1))],
    ['colours-out-of-order', change(scheme => (level(scheme, 1).colour = 'blue'))],
    ['level-twice', change(scheme => (level(scheme, 1).id = 'major'))],
    ['level-never-reached', change(scheme => (level(scheme, 0).from = 26))],
    ['factor-twice', change(scheme => ((scheme.factors[1] as { id: string }).id = 'L'))],
    [
      'value-twice',
      change(
        scheme =>
          ((scheme.factors[0] as { values: { value: number }[] }).values[1] = scheme.factors[0]
            ?.values[0] as never),
      ),
    ],
  ] as const)('is refused when %s', (fault, scheme) => {
    expect(listSchemeFaults(scheme)).toContain(fault)
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
