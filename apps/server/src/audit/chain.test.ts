import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { sql } from 'kysely'
import { systemClock } from '../clock.ts'
import { openConnections, type Connections } from '../db/connect.ts'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { TEMPLATE } from '../testing/global-setup.ts'
import { chainEvents } from './chain.ts'
import { AuditKeeper } from './keeper.ts'
import { replaceSealingKey } from './sealing-key.ts'

/** A database and a data folder of its own for each test: every one of them damages the record. */
interface House {
  readonly connections: Connections
  readonly dataDir: string
  keeper(dataDir?: string): AuditKeeper
  /** Adds events as somebody's changes do; gives their ids. */
  write(count: number, after?: object): Promise<string[]>
  /** Runs SQL as somebody who owns the database and has put its triggers out of the way. */
  tamper(sql: string, values?: unknown[]): Promise<void>
  verify(): Promise<{
    ok: boolean
    codes: string[]
    positions: (number | null)[]
    events: number
    waiting: number
  }>
}

const cluster = inject('cluster')
const folders: string[] = []
let name = ''
let house: House

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-audit-'))
  folders.push(folder)
  return folder
}

beforeEach(async () => {
  name = `test_${randomUUID().replaceAll('-', '')}`
  await cloneDatabase(cluster, TEMPLATE, name)
  const connections = await openConnections(
    user => ({ ...cluster, database: name, ...(user && { user }) }),
    null,
    () => undefined,
  )
  const dataDir = aFolder()
  const log = pino({ level: 'silent' })
  const keeper = (folder = dataDir): AuditKeeper =>
    new AuditKeeper({ owner: connections.owner, dataDir: folder, clock: systemClock, log })
  house = {
    ...{ connections, dataDir, keeper },
    async write(count, after = { grade: 'major', note: '消防通道堵塞' }) {
      const ids = Array.from({ length: count }, () => newId<string>())
      for (const id of ids) {
        await connections.owner.query(
          `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id, after)
           values ($1, now(), 'a', '张老师', 'principal', 'hazard.report', 'hazard', 'h', $2)`,
          [id, JSON.stringify(after)],
        )
      }
      return ids
    },
    async tamper(sql, values = []) {
      const client = await connections.owner.connect()
      await client.query(`set session_replication_role = replica`)
      await client.query(sql, values)
      await client.query(`set session_replication_role = origin`)
      client.release()
    },
    async verify() {
      const { ok, breaks, events, waiting } = await keeper().verify()
      return {
        ok,
        events,
        waiting,
        codes: breaks.map(each => each.code),
        positions: breaks.map(each => each.position),
      }
    },
  }
  return async () => {
    await connections.close()
    await dropDatabase(cluster, name)
  }
})
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })))

