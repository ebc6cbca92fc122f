import type { UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { useCounty } from '../testing/county.ts'
import { SYSTEM, type Tx } from './scope.ts'

const county = useCounty()
const db = () => county.assembled.app.db

const scopeSeen = async (tx: Tx): Promise<string> => {
  const { rows } = await sql<{ scope: string }>`
    select current_setting('anlan.scope', true) || ' ' || current_setting('anlan.account', true) as scope`.execute(
    tx,
  )
  return rows[0]?.scope ?? ''
}
const numberOf = async (tx: Tx): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select txid_current_snapshot()::text as id`.execute(tx)
  return rows[0]?.id ?? ''
}
const addTownship = (tx: Tx, code: string) =>
  tx.insertInto('townships').values({ code, name: '某镇' }).execute()
const hasTownship = (code: string) =>
  db().read(SYSTEM, async tx => {
    const found = await tx.selectFrom('townships').select('code').where('code', '=', code).execute()
    return found.length === 1
  })

describe('a reading', () => {
  test('has its scope in every packet it sends', async () => {
    const { westHead } = county.people
    const seen = await db().read(westHead, async tx => [
      await scopeSeen(tx),
      ...(await Promise.all([scopeSeen(tx), scopeSeen(tx)])),
      await scopeSeen(tx),
    ])
    expect(new Set(seen)).toEqual(new Set([`units ${westHead.accountId}`]))
  })

  test('changes nothing', async () => {
    await expect(db().read(SYSTEM, tx => addTownship(tx, '439901111'))).rejects.toThrow('read-only')
    expect(await hasTownship('439901111')).toBe(false)
  })

  test('that threw before its packet was gone leaves the connection clean for the next', async () => {
    const { westHead, officer } = county.people
    await expect(
      db().read(westHead, tx => {
        void numberOf(tx).catch(() => undefined)
        throw new Error('thrown')
      }),
    ).rejects.toThrow('thrown')
    for (let time = 0; time < 12; time += 1) {
      const code = `4399012${String(time).padStart(2, '0')}`
      await db().unrecorded(officer, 'test-arrangement', tx => addTownship(tx, code))
      expect(await hasTownship(code)).toBe(true)
    }
  })

  test('may fail in one statement and go on with the next', async () => {
    const outcome = await db().read(SYSTEM, async tx => {
      const failed = await sql`select 1 / 0`.execute(tx).catch((error: Error) => error.message)
      return [failed, await scopeSeen(tx)]
    })
    expect(outcome).toEqual(['division by zero', `county ${SYSTEM.accountId}`])
  })
})

describe('a query that comes after its transaction', () => {
  const late = async (run: (work: (tx: Tx) => Promise<null>) => Promise<unknown>): Promise<void> => {
    const held: { tx?: Tx } = {}
    await run(tx => {
      held.tx = tx
      return Promise.resolve(null)
    })
    if (!held.tx) throw new Error('no transaction')
    await expect(scopeSeen(held.tx)).rejects.toThrow('the transaction is over')
  }

  test('is refused, whoever holds the connection by then', async () => {
    await late(work => db().read(SYSTEM, work))
    await late(work => db().transaction(SYSTEM, work))
  })
})

describe('a change', () => {
  test('sends what is asked together in the order in which it was asked', async () => {
    const [id, unitId] = [newId<string>(), county.units.eastMiddle as UnitId]
    const { officer } = county.people
    await db().unrecorded(SYSTEM, 'test-arrangement', async tx => {
      // A class names its school: in the wrong order the reference would break.
      await Promise.all([
        tx
          .insertInto('units')
          .values({
            ...{
              id,
              kind: 'village-school',
              name: '新校',
              short_name: '新校',
              parent_id: unitId,
              pupils: 30,
            },
            ...{ boarding: false, has_bus: false, has_lab: false, has_canteen: false },
          })
          .execute(),
        tx
          .insertInto('school_classes')
          .values({ id: newId(), unit_id: id, grade: 1, ordinal: 1, name: '一班', pupils: 30 })
          .execute(),
      ])
    })
    const classes = await db().read(officer, tx =>
      tx.selectFrom('school_classes').select('id').where('unit_id', '=', id).execute(),
    )
    expect(classes).toHaveLength(1)
  })

  test('that is refused or fails leaves nothing behind', async () => {
    await db().transaction(SYSTEM, async tx => {
      await addTownship(tx, '439901121')
      return { ok: false }
    })
    const failing = db().transaction(SYSTEM, async tx => {
      await Promise.all([addTownship(tx, '439901122'), sql`select 1 / 0`.execute(tx)])
    })
    await expect(failing).rejects.toThrow('division by zero')
    expect(await hasTownship('439901121')).toBe(false)
    expect(await hasTownship('439901122')).toBe(false)
  })
})
