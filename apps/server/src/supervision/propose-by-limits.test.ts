import type { AssignmentState, Day, Instant } from '@anlan/domain'
import { beforeEach, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type UnitName } from '../testing/county.ts'
import { proposeByLimits } from './propose-by-limits.ts'

const county = useCounty()
const DISPATCHED: Instant = '2026-09-01T00:00:00.000Z'

interface Owed {
  readonly unit: UnitName
  readonly dueOn: Day
  readonly state?: AssignmentState
  /** How often what was handed in was sent back. */
  readonly returns?: number
}

/** A running campaign that lays one task on each of some units. */
async function aCampaign(owed: readonly Owed[]): Promise<void> {
  const officer = county.people.officer.accountId
  const [campaign, phase, task] = [newId<string>(), newId<string>(), newId<string>()]
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(tx, 'campaigns', [
      {
        ...{ id: campaign, title: '专项行动', year: 2026, issuer: null, document_number: null },
        ...{ issued_on: null, from_on: null, to_on: null, state: 'running', revision: 1 },
        ...{ document_id: null, draft: null, created_by: officer, created_at: DISPATCHED },
        ...{ dispatched_by: officer, dispatched_at: DISPATCHED },
      },
    ])
    await bulkInsert(tx, 'phases', [
      {
        ...{ id: phase, campaign_id: campaign, ordinal: 1, kind: 'rectification', name: '排查整治' },
        ...{ from_on: null, to_on: null, path: null },
      },
    ])
    await bulkInsert(tx, 'tasks', [
      {
        ...{ id: task, campaign_id: campaign, phase_id: phase, ordinal: 1, path: null, title: '排查' },
        ...{ quote: '', area: null, span_start: null, span_end: null, evidence: [], milestone: null },
        ...{ due_on: null, addressees: { sets: [], include: [], exclude: [] } as never },
      },
    ])
    const rows = owed.map(each => ({ ...each, id: newId<string>() }))
    await bulkInsert(
      tx,
      'assignments',
      rows.map(({ id, unit, dueOn, state = 'pending', returns = 0 }) => ({
        ...{ id, campaign_id: campaign, task_id: task, phase_id: phase, unit_id: county.units[unit] },
        ...{ township: null, area: null, due_on: dueOn, state, revision: 1, versions: returns },
        ...{ submitted_by: null, submitted_at: null, reason: null, decided_by: null, decided_at: null },
      })),
    )
    await bulkInsert(
      tx,
      'submissions',
      rows.flatMap(({ id, unit, returns = 0 }) =>
        Array.from({ length: returns }, (_, index) => ({
          ...{ id: newId<string>(), assignment_id: id, unit_id: county.units[unit], version: index + 1 },
          ...{ statement: '已完成', submitted_by: officer, submitted_by_name: '某某' },
          ...{ submitted_at: DISPATCHED, decision: 'returned' as const, decided_by: officer },
          ...{ decided_by_name: '某某', decided_at: DISPATCHED, reason: '照片不清' },
        })),
      ),
    )
  })
}

const propose = () => proposeByLimits(county.assembled.app)
const desk = () => county.as('leader').supervision
const proposals = async () =>
  (await desk().list({ filter: { state: ['proposed'] }, pageSize: 100 })).rows.map(({ kind, unit }) => [
    unit.name,
    kind,
  ])
const clear = async (): Promise<void> => {
  const { rows } = await desk().list({ filter: { state: ['proposed'] }, pageSize: 100 })
  for (const { id } of rows)
    await desk().advance({ id, revision: 1, command: { event: 'decline', reason: '另行处理' }, files: [] })
}

beforeEach(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  await propose()
  await clear()
})

test('a day overdue proposes a reminder, a week a supervision notice, and today’s deadline nothing', async () => {
  await aCampaign([
    { unit: 'eastMiddle', dueOn: '2026-10-14' },
    { unit: 'eastPrimary', dueOn: '2026-10-09' },
    { unit: 'westMiddle', dueOn: '2026-10-08' },
    { unit: 'kindergarten', dueOn: '2026-10-15' },
    { unit: 'countySchool', dueOn: '2026-10-01', state: 'submitted' },
  ])
  expect(await propose()).toBe(3)
  expect((await proposals()).sort()).toEqual([
    ['测试eastMiddle', 'reminder'],
    ['测试eastPrimary', 'reminder'],
    ['测试westMiddle', 'supervision-notice'],
  ])
})

test('what was sent back twice proposes a notice, though its day has not come', async () => {
  await aCampaign([
    { unit: 'eastMiddle', dueOn: '2026-10-30', state: 'returned', returns: 2 },
    { unit: 'westMiddle', dueOn: '2026-10-30', state: 'returned', returns: 1 },
  ])
  expect(await propose()).toBe(1)
  expect(await proposals()).toEqual([['测试eastMiddle', 'supervision-notice']])
})

test('the same is not proposed twice: not while it is open, not after it was declined, not by two servers at once', async () => {
  await aCampaign([{ unit: 'eastMiddle', dueOn: '2026-10-14' }])
  const both = await Promise.all([propose(), propose()])
  expect(both.toSorted()).toEqual([0, 1])
  expect(await propose()).toBe(0)
  await clear()
  expect(await propose()).toBe(0)
})

test('nothing goes out by itself: the school sees nothing, and the leader is told once a day', async () => {
  await aCampaign([{ unit: 'eastMiddle', dueOn: '2026-10-14' }])
  const seen = async () => (await county.as('eastHead').supervision.list({})).total
  const before = await seen()
  await propose()
  expect(await seen()).toBe(before)
  const told = (await county.as('leader').inbox.list({})).rows.filter(
    ({ link }) => link === '/supervision?wait=proposed',
  )
  expect(told).toHaveLength(1)
  expect(await county.audit('measure.propose')).toContainEqual({
    ...{ actor_name: '系统', unit_id: county.units.eastMiddle },
  })
})

test('a reminder that has not helped leads to a notice in the same matter, with the facts of the day', async () => {
  await aCampaign([{ unit: 'eastVillage', dueOn: '2026-10-14' }])
  await propose()
  const { rows } = await desk().list({ filter: { unitId: county.units.eastVillage, state: ['proposed'] } })
  const [first] = rows
  if (!first) throw new Error('a reminder was proposed')
  await desk().advance({ id: first.id, revision: 1, command: { event: 'approve' }, files: [] })
  const issue = { event: 'issue', documentNumber: null, replyDueOn: '2026-10-22' } as const
  await county.as('officer').supervision.advance({ id: first.id, revision: 2, command: issue, files: [] })
  const taken = async (now: Instant): Promise<string[]> => {
    county.setNow(now)
    await propose()
    const { measures } = await desk().get({ id: first.matter.id })
    return measures.map(({ measure }) => `${measure.kind} ${measure.state}`)
  }
  expect(await taken('2026-10-20T02:00:00.000Z')).toEqual(['reminder issued'])
  expect(await taken('2026-10-21T02:00:00.000Z')).toEqual(['reminder issued', 'supervision-notice proposed'])
  expect((await desk().get({ id: first.matter.id })).facts).toHaveLength(1)
})

test('the county’s own numbers hold', async () => {
  await aCampaign([{ unit: 'eastMiddle', dueOn: '2026-10-12' }])
  const limit = { rule: 'supervision/ladder#limits', limit: 'remind-after' } as const
  const { revision } = (await county.as('officer').ruleLimits.get()).limits
  await county.as('officer').ruleLimits.set({
    ...{ revision, change: { ...limit, value: 5, from: '2026-10-15', basis: '县局规定' } },
  })
  expect(await propose()).toBe(0)
})