describe('a record nobody touched', () => {
  test('is whole, from nothing to many batches', async () => {
    expect(await house.verify()).toMatchObject({ ok: true, events: 0 })
    await house.write(250)
    expect(await house.verify()).toMatchObject({ ok: true, events: 0, waiting: 250 })
    expect(await house.keeper().chain()).toBe(250)
    const seal = await house.keeper().seal()
    expect(seal?.position).toBe(250)
    expect(await house.verify()).toMatchObject({ ok: true, events: 250, waiting: 0 })
  })

  test('a change that took long is linked when it commits, though its id is older than the head', async () => {
    const slow = await house.connections.owner.connect()
    await slow.query('begin')
    const oldId = newId<string>()
    await slow.query(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id)
       values ($1, now(), 'a', 'b', 'principal', 'hazard.report', 'hazard', 'h')`,
      [oldId],
    )
    await house.write(3)
    expect(await house.keeper().chain()).toBe(3)
    await slow.query('commit')
    slow.release()
    expect(await house.keeper().chain()).toBe(1)
    const { rows } = await house.connections.owner.query(
      'select event_id from audit_chain order by position desc limit 1',
    )
    expect(rows).toEqual([{ event_id: oldId }])
    expect(await house.verify()).toMatchObject({ ok: true, events: 4, waiting: 0 })
  })

  test('a change that was rolled back leaves no event and no link', async () => {
    const client = await house.connections.owner.connect()
    await client.query('begin')
    await client.query(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id)
       values ($1, now(), 'a', 'b', 'principal', 'hazard.report', 'hazard', 'h')`,
      [newId<string>()],
    )
    await client.query('rollback')
    client.release()
    expect(await house.keeper().chain()).toBe(0)
    expect(await house.verify()).toMatchObject({ ok: true, events: 0, waiting: 0 })
  })

  test('two servers link and seal at once: every event once, no gap, and each knows the other’s seals', async () => {
    const [here, there] = [aFolder(), aFolder()]
    const [first, second] = [house.keeper(here), house.keeper(there)]
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([house.write(120), first.chain(), second.chain(), second.seal(), first.seal()])
    }
    await Promise.all([first.chain(), second.chain()])
    await first.seal()
    await second.seal()
    expect(await first.verify()).toMatchObject({ ok: true, events: 360, waiting: 0 })
    expect(await second.verify()).toMatchObject({ ok: true, events: 360 })
    const lines = (folder: string): string[] =>
      readFileSync(join(folder, 'audit-seals.log'), 'utf8').split('\n')
    expect(lines(here)).toEqual(lines(there))
  })

  test('numbers keep their digits, letters their form, members may come in any order', async () => {
    await house.write(1, { z: 1, a: { é: 'e\u0301', 𠮷: '\u2028"\\' }, 1: [1, null, true] })
    await house.tamper(
      `insert into audit_events select gen_random_uuid(), now(), 'a', 'b', 'c', null, 'x.y', 'k', 's', null,
       '{"big": 9007199254740993, "one": 1.0, "tiny": 0.0000001, "__proto__": {"length": 2}}'::jsonb, null`,
    )
    const keeper = house.keeper()
    keeper.start()
    await keeper.stop()
    expect(await house.verify()).toMatchObject({ ok: true, events: 2, waiting: 0 })
  })

  test('the chain reads the same under another time zone and date style', async () => {
    await house.write(2)
    await house.keeper().chain()
    await house.connections.owner.query(`alter database ${name} set timezone = 'Asia/Shanghai'`)
    await house.connections.owner.query(`alter database ${name} set datestyle = 'German'`)
    expect((await house.verify()).ok).toBe(true)
  })

  test('a seal made while the check runs is in neither picture, and no break', async () => {
    await house.connections.owner.query(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id)
       select gen_random_uuid(), now(), 'a', 'b', 'principal', 'hazard.report', 'hazard', 'h' from generate_series(1, 1000)`,
    )
    const keeper = house.keeper()
    await keeper.chain()
    await keeper.seal()
    let sealed = 0
    const verdict = await keeper.verify({
      progress: async () => {
        await house.write(1)
        await keeper.chain()
        sealed = (await keeper.seal())?.position ?? sealed
      },
    })
    expect(sealed).toBeGreaterThan(1000)
    expect(verdict).toMatchObject({ ok: true, events: 1000, breaks: [] })
  })

  test('a restore that left triggers out is put right at the next start', async () => {
    await house.tamper(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id)
       values ('${newId<string>()}', now(), 'a', 'b', 'c', 'x.y', 'k', 's')`,
    )
    expect((await house.verify()).codes).toEqual(['event-not-linked'])
    const keeper = house.keeper()
    keeper.start()
    await keeper.stop()
    expect(await house.verify()).toMatchObject({ ok: true, events: 1 })
  })
})

