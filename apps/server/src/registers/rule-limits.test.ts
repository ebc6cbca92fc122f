import { RETENTION_RULE, type Day, type RuleCode } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { readOccasion } from './occasion.ts'
import { previewRuleLimit } from './preview-rule-limit.ts'
import { restandCounty } from './restand-county.ts'

const county = useCounty()
const KEY = 'fire/extinguisher-ledger'
const DAMP = { rule: `${KEY}#check-overdue` as RuleCode, limit: 'dampDays' }
const COUNTED = { rule: 'areas/standing#counted' as RuleCode, limit: 'days' }
const basis = '县教育局 2026 年安全工作意见'
const limits = () => county.as('officer').ruleLimits
const set = (value: number, from: Day, revision: number, name = DAMP) =>
  limits().set({ revision, change: { ...name, value, from, basis } })
const fire = (day?: Day) =>
  county
    .as('westSafety')
    .registers.standing({ unitId: county.units.westMiddle, area: 'fire', day })
    .then(({ registers }) => registers.find(({ register }) => register === KEY)?.standing)
/** Two logs of the school hold nothing, and that it neither patrolled nor inspected is wrong by itself. */
const UNDONE = 2
const fireOfCounty = async () => {
  // Whatever is still being drawn behind the last answer comes to its end first.
  await restandCounty(county.assembled.app)
  const rows = await county.as('officer').registers.standings()
  return rows.find(({ unit }) => unit.id === county.units.westMiddle)?.areas.fire.findings
}

describe('a number the county sets for a rule', () => {
  test('is tried before it is set: how many schools would stand otherwise', async () => {
    county.setNow('2026-10-14T02:00:00.000Z')
    await county.as('westSafety').registers.record({
      unitId: county.units.westMiddle,
      entry: {
        register: KEY,
        body: {
          ...{ number: 'M-1', location: '锅炉房', type: 'powder', madeOn: '2024-03-01', damp: true },
          ...{ lastCheckedOn: '2026-10-10', gauge: 'green' },
        },
      },
    })
    county.setNow('2026-10-15T02:00:00.000Z')
    const schools = 6
    expect(await limits().preview({ ...DAMP, value: 3 })).toEqual({
      ...{ schools, judged: schools, before: 0, after: 1, changed: 1 },
    })
    expect(await limits().preview({ ...DAMP, value: 14 })).toMatchObject({ after: 0, changed: 0 })
    await expectRefusal(limits().preview({ ...DAMP, value: 400 }), 'limit-out-of-range')
    await expectRefusal(limits().preview({ ...DAMP, limit: 'toString', value: 4 }), 'limit-unknown')
    // How long names are kept judges nobody.
    const kept = { rule: RETENTION_RULE.code, limit: 'names-days', value: 20 }
    await expectRefusal(limits().preview(kept), 'limit-unknown')
    const between = { rule: 'fire#route-not-patrolled' as RuleCode, limit: 'days' }
    expect(await limits().preview({ ...between, value: 3 })).toMatchObject({ judged: schools })
    expect(await limits().preview({ ...COUNTED, value: 60 })).toMatchObject({ judged: schools })
    expect(await fire()).toBe('met')
  })
  test('is tried for as long as somebody waits, and says how far it came', async () => {
    const context = {
      ...{ app: county.assembled.app, actor: county.people.officer, now: '2026-10-15T02:00:00.000Z' },
      requestId: null,
    }
    expect(await previewRuleLimit(context as never, { ...DAMP, value: 3 }, -1)).toMatchObject({
      value: { schools: 6, judged: 0 },
    })
  })
  test('holds from today for the whole county at once, and for no day before', async () => {
    await expectRefusal(set(3, '2026-10-14', 0), 'limit-not-ahead')
    await expectRefusal(set(99, '2026-10-15', 0), 'limit-out-of-range')
    await expectRefusal(set(3.5, '2026-10-15', 0), 'limit-out-of-range')
    expect(await set(3, '2026-10-15', 0)).toEqual({ revision: 1 })
    expect([await fire(), await fire('2026-10-14')]).toEqual(['not-met', 'met'])
    expect(await fireOfCounty()).toBe(UNDONE + 1)
    expect(await county.as('eastHead').ruleLimits.get()).toMatchObject({
      today: '2026-10-15',
      limits: { revision: 1, value: [{ ...DAMP, value: 3, basis, setBy: 'officer', until: null }] },
    })
    expect(await county.audit('rule-limit.set', `${DAMP.rule}/${DAMP.limit}`)).toMatchObject([
      { actor_name: 'officer', unit_id: null },
    ])
  })
  test('of two who change at once is told to the second', async () => {
    await expectRefusal(set(4, '2026-10-20', 0), 'stale-revision')
  })
  test('for a day to come is taken back before it, and no more on it', async () => {
    expect(await set(2, '2026-10-20', 1)).toEqual({ revision: 2 })
    const name = { ...DAMP, from: '2026-10-20' } as const
    expect(await limits().withdraw({ revision: 2, name })).toEqual({ revision: 3 })
    await expectRefusal(limits().withdraw({ revision: 3, name }), 'limit-unknown')
    await expectRefusal(
      limits().withdraw({ revision: 3, name: { ...DAMP, from: '2026-10-15' } }),
      'limit-not-ahead',
    )
    expect(await county.audit('rule-limit.withdraw')).toHaveLength(1)
  })
  test('gives way to the default from a day on; what it judged stays judged', async () => {
    county.setNow('2026-10-16T02:00:00.000Z')
    const name = { ...DAMP, from: '2026-10-16' } as const
    expect(await limits().restore({ revision: 3, name })).toEqual({ revision: 4 })
    await expectRefusal(limits().restore({ revision: 4, name }), 'limit-is-default')
    expect([await fire(), await fire('2026-10-15')]).toEqual(['met', 'not-met'])
    expect(await fireOfCounty()).toBe(UNDONE)
    expect(await county.audit('rule-limit.restore')).toHaveLength(1)
  })
})

test('how long what happened counts is the county’s to set too', async () => {
  expect(await set(60, '2026-10-16', 4, COUNTED)).toEqual({ revision: 5 })
  const { overrides } = await county.assembled.app.db.read(SYSTEM, tx => readOccasion(tx, '2026-10-16'))
  expect(overrides).toContainEqual(expect.objectContaining({ ...COUNTED, value: 60 }))
})

test('the calendar of a day is built once, and anew when the county changes what it rests on', async () => {
  const read = (today: Day) => county.assembled.app.db.read(SYSTEM, tx => readOccasion(tx, today))
  const first = await read('2026-10-16')
  expect(await read('2026-10-16')).toBe(first)
  expect((await read('2026-10-17')).key).not.toBe(first.key)
  await set(61, '2026-10-16', 5, COUNTED)
  expect((await read('2026-10-16')).key).not.toBe(first.key)
})

test.each(['eastHead', 'eastSafety', 'leader', 'director', 'inspector', 'auditor', 'eastTeacher'] as const)(
  '%s reads the numbers and changes none of them',
  async person => {
    const api = county.as(person).ruleLimits
    const { revision } = (await api.get()).limits
    const name = { ...DAMP, from: '2027-01-01' } as const
    for (const call of [
      api.set({ revision, change: { ...name, value: 3, basis } }),
      api.withdraw({ revision, name }),
      api.restore({ revision, name }),
      api.preview({ ...DAMP, value: 3 }),
    ])
      await expectRefusal(call, 'not-permitted')
  },
)
