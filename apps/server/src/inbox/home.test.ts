import type { AssignmentState, CampaignId, Day } from '@anlan/domain'
import { beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type UnitName } from '../testing/county.ts'

const county = useCounty()
const id = newId<CampaignId>()
const TODAY: Day = '2026-10-15'
const TASKS: { title: string; dueOn: Day | null }[] = [
  { title: '过期未交', dueOn: '2026-10-14' },
  { title: '退回重做', dueOn: '2026-10-13' },
  { title: '没有期限', dueOn: null },
  { title: '下月到期', dueOn: '2026-11-20' },
]
const STATES: Partial<Record<UnitName, AssignmentState[]>> = {
  eastMiddle: ['pending', 'returned', 'received', 'pending'],
  westMiddle: ['pending', 'submitted', 'accepted', 'excused'],
}

beforeAll(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  const officer = county.people.officer.accountId
  const phase = newId<string>()
  const tasks = TASKS.map(({ title, dueOn }, ordinal) => ({
    ...{ id: newId<string>(), ordinal, title, due_on: dueOn },
  }))
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(tx, 'campaigns', [
      {
        ...{ id, title: '专项行动', year: 2026, issuer: null, document_number: null, issued_on: null },
        ...{ from_on: '2026-10-01', to_on: '2026-12-31', state: 'running', revision: 3, document_id: null },
        ...{ draft: null, created_by: officer, created_at: '2026-09-28T00:00:00Z' },
        ...{ dispatched_by: officer, dispatched_at: '2026-09-28T00:00:00Z' },
      },
    ])
    await bulkInsert(tx, 'phases', [
      {
        ...{ id: phase, campaign_id: id, ordinal: 1, kind: 'rectification', name: '排查整治' },
        ...{ from_on: '2026-10-01', to_on: '2026-12-31', path: null },
      },
    ])
    await bulkInsert(
      tx,
      'tasks',
      tasks.map(task => ({
        ...{ ...task, campaign_id: id, phase_id: phase, path: null, quote: '', area: null },
        ...{ span_start: null, span_end: null, evidence: [], milestone: null },
        addressees: { sets: [], include: [], exclude: [] } as never,
      })),
    )
    await bulkInsert(
      tx,
      'assignments',
      Object.entries(STATES).flatMap(([unit, states]) =>
        tasks.map((task, index) => ({
          ...{ id: newId<string>(), campaign_id: id, task_id: task.id, phase_id: phase },
          ...{ unit_id: county.units[unit as UnitName], township: null, area: null, due_on: task.due_on },
          ...{ state: states[index] ?? 'pending', revision: 1, versions: 0, submitted_by: null },
          ...{ reason: null, submitted_at: null, decided_by: null, decided_at: null },
        })),
      ),
    )
  })
})

const titles = (tasks: readonly { title: string }[]): string[] => tasks.map(task => task.title)

test('a head finds each duty of his school once, and the one without a deadline last', async () => {
  const home = await county.as('eastHead').home.summary()
  expect(titles(home.returned)).toEqual(['退回重做'])
  expect(titles(home.overdue)).toEqual(['过期未交'])
  expect(titles(home.dueSoon)).toEqual(['下月到期', '没有期限'])
  expect(home.own).toEqual({ open: 4, overdue: 2, returned: 1 })
})

test('whoever may not hand in has none of the unit’s duties waiting for him', async () => {
  for (const person of ['eastTeacher', 'eastCoordinator', 'eastAdmin'] as const) {
    const home = await county.as(person).home.summary()
    expect([person, home.own]).toEqual([person, { open: 0, overdue: 0, returned: 0 }])
    expect([...home.returned, ...home.overdue, ...home.dueSoon]).toEqual([])
  }
})

test('the deputy in charge sees what is late in the county, a head what is late at his school', async () => {
  const whole = await county.as('leader').home.summary()
  expect(whole.campaigns).toMatchObject([
    { id, phase: { name: '排查整治', to: '2026-12-31' }, counts: { total: 8, overdue: 3, submitted: 1 } },
  ])
  expect(whole.own.overdue).toBe(0)
  const school = await county.as('eastHead').home.summary()
  expect(school.campaigns).toMatchObject([{ counts: { total: 4, overdue: 2 } }])
})
