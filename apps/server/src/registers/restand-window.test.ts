import type { RuleCode } from '@anlan/domain'
import { beforeEach, expect, test } from 'vitest'
import { useCounty, type UnitName } from '../testing/county.ts'
import { restandCounty } from './restand-county.ts'

const county = useCounty()
const KEY = 'fire/extinguisher-ledger'
const DAMP = { rule: `${KEY}#check-overdue` as RuleCode, limit: 'dampDays' }
const AT_COMMIT = 26_071

const owner = () => county.assembled.connections.owner
beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

/** Sets within how many days a bottle in a damp place is looked at; five have passed since this one was. */
const setDamp = async (value: number): Promise<void> => {
  const limits = county.as('officer').ruleLimits
  const { revision } = (await limits.get()).limits
  await limits.set({
    revision,
    change: { ...DAMP, value, from: '2026-10-15', basis: '县教育局 2026 年安全工作意见' },
  })
}
const recordDamp = (by: 'westSafety' | 'eastSafety', unit: UnitName) =>
  county.as(by).registers.record({
    unitId: county.units[unit],
    entry: {
      register: KEY,
      body: {
        ...{ number: 'M-1', location: '锅炉房', type: 'powder', madeOn: '2024-03-01', damp: true },
        ...{ lastCheckedOn: '2026-10-10', gauge: 'green' },
      },
    },
  })
/** How a school stands by what was drawn last, once whatever is still being drawn is. */
async function drawnOf(unit: UnitName): Promise<string | undefined> {
  await restandCounty(county.assembled.app)
  const { rows } = await owner().query<{ standing: string }>(
    'select standing from register_standings where unit_id = $1 and register = $2',
    [county.units[unit], KEY],
  )
  return rows[0]?.standing
}

/** Takes a lock from beside the server; what it is for is let go by the answer. */
async function hold(lock: string, values: unknown[]): Promise<() => Promise<void>> {
  const client = await owner().connect()
  await client.query('begin')
  await client.query(`select pg_advisory_xact_lock(${lock})`, values)
  return async () => {
    await client.query('commit')
    client.release()
  }
}
const waiting = async (): Promise<number> => {
  const { rows } = await owner().query<{ count: number }>(
    `select count(*)::int as count from pg_locks
      where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.count ?? 0
}

test('a number set while the county waits for a school’s area is the one that school is judged by', async () => {
  county.setNow('2026-10-14T02:00:00.000Z')
  await recordDamp('westSafety', 'westMiddle')
  county.setNow('2026-10-15T02:00:00.000Z')
  const letGo = await hold('hashtextextended($1, 0)', [`${county.units.westMiddle} fire`])
  const drawing = restandCounty(county.assembled.app)
  await expect.poll(waiting).toBe(1)
  await setDamp(3)
  await letGo()
  await drawing
  expect(await drawnOf('westMiddle')).toBe('not-met')
})

test('a number set while a school writes its first line is the one that line is judged by', async () => {
  await setDamp(14)
  await restandCounty(county.assembled.app)
  await owner().query(`create function wait_at_commit() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(${AT_COMMIT}); return null; end $$`)
  await owner().query(`create constraint trigger wait_at_commit after insert on register_standings
    deferrable initially deferred for each row execute function wait_at_commit()`)
  const letGo = await hold('$1::bigint', [AT_COMMIT])
  const writing = recordDamp('eastSafety', 'eastMiddle')
  await expect.poll(waiting).toBe(1)
  let isSet = false
  const setting = setDamp(3).then(() => (isSet = true))
  // Either it is there already, or it waits for the line that nobody can see yet.
  await expect.poll(async () => isSet || (await waiting()) === 2).toBe(true)
  await letGo()
  await Promise.all([writing, setting])
  expect(await drawnOf('eastMiddle')).toBe('not-met')
})
