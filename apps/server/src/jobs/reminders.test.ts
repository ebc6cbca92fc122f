import fc from 'fast-check'
import {
  addDays,
  type AssignmentState,
  type CampaignState,
  type Day,
  type FileId,
  type Instant,
} from '@anlan/domain'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { startJobs } from './jobs.ts'
import { REMINDER_DAYS, reminderFor } from './reminder-days.ts'
import { sendReminders } from './reminders.ts'

const county = useCounty()

describe('which reminder a deadline asks for', () => {
  const due = '2026-12-20'
  test.each([
    [addDays(due, -8), null],
    [addDays(due, -7), 7],
    [addDays(due, -4), 7],
    [addDays(due, -3), 3],
    [addDays(due, -1), 1],
    [due, 1],
    [addDays(due, 1), 'overdue'],
  ] as const)('on %s it is %s', (today, reminder) => {
    expect(reminderFor(due, today)).toBe(reminder)
  })

  test('a server that slept through a day still sends the reminder next in line', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), left => {
        const reminder = reminderFor(due, addDays(due, -left))
        if (left < 0) expect(reminder).toBe('overdue')
        else if (left > Math.max(...REMINDER_DAYS)) expect(reminder).toBeNull()
        else expect(reminder).toBeGreaterThanOrEqual(left)
      }),
    )
  })
})

interface Wish {
  readonly tasks: readonly (readonly [title: string, dueOn: Day, state?: AssignmentState])[]
  readonly unit?: UnitName
  readonly state?: CampaignState
  readonly dispatchedAt?: Instant
}

/** A campaign with tasks laid on one unit. */
async function aCampaign(wish: Wish): Promise<string> {
  const { tasks, unit = 'eastMiddle', state = 'running', dispatchedAt = '2026-09-28T00:00:00.000Z' } = wish
  const officer = county.people.officer.accountId
  const [campaign, phase] = [newId<string>(), newId<string>()]
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(tx, 'campaigns', [
      {
        ...{ id: campaign, title: '专项行动', year: 2026, issuer: null, document_number: null },
        ...{ issued_on: null, from_on: null, to_on: null, state, revision: 1, document_id: null },
        ...{ draft: null, created_by: officer, created_at: dispatchedAt, dispatched_by: officer },
        dispatched_at: dispatchedAt,
      },
    ])
    await bulkInsert(tx, 'phases', [
      {
        ...{ id: phase, campaign_id: campaign, ordinal: 1, kind: 'rectification', name: '排查整治' },
        ...{ from_on: null, to_on: null, path: null },
      },
    ])
    const ids = tasks.map(() => newId<string>())
    await bulkInsert(
      tx,
      'tasks',
      tasks.map(([title, dueOn], index) => ({
        ...{ id: ids[index] ?? '', campaign_id: campaign, phase_id: phase, ordinal: index + 1, path: null },
        ...{ title, quote: '', area: null, span_start: null, span_end: null, evidence: [] },
        ...{ milestone: null, due_on: dueOn, addressees: { sets: [], include: [], exclude: [] } as never },
      })),
    )
    await bulkInsert(
      tx,
      'assignments',
      tasks.map(([, dueOn, taskState = 'pending'], index) => ({
        ...{ id: newId<string>(), campaign_id: campaign, task_id: ids[index] ?? '', phase_id: phase },
        ...{ unit_id: county.units[unit], township: null, area: null, due_on: dueOn, state: taskState },
        ...{ revision: 1, versions: 0, submitted_by: null, submitted_at: null, reason: null },
        ...{ decided_by: null, decided_at: null },
      })),
    )
  })
  return campaign
}

/** A hazard in the middle of its rectification, whatever the day. */
const aHazard = (lead: PersonName, dueOn: Day, reportedAt: Instant): Promise<void> =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    const leadId = county.people[lead].accountId
    await tx
      .insertInto('hazards')
      .values({
        ...{ id: newId<string>(), unit_id: county.units.eastMiddle, township: null, number: newId<string>() },
        ...{ state: 'rectifying', area: 'fire', source: 'self-inspection', place: '楼', description: '灯' },
        ...{ discovered_on: '2026-09-01', reported_by: leadId, reported_by_name: lead },
        ...{ reported_at: reportedAt, interim_control: null, stop_use: false, extensions: '[]' },
        ...{ due_on: dueOn, lead_id: leadId, lead_name: lead },
      })
      .execute()
  })

