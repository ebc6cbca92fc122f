import {
  ASSIGNMENT_STATE_IDS,
  TIMELINESS,
  timelinessOf,
  type AssignmentState,
  type CampaignId,
  type Day,
  type Instant,
  type Timeliness,
} from '@anlan/domain'
import { beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type UnitName } from '../testing/county.ts'

const county = useCounty()

const TODAY: Day = '2026-10-15'
const DEADLINES: (Day | null)[] = [null, '2026-10-14', TODAY, '2026-10-16', '2026-11-30']
/** Around midnight in Shanghai, which is 16:00 in UTC. */
const HANDED_IN: (Instant | null)[] = [
  null,
  '2026-10-13T16:00:00.000Z',
  '2026-10-14T15:59:59.999Z',
  '2026-10-14T16:00:00.000Z',
  '2026-10-15T15:59:59.999Z',
  '2026-10-15T16:00:00.000Z',
]
const CASES = DEADLINES.flatMap(dueOn => HANDED_IN.map(submittedAt => ({ dueOn, submittedAt })))
const UNITS: readonly UnitName[] = [
  ...(['eastMiddle', 'eastPrimary', 'eastVillage', 'westMiddle', 'kindergarten', 'countySchool'] as const),
]
/** One state a unit, one deadline and hand-in a task: together everything that can be. */
const stateOf = (unit: number): AssignmentState => ASSIGNMENT_STATE_IDS[unit] ?? 'pending'
/** The last unit has every other task only. */
const isLaid = (unit: number, task: number): boolean => unit < UNITS.length - 1 || task % 2 === 0

const id = newId<CampaignId>()
const LETTERS: Record<AssignmentState, string> = {
  ...{ pending: 'p', received: 'r', submitted: 's', returned: 'b', accepted: 'a', excused: 'x' },
}

beforeAll(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  const { db } = county.assembled.app
  const officer = county.people.officer.accountId
  const phase = newId<string>()
  const tasks = CASES.map(({ dueOn }, index) => ({ id: newId<string>(), ordinal: index * 7, due_on: dueOn }))
  await db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
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
        ...{ ...task, campaign_id: id, phase_id: phase, path: null, title: '任务', quote: '', area: null },
        ...{ span_start: null, span_end: null, evidence: [], milestone: null },
        addressees: { sets: [], include: [], exclude: [] } as never,
      })),
    )
    await bulkInsert(
      tx,
      'assignments',
      UNITS.flatMap((unit, row) =>
        tasks.flatMap((task, column) =>
          isLaid(row, column)
            ? [
                {
                  ...{ id: newId<string>(), campaign_id: id, task_id: task.id, phase_id: phase },
                  ...{ unit_id: county.units[unit], township: null, area: null, due_on: task.due_on },
                  ...{ state: stateOf(row), revision: 1, versions: 0, submitted_by: null, reason: null },
                  submitted_at: CASES[column]?.submittedAt ?? null,
                  ...{ decided_by: null, decided_at: null },
                },
              ]
            : [],
        ),
      ),
    )
  })
})

/** What the domain says of every cell. */
const said = UNITS.map((_unit, row) =>
  CASES.map(({ dueOn, submittedAt }, column) =>
    isLaid(row, column) ? timelinessOf({ state: stateOf(row), dueOn, submittedAt }, TODAY) : null,
  ),
)

test('the matrix shows of every cell what the domain says of it', async () => {
  const { cells, tasks, units } = await county.as('officer').campaigns.matrix({ id })
  expect(tasks).toHaveLength(CASES.length)
  for (const [row, unit] of units.entries()) {
    const index = UNITS.findIndex(name => county.units[name] === unit.id)
    const letters = said[index]?.map(timeliness => {
      const letter = LETTERS[stateOf(index)]
      if (timeliness === null) return '.'
      return timeliness === 'overdue' || timeliness === 'done-late' ? letter.toUpperCase() : letter
    })
    expect(cells.slice(row * tasks.length, (row + 1) * tasks.length)).toBe(letters?.join(''))
  }
})

test('the board counts as overdue and as late what the domain calls so, unit by unit and in all', async () => {
  const { groups, total } = await county.as('officer').campaigns.progress({ id, by: 'unit' })
  const count = (rows: typeof said, what: string): number => rows.flat().filter(each => each === what).length
  for (const [row, name] of UNITS.entries()) {
    const own = groups.find(group => group.key === county.units[name])?.progress
    const mine = [said[row] ?? []]
    expect(own).toMatchObject({ overdue: count(mine, 'overdue'), late: count(mine, 'done-late') })
  }
  expect(total).toMatchObject({ overdue: count(said, 'overdue'), late: count(said, 'done-late') })
})

test.each(Object.keys(TIMELINESS) as Timeliness[])(
  'the list of what is %s is what the domain calls so',
  async timeliness => {
    const { total } = await county.as('officer').assignments.list({ campaignId: id, timeliness })
    expect(total).toBe(said.flat().filter(each => each === timeliness).length)
    expect(total).toBeGreaterThan(0)
  },
)

test('many who open the board at once see each his own scope', async () => {
  const people = ['officer', 'eastHead', 'westHead', 'officer', 'eastHead', 'westHead'] as const
  const boards = await Promise.all(
    people.map(person => county.as(person).campaigns.progress({ id, by: 'unit' })),
  )
  const seen = boards.map(({ groups }) => groups.map(group => group.key).toSorted())
  const units = (...names: UnitName[]): string[] => names.map(name => county.units[name] as string).toSorted()
  const [all, east, west] = [
    units(...UNITS),
    units('eastMiddle', 'eastPrimary', 'eastVillage'),
    units('westMiddle', 'kindergarten'),
  ]
  expect(seen).toEqual([all, east, west, all, east, west])
})
