import fc from 'fast-check'
import { addDays, type FileId, type Instant } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'
import { REMINDER_DAYS, reminderFor, sendReminders } from './reminders.ts'

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
  expect(mine.rows.map(row => row.kind)).toEqual(['overdue', 'due', 'due', 'due'])
  expect(mine.rows[0]?.title.zh).toBe('隐患整改已逾期1天')
  expect((await county.as('westSafety').inbox.list({})).total).toBe(0)

  expect(await county.as('eastSafety').inbox.unread()).toBe(4)
  await county.as('westSafety').inbox.markRead({ ids: mine.rows.map(row => row.id) })
  expect(await county.as('eastSafety').inbox.unread()).toBe(4)
  expect(await county.as('eastSafety').inbox.markRead({ ids: 'all' })).toEqual({ unread: 0 })
})
