import type { PostId } from '@anlan/domain'
import { beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const YEAR = { from: '2026-09-01', to: '2027-08-31' } as const
const asked = {
  ...{ level: 'school-staff' as const, templateId: null, names: [] as string[], unitIds: null },
  ...{ posts: ['class-teacher', 'safety-director'] as PostId[], ...YEAR },
}

beforeAll(() =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'appointments',
      (
        [
          ['eastTeacher', 'class-teacher'],
          ['eastSafety', 'safety-director'],
        ] satisfies [PersonName, PostId][]
      ).map(([who, post]) => ({
        ...{ id: newId<string>(), account_id: county.people[who].accountId, post, until_on: null },
        ...{ unit_id: county.units.eastMiddle, from_on: '2026-09-01' as const },
      })),
    ),
  ),
)

test('a batch waits for a move to another school that began before it, and gives whoever moves no letter', async () => {
  const head = county.as('eastHead')
  const { planned } = await head.letters.preview(asked)
  expect(planned).toHaveLength(2)
  const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
  const { owner } = county.assembled.connections
  const { accountId } = county.people.eastTeacher
  // The move, as far as it has come when the head presses the button: done, and not yet for others to see.
  const mover = await owner.connect()
  const outcome = await (async () => {
    try {
      await mover.query('begin')
      await mover.query(`update accounts set unit_id = $2 where id = $1`, [
        accountId,
        county.units.westMiddle,
      ])
      await mover.query(`update appointments set until_on = '2026-10-14' where account_id = $1`, [accountId])
      let isOver = false
      const issuing = head.letters.issue({ asked, expected }).finally(() => {
        isOver = true
      })
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      while (!isOver && (await owner.query(waiting)).rowCount === 0) continue
      await mover.query('commit')
      return await issuing
    } finally {
      mover.release()
    }
  })()
  expect(outcome.issued).toBe(1)
  expect(outcome.skipped).toEqual([
    expect.objectContaining({ post: 'class-teacher', why: 'no-holder' }),
    expect.objectContaining({ post: 'class-teacher', why: 'moved-away' }),
  ])
  const { rows } = await head.letters.list({ filter: { level: 'school-staff' } })
  expect(rows.map(({ signerName }) => signerName)).toEqual(['eastSafety'])
})
