import type { Instant } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import type { Tx } from './scope.ts'

const county = useCounty()
const AT: Instant = '2026-10-15T02:00:00.000Z'

/** Foreign keys between two tables of units that leave the unit out. */
const keysWithoutUnit = async (): Promise<string[]> => {
  const { rows } = await county.assembled.connections.owner.query<{ key: string }>(`
    select format('%s -> %s', conrelid::regclass, confrelid::regclass) as key from pg_constraint
    where contype = 'f'
      and confrelid::regclass::text = any ('{register_entries,inspection_runs,hazards,files,risk_points,risk_plans}')
      and exists (select from pg_attribute where attrelid = conrelid and attname = 'unit_id')
      and not exists (select from unnest(conkey) as part join pg_attribute on attrelid = conrelid
        and attnum = part and attname = 'unit_id')
    order by 1`)
  return rows.map(({ key }) => key)
}

test('whatever hangs on a line, a run, a hazard, a risk point, a plan or a file names its unit together with it', async () => {
  expect(await keysWithoutUnit()).toEqual([])
})

describe('a row that says it is of one’s own school', () => {
  const held: { entry?: string; run?: string; hazard?: string } = {}
  beforeAll(async () => {
    const [unit_id, id] = [county.units.eastMiddle, newId<string>()]
    const east = county.as('eastSafety')
    held.hazard = (
      await east.hazards.report({
        unitId: unit_id,
        hazard: {
          ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '灭火器压力不足' },
          ...{ discoveredOn: '2026-10-15', interimControl: '已摆放备用灭火器', stopUse: false },
        },
        files: [],
      })
    ).id
    const { owner } = county.assembled.connections
    await owner.query(
      `insert into inspection_runs (id, unit_id, area, version, on_day, every, profile, begun_by, begun_by_name, begun_at, asked)
       values ($1, $2, 'fire', 1, '2026-10-15', '[]', '{}', $3, '某某', $4, 1)`,
      [id, unit_id, county.people.eastSafety.accountId, AT],
    )
    held.run = id
    held.entry = newId<string>()
    await owner.query(
      `insert into register_entries (id, unit_id, area, register, version, body, recorded_at, recorded_by, recorded_by_name, recorded_on, identity, changed_at)
       values ($1, $2, 'fire', 'fire/extinguisher-ledger', 1, '{}', $4, $3, '某某', '2026-10-15', '', $4)`,
      [held.entry, unit_id, county.people.eastSafety.accountId, AT],
    )
  })
  const write = (who: PersonName, work: (tx: Tx) => Promise<unknown>) => {
    const { people, assembled } = county
    return assembled.app.db.unrecorded(people[who], 'test-arrangement', async tx => {
      await work(tx)
      throw new Error('written')
    })
  }
  const rows = (unit: 'eastMiddle' | 'westMiddle', file: string) => {
    const { entry = '', run = '', hazard = '' } = held
    const unit_id = county.units[unit]
    const answer = {
      ...{ run_id: run, code: 'XF01', unit_id, body: '{}', answered_at: AT, restricted: false },
      ...{ answered_by: newId<string>(), answered_by_name: '某某' },
    } as const
    return {
      history: (tx: Tx) =>
        tx
          .insertInto('register_history')
          .values({
            ...{ entry_id: entry, revision: 9, unit_id, register: 'fire/extinguisher-ledger', version: 1 },
            ...{ body: '{}', from_at: AT, until_at: AT, by_name: '某某', restricted: false },
          })
          .execute(),
      'a picture of a line': (tx: Tx) =>
        tx.insertInto('register_files').values({ entry_id: entry, file_id: file, unit_id }).execute(),
      'an answer': (tx: Tx) => tx.insertInto('inspection_answers').values(answer).execute(),
      'an answer kept aside': (tx: Tx) => tx.insertInto('inspection_other_answers').values(answer).execute(),
      'a picture of a run': (tx: Tx) =>
        tx.insertInto('inspection_files').values({ run_id: run, file_id: file, unit_id }).execute(),
      'a hazard of a run': (tx: Tx) =>
        tx
          .insertInto('inspection_hazards')
          .values({ run_id: run, code: 'XF01', hazard_id: hazard, unit_id, proposed: 'general' })
          .execute(),
      'a hazard of a finding': (tx: Tx) =>
        tx
          .insertInto('finding_hazards')
          .values({ hazard_id: hazard, unit_id, area: 'fire', rule: 'fire/x#y', finding: 'x' })
          .execute(),
    }
  }
  const NAMES = [
    ...(['history', 'a picture of a line', 'an answer', 'an answer kept aside'] as const),
    ...(['a picture of a run', 'a hazard of a run', 'a hazard of a finding'] as const),
  ]

  test.each(NAMES)('hangs on no other school’s: %s', async name => {
    const file = await county.aFile('westMiddle')
    await expect(write('westHead', tx => rows('westMiddle', file)[name](tx))).rejects.toThrow(
      /violates foreign key constraint/,
    )
  })
  test.each(NAMES)('hangs on its own: %s', async name => {
    const file = await county.aFile('eastMiddle')
    await expect(write('eastHead', tx => rows('eastMiddle', file)[name](tx))).rejects.toThrow('written')
  })
  test('shows no other school’s picture', async () => {
    const file = await county.aFile('westMiddle')
    await expect(write('eastHead', tx => rows('eastMiddle', file)['a picture of a run'](tx))).rejects.toThrow(
      /violates foreign key constraint/,
    )
  })
})