const sendAt = (now: Instant, app = county.assembled.app): Promise<number> => {
  county.setNow(now)
  return sendReminders(app)
}
/** Noon in China. */
const noon = (day: Day): Instant => `${day}T04:00:00.000Z`

/**
 * What somebody was told, oldest first; days of the publicity calendar and the cycles of the mechanisms aside, which come by
 * the calendar, whatever else is owed.
 */
async function told(person: PersonName): Promise<string[]> {
  const { rows } = await county.assembled.connections.owner.query<{ zh: string }>(
    `select title ->> 'zh' as zh from inbox_messages
      where account_id = $1 and link !~ '^/(publicity|consultations|bulletins|joint-actions)' order by at, id`,
    [county.people[person].accountId],
  )
  return rows.map(({ zh }) => zh)
}

afterEach(async () => {
  const { owner } = county.assembled.connections
  for (const table of ['inbox_messages', 'assignments', 'tasks', 'phases', 'campaigns'])
    await owner.query(`delete from ${table}`)
  await owner.query(`update hazards set state = 'closed', closed_at = coalesce(closed_at, now())`)
})

describe('a unit’s tasks', () => {
  test('are called to mind at seven, three and one day and when they are overdue, of head and safety officer', async () => {
    await aCampaign({ tasks: [['召开部署会', '2026-10-20']] })
    const days: Day[] = Array.from({ length: 20 }, (_, each) => addDays('2026-10-08', each))
    for (const day of days) {
      await sendAt(noon(day))
      await sendAt(noon(day))
    }
    const expected = ['还有7天到期', '还有3天到期', '还有1天到期', '已逾期1天'].map(when => `1项任务${when}`)
    expect(await told('eastHead')).toEqual(expected)
    expect(await told('eastSafety')).toEqual(expected)
    for (const other of ['eastTeacher', 'eastAdmin', 'westHead', 'villageHead'] as const)
      expect(await told(other)).toEqual([])
  })

  test.each<AssignmentState>(['submitted', 'accepted', 'excused'])(
    'that are %s are left alone',
    async state => {
      await aCampaign({ tasks: [['召开部署会', '2026-10-20', state]] })
      for (const day of ['2026-10-13', '2026-10-19', '2026-10-21', '2026-11-20'] as const)
        await sendAt(noon(day))
      expect(await told('eastHead')).toEqual([])
      expect(await told('officer')).toEqual([])
    },
  )

  test.each<CampaignState>(['suspended', 'archived', 'discarded'])(
    'of a campaign that is %s are left alone',
    async state => {
      await aCampaign({ tasks: [['召开部署会', '2026-10-20']], state })
      await sendAt(noon('2026-10-19'))
      expect(await told('eastHead')).toEqual([])
    },
  )

  test('that were sent back are owed again', async () => {
    await aCampaign({ tasks: [['召开部署会', '2026-10-20', 'returned']] })
    await sendAt(noon('2026-10-19'))
    expect(await told('eastHead')).toEqual(['1项任务还有1天到期'])
  })

  test('that fall due together are one reminder', async () => {
    await aCampaign({
      tasks: [
        ['甲', '2026-10-20'],
        ['乙', '2026-10-20'],
        ['丙', '2026-10-19'],
      ],
    })
    await sendAt(noon('2026-10-19'))
    expect((await told('eastHead')).toSorted()).toEqual(['1项任务今天到期', '2项任务还有1天到期'])
  })

  test('are no flood after a summer with the server off', async () => {
    const tasks = Array.from(
      { length: 30 },
      (_, each) => [`任务${each}`, addDays('2026-10-01', each)] as const,
    )
    await aCampaign({ tasks })
    // With those two whose cycle has run out as well: consultations and bulletins, to each officer.
    expect(await sendAt(noon('2026-12-01'))).toBe(4 + 4)
    for (const person of ['eastHead', 'eastSafety'] as const)
      expect(await told(person)).toEqual(['30项任务已逾期'])
    for (const person of ['officer', 'secondOfficer'] as const)
      expect(await told(person)).toEqual(['1个单位逾期7天以上，可提请督办'])
    expect(await sendAt(noon('2026-12-02'))).toBe(0)
  })

  test('of a day the server was off are told the next day, with what is left of the time', async () => {
    await aCampaign({ tasks: [['召开部署会', '2026-10-20']] })
    await sendAt(noon('2026-10-15'))
    await sendAt(noon('2026-10-16'))
    await sendAt(noon('2026-10-22'))
    expect(await told('eastHead')).toEqual(['1项任务还有5天到期', '1项任务已逾期2天'])
  })

  test('whose deadline had passed before dispatch are asked for, and nobody is chased', async () => {
    await aCampaign({
      // Half past midnight on the 15th in China, still the 14th in Greenwich.
      dispatchedAt: '2026-10-14T16:30:00.000Z',
      tasks: [
        ['先前的', '2026-10-14'],
        ['当天的', '2026-10-15'],
      ],
    })
    await sendAt(noon('2026-10-15'))
    expect(await told('eastHead')).toEqual(['1项任务今天到期'])
    await sendAt(noon('2026-11-15'))
    expect(await told('eastHead')).toEqual(['1项任务今天到期', '1项任务已逾期31天'])
  })

  test('turn with China’s midnight', async () => {
    await aCampaign({ tasks: [['召开部署会', '2026-10-20']] })
    await sendAt('2026-10-12T15:59:59.000Z')
    expect(await told('eastHead')).toEqual([])
    await sendAt('2026-10-12T16:00:00.000Z')
    expect(await told('eastHead')).toEqual(['1项任务还有7天到期'])
    await sendAt('2026-10-20T15:59:59.000Z')
    expect((await told('eastHead')).at(-1)).toBe('1项任务今天到期')
    await sendAt('2026-10-20T16:00:00.000Z')
    expect((await told('eastHead')).at(-1)).toBe('1项任务已逾期1天')
  })
})