describe('whoever owns the database', () => {
  beforeEach(async () => {
    await house.write(10)
    await house.keeper().chain()
    await house.keeper().seal()
    await house.write(5)
    await house.keeper().chain()
  })

  test('cannot change an event', async () => {
    await house.tamper(
      `update audit_events set after = after || '{"grade": "general"}' from audit_chain
       where event_id = id and position = 4`,
    )
    expect(await house.verify()).toMatchObject({ ok: false, codes: ['event-changed'], positions: [4] })
  })

  test.each([
    ['actor_name', `'李老师'`],
    ['actor_id', `'x'`],
    ['actor_role', `'auditor'`],
    ['unit_id', `gen_random_uuid()`],
    ['action', `'hazard.dismiss'`],
    ['subject_kind', `'x'`],
    ['subject_id', `'x'`],
    ['before', `'{}'`],
    ['after', `null`],
    ['request_id', `'x'`],
    ['at', `at + interval '1 microsecond'`],
  ])('cannot change an event’s %s', async (column, value) => {
    await house.tamper(
      `update audit_events set ${column} = ${value} from audit_chain where event_id = id and position = 12`,
    )
    expect(await house.verify()).toMatchObject({ codes: ['event-changed'], positions: [12] })
  })

  test('cannot change a digit beyond what a double holds, nor 1.0 to 1', async () => {
    await house.tamper(`update audit_events set after = '{"n": 9007199254740993, "m": 1.0}'`)
    await house.tamper(`delete from audit_chain`)
    await house.tamper(`delete from audit_seals`)
    rmSync(join(house.dataDir, 'audit-seals.log'))
    const keeper = house.keeper()
    keeper.start()
    await keeper.stop()
    expect((await house.verify()).ok).toBe(true)
    await house.tamper(
      `update audit_events set after = '{"n": 9007199254740992, "m": 1.0}' from audit_chain
       where event_id = id and position = 3`,
    )
    await house.tamper(
      `update audit_events set after = '{"n": 9007199254740993, "m": 1}' from audit_chain
       where event_id = id and position = 5`,
    )
    expect(await house.verify()).toMatchObject({
      codes: ['event-changed', 'event-changed'],
      positions: [3, 5],
    })
  })

  test('cannot delete an event and leave its link', async () => {
    await house.tamper(`delete from audit_events using audit_chain where event_id = id and position = 7`)
    expect(await house.verify()).toMatchObject({ codes: ['event-missing'], positions: [7] })
  })

  test('cannot delete an event with its link', async () => {
    await house.tamper(`delete from audit_events using audit_chain where event_id = id and position = 7`)
    await house.tamper(`delete from audit_chain where position = 7`)
    expect(await house.verify()).toMatchObject({ codes: ['link-missing'], positions: [7] })
  })

  test('cannot close the gap behind a deleted link', async () => {
    await house.tamper(`delete from audit_chain where position = 7`)
    await house.tamper(`update audit_chain set position = -position where position > 7`)
    await house.tamper(`update audit_chain set position = -position - 1 where position < 0`)
    const { codes, positions } = await house.verify()
    expect(codes).toContain('event-changed')
    expect(positions[0]).toBe(7)
  })

  test('cannot put an event in between', async () => {
    const [id] = await house.write(1)
    await house.tamper(`delete from audit_unchained`)
    await house.tamper(`update audit_chain set position = -position where position > 7`)
    await house.tamper(`update audit_chain set position = 1 - position where position < 0`)
    await house.tamper(`insert into audit_chain values (8, $1, repeat('0', 64))`, [id])
    const { codes, positions } = await house.verify()
    expect([codes[0], positions[0]]).toEqual(['event-changed', 8])
  })

  test('cannot let two events change places', async () => {
    await house.tamper(`update audit_chain set position = -position where position in (6, 7)`)
    await house.tamper(`update audit_chain set position = 13 + position where position < 0`)
    expect(await house.verify()).toMatchObject({ positions: [6, 7, 8] })
  })

  test('cannot keep an event out of the chain', async () => {
    await house.write(1)
    await house.tamper(`delete from audit_unchained`)
    expect(await house.verify()).toMatchObject({ codes: ['event-not-linked'] })
  })

  test('cannot delete an event before it is linked', async () => {
    const [id] = await house.write(1)
    await house.tamper(`delete from audit_events where id = $1`, [id])
    expect(await house.keeper().chain()).toBe(0)
    expect(await house.verify()).toMatchObject({ codes: ['waiting-event-gone'] })
  })

  test('cannot cut off the end before a seal', async () => {
    await house.tamper(`delete from audit_chain where position > 8`)
    await house.tamper(`delete from audit_events where id not in (select event_id from audit_chain)`)
    const { codes } = await house.verify()
    expect(codes).toEqual(['tail-missing', 'sealed-history-missing'])
  })

  test('cannot cut off the end together with its seal', async () => {
    await house.tamper(`delete from audit_chain where position > 8`)
    await house.tamper(`delete from audit_events where id not in (select event_id from audit_chain)`)
    await house.tamper(`delete from audit_seals`)
    expect(await house.verify()).toMatchObject({ codes: ['sealed-history-missing'], positions: [10] })
  })

  test('cannot empty everything and begin anew', async () => {
    await house.tamper(`truncate audit_events, audit_chain, audit_seals, audit_keys, audit_unchained`)
    await house.write(20)
    await house.keeper().chain()
    await house.keeper().seal()
    expect(await house.verify()).toMatchObject({ codes: ['sealed-history-rewritten'], positions: [10] })
  })

  test('cannot rewrite history with all the hashes that follow', async () => {
    await house.tamper(
      `update audit_events set actor_name = '李老师' from audit_chain where event_id = id and position = 4`,
    )
    await house.tamper(`delete from audit_chain where position >= 4`)
    await house.tamper(`insert into audit_unchained select id from audit_events
      where id not in (select event_id from audit_chain)`)
    await chainEvents(house.connections.owner)
    expect(await house.verify()).toMatchObject({
      codes: ['seal-contradicts', 'sealed-history-rewritten'],
      positions: [10, 10],
    })
  })

  test('cannot make a seal to fit, without the key', async () => {
    await house.tamper(`update audit_seals set at = at + interval '1 day'`)
    expect(await house.verify()).toMatchObject({ codes: ['seal-forged'], positions: [10] })
    await house.tamper(`update audit_seals set at = at - interval '1 day', signature = 'AAAA'`)
    expect(await house.verify()).toMatchObject({ codes: ['seal-forged'] })
  })

  test('cannot bring a key of his own under the old name', async () => {
    const { publicKey } = replaceSealingKey(aFolder()).after
    await house.tamper(`update audit_keys set public_key = $1`, [publicKey])
    expect((await house.verify()).codes).toEqual(['key-exchanged', 'seal-forged'])
  })

  test('cannot take the key away', async () => {
    await house.tamper(`delete from audit_keys`)
    expect((await house.verify()).codes).toEqual(['seal-key-unknown'])
  })

  test('cannot change, delete or empty anything while the triggers stand', async () => {
    const { owner } = house.connections
    for (const table of ['audit_events', 'audit_chain', 'audit_seals', 'audit_keys']) {
      await expect(owner.query(`delete from ${table}`)).rejects.toThrow('append-only')
      await expect(owner.query(`truncate ${table} cascade`)).rejects.toThrow('append-only')
    }
  })
})

