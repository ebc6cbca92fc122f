import type { Day, FileId, HazardCommand, HazardId, Instant } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import { keepTallies } from './keep-tallies.ts'
import { sendReminders } from './reminders.ts'

const county = useCounty()
const noon = (day: Day): Instant => `${day}T04:00:00.000Z`
const sendAt = (day: Day): Promise<number> => {
  county.setNow(noon(day))
  return sendReminders(county.assembled.app)
}

/** What somebody was told whose title says so, oldest first, with where it leads. */
async function told(person: PersonName, about: RegExp): Promise<{ zh: string; link: string }[]> {
  const { rows } = await county.assembled.connections.owner.query<{ zh: string; link: string }>(
    `select title ->> 'zh' as zh, link from inbox_messages where account_id = $1 order by at, id`,
    [county.people[person].accountId],
  )
  return rows.filter(({ zh }) => about.test(zh))
}

/** How many the list behind a notice's link holds. */
async function behind(link: string | undefined): Promise<number> {
  const query = new URL(link ?? '', 'http://127.0.0.1').searchParams
  const filter = {
    ...(query.has('lookBack') && { lookBack: true, closedTo: query.get('closedTo') as Day }),
    ...(query.has('listingEnded') && { listingEnded: true }),
    ...(query.has('state') && { state: ['transferred' as const], overdue: true }),
  }
  return (await county.as('officer').hazards.list({ filter })).total
}

const plan = (dueOn: Day) => ({
  ...{ leadId: county.people.eastSafety.accountId, measures: '立即更换', funds: '公用经费', dueOn },
  contingency: '专人值守',
})

/** A hazard of the east school, found on a day and carried on by commands on the day it is reported. */
async function aHazard(
  at: { found: Day; reported: Day },
  ...commands: (readonly [PersonName, HazardCommand, boolean?])[]
): Promise<HazardId> {
  county.setNow(noon(at.reported))
  const { id } = await county.as('eastHead').hazards.report({
    unitId: county.units.eastMiddle,
    files: [],
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '教学楼', description: '灭火器压力表指针在红区' },
      ...{ discoveredOn: at.found, interimControl: null, stopUse: false, riskPointId: null },
    },
  })
  for (const [by, command, withFile = false] of commands) {
    const { hazard } = await county.as('officer').hazards.get({ id })
    const files = withFile ? [(await county.aFile('eastMiddle')) as FileId] : []
    await county.as(by).hazards.advance({ id, revision: hazard.revision, command, files })
  }
  return id
}
const confirm = (grade: 'general' | 'major', dueOn: Day): readonly [PersonName, HazardCommand] => [
  'officer',
  {
    event: 'confirm',
    grade,
    basis: '学校安全检查标准',
    plan: plan(dueOn),
    interimControl: null,
    stopUse: false,
  },
]

beforeEach(() =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await tx.updateTable('hazards').set({ state: 'dismissed', extensions: '[]' }).execute()
  }),
)