describe('a school’s registers', () => {
  const record = (register: string, body: object) =>
    county.as('eastSafety').registers.record({ unitId: county.units.eastMiddle, entry: { register, body } })
  const bottle = (change: object) => ({
    ...{ number: 'R-1', location: '一层', type: 'powder', madeOn: '2026-09-01', gauge: 'green' },
    ...{ lastCheckedOn: '2026-09-20', ...change },
  })

  test('remind head and safety officer of the clock that runs out next, and not once it was seen to', async () => {
    county.setNow(noon('2026-10-01'))
    const { id } = await record('fire/extinguisher-ledger', bottle({}))
    for (const day of ['2026-10-12', '2026-10-13', '2026-10-14'] as const) await sendAt(noon(day))
    const first = ['灭火器台账还有7天到期']
    expect(await told('eastHead')).toEqual(first)
    expect(await told('eastSafety')).toEqual(first)
    for (const other of ['eastTeacher', 'westHead', 'officer'] as const) expect(await told(other)).toEqual([])
    await county
      .as('eastSafety')
      .registers.change({ id, revision: 1, body: bottle({ lastCheckedOn: '2026-10-14' }) })
    for (const day of ['2026-10-17', '2026-10-19'] as const) await sendAt(noon(day))
    expect(await told('eastHead')).toEqual(first)
    await county.as('eastSafety').registers.retire({ id, revision: 2, retired: true })
  })

  test('tell of something major once, whatever other hazard the rule has had, and not of what is a hazard', async () => {
    county.setNow(noon('2026-10-20'))
    const { id } = await record('fire/building-list', {
      ...{ name: '老教学楼', use: 'teaching', floors: 3, barred: true, sandwichPanels: false },
      ...{ acceptance: 'accepted' },
    })
    await sendAt(noon('2026-10-20'))
    await sendAt(noon('2026-10-21'))
    const barred = '重大问题待核实：门窗设有影响逃生和救援的障碍物'
    const majors = async () => (await told('eastHead')).filter(title => title.includes('重大'))
    expect(await majors()).toEqual([barred])

    // Of this one a hazard is made; a second building is another finding of the same rule.
    const stands = await county
      .as('eastSafety')
      .registers.standing({ unitId: county.units.eastMiddle, area: 'fire' })
    const found = stands.registers.flatMap(({ findings }) => findings).find(({ code }) => code === 'barred')
    const of = { unitId: county.units.eastMiddle, rule: 'fire/building-list#barred' as const }
    await county.as('eastSafety').registers.openHazard({
      ...{ ...of, findings: [found?.key ?? ''] },
      hazard: {
        ...({ area: 'fire', source: 'self-inspection', discoveredOn: '2026-10-21' } as const),
        place: '老教学楼',
        description: '二楼窗户装有固定栅栏',
        interimControl: null,
        stopUse: false,
      },
    })
    expect(await sendAt(noon('2026-10-22'))).toBe(0)
    county.setNow(noon('2026-10-23'))
    const second = await record('fire/building-list', {
      ...{ name: '宿舍楼', use: 'dormitory', floors: 3, barred: true, sandwichPanels: false },
      ...{ acceptance: 'accepted' },
    })
    await sendAt(noon('2026-10-23'))
    expect(await majors()).toEqual([barred, barred])
    await county.as('eastSafety').registers.retire({ id: second.id, revision: 1, retired: true })
    await county.as('eastSafety').registers.retire({ id, revision: 1, retired: true })
    expect(await sendAt(noon('2026-10-22'))).toBe(0)
  })
})

