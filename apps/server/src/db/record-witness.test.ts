import { err } from '@anlan/domain'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordAudit } from '../audit/record-audit.ts'
import { useCounty } from '../testing/county.ts'
import { SYSTEM, type Tx } from './scope.ts'

const county = useCounty()

const nameTownship = async (tx: Tx, name: string): Promise<void> => {
  await tx.updateTable('townships').set({ name }).where('code', '=', '439901101').execute()
}
const townshipName = (): Promise<string> =>
  county.assembled.app.db.read(SYSTEM, async tx => {
    const row = await tx
      .selectFrom('townships')
      .select('name')
      .where('code', '=', '439901101')
      .executeTakeFirstOrThrow()
    return row.name
  })
const record = (tx: Tx): Promise<void> =>
  recordAudit(
    tx,
    { actor: SYSTEM, now: '2026-10-15T02:00:00.000Z', requestId: null },
    { action: 'township.create', subject: { kind: 'township', id: '439901101' }, unitId: null },
  )

test('a change without a line in the audit does not happen', async () => {
  const { db } = county.assembled.app
  const silently: ((tx: Tx) => Promise<unknown>)[] = [
    tx => nameTownship(tx, '甲'),
    tx => sql`update townships set name = '甲'`.execute(tx),
    tx =>
      sql`with renamed as (update townships set name = '甲' returning 1) select * from renamed`.execute(tx),
    async tx => {
      await nameTownship(tx, '甲')
      await sql`select count(*) from audit_events`.execute(tx)
    },
  ]
  for (const change of silently) {
    await expect(db.transaction(SYSTEM, change)).rejects.toThrow('without a line in the audit')
    expect(await townshipName()).toBe('东镇')
  }
})

test('a change with its line is kept, and so is one whose exemption is named', async () => {
  const { db } = county.assembled.app
  await db.transaction(SYSTEM, async tx => {
    await nameTownship(tx, '乙')
    await record(tx)
  })
  expect(await townshipName()).toBe('乙')
  await db.unrecorded(SYSTEM, 'test-arrangement', tx => nameTownship(tx, '东镇'))
  expect(await townshipName()).toBe('东镇')
})

test('what changes no row, or is refused after all, owes no line', async () => {
  const { db } = county.assembled.app
  await db.transaction(SYSTEM, tx =>
    tx.updateTable('townships').set({ name: '丙' }).where('code', '=', 'none').execute(),
  )
  const refused = await db.transaction(SYSTEM, async tx => {
    await nameTownship(tx, '丙')
    return err({ code: 'not-found' })
  })
  expect(refused.ok).toBe(false)
  expect(await townshipName()).toBe('东镇')
})
