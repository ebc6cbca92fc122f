import { describe, expect, test } from 'vitest'
import type { Day } from '../../kernel/day.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { anId } from '../../testing/builders.ts'
import { decideRisk } from './decide-risk.ts'
import type { Assessment } from './grade-risk.ts'
import type { GradingScheme } from './grading-scheme.ts'
import { firstReviewOf, listRegradeReasons, RiskFacts, siteText } from './risk-point.ts'
import { FIRST_SCHEMES } from './schemes.ts'

const TODAY: Day = '2026-11-26'
const LS = FIRST_SCHEMES[0] as GradingScheme
const RAIL = '00000000-0000-4000-8000-000000000901'

const judged = (likelihood: number, severity: number, measures: string[] = []): Assessment => ({
  ...{ scheme: 'ls', version: 1 },
  scores: {
    L: { value: likelihood, because: '', measures },
    S: { value: severity, because: '', measures: [] },
  },
})

/** A staircase with a rail, whose likelihood the rail lowers. */
const stairs = (change: Partial<RiskFacts> = {}): RiskFacts =>
  RiskFacts.parse({
    area: 'emergency',
    name: '教学楼西侧楼梯',
    kind: 'place',
    site: { campus: '', building: '教学楼', floor: '二层', room: '西侧楼梯' },
    causes: [{ kind: 'environment', what: '课间人流集中' }],
    accidents: ['stampede'],
    measures: [
      { id: RAIL, kind: 'engineering', text: '设置中间扶手', owner: '总务处', reviewOn: '2027-03-01' },
    ],
    overrides: [],
    inherent: judged(4, 5),
    residual: judged(2, 5, [RAIL]),
    responsible: { department: '德育处', accountId: anId<AccountId>(7) },
    ...change,
  })

const decided = (facts: RiskFacts) => decideRisk(LS, facts, TODAY)

test('measures lower the grade; it is kept by the lower level and reviewed in a year', () => {
  expect(decided(stairs())).toMatchObject({
    ok: true,
    value: {
      inherent: { score: 20, level: { colour: 'red' } },
      residual: { score: 10, level: { colour: 'yellow' } },
      graded: {
        ...{ inherentColour: 'red', level: 'general', colour: 'yellow', control: 'department' },
        ...{ assessedOn: TODAY, reviewOn: '2027-11-26' },
      },
    },
  })
})

describe('refused is', () => {
  test.each([
    [
      'a place nobody could find',
      stairs({ site: { campus: '', building: '', floor: '', room: '' } }),
      'site-missing',
    ],
    ['a lowered value that names no measure', stairs({ residual: judged(2, 5) }), 'lowered-without-measure'],
    ['a measure that is not there', stairs({ measures: [] }), 'measure-unknown'],
    ['a risk that measures make worse', stairs({ residual: judged(5, 5, [RAIL]) }), 'measures-worsen-risk'],
    ['an unknown override', stairs({ overrides: ['no-such'] }), 'override-unknown'],
  ] as const)('%s', (_what, facts, code) => {
    expect(decided(facts)).toMatchObject({ ok: false, error: { code } })
  })

  test('not an activity without a room', () => {
    const outing = stairs({ kind: 'activity', site: { campus: '', building: '', floor: '', room: '' } })
    expect(decided(outing).ok).toBe(true)
  })
})

test('what forces the highest level forces it with the measures too', () => {
  expect(decided(stairs({ overrides: ['law-broken'] }))).toMatchObject({
    value: { graded: { inherentColour: 'red', colour: 'red', control: 'head' } },
  })
})

describe('graded anew it must be', () => {
  const IN_FORCE = { id: 'ls', version: 1 }
  const point = { regrade: [], reviewOn: '2026-11-26' as Day, retired: null, residual: judged(2, 2) }

  test('from its day on, not the day before', () => {
    expect(listRegradeReasons(point, '2026-11-25', IN_FORCE)).toEqual([])
    expect(listRegradeReasons(point, '2026-11-26', IN_FORCE)).toEqual(['review-day'])
    expect(listRegradeReasons(point, '2026-11-27', IN_FORCE)).toEqual(['review-day'])
  })

  test('for each reason once, and never when it is off the register', () => {
    const reason = { at: '2026-11-01T00:00:00Z', hazardId: null, note: null } as const
    const found = {
      ...point,
      regrade: [
        { ...reason, why: 'hazard' },
        { ...reason, why: 'hazard' },
      ] as const,
    }
    expect(listRegradeReasons({ ...found, regrade: [...found.regrade] }, '2026-11-25', IN_FORCE)).toEqual([
      'hazard',
    ])
    const retired = { at: '2026-11-02T00:00:00Z', reason: '已拆除' } as const
    expect(listRegradeReasons({ ...found, regrade: [...found.regrade], retired }, TODAY, IN_FORCE)).toEqual(
      [],
    )
  })

  test('when the county grades by another scheme, or by another version of it', () => {
    const reasons = (id: string, version: number) => listRegradeReasons(point, '2026-11-25', { id, version })
    expect([reasons('ls', 1), reasons('ls', 2), reasons('lec', 1)]).toEqual([[], ['scheme'], ['scheme']])
  })
})

test('a site is said from the large to the small, without gaps', () => {
  expect(siteText({ campus: '东校区', building: '', floor: '二层', room: '实验室' })).toBe(
    '东校区 二层 实验室',
  )
})

test('measures are looked at again on the earliest of their days', () => {
  expect(firstReviewOf([{ reviewOn: '2027-03-01' }, { reviewOn: '2027-01-31' }])).toBe('2027-01-31')
  expect(firstReviewOf([])).toBeNull()
})
