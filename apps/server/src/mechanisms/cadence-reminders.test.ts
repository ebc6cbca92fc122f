import { addDays, MECHANISM_RULE, type Day, type Instant, type MechanismRecordId } from '@anlan/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { sendReminders } from '../jobs/reminders.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const noon = (day: Day): Instant => `${day}T04:00:00.000Z`

async function hold(on: Day): Promise<void> {
  county.setNow(noon(on))
  await county.as('officer').mechanisms.create({
    ...{ id: newId<MechanismRecordId>(), items: [], files: [] },
    body: {
      ...{ kind: 'consultation', title: '校园安全会商', on, place: '局会议室', chair: '局长' },
      ...{ attending: '县公安局', topic: '近期风险', judgement: '用电负荷上升，风险升高。', figures: [] },
    },
  })
}
async function told(who: PersonName): Promise<string[]> {
  const { rows } = await county.assembled.connections.owner.query<{ zh: string }>(
    `select title ->> 'zh' as zh from inbox_messages where account_id = $1 and link = '/consultations' order by at, id`,
    [county.people[who].accountId],
  )
  return rows.map(({ zh }) => zh)
}
/** Each day of a stretch, twice: a server that starts again says nothing again. */
async function days(from: Day, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1)
    for (let turn = 0; turn < 2; turn += 1) {
      county.setNow(noon(addDays(from, day)))
      await sendReminders(county.assembled.app)
    }
}

beforeEach(() => county.setNow(noon('2026-10-15')))
afterEach(async () => {
  const { owner } = county.assembled.connections
  await owner.query('delete from inbox_messages')
  await owner.query('delete from mechanism_records')
})

test('a consultation that is not held is called to mind before its cycle runs out and once in each that passes', async () => {
  await hold('2026-10-01')
  await days('2026-10-20', 50)
  const expected = [
    ...['会商研判还有7天到期', '会商研判还有3天到期', '会商研判还有1天到期', '会商研判已逾期1天'],
    '会商研判已逾期31天',
  ]
  expect(await told('officer')).toEqual(expected)
  expect(await told('secondOfficer')).toEqual(expected)
  for (const other of ['leader', 'eastHead', 'admin'] as const) expect(await told(other)).toEqual([])
})

test('one that is held in time starts the cycle anew', async () => {
  await hold('2026-10-01')
  await days('2026-10-25', 1)
  await hold('2026-10-26')
  await days('2026-10-27', 10)
  expect(await told('officer')).toEqual(['会商研判还有7天到期'])
})

test('the county’s own cycle is the one that counts', async () => {
  const { limits } = await county.as('officer').ruleLimits.get()
  const change = {
    rule: MECHANISM_RULE.code,
    limit: 'consultation-days',
    value: 92,
    from: '2026-10-15' as const,
  }
  await county.as('officer').ruleLimits.set({
    revision: limits.revision,
    change: { ...change, basis: '每学期两次，县教育局工作制度' },
  })
  await hold('2026-10-16')
  await days('2026-11-10', 20)
  expect(await told('officer')).toEqual([])
})

test('a county that has begun nothing owes none', async () => {
  await days('2026-10-15', 3)
  expect(await told('officer')).toEqual([])
})