describe('the runtime role', () => {
  test.each([
    `insert into audit_chain values (1, gen_random_uuid(), '')`,
    `insert into audit_seals values (1, '', now(), '', '')`,
    `insert into audit_keys values ('', '', now())`,
    `insert into audit_unchained values (gen_random_uuid())`,
    `delete from audit_unchained`,
    `update audit_events set action = ''`,
    `delete from audit_events`,
    `update audit_verifications set outcome = null`,
  ])('may not: %s', async statement => {
    await expect(
      house.connections.db.transaction(SYSTEM, tx => sql.raw(statement).execute(tx)),
    ).rejects.toThrow('permission denied')
  })
})

describe('the sealing key', () => {
  test('is made once, for its owner’s eyes only', async () => {
    await house.write(1)
    await house.keeper().chain()
    await house.keeper().seal()
    const path = join(house.dataDir, 'audit-key.pem')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const before = readFileSync(path, 'utf8')
    await house.keeper().seal()
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  test('can be replaced while the server runs; old seals stay proven', async () => {
    const keeper = house.keeper()
    await house.write(1)
    await keeper.chain()
    const old = await keeper.seal()
    const { before, after } = replaceSealingKey(house.dataDir)
    expect(before.id).toBe(old?.keyId)
    await house.write(1)
    await keeper.chain()
    expect((await keeper.seal())?.keyId).toBe(after.id)
    expect(await house.verify()).toMatchObject({ ok: true, events: 2 })
    expect(statSync(join(house.dataDir, 'audit-key.pem')).mode & 0o777).toBe(0o600)
  })

  test('seals nothing twice', async () => {
    await house.write(1)
    await house.keeper().chain()
    expect(await house.keeper().seal()).not.toBeNull()
    expect(await house.keeper().seal()).toBeNull()
  })
})

describe('the log of seals', () => {
  test('survives a line that was cut short, and says so', async () => {
    const path = join(house.dataDir, 'audit-seals.log')
    await house.write(1)
    await house.keeper().chain()
    await house.keeper().seal()
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, `${whole}{"position": 2, "ha`)
    await house.write(1)
    await house.keeper().chain()
    await house.keeper().seal()
    expect(await house.verify()).toMatchObject({ codes: ['log-damaged'] })
    writeFileSync(path, whole)
    expect((await house.verify()).ok).toBe(true)
    expect(existsSync(path)).toBe(true)
  })
})