describe('the safety section is told', () => {
  test('a week before look-backs are due, once, with the list behind the number', async () => {
    const closing = [
      confirm('major', '2026-09-30'),
      ['eastSafety', { event: 'submit', rectification: '已更换并试用' }, true],
      ['inspector', { event: 'accept', note: '合格' }, true],
    ] as const
    await aHazard({ found: '2026-09-01', reported: '2026-09-01' }, ...closing)
    const about = /须回头看/
    await sendAt('2026-11-22')
    expect(await told('officer', about)).toEqual([])
    await sendAt('2026-11-23')
    await sendAt('2026-11-24')
    const [notice, ...others] = await told('officer', about)
    expect([notice?.zh, others]).toEqual(['1条重大隐患须回头看', []])
    expect(await behind(notice?.link)).toBe(1)
    for (const other of ['leader', 'eastHead', 'eastSafety'] as const)
      expect(await told(other, about)).toEqual([])
  })

  test('of a listing past its day, and the deputy with it', async () => {
    await aHazard({ found: '2026-10-01', reported: '2026-10-01' }, confirm('major', '2026-12-31'), [
      'leader',
      { event: 'list', number: '', until: '2026-10-20', reason: '重大隐患' },
    ])
    const about = /挂牌督办隐患期满/
    await sendAt('2026-10-20')
    expect(await told('leader', about)).toEqual([])
    await sendAt('2026-10-21')
    for (const person of ['leader', 'officer'] as const) {
      const [notice] = await told(person, about)
      expect(notice?.zh).toBe('1条挂牌督办隐患期满未销号')
      expect(await behind(notice?.link)).toBe(1)
    }
  })

  test('of what a department has had past its day', async () => {
    await aHazard({ found: '2026-10-01', reported: '2026-10-01' }, confirm('general', '2026-12-31'), [
      'officer',
      {
        ...{ event: 'transfer', department: '县住建局', matter: '校门口道路破损' },
        ...{ dueOn: '2026-10-15', interimControl: '设置围挡', stopUse: false },
      } as HazardCommand,
    ])
    await sendAt('2026-10-15')
    expect(await told('officer', /移交部门/)).toEqual([])
    await sendAt('2026-10-16')
    const [notice] = await told('officer', /移交部门/)
    expect(notice?.zh).toBe('1条移交部门的隐患超过期限')
    expect(await behind(notice?.link)).toBe(1)
  })

  test('of a major hazard that came certainly later than the hours, and of none that may have been in time', async () => {
    const late = await aHazard(
      { found: '2026-10-01', reported: '2026-10-03' },
      confirm('major', '2026-12-31'),
    )
    await aHazard({ found: '2026-10-01', reported: '2026-10-02' }, confirm('major', '2026-12-31'))
    await aHazard({ found: '2026-10-01', reported: '2026-10-05' }, confirm('general', '2026-12-31'))
    await sendAt('2026-10-06')
    await sendAt('2026-10-07')
    expect((await told('officer', /未在时限内上报/)).map(({ link }) => link)).toEqual([`/hazards/${late}`])
    expect(await told('eastHead', /未在时限内上报/)).toEqual([])
  })
})

test('an extension that waits is called to mind of those who may decide it, and not of whoever asked', async () => {
  const ask = (by: PersonName): readonly [PersonName, HazardCommand] => [
    by,
    { event: 'ask-extension', until: '2026-11-10', reason: '材料未到' },
  ]
  const general = await aHazard(
    { found: '2026-10-10', reported: '2026-10-10' },
    confirm('general', '2026-11-01'),
    ask('eastSafety'),
  )
  const major = await aHazard(
    { found: '2026-10-10', reported: '2026-10-10' },
    confirm('major', '2026-11-01'),
    ask('eastSafety'),
  )
  const links = async (person: PersonName) => (await told(person, /延期申请/)).map(({ link }) => link)
  await sendAt('2026-10-13')
  expect(await links('eastHead')).toEqual([])
  await sendAt('2026-10-14')
  expect(await links('eastHead')).toEqual([`/hazards/${general}`])
  expect(await links('officer')).toEqual([`/hazards/${major}`])
  for (const other of ['eastSafety', 'westHead', 'leader'] as const) expect(await links(other)).toEqual([])
})

test('what its check item proposes as major waits a day for its verification, and not more', async () => {
  const id = await aHazard({ found: '2026-10-10', reported: '2026-10-10' })
  const { owner } = county.assembled.connections
  const { eastMiddle } = county.units
  const { rows } = await owner.query<{ id: string }>(
    `insert into inspection_runs (id, unit_id, area, version, on_day, every, profile, begun_by, begun_by_name, begun_at, asked)
     values (gen_random_uuid(), $1, 'fire', 1, '2026-10-10', '[]', '{}', $2, '安全员', now(), 1) returning id`,
    [eastMiddle, county.people.eastSafety.accountId],
  )
  await owner.query(
    `insert into inspection_hazards (run_id, code, hazard_id, unit_id, proposed) values ($1, 'X-1', $2, $3, 'major')`,
    [rows[0]?.id, id, eastMiddle],
  )
  await sendAt('2026-10-11')
  expect(await told('eastHead', /尚未核实/)).toEqual([])
  await sendAt('2026-10-12')
  for (const person of ['eastHead', 'eastSafety', 'officer'] as const)
    expect((await told(person, /尚未核实/)).map(({ link }) => link)).toEqual([`/hazards/${id}`])
})

test('the night’s count puts right what differs and says how much', async () => {
  const { app } = county.assembled
  expect(await keepTallies(app)).toEqual({ wrong: 0 })
  await county.assembled.connections.owner.query(
    `delete from hazard_tallies where ctid = (select min(ctid) from hazard_tallies)`,
  )
  expect((await keepTallies(app)).wrong).toBe(1)
  expect(await keepTallies(app)).toEqual({ wrong: 0 })
})
