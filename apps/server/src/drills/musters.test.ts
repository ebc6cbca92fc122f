import type { DeviceId, DrillId, Fact, Instant } from '@anlan/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Assembled } from '../server.ts'
import { aClassOf } from '../testing/class-of-pupils.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import { settleDrill } from './settle-drill.ts'

const county = useCounty()
interface Held {
  house: Awaited<ReturnType<typeof open>>
  other: Assembled
  keys: string[]
  kiosk: TestKiosk
}
const held: Partial<Held> = {}
const need = <Key extends keyof Held>(key: Key): Held[Key] => {
  const value = held[key]
  if (value === undefined) throw new Error('it is there inside tests only')
  return value
}
const musters = () => county.assembled.app.musters

beforeAll(async () => {
  county.setNow(new Date().toISOString() as Instant)
  held.house = await open(county.assembled)
  held.other = await county.another()
  held.keys = await aClassOf(county, 'eastPrimary', 12)
  held.kiosk = await pairKiosk(county, need('house').origin, 'eastPrimary', 'eastSafety')
})
afterAll(async () => {
  await need('house').close()
  await need('other').close()
})

/** Facts as another server wrote them whose transaction began so long ago, and who told nobody. */
const takenSilently = (facts: readonly Fact[], ago: string): Promise<unknown> =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    sql`
      insert into drill_facts (drill_id, id, unit_id, device_id, seq, kind, body, at, offset_ms, received_at)
      select f.drill, f.id, ${county.units.eastPrimary}, ${need('kiosk').id}, f.seq, 'v1.seen', f.body, f.at, 0,
        now() - ${ago}::interval
      from unnest(${facts.map(({ drill }) => drill)}::uuid[], ${facts.map(({ id }) => id)}::uuid[],
        ${facts.map(({ seq }) => seq)}::int[], ${facts.map(({ at }) => at)}::bigint[],
        ${facts.map(fact => JSON.stringify({ ...fact }))}::jsonb[]) as f (drill, id, seq, at, body)`.execute(
      tx,
    ),
  )

const seen = (drill: string, from: number, to: number): Fact[] =>
  need('keys')
    .slice(from, to)
    .map(key => need('kiosk').seen(drill, key))

const drill = { id: newId<DrillId>() }
beforeEach(async () => {
  drill.id = newId<DrillId>()
  await need('kiosk').start(drill.id)
  return async () => {
    await need('kiosk').send([need('kiosk').fact(drill.id, { kind: 'v1.cancelled' })])
  }
})

/** Whoever shows a drill at the county's own server: called by news, he asks at once, as a board does. */
function shower(id: DrillId) {
  const shown: number[] = []
  const states: (string | undefined)[] = []
  const ask = async (): Promise<void> => {
    const live = await musters().of(id)
    shown.push(live?.set.facts.size ?? 0)
    states.push(live?.head.state)
  }
  const hear = (): void => void ask()
  const stops = ([`drill:${id}`, `facts:${id}`] as const).map(topic =>
    county.assembled.app.live.listen(topic, hear),
  )
  return { ask, shown, states, stop: () => stops.forEach(stop => stop()) }
}

describe('whoever is called by another server’s news', () => {
  test('is given what they say, though the drill was looked at a moment ago and nobody calls again', async () => {
    const { id } = drill
    const board = shower(id)
    await board.ask()
    await need('other').app.intake.take(
      { id: need('kiosk').id as DeviceId, unitId: county.units.eastPrimary, name: '操场东' },
      seen(id, 0, 3),
    )
    await expect.poll(() => board.shown.at(-1), { timeout: 4_000 }).toBe(3)
    const head = county.as('eastHead', need('other'))
    const { revision } = await head.drills.get({ id })
    await head.drills.advance({ id, revision, event: 'cancel', reason: '暴雨' })
    await expect.poll(() => board.states.at(-1), { timeout: 4_000 }).toBe('cancelled')
    board.stop()
  })
})

describe('a fact is never missed for good', () => {
  test('though its commit hung longer than any look goes back', async () => {
    const { id } = drill
    await need('kiosk').send(seen(id, 0, 4))
    expect((await musters().of(id))?.set.facts.size).toBe(4)
    await takenSilently(seen(id, 4, 6), '1 hour')
    expect((await musters().of(id, { fresh: true }))?.set.facts.size).toBe(6)
    const { body } = await need('kiosk').ask<{ facts: number }>(`/drills/${id}/receipt`)
    expect(body.facts).toBe(6)
  })

  test('though the drill is forgotten while it is looked at', async () => {
    const { id } = drill
    await takenSilently(seen(id, 0, 5), '1 hour')
    await need('kiosk').send(seen(id, 5, 6))
    expect((await musters().of(id))?.set.facts.size).toBe(6)
    const looking = musters().of(id, { fresh: true })
    await Promise.resolve()
    musters().forget(id)
    expect((await looking)?.set.facts.size).toBe(6)
    expect((await musters().of(id))?.set.facts.size).toBe(6)
  })

  test('though it comes while the drill is read for the first time', async () => {
    const { id } = drill
    const facts = seen(id, 0, 10)
    const reading: Promise<unknown>[] = []
    for (const fact of facts) {
      musters().forget(id)
      reading.push(musters().of(id), need('kiosk').send([fact]))
    }
    await Promise.all(reading)
    expect((await musters().of(id))?.set.facts.size).toBe(10)
  })

  test('though the look that the news called for failed', async () => {
    const { id } = drill
    await need('kiosk').send(seen(id, 0, 1))
    expect((await musters().of(id))?.head.state).toBe('running')
    await takenSilently(seen(id, 1, 2), '0 seconds')
    const { owner } = county.assembled.connections
    const client = await owner.connect()
    await client.query('begin; lock table drill_facts in access exclusive mode')
    musters().hear(`facts:${id}`, false)
    const looking = musters().of(id, { fresh: true })
    const cut = `select count(pg_terminate_backend(pid))::int from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    const failed = expect(looking).rejects.toThrow()
    await expect
      .poll(async () => (await client.query<{ count: number }>(cut)).rows[0]?.count)
      .toBeGreaterThan(0)
    await failed
    await client.query('rollback')
    client.release()
    // The state is known no better than before, and who asks later is not told that nothing happened.
    expect(musters().stateOf(id)).toBeNull()
    const board = shower(id)
    await board.ask()
    await expect.poll(() => board.shown.at(-1), { timeout: 4_000 }).toBe(2)
    board.stop()
  })
})

const settled = (id: DrillId) =>
  county.assembled.app.db.read(SYSTEM, tx =>
    tx.selectFrom('drills').select(['fact_count', 'receipt']).where('id', '=', id).executeTakeFirstOrThrow(),
  )

test('a result drawn from fewer facts never takes the place of one drawn from more', async () => {
  const { id } = drill
  await need('kiosk').send([...seen(id, 0, 3), need('kiosk').fact(id, { kind: 'v1.all-clear' })])
  await settleDrill(county.assembled.app, id)
  expect(await settled(id)).toMatchObject({ fact_count: 4 })
  // Another server has seen one more, and wrote down what it says while this one was still counting.
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx.updateTable('drills').set({ fact_count: 5, receipt: 'of five' }).where('id', '=', id).execute(),
  )
  await settleDrill(county.assembled.app, id)
  expect(await settled(id)).toEqual({ fact_count: 5, receipt: 'of five' })
})
