import { RiskFacts, type Assessment, type RiskPoint } from '@anlan/domain'
import type { PersonName, TestCounty, UnitName } from './county.ts'

/** A handrail, the measure of the staircase below. */
export const RAIL = '00000000-0000-4000-8000-000000000901'

/** A judgement by the scheme a county begins with; what is lowered rests on the handrail. */
export const judged = (likelihood: number, severity: number, measures: string[] = []): Assessment => ({
  ...{ scheme: 'ls', version: 1 },
  scores: {
    L: { value: likelihood, because: '课间人流集中', measures },
    S: { value: severity, because: '', measures: [] },
  },
})

/** A staircase: 20 (red) as it is built, 10 (yellow) with its handrail. */
export const stairs = (county: TestCounty, change: Partial<RiskFacts> = {}): RiskFacts =>
  RiskFacts.parse({
    ...{ area: 'emergency', name: '教学楼西侧楼梯', kind: 'place' },
    site: { campus: '', building: '教学楼', floor: '二层', room: '西侧楼梯' },
    causes: [{ kind: 'environment', what: '课间人流集中' }],
    accidents: ['stampede'],
    measures: [
      { id: RAIL, kind: 'engineering', text: '设置中间扶手', owner: '总务处', reviewOn: '2026-12-01' },
    ],
    overrides: [],
    ...{ inherent: judged(4, 5), residual: judged(2, 5, [RAIL]) },
    responsible: { department: '德育处', accountId: county.people.eastSafety.accountId },
    ...change,
  })

/** Puts the staircase on the register of a school. */
export const recordStairs = (
  county: TestCounty,
  change: Partial<RiskFacts> = {},
  by: PersonName = 'eastSafety',
  unit: UnitName = 'eastMiddle',
): Promise<RiskPoint> =>
  county.as(by).risks.record({ unitId: county.units[unit], facts: stairs(county, change) })
