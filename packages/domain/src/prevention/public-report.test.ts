import { describe, expect, test } from 'vitest'
import { UnitId } from '../kernel/ids.ts'
import { ROLE_IDS, type RoleId } from '../organisation/role.ts'
import { decideLink, decidePublicReport } from './decide-public-report.ts'
import { HAZARD_STATE_IDS } from './hazard-flow.ts'
import { publicReportLimit, PUBLIC_REPORT_RULE } from './public-report-limits.ts'
import { NewPublicReport, PUBLIC_REPORT_EVENTS, PUBLIC_REPORT_STATE_IDS } from './public-report.ts'
import type { PublicReportEvent } from './public-report.ts'

const [here, there] = [
  UnitId.parse('0190a6f0-0000-7000-8000-000000000001'),
  UnitId.parse('0190a6f0-0000-7000-8000-000000000002'),
]
const EVENTS = Object.keys(PUBLIC_REPORT_EVENTS) as PublicReportEvent[]
const actor = (role: RoleId, unit = here) => ({ role, scope: { kind: 'units' as const, units: [unit] } })
const code = (result: { ok: boolean; error?: { code: string } }): string =>
  result.ok ? 'ok' : (result.error?.code ?? '')

describe('whoever settles a report', () => {
  const BUREAU: RoleId[] = ['section-officer', 'bureau-leader', 'bureau-inspector']
  const SCHOOL: RoleId[] = ['principal', 'safety-officer']
  const expected = (state: string, event: PublicReportEvent, role: RoleId): string => {
    if (state !== 'waiting') return 'report-settled'
    if (BUREAU.includes(role)) return 'ok'
    if (SCHOOL.includes(role)) return event === 'dismiss' ? 'finding-needs-bureau' : 'ok'
    return 'role-not-allowed'
  }
  test.each(PUBLIC_REPORT_STATE_IDS.flatMap(state => EVENTS.map(event => [state, event] as const)))(
    'in state %s may %s by the table, whatever his role',
    (state, event) => {
      for (const role of ROLE_IDS)
        expect([role, code(decidePublicReport({ state, unitId: here }, event, actor(role)))]).toEqual([
          role,
          expected(state, event, role),
        ])
    },
  )
  test('is somebody of its school, or of the county', () => {
    const report = { state: 'waiting', unitId: here } as const
    expect(code(decidePublicReport(report, 'verify', actor('principal', there)))).toBe('outside-scope')
    const county = { role: 'section-officer', scope: { kind: 'county' } } as const
    expect(decidePublicReport(report, 'dismiss', county)).toEqual({ ok: true, value: 'dismissed' })
  })
})

describe('the hazard a report is counted to', () => {
  const report = { state: 'waiting', unitId: here } as const
  test('is one of the same school', () => {
    const elsewhere = { unitId: there, state: 'rectifying' } as const
    expect(code(decideLink(report, elsewhere, actor('section-officer')))).toBe('hazard-of-another-unit')
  })
  test('is open, unless the bureau says it is the one; one that was none is never', () => {
    const by = (role: RoleId) =>
      Object.fromEntries(
        HAZARD_STATE_IDS.map(state => [
          state,
          code(decideLink(report, { unitId: here, state }, actor(role))),
        ]),
      )
    const open = {
      ...{ reported: 'ok', rectifying: 'ok', transferred: 'ok', 'awaiting-acceptance': 'ok' },
      dismissed: 'hazard-settled',
    }
    expect(by('principal')).toEqual({ ...open, closed: 'hazard-settled' })
    expect(by('bureau-inspector')).toEqual({ ...open, closed: 'ok' })
  })
})

describe('what anybody writes', () => {
  const id = '0190a6f0-0000-4000-8000-000000000003'
  const good = { id, place: '教学楼三层', text: '栏杆松动', contact: '' }
  test('says where and what; how to reach him is his own choice', () => {
    expect(NewPublicReport.safeParse(good).success).toBe(true)
  })
  test.each([
    ['no place', { place: '  ' }],
    ['nothing that shows', { text: '\u200b\u200b\u200b\u200b\u200b' }],
    ['a text without end', { text: '长'.repeat(1001) }],
    ['no id', { id: 'once' }],
  ])('is refused with %s', (_, change) => {
    expect(NewPublicReport.safeParse({ ...good, ...change }).success).toBe(false)
  })
})

test('the county’s own number of days goes before the default from its day on', () => {
  const own = {
    rule: PUBLIC_REPORT_RULE.code,
    limit: 'contact-days',
    value: 7,
    from: '2026-10-01',
    until: null,
  } as const
  expect(publicReportLimit('contact-days', [own], '2026-09-30')).toBe(30)
  expect(publicReportLimit('contact-days', [own], '2026-10-01')).toBe(7)
})