describe('two servers over one database', () => {
  test('that send at the same moment tell everybody once', async () => {
    for (const unit of ['eastMiddle', 'eastVillage', 'westMiddle'] as const)
      await aCampaign({
        unit,
        tasks: [
          ['甲', '2026-10-20'],
          ['乙', '2026-10-16'],
          ['丙', '2026-10-10'],
        ],
      })
    const linesBefore = (await county.audit('reminder.send', '2026-10-15')).length
    const other = await county.another()
    county.setNow(noon('2026-10-15'))
    const { app } = county.assembled
    const sent = await Promise.all([app, other.app, app, other.app].map(each => sendReminders(each)))
    await other.close()
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(6 * 3)
    for (const person of ['eastHead', 'villageSafety', 'westHead'] as const)
      expect((await told(person)).toSorted()).toEqual([
        ...['1项任务已逾期5天', '1项任务还有1天到期', '1项任务还有5天到期'],
      ])
    const lines = (await county.audit('reminder.send', '2026-10-15')).length - linesBefore
    expect(lines).toBe(sent.filter(each => each > 0).length)
  })

  test('start their jobs, and everybody is told once', async () => {
    await aCampaign({ tasks: [['甲', '2026-10-20']] })
    county.setNow(noon('2026-10-17'))
    const other = await county.another()
    const { owner } = county.assembled.connections
    const jobs = await Promise.all([county.assembled, other].map(each => startJobs(each.app, owner.options)))
    const isDone = async (): Promise<boolean> => {
      const { rows } = await owner.query<{ open: number; done: number }>(
        `select count(*) filter (where state <> 'completed')::int as open,
          count(*) filter (where state = 'completed')::int as done from pgboss.job where name = 'reminders'`,
      )
      return rows[0]?.open === 0 && rows[0].done > 0
    }
    while (!(await isDone())) await sleep(100)
    for (const each of jobs) await each.stop()
    await other.close()
    expect(await told('eastHead')).toEqual(['1项任务还有3天到期'])
    expect(await told('eastSafety')).toEqual(['1项任务还有3天到期'])
  })
})

describe('what is a week overdue', () => {
  test('is laid before the safety section, which decides; once, and again when more comes to it', async () => {
    await aCampaign({
      tasks: [
        ['甲', '2026-10-01'],
        ['乙', '2026-10-05'],
      ],
    })
    await aCampaign({ unit: 'westMiddle', tasks: [['甲', '2026-10-01']] })
    await sendAt(noon('2026-10-07'))
    expect(await told('officer')).toEqual([])
    for (const day of ['2026-10-08', '2026-10-09', '2026-10-11'] as const) await sendAt(noon(day))
    expect(await told('officer')).toEqual(Array<string>(2).fill('1个单位逾期7天以上，可提请督办'))
    await sendAt(noon('2026-10-12'))
    await sendAt(noon('2026-10-30'))
    expect(await told('officer')).toHaveLength(3)
    for (const other of ['leader', 'director', 'eastAdmin'] as const) expect(await told(other)).toEqual([])
  })

  test('is not what had passed before it came into the system', async () => {
    await aCampaign({ dispatchedAt: '2026-10-20T02:00:00.000Z', tasks: [['甲', '2026-10-01']] })
    await aHazard('eastSafety', '2026-10-01', '2026-10-20T02:00:00.000Z')
    for (const day of ['2026-10-20', '2026-10-21', '2026-11-20'] as const) await sendAt(noon(day))
    for (const person of ['eastHead', 'eastSafety', 'officer'] as const)
      expect(await told(person)).toEqual([])
  })

  test('is a hazard too', async () => {
    await aHazard('eastSafety', '2026-10-10', '2026-10-01T02:00:00.000Z')
    await sendAt(noon('2026-10-16'))
    expect(await told('officer')).toEqual([])
    await sendAt(noon('2026-10-17'))
    await sendAt(noon('2026-10-18'))
    expect(await told('officer')).toEqual(['1条隐患整改逾期7天以上，可提请督办'])
    expect(await told('eastSafety')).toEqual(['隐患整改已逾期6天'])
  })
})

test('a lead is reminded of his hazard once for each reminder day, and told when it is overdue', async () => {
  const hazard = await county.as('eastTeacher').hazards.report({
    unitId: county.units.eastMiddle,
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '宿舍楼', description: '应急灯不亮' },
      ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
    },
    files: [] as FileId[],
  })
  const leadId = county.people.eastSafety.accountId
  const plan = { leadId, measures: '更换', funds: '', dueOn: '2026-10-20', contingency: '' } as const
  await county.as('eastHead').hazards.advance({
    id: hazard.id,
    revision: 1,
    command: {
      event: 'confirm',
      grade: 'general',
      basis: '标准',
      plan,
      interimControl: null,
      stopUse: false,
    },
    files: [],
  })
  const sentAt = async (now: Instant): Promise<number> => {
    county.setNow(now)
    return sendReminders(county.assembled.app)
  }
  expect(await sentAt('2026-10-15T02:00:00.000Z')).toBe(1)
  expect(await sentAt('2026-10-15T03:00:00.000Z')).toBe(0)
  expect(await sentAt('2026-10-17T02:00:00.000Z')).toBe(1)
  expect(await sentAt('2026-10-19T02:00:00.000Z')).toBe(1)
  expect(await sentAt('2026-10-21T02:00:00.000Z')).toBe(1)
  const mine = await county.as('eastSafety').inbox.list({})
  // What he was told first is that the hazard is his.
  expect(mine.rows.map(row => row.kind)).toEqual(['overdue', 'due', 'due', 'due', 'hazard'])
  expect(mine.rows[0]?.title.zh).toBe('隐患整改已逾期1天')
  expect((await county.as('westSafety').inbox.list({})).total).toBe(0)

  expect(await county.as('eastSafety').inbox.unread()).toBe(5)
  await county.as('westSafety').inbox.markRead({ ids: mine.rows.map(row => row.id) })
  expect(await county.as('eastSafety').inbox.unread()).toBe(5)
  expect(await county.as('eastSafety').inbox.markRead({ ids: 'all' })).toEqual({ unread: 0 })
})
